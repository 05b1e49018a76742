// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/connectionbook.h"

#include "core/secret/connectiontype.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionBook)
};

} // namespace

ConnectionBook::ConnectionBook(Vault &vault, const Clock &clock)
    : m_vault(vault)
    , m_clock(clock)
{
}

void ConnectionBook::set(const QString &name, const Entry &entry)
{
    const QMutexLocker locker(&m_mutex);
    m_entries.insert(name, entry);
    m_uses[name].error.clear();
}

void ConnectionBook::remove(const QString &name)
{
    const QMutexLocker locker(&m_mutex);
    m_entries.remove(name);
    m_uses.remove(name);
}

ConnectionBook::Use ConnectionBook::use(const QString &name) const
{
    const QMutexLocker locker(&m_mutex);
    return m_uses.value(name);
}

Result<QByteArray> ConnectionBook::secret(const QString &connection) const
{
    {
        const QMutexLocker locker(&m_mutex);
        if (!m_entries.contains(connection))
            return failure(Error::Code::NotFound,
                Tr::tr("There is no connection \"%1\". Make it on the page Connections.").arg(connection),
                connection);
        m_uses[connection].last = m_clock.now();
    }
    auto secret = m_vault.secret(connection);
    // Whoever wants to use it can only come back later, whatever keeps the vault from giving it.
    if (!secret && secret.error().code == Error::Code::NotFound)
        return failure(Error::Code::Unavailable,
            Tr::tr("The connection \"%1\" has no secret yet. Enter it on the page Connections.")
                .arg(connection),
            connection);
    if (!secret)
        return failure(Error::Code::Unavailable, secret.error().message, connection);
    return secret;
}

Result<ConnectionBook::Usable> ConnectionBook::find(const QString &connection, const QStringList &types) const
{
    Usable usable;
    {
        const QMutexLocker locker(&m_mutex);
        usable.entry = m_entries.value(connection);
    }
    auto given = secret(connection); // counts as a use, also where there is none
    const bool canDoWithout = !needsSecret(usable.entry.type, usable.entry.config) && m_vault.opened()
        && !m_vault.has(connection);
    if (!given && !canDoWithout)
        return Failure(given.error());
    usable.secret = given.value_or(QByteArray());
    if (types.contains(usable.entry.type))
        return usable;
    QStringList titles;
    for (const auto &id : types) {
        const auto *type = findConnectionType(id);
        titles += type ? type->title : id;
    }
    return failure(Error::Code::InvalidInput,
        Tr::tr("The connection \"%1\" is of another kind; needed is: %2.")
            .arg(connection, titles.join(u", "_s)),
        connection);
}

void ConnectionBook::succeeded(const QString &connection) const
{
    const QMutexLocker locker(&m_mutex);
    if (const auto use = m_uses.find(connection); use != m_uses.end())
        use->error.clear();
}

void ConnectionBook::failed(const QString &connection, const QString &message) const
{
    const QMutexLocker locker(&m_mutex);
    if (m_entries.contains(connection))
        m_uses[connection].error = message;
}

} // namespace signalbox
