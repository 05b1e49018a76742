// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/sealedsecrets.h"

#include <QMutex>
#include <QReadWriteLock>

#include <optional>

namespace signalbox {

/// Keeps secrets by name in the file `vault` of the data folder, sealed (core/secret/sealedsecrets.h). Made
/// with the first secret; with a passphrase if there is one, else with a random key that stands beside it in
/// `vault.key`, which only its owner may read (0600).
///
/// What that protects against. With the key file: copies of the vault that travel without it, such as a
/// backup, a synchronised folder or a file sent for help; and secrets showing up where data is shown: they
/// are never in the store, in rules, exports or logs. It does not protect against whoever can read all files
/// of this user: with both files the secrets are open. With a passphrase the files alone do not open it; then
/// it is closed until the passphrase is given. Nothing protects against a program that runs as this user
/// while Signalbox does.
///
/// The system's keychain is not asked: an engine that starts with the computer, before anybody has logged in,
/// has none, and would have to refuse every signed request.
///
/// Opened once, by the constructor, which blocks on disk (with a passphrase for about half a second); then it
/// answers from memory. Thread: any.
class Vault
{
public:
    /// An error in place of the passphrase: there is to be one, and why it cannot be had; the vault stays
    /// closed, also where there is none yet.
    explicit Vault(const QString &folder, Result<SecretBytes> passphrase = {}, const sealed::Cost &cost = {});
    Q_DISABLE_COPY_MOVE(Vault)

    /// Why it is closed; a value where it is open. Corrupt: damaged, or the key is another one. Denied:
    /// others may read the key file. Unavailable: it needs a passphrase, its key file is missing, or it
    /// cannot be read. InvalidInput: of a newer Signalbox. A closed vault is never written.
    const Result<void> &opened() const { return m_opened; }

    bool has(const QString &name) const;
    /// NotFound: no secret of that name. A closed vault answers as `opened`.
    Result<QByteArray> secret(const QString &name) const;

    /// On disk when they return; blocks. InvalidInput: the secret is empty. Unavailable: the disk; then the
    /// vault is as it was. A closed vault answers as `opened`. The caller wipes its own copy.
    Result<void> set(const QString &name, QByteArrayView secret);
    Result<void> remove(const QString &name); ///< fine if there is none

    static QString fileIn(const QString &folder) { return folder + QStringLiteral("/vault"); }
    static QString keyFileIn(const QString &folder) { return folder + QStringLiteral("/vault.key"); }

private:
    Result<void> open(const SecretBytes &passphrase);
    Result<SecretBytes> readKey() const;
    Result<void> makeKey(const SecretBytes &passphrase);
    Result<void> write(const sealed::SecretViews &secrets);

    const QString m_file, m_keyFile;
    const sealed::Cost m_cost;
    SecretBytes m_passphrase; ///< only until the vault is made
    sealed::Head m_head;
    SecretBytes m_key; ///< empty: the vault is not made yet

    QMutex m_writing; ///< one change of the files after the other; guards m_head, m_key, m_passphrase
    mutable QReadWriteLock m_lock; ///< guards m_secrets
    sealed::Secrets m_secrets;

    Result<void> m_opened; ///< as the constructor left it; last, since opening fills the others
};

} // namespace signalbox
