// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/surroundings.h"

#include <algorithm>

namespace signalbox {

const Table *Surroundings::table(const QString &id) const
{
    const auto found = std::ranges::find(m_tables, TableId(id), &Table::id);
    return found == m_tables.end() ? nullptr : &*found;
}

void Surroundings::setTables(const QList<Table> &tables)
{
    set(m_tables, tables);
}

void Surroundings::setRules(const QList<RuleName> &rules, const QStringList &folders)
{
    set(m_folders, folders);
    set(m_rules, rules);
}

void Surroundings::setConnections(const std::optional<QList<ConnectionName>> &connections)
{
    set(m_connections, connections);
}

void Surroundings::setEventTypes(const QStringList &types)
{
    set(m_eventTypes, types);
}

void Surroundings::setListener(const QString &url)
{
    set(m_listener, url);
}

void Surroundings::setPublicBase(const QString &url)
{
    set(m_publicBase, url);
}

} // namespace signalbox
