// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionmodel.h"

#include "core/base/futures.h"
#include "core/secret/connectiontype.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

ConnectionHealth healthOf(const ConnectionStatus &status)
{
    using enum ConnectionHealth::Kind;
    if (!status.lastError.isEmpty())
        return {Failing, ConnectionModel::tr("Failing"), u"failed"_s};
    if (!status.hasSecret && needsSecret(status.connection.type, status.connection.config))
        return {NoSecret, ConnectionModel::tr("No secret"), u"warning"_s};
    if (!status.lastUsed)
        return {Unused, ConnectionModel::tr("Not used yet"), u"skipped"_s};
    return {Good, ConnectionModel::tr("Good"), u"succeeded"_s};
}

ConnectionModel::ConnectionModel(const Context &context, QObject *parent)
    : QAbstractTableModel(parent)
    , m_context(context)
{
    connect(&context.store, &Store::connectionsChanged, this, &ConnectionModel::read);
    connect(&context.store, &Store::rulesChanged, this, &ConnectionModel::read);
    read();
}

void ConnectionModel::read()
{
    if (m_asked) {
        m_stale = true;
        return;
    }
    m_asked = true;
    m_stale = false;
    whenReady(m_context.engine.connections(), this, [this](const Result<QList<ConnectionStatus>> &answer) {
        m_asked = false;
        if (answer)
            take(*answer);
        else if (m_failure != answer.error().message) // it is asked every other moment, and said once
            emit failed(answer.error().message);
        m_failure = answer ? QString() : answer.error().message;
        if (m_stale)
            read();
    });
}

void ConnectionModel::take(const QList<ConnectionStatus> &connections)
{
    const auto nameOf = [](const ConnectionStatus &status) { return status.connection.name; };
    const bool isSame = std::ranges::equal(connections, m_connections, {}, nameOf, nameOf);
    if (!isSame)
        beginResetModel();
    m_connections = connections;
    if (!isSame)
        endResetModel();
    else if (!m_connections.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    m_loaded = true;
    emit loaded();
}

int ConnectionModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(
        m_connections, name, [](const ConnectionStatus &status) { return status.connection.name; });
    return found == m_connections.end() ? -1 : int(found - m_connections.begin());
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_connections.size());
}

int ConnectionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ConnectionModel::text(const ConnectionStatus &status, int column) const
{
    switch (column) {
    case Name:
        return status.connection.name;
    case Kind: {
        const auto *type = findConnectionType(status.connection.type);
        return type ? type->title : status.connection.type;
    }
    case Health:
        return healthOf(status).word;
    case LastUse:
        return status.lastUsed ? relativeTime(*status.lastUsed, m_context.clock.now()) : QString();
    case LastError:
        return status.lastError;
    case UsedBy: {
        QStringList names;
        for (const auto &user : status.usedBy)
            names += user.name.isEmpty() ? user.id.value : user.name;
        return names.join(u", "_s);
    }
    default:
        return {};
    }
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &status = m_connections.at(index.row());
    if (role == Qt::DisplayRole)
        return singleLine(text(status, index.column()));
    if (role == Qt::ToolTipRole && index.column() == LastUse && status.lastUsed)
        return exactTime(*status.lastUsed);
    if (role == Qt::ToolTipRole)
        return plainToolTip(text(status, index.column()));
    return {};
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Health:
        return tr("State");
    case LastUse:
        return tr("Last use");
    case LastError:
        return tr("Last error");
    case UsedBy:
        return tr("Used by");
    default:
        return {};
    }
}

} // namespace signalbox
