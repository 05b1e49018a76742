// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QAbstractTableModel>

namespace signalbox {

/// How a connection is, for its light: a word, and an icon in a colour.
struct ConnectionHealth
{
    enum class Kind { Good, Unused, NoSecret, Failing };
    Kind kind;
    QString word;
    QString icon;
};
ConnectionHealth healthOf(const ConnectionStatus &status);

/// The connections by name, with what is known of their use; read anew on `read()` and whenever one of them
/// or a rule changes. Thread: window.
class ConnectionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Health, LastUse, LastError, UsedBy, ColumnCount };

    explicit ConnectionModel(const Context &context, QObject *parent = nullptr);

    void read();
    bool isLoaded() const { return m_loaded; }
    const QList<ConnectionStatus> &connections() const { return m_connections; }
    int rowOf(const QString &name) const; ///< -1: there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void loaded();
    void failed(const QString &message);

private:
    void take(const QList<ConnectionStatus> &connections);
    QString text(const ConnectionStatus &status, int column) const;

    Context m_context;
    QList<ConnectionStatus> m_connections;
    QString m_failure; ///< of the last answer; empty: it went well
    bool m_loaded = false;
    bool m_asked = false;
    bool m_stale = false; // something changed while they were being read
};

} // namespace signalbox
