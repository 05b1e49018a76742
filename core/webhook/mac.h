// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>
#include <optional>

/// What signatures are made of, on bytes. Thread: any.
namespace signalbox::mac {

enum class Algorithm { Sha1, Sha256, Sha512 };
enum class Encoding {
    Hex, ///< lower case
    Base64, ///< standard alphabet, padded
    Base64Url ///< the alphabet of URLs; without padding, as most write it
};

/// HMAC (RFC 2104) over the parts as if they were one text, so that a body is never copied to be signed.
QByteArray hmac(Algorithm algorithm, QByteArrayView key, std::initializer_list<QByteArrayView> parts);

QByteArray sha256(QByteArrayView bytes);

QByteArray encoded(QByteArrayView bytes, Encoding encoding);

/// Whether `given` is this value in this encoding: nothing but its exact spelling is taken (no other case,
/// alphabet or padding, no space), so there is nothing to decode. In constant time for a given length.
bool isEncoded(QByteArrayView given, QByteArrayView value, Encoding encoding);

/// Whether two texts are the same, in a time that says nothing of either, their length included.
bool isSame(QByteArrayView a, QByteArrayView b);

/// Base64 of the standard alphabet, padded, and written in the one canonical way. Nothing: it is not.
std::optional<QByteArray> fromBase64(QByteArrayView text);

inline constexpr qsizetype ed25519KeySize = 32;

/// Ed25519 (RFC 8032). The keys have 32 bytes, the signature 64; of any other length nothing verifies.
bool isEd25519(QByteArrayView publicKey, QByteArrayView signature, QByteArrayView message);
/// Nothing: the seed has not 32 bytes.
std::optional<QByteArray> ed25519PublicKey(QByteArrayView seed);

/// Frees what OpenSSL keeps of errors for the calling thread, which is about to end. It would do so itself,
/// but QThread::wait() does not wait for that, and a process that ends meanwhile leaks it.
void endThread();

} // namespace signalbox::mac
