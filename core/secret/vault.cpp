// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/vault.h"

#include "core/secret/privatefile.h"

#include <QCoreApplication>
#include <QFile>

namespace signalbox {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Vault)
};

/// The same, and which file it is about.
Failure about(const QString &file, const Error &error)
{
    return failure(error.code, Tr::tr("The vault %1 cannot be opened. %2").arg(file, error.message), file);
}

} // namespace

Vault::Vault(const QString &folder, Result<SecretBytes> passphrase, const sealed::Cost &cost)
    : m_file(fileIn(folder))
    , m_keyFile(keyFileIn(folder))
    , m_cost(cost)
    , m_opened(passphrase ? open(*passphrase) : Failure(passphrase.error()))
{
    if (m_key.isEmpty() && passphrase)
        m_passphrase = std::move(*passphrase);
}

Result<void> Vault::open(const SecretBytes &passphrase)
{
    const auto file = privatefile::read(m_file);
    if (!file && file.error().code == Error::Code::NotFound)
        return {}; // made with the first secret
    if (!file)
        return Failure(file.error());
    const auto head = sealed::readHead(*file);
    if (!head)
        return about(m_file, head.error());
    if (head->kind == sealed::KeyKind::Passphrase && passphrase.isEmpty())
        return failure(
            Error::Code::Unavailable, Tr::tr("The vault %1 needs its passphrase.").arg(m_file), m_file);
    auto key = head->kind == sealed::KeyKind::File ? readKey() : sealed::keyOf(passphrase, *head);
    if (!key)
        return Failure(key.error());
    auto secrets = sealed::unseal(*file, *key);
    if (!secrets)
        return about(m_file, secrets.error());
    m_head = *head;
    m_key = std::move(*key);
    m_secrets = std::move(*secrets);
    return {};
}

Result<SecretBytes> Vault::readKey() const
{
    auto bytes = privatefile::read(m_keyFile);
    if (!bytes && bytes.error().code == Error::Code::NotFound)
        return failure(Error::Code::Unavailable,
            Tr::tr(
                "The vault %1 cannot be opened without its key %2, which is missing. Put it back, or remove "
                "the vault and enter the secrets anew.")
                .arg(m_file, m_keyFile),
            m_keyFile);
    if (!bytes)
        return Failure(bytes.error());
    SecretBytes key(*bytes);
    wipe(*bytes);
    // As ssh does it with its keys: who reads this file reads every secret, so nobody goes on unaware.
    if (privatefile::isOpenToOthers(m_keyFile))
        return failure(Error::Code::Denied,
            Tr::tr("Others can read the vault's key %1. Make it readable for its owner alone (chmod 600) and "
                   "consider changing the secrets.")
                .arg(m_keyFile),
            m_keyFile);
    return key;
}

Result<void> Vault::makeKey(const SecretBytes &passphrase)
{
    if (!passphrase.isEmpty()) {
        const auto head = sealed::passphraseHead(m_cost);
        auto key = sealed::keyOf(passphrase, head);
        if (!key)
            return Failure(key.error());
        m_head = head;
        m_key = std::move(*key);
        return {};
    }
    // One that is there, for instance since the vault beside it was removed, is left alone and used.
    if (QFile::exists(m_keyFile)) {
        auto key = readKey();
        if (!key)
            return Failure(key.error());
        if (key->size() == sealed::keySize) {
            m_key = std::move(*key);
            return {};
        }
    }
    auto key = sealed::randomKey();
    if (auto written = privatefile::write(m_keyFile, key.view()); !written)
        return written;
    m_key = std::move(key);
    return {};
}

bool Vault::has(const QString &name) const
{
    const QReadLocker locker(&m_lock);
    return m_secrets.contains(name);
}

Result<QByteArray> Vault::secret(const QString &name) const
{
    if (!m_opened)
        return Failure(m_opened.error());
    const QReadLocker locker(&m_lock);
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return failure(Error::Code::NotFound, Tr::tr("\"%1\" has no secret.").arg(name), name);
    return found->second.view().toByteArray();
}

Result<void> Vault::write(const sealed::SecretViews &secrets)
{
    if (m_key.isEmpty()) {
        if (auto made = makeKey(m_passphrase); !made)
            return made;
        m_passphrase.clear();
    }
    return privatefile::write(m_file, sealed::seal(secrets, m_head, m_key));
}

Result<void> Vault::set(const QString &name, QByteArrayView secret)
{
    if (!m_opened)
        return m_opened;
    if (secret.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("The secret is empty."), name);
    const QMutexLocker writing(&m_writing); // so m_secrets stays as it is
    sealed::SecretViews next;
    for (const auto &[other, bytes] : m_secrets)
        next[other] = bytes.view();
    next[name] = secret;
    if (auto written = write(next); !written)
        return written;
    SecretBytes kept(secret);
    const QWriteLocker locker(&m_lock);
    m_secrets.insert_or_assign(name, std::move(kept));
    return {};
}

Result<void> Vault::remove(const QString &name)
{
    if (!m_opened)
        return m_opened;
    const QMutexLocker writing(&m_writing);
    if (!m_secrets.contains(name))
        return {};
    sealed::SecretViews next;
    for (const auto &[other, bytes] : m_secrets) {
        if (other != name)
            next[other] = bytes.view();
    }
    if (auto written = write(next); !written)
        return written;
    const QWriteLocker locker(&m_lock);
    m_secrets.erase(name);
    return {};
}

} // namespace signalbox
