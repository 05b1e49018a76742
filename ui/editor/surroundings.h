// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/record/record.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace signalbox {

/// What is around a rule and can be named in it: tables, other rules, connections, types of events, the
/// listener's address. Values, filled in by whoever reads them; editors of fields only look. Thread: window.
class Surroundings : public QObject
{
    Q_OBJECT

public:
    struct RuleName
    {
        RuleId id;
        QString name;

        bool operator==(const RuleName &) const = default;
    };

    struct ConnectionName
    {
        QString name;
        QString type; ///< of core/secret/connectiontype.h
        bool hasSecret = false;

        bool operator==(const ConnectionName &) const = default;
    };

    using QObject::QObject;

    const QList<Table> &tables() const { return m_tables; }
    const Table *table(const QString &id) const;
    const QList<RuleName> &rules() const { return m_rules; }
    const QStringList &folders() const { return m_folders; }
    /// By name. None: it is not known which there are, so that nothing can be said about a name.
    const std::optional<QList<ConnectionName>> &connections() const { return m_connections; }
    const QStringList &eventTypes() const { return m_eventTypes; }
    /// "http://127.0.0.1:8787"; empty: there is no listener.
    const QString &listener() const { return m_listener; }
    /// "https://hooks.example.com", where others reach the listener; empty: nowhere else.
    const QString &publicBase() const { return m_publicBase; }

    void setTables(const QList<Table> &tables);
    void setRules(const QList<RuleName> &rules, const QStringList &folders);
    void setConnections(const std::optional<QList<ConnectionName>> &connections);
    void setEventTypes(const QStringList &types);
    void setListener(const QString &url);
    void setPublicBase(const QString &url);

signals:
    void changed();

private:
    template <typename Value> void set(Value &member, const Value &value)
    {
        if (member == value)
            return;
        member = value;
        emit changed();
    }

    QList<Table> m_tables;
    QList<RuleName> m_rules;
    QStringList m_folders;
    std::optional<QList<ConnectionName>> m_connections;
    QStringList m_eventTypes;
    QString m_listener;
    QString m_publicBase;
};

} // namespace signalbox
