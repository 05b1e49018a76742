// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/sealedsecrets.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <optional>
#include <sodium.h>

namespace signalbox::sealed {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Vault)
};

const auto name = QByteArrayLiteral("SBVAULT");
constexpr uchar version = 1;
constexpr qsizetype numberSize = 4;
constexpr qsizetype saltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype headSize = 7 + 1 + 1 + 2 * numberSize + saltSize;
constexpr qsizetype openSize = headSize + nonceSize;
// A file from elsewhere must not take all memory before its passphrase is known to be wrong.
constexpr quint32 mostPasses = 64;
constexpr quint32 mostKibibytes = 2 * 1024 * 1024;

static_assert(keySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES && saltSize == 16);

const unsigned char *bytesOf(const QByteArray &bytes, qsizetype at = 0)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData()) + at;
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(size));
    return bytes;
}

void put(QByteArray &out, quint32 number)
{
    char bytes[numberSize];
    qToBigEndian(number, bytes);
    out.append(bytes, numberSize);
}

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

Failure damaged()
{
    return failure(Error::Code::Corrupt,
        Tr::tr("The key does not fit, or the file is damaged. Put the vault and its key back from the same "
               "backup."));
}

/// A length and what it says follows; empty if that much is not there.
std::optional<QByteArrayView> take(QByteArrayView &rest)
{
    if (rest.size() < numberSize)
        return {};
    const auto size = qsizetype(qFromBigEndian<quint32>(rest.data()));
    if (rest.size() - numberSize < size)
        return {};
    const auto taken = rest.sliced(numberSize, size);
    rest = rest.sliced(numberSize + size);
    return taken;
}

SecretBytes plainText(const SecretViews &secrets)
{
    qsizetype size = 0;
    for (const auto &[key, secret] : secrets)
        size += 2 * numberSize + key.toUtf8().size() + secret.size();
    SecretBytes plain(size);
    auto *at = plain.data();
    const auto append = [&at](QByteArrayView bytes) {
        qToBigEndian(quint32(bytes.size()), at);
        at = std::copy(bytes.begin(), bytes.end(), at + numberSize);
    };
    for (const auto &[key, secret] : secrets) {
        append(key.toUtf8());
        append(secret);
    }
    return plain;
}

} // namespace

SecretBytes randomKey()
{
    SecretBytes key(keySize);
    randombytes_buf(key.data(), size_t(key.size()));
    return key;
}

Head passphraseHead(const Cost &cost)
{
    return {KeyKind::Passphrase, cost, randomBytes(saltSize)};
}

Result<SecretBytes> keyOf(const SecretBytes &passphrase, const Head &head)
{
    SecretBytes key(keySize);
    const auto *text = reinterpret_cast<const char *>(passphrase.data());
    if (crypto_pwhash(key.data(), keySize, text, quint64(passphrase.size()), bytesOf(head.salt),
            head.cost.passes, size_t(head.cost.kibibytes) * 1024, crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return failure(Error::Code::Unavailable,
            Tr::tr("There is not enough memory to try the passphrase; %1 MiB are needed.")
                .arg(head.cost.kibibytes / 1024));
    return key;
}

QByteArray seal(const SecretViews &secrets, const Head &head, const SecretBytes &key)
{
    const auto plain = plainText(secrets);
    QByteArray file = name + char(version) + char(head.kind);
    put(file, head.cost.passes);
    put(file, head.cost.kibibytes);
    file += head.salt + randomBytes(nonceSize);
    Q_ASSERT(file.size() == openSize);
    file.resize(openSize + plain.size() + tagSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(file.data()) + openSize,
        nullptr, plain.data(), quint64(plain.size()), bytesOf(file), headSize, nullptr,
        bytesOf(file, headSize), key.data());
    return file;
}

Result<Head> readHead(const QByteArray &file)
{
    if (!file.startsWith(name) || file.size() < openSize + tagSize)
        return failure(Error::Code::Corrupt, Tr::tr("This is no vault, or only a piece of one."));
    const auto itsVersion = uchar(file.at(name.size()));
    if (itsVersion < version)
        return damaged();
    if (itsVersion > version)
        return failure(Error::Code::InvalidInput,
            Tr::tr("It was written by a newer Signalbox. Install that one to use it."));
    auto at = name.size() + 1;
    Head head;
    head.kind = KeyKind(file.at(at));
    head.cost = {numberAt(file, at + 1), numberAt(file, at + 1 + numberSize)};
    head.salt = file.mid(at + 1 + 2 * numberSize, saltSize);
    const bool isPassphrase = head.kind == KeyKind::Passphrase && head.cost.passes >= 1
        && head.cost.passes <= mostPasses && head.cost.kibibytes >= crypto_pwhash_MEMLIMIT_MIN / 1024
        && head.cost.kibibytes <= mostKibibytes;
    if (head.kind != KeyKind::File && !isPassphrase)
        return damaged();
    return head;
}

Result<Secrets> unseal(const QByteArray &file, const SecretBytes &key)
{
    if (const auto head = readHead(file); !head)
        return Failure(head.error());
    if (key.size() != keySize)
        return damaged();
    SecretBytes plain(file.size() - openSize - tagSize);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, bytesOf(file, openSize),
            quint64(file.size() - openSize), bytesOf(file), headSize, bytesOf(file, headSize), key.data())
        != 0)
        return damaged();
    Secrets secrets;
    for (auto rest = plain.view(); !rest.isEmpty();) {
        const auto key8 = take(rest);
        const auto secret = key8 ? take(rest) : std::nullopt;
        if (!secret)
            return damaged();
        secrets.insert_or_assign(QString::fromUtf8(*key8), SecretBytes(*secret));
    }
    return secrets;
}

} // namespace signalbox::sealed
