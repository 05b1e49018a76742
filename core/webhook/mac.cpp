// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/mac.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace signalbox::mac {

namespace {

constexpr qsizetype ed25519SignatureSize = 64;

template <auto free> struct Free
{
    template <typename T> void operator()(T *pointer) const { free(pointer); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, Free<EVP_MAC_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

/// To look up an algorithm by its name takes longer than to sign a short text with it, and to make a context
/// anew as long as the signature's own arithmetic; so each thread keeps one for each algorithm. It knows the
/// last key until it is used with another one: to set a key costs a fifth of a signature over 1 KB.
class Signer
{
public:
    explicit Signer(const char *digest)
    {
        static const std::unique_ptr<EVP_MAC, Free<EVP_MAC_free>> method(
            EVP_MAC_fetch(nullptr, "HMAC", nullptr));
        m_context.reset(EVP_MAC_CTX_new(method.get()));
        const OSSL_PARAM params[]
            = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char *>(digest), 0),
                OSSL_PARAM_construct_end()};
        if (m_context)
            EVP_MAC_CTX_set_params(m_context.get(), params);
    }

    /// Ready for a text; none: there is no memory.
    EVP_MAC_CTX *begin(QByteArrayView key)
    {
        if (m_key && QByteArrayView(*m_key) == key)
            return EVP_MAC_init(m_context.get(), nullptr, 0, nullptr) ? m_context.get() : nullptr;
        m_key.reset();
        // A null pointer would be the key from before.
        const auto *bytes = key.isEmpty() ? reinterpret_cast<const unsigned char *>("") : bytesOf(key);
        if (!m_context || !EVP_MAC_init(m_context.get(), bytes, size_t(key.size()), nullptr))
            return nullptr;
        m_key = key.toByteArray();
        return m_context.get();
    }

private:
    MacContext m_context;
    std::optional<QByteArray> m_key; ///< that the context was set up with
};

Signer &signerFor(Algorithm algorithm)
{
    thread_local Signer sha1("SHA1"), sha256("SHA256"), sha512("SHA512");
    return algorithm == Algorithm::Sha1 ? sha1 : algorithm == Algorithm::Sha256 ? sha256 : sha512;
}

} // namespace

QByteArray hmac(Algorithm algorithm, QByteArrayView key, std::initializer_list<QByteArrayView> parts)
{
    auto *context = signerFor(algorithm).begin(key);
    bool works = context;
    for (const auto &part : parts)
        works = works && EVP_MAC_update(context, bytesOf(part), size_t(part.size()));
    QByteArray result(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    size_t size = 0;
    works = works
        && EVP_MAC_final(
            context, reinterpret_cast<unsigned char *>(result.data()), &size, size_t(result.size()));
    Q_ASSERT(works); // it fails only for a lack of memory
    result.resize(works ? qsizetype(size) : 0);
    return result;
}

QByteArray sha256(QByteArrayView bytes)
{
    QByteArray result(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned size = 0;
    static const std::unique_ptr<EVP_MD, Free<EVP_MD_free>> method(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    const bool works = EVP_Digest(bytes.data(), size_t(bytes.size()),
        reinterpret_cast<unsigned char *>(result.data()), &size, method.get(), nullptr);
    Q_ASSERT(works);
    result.resize(works ? qsizetype(size) : 0);
    return result;
}

QByteArray encoded(QByteArrayView bytes, Encoding encoding)
{
    const auto raw = QByteArray::fromRawData(bytes.data(), bytes.size());
    switch (encoding) {
    case Encoding::Hex:
        return raw.toHex();
    case Encoding::Base64:
        return raw.toBase64();
    case Encoding::Base64Url:
        return raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    Q_UNREACHABLE();
}

bool isEncoded(QByteArrayView given, QByteArrayView value, Encoding encoding)
{
    const auto wanted = encoded(value, encoding);
    return !value.isEmpty() && given.size() == wanted.size()
        && CRYPTO_memcmp(given.data(), wanted.constData(), size_t(wanted.size())) == 0;
}

bool isSame(QByteArrayView a, QByteArrayView b)
{
    const auto left = sha256(a), right = sha256(b);
    return !left.isEmpty() && left.size() == right.size()
        && CRYPTO_memcmp(left.constData(), right.constData(), size_t(left.size())) == 0;
}

std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    auto bytes = QByteArray::fromBase64(text.toByteArray());
    if (bytes.toBase64() != text)
        return {};
    return bytes;
}

bool isEd25519(QByteArrayView publicKey, QByteArrayView signature, QByteArrayView message)
{
    if (publicKey.size() != ed25519KeySize || signature.size() != ed25519SignatureSize)
        return false;
    const Key key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(publicKey), size_t(publicKey.size())));
    const DigestContext context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), size_t(signature.size()), bytesOf(message),
               size_t(message.size()))
        == 1;
}

std::optional<QByteArray> ed25519PublicKey(QByteArrayView seed)
{
    if (seed.size() != ed25519KeySize)
        return {};
    const Key key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(seed), size_t(seed.size())));
    QByteArray publicKey(ed25519KeySize, '\0');
    auto size = size_t(publicKey.size());
    if (!key
        || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(publicKey.data()), &size)
            != 1)
        return {};
    return publicKey;
}

void endThread()
{
    OPENSSL_thread_stop();
}

} // namespace signalbox::mac
