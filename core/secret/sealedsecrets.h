// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbytes.h"

#include <QString>

#include <map>

/// The form of a vault file: a head in the clear, which is authenticated, then the secrets, sealed with
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) under a key of 32 bytes and a nonce of its own for each
/// writing. Pure but for chance; any thread.
///
///     "SBVAULT" 1           name and version
///     1 byte                whose key: 1 of the key file, 2 of a passphrase
///     4 + 4 bytes           Argon2id: passes, KiB of memory (RFC 9106); 0 with a key file
///     16 bytes              its salt; 0 with a key file
///     24 bytes              nonce
///     the rest              sealed: for each secret, name and secret, each with its length in 4 bytes
///
/// Numbers have their high byte first.
namespace signalbox::sealed {

enum class KeyKind : quint8 { File = 1, Passphrase = 2 };

/// What Argon2id is given. The defaults are libsodium's MODERATE: about half a second and 256 MiB.
struct Cost
{
    quint32 passes = 3;
    quint32 kibibytes = 256 * 1024;

    bool operator==(const Cost &) const = default;
};

struct Head
{
    KeyKind kind = KeyKind::File;
    Cost cost = {0, 0};
    QByteArray salt = QByteArray(16, '\0');
};

using Secrets = std::map<QString, SecretBytes>;
/// The same, looking at bytes of others.
using SecretViews = std::map<QString, QByteArrayView>;

constexpr qsizetype keySize = 32;
SecretBytes randomKey();
/// The head of a new vault with a passphrase: a salt of its own.
Head passphraseHead(const Cost &cost = {});
/// Unavailable: there is not enough memory for it.
Result<SecretBytes> keyOf(const SecretBytes &passphrase, const Head &head);

QByteArray seal(const SecretViews &secrets, const Head &head, const SecretBytes &key);
/// Corrupt: no vault file. InvalidInput: of a newer version.
Result<Head> readHead(const QByteArray &file);
/// Corrupt: sealed with another key, or not what was written.
Result<Secrets> unseal(const QByteArray &file, const SecretBytes &key);

} // namespace signalbox::sealed
