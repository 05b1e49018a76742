// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/x509.h"

#include <QByteArrayList>

#include <algorithm>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <vector>

namespace signalbox::x509 {

namespace {

// A leaf, what stands between, and room; whoever sends more wants us to be busy.
constexpr int mostCertificates = 8;

template <auto free> struct Free
{
    template <typename T> void operator()(T *pointer) const { free(pointer); }
};
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Certificates = std::vector<Certificate>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

Certificates read(const QByteArray &pem)
{
    const std::unique_ptr<BIO, Free<BIO_free_all>> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    Certificates certificates;
    while (bio && int(certificates.size()) < mostCertificates) {
        Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!next)
            break;
        certificates.push_back(std::move(next));
    }
    return certificates;
}

/// The names in the list that is meant for them; the common name is for people (RFC 9525, 6.3).
QByteArrayList namesOf(X509 *certificate)
{
    QByteArrayList result;
    auto *names
        = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        const auto *name = sk_GENERAL_NAME_value(names, i);
        if (name->type == GEN_DNS) {
            const auto *bytes = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
            result += QByteArray(bytes, ASN1_STRING_length(name->d.dNSName)).toLower();
        }
    }
    GENERAL_NAMES_free(names);
    return result;
}

Store storeOf(const QByteArray &roots)
{
    Store store(X509_STORE_new());
    if (!store)
        return {};
    if (roots.isEmpty()) {
        X509_STORE_set_default_paths(store.get());
        return store;
    }
    for (const auto &root : read(roots))
        X509_STORE_add_cert(store.get(), root.get());
    return store;
}

} // namespace

bool isTrusted(const QByteArray &pem, const QByteArray &roots, QByteArrayView domain, Instant now)
{
    const auto certificates = read(pem);
    const auto store = storeOf(roots);
    const StoreContext context(X509_STORE_CTX_new());
    if (certificates.empty() || !store || !context)
        return false;
    auto *others = sk_X509_new_null();
    for (size_t i = 1; i < certificates.size(); ++i)
        sk_X509_push(others, certificates[i].get());
    X509_STORE_CTX_init(context.get(), store.get(), certificates.front().get(), others);
    X509_STORE_CTX_set_time(
        context.get(), 0, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    const bool leadsToRoot = X509_verify_cert(context.get()) == 1;
    sk_X509_free(others);
    return leadsToRoot
        && std::ranges::any_of(namesOf(certificates.front().get()),
            [&](const QByteArray &name) { return name.size() > domain.size() && name.endsWith(domain); });
}

bool isSignedBy(const QByteArray &pem, QByteArrayView signature, QByteArrayView message)
{
    const auto certificates = read(pem);
    if (certificates.empty())
        return false;
    const Key key(X509_get_pubkey(certificates.front().get()));
    const DigestContext context(EVP_MD_CTX_new());
    return key && context && EVP_PKEY_is_a(key.get(), "RSA")
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.data()),
               size_t(signature.size()), reinterpret_cast<const unsigned char *>(message.data()),
               size_t(message.size()))
        == 1;
}

} // namespace signalbox::x509
