// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <QAbstractListModel>

namespace signalbox {

class ReaderPool;
class Store;

/// The tables by name, read anew whenever one changes. Thread: window.
class TableListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole }; ///< the table's id, as text

    TableListModel(Store &store, ReaderPool &readers, QObject *parent = nullptr);

    const QList<Table> &tables() const { return m_tables; }
    const Table *table(const TableId &id) const; ///< null: there is none
    int rowOf(const TableId &id) const; ///< -1: there is none
    bool isLoaded() const { return m_loaded; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void loaded(); ///< the tables were read, and may be others now
    void failed(const QString &message);

private:
    void read();
    void take(const QList<Table> &tables);

    ReaderPool &m_readers;
    QList<Table> m_tables;
    bool m_loaded = false;
    bool m_asked = false;
    bool m_stale = false; // tables changed while they were being read
};

} // namespace signalbox
