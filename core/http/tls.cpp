// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QHostAddress>

#include <algorithm>
#include <array>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace signalbox::http {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(TlsIdentity)
};

template <auto destroy> struct Destroy
{
    template <typename T> void operator()(T *object) const { destroy(object); }
};
template <typename T, auto destroy> using Owned = std::unique_ptr<T, Destroy<destroy>>;

using OwnedContext = Owned<SSL_CTX, SSL_CTX_free>;
using OwnedCertificate = Owned<X509, X509_free>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedBio = Owned<BIO, BIO_free_all>;

QString textOf(const X509_NAME *name)
{
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char *text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return QString::fromUtf8(text, qsizetype(size));
}

QString addressOf(const ASN1_OCTET_STRING *bytes)
{
    constexpr int v6 = 16, v4 = 4;
    const auto *data = ASN1_STRING_get0_data(bytes);
    if (ASN1_STRING_length(bytes) == v6)
        return QHostAddress(data).toString();
    if (ASN1_STRING_length(bytes) != v4)
        return {};
    return QHostAddress(
        (quint32(data[0]) << 24) | (quint32(data[1]) << 16) | (quint32(data[2]) << 8) | quint32(data[3]))
        .toString();
}

QStringList namesOf(X509 *certificate)
{
    QStringList names;
    auto *all
        = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all); ++i) {
        const auto *name = sk_GENERAL_NAME_value(all, i);
        if (name->type == GEN_DNS)
            names += QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)),
                ASN1_STRING_length(name->d.dNSName));
        else if (name->type == GEN_IPADD)
            names += addressOf(name->d.iPAddress);
    }
    GENERAL_NAMES_free(all);
    if (names.isEmpty())
        names += textOf(X509_get_subject_name(certificate));
    return names;
}

Instant instantOf(const ASN1_TIME *time)
{
    std::tm parts{};
    ASN1_TIME_to_tm(time, &parts);
    const QDateTime moment(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
    return Instant(std::chrono::milliseconds(moment.toMSecsSinceEpoch()));
}

CertificateInfo infoOf(X509 *certificate)
{
    CertificateInfo info;
    info.names = namesOf(certificate);
    info.issuer = textOf(X509_get_issuer_name(certificate));
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    info.fingerprint
        = QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(size)).toHex(':').toUpper();
    info.begins = instantOf(X509_get0_notBefore(certificate));
    info.ends = instantOf(X509_get0_notAfter(certificate));
    info.isSelfSigned
        = X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
    return info;
}

/// HTTP/1.1 is all that is spoken here; who asks for that among others is told so.
int chooseProtocol(SSL *, const unsigned char **out, unsigned char *outSize, const unsigned char *in,
    unsigned int inSize, void *)
{
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char *chosen = nullptr;
    if (SSL_select_next_proto(&chosen, outSize, ours, sizeof ours - 1, in, inSize) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

OwnedContext makeContext()
{
    OwnedContext context(SSL_CTX_new(TLS_server_method()));
    if (!context)
        return context;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(),
        SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
            | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // Few of our clients come again, and idle connections should cost little.
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context.get(), chooseProtocol, nullptr);
    return context;
}

Result<void> isThere(const QString &file, const QString &message)
{
    if (QFileInfo(file).isFile())
        return {};
    return failure(Error::Code::NotFound, message.arg(file), file);
}

/// Keys with a passphrase are refused: nobody is there to be asked.
int noPassphrase(char *, int, int, void *)
{
    return 0;
}

OwnedKey makeKey()
{
    return OwnedKey(EVP_EC_gen("P-256"));
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    auto *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    const bool isAdded = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return isAdded;
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList entries;
    for (const auto &name : names) {
        const bool isAddress = !QHostAddress(name).isNull();
        entries += (isAddress ? "IP:" : "DNS:") + name.toLatin1();
    }
    return entries.join(',');
}

/// A text that can stand in the list of names: it is written with commas and colons.
bool isPlainName(const QString &name)
{
    return !QHostAddress(name).isNull()
        || (!name.isEmpty() && name.size() < 64 && std::ranges::all_of(name, [](QChar c) {
               return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'*');
           }));
}

template <typename Write> QByteArray pemOf(const Write &write)
{
    const OwnedBio bio(BIO_new(BIO_s_mem()));
    if (!write(bio.get()))
        return {};
    char *text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {text, qsizetype(size)};
}

} // namespace

Result<std::shared_ptr<const TlsIdentity>> TlsIdentity::load(
    const QString &certificateFile, const QString &keyFile)
{
    if (auto there = isThere(certificateFile, Tr::tr("There is no file %1 with a certificate.")); !there)
        return Failure(there.error());
    if (auto there = isThere(keyFile, Tr::tr("There is no file %1 with a key.")); !there)
        return Failure(there.error());
    ERR_clear_error();
    auto context = makeContext();
    if (!context)
        return failure(Error::Code::Internal, Tr::tr("TLS cannot be set up."));
    SSL_CTX_set_default_passwd_cb(context.get(), noPassphrase);
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificateFile.toLocal8Bit().constData()) != 1)
        return failure(Error::Code::InvalidInput,
            Tr::tr("%1 cannot be read as a certificate (PEM).").arg(certificateFile), certificateFile);
    if (SSL_CTX_use_PrivateKey_file(context.get(), keyFile.toLocal8Bit().constData(), SSL_FILETYPE_PEM) != 1)
        return ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH
            ? failure(Error::Code::InvalidInput,
                Tr::tr("The key %1 does not belong to the certificate.").arg(keyFile), keyFile)
            : failure(Error::Code::InvalidInput,
                Tr::tr("%1 cannot be read as a key without a passphrase (PEM).").arg(keyFile), keyFile);
    auto info = infoOf(SSL_CTX_get0_certificate(context.get()));
    return std::shared_ptr<const TlsIdentity>(new TlsIdentity(context.release(), std::move(info)));
}

TlsIdentity::TlsIdentity(SSL_CTX *context, CertificateInfo certificate)
    : m_context(context)
    , m_certificate(std::move(certificate))
{
}

TlsIdentity::~TlsIdentity()
{
    SSL_CTX_free(m_context);
}

Result<SelfSigned> makeSelfSigned(const QStringList &names, Instant now)
{
    const auto failed
        = [] { return failure(Error::Code::Internal, Tr::tr("A certificate could not be made.")); };
    for (const auto &name : names) {
        if (!isPlainName(name))
            return failure(Error::Code::InvalidInput,
                Tr::tr("\"%1\" is no name that a certificate could be for.").arg(name), name);
    }
    const auto key = makeKey();
    const OwnedCertificate certificate(X509_new());
    if (!key || !certificate || names.isEmpty())
        return failed();
    auto *one = certificate.get();
    X509_set_version(one, X509_VERSION_3);
    std::array<unsigned char, 16> serial{};
    RAND_bytes(serial.data(), int(serial.size()));
    serial[0] &= 0x7f; // positive (RFC 5280, 4.1.2.2)
    auto *number = BN_bin2bn(serial.data(), int(serial.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(one));
    BN_free(number);
    const auto seconds = time_t(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    constexpr time_t day = 24L * 60 * 60;
    ASN1_TIME_set(X509_getm_notBefore(one), seconds - day);
    ASN1_TIME_set(X509_getm_notAfter(one), seconds + (selfSignedDays - 1) * day);
    auto *subject = X509_get_subject_name(one);
    X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Signalbox"), -1, -1, 0);
    X509_set_issuer_name(one, subject);
    X509_set_pubkey(one, key.get());
    const bool isWhole = addExtension(one, NID_subject_alt_name, alternativeNames(names))
        && addExtension(one, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(one, NID_key_usage, "critical,digitalSignature")
        && addExtension(one, NID_ext_key_usage, "serverAuth");
    if (!isWhole || X509_sign(one, key.get(), EVP_sha256()) == 0)
        return failed();
    SelfSigned made{pemOf([&](BIO *bio) { return PEM_write_bio_X509(bio, one) == 1; }), pemOf([&](BIO *bio) {
                        return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr)
                            == 1;
                    })};
    if (made.certificate.isEmpty() || made.key.isEmpty())
        return failed();
    return made;
}

} // namespace signalbox::http
