// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/secret/secretsource.h"
#include "core/secret/vault.h"

#include <QHash>
#include <QJsonObject>
#include <QMutex>

#include <optional>

namespace signalbox {

/// Which connections there are, for those that use them: kind and settings from the store, secrets from the
/// vault, and since the start who was used last and what went wrong. The engine fills it and keeps it true.
/// Thread: any; answers from memory.
class ConnectionBook final : public SecretSource
{
public:
    struct Entry
    {
        QString type;
        QJsonObject config;

        bool operator==(const Entry &) const = default;
    };
    struct Usable
    {
        Entry entry;
        QByteArray secret;
    };
    struct Use
    {
        std::optional<Instant> last;
        QString error; ///< of the last use; empty: it went well, or nothing is known

        bool operator==(const Use &) const = default;
    };

    ConnectionBook(Vault &vault, const Clock &clock);

    Vault &vault() const { return m_vault; }

    void set(const QString &name, const Entry &entry); ///< forgets what went wrong before
    void remove(const QString &name);
    Use use(const QString &name) const;

    /// Counts as a use.
    Result<QByteArray> secret(const QString &connection) const override;
    /// As `secret`, with what else is known; an empty secret where none is kept and none is needed.
    /// InvalidInput: its kind is none of `types`.
    Result<Usable> find(const QString &connection, const QStringList &types) const;

    void succeeded(const QString &connection) const override;
    void failed(const QString &connection, const QString &message) const override;

private:
    Vault &m_vault;
    const Clock &m_clock;

    mutable QMutex m_mutex; ///< guards what follows
    QHash<QString, Entry> m_entries;
    mutable QHash<QString, Use> m_uses;
};

} // namespace signalbox
