// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/tablelistmodel.h"

#include "core/base/futures.h"
#include "core/store/reader.h"
#include "ui/widgets/plaintext.h"

namespace signalbox {

TableListModel::TableListModel(Store &store, ReaderPool &readers, QObject *parent)
    : QAbstractListModel(parent)
    , m_readers(readers)
{
    connect(&store, &Store::tablesChanged, this, &TableListModel::read);
    read();
}

void TableListModel::read()
{
    if (m_asked) {
        m_stale = true;
        return;
    }
    m_asked = true;
    m_stale = false;
    whenReady(m_readers.ask([](Reader &reader) { return reader.tables(); }), this,
        [this](const Result<QList<Table>> &tables) {
            m_asked = false;
            if (tables)
                take(*tables);
            else
                emit failed(tables.error().message);
            if (m_stale)
                read();
        });
}

void TableListModel::take(const QList<Table> &tables)
{
    const auto sameRows = std::ranges::equal(tables, m_tables, {}, &Table::id, &Table::id);
    if (sameRows) {
        m_tables = tables;
        if (!m_tables.isEmpty())
            emit dataChanged(index(0), index(rowCount() - 1));
    } else {
        beginResetModel();
        m_tables = tables;
        endResetModel();
    }
    m_loaded = true;
    emit loaded();
}

const Table *TableListModel::table(const TableId &id) const
{
    const auto row = rowOf(id);
    return row < 0 ? nullptr : &m_tables.at(row);
}

int TableListModel::rowOf(const TableId &id) const
{
    const auto found = std::ranges::find(m_tables, id, &Table::id);
    return found == m_tables.end() ? -1 : int(found - m_tables.begin());
}

int TableListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tables.size());
}

QVariant TableListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &table = m_tables.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return singleLine(table.name, 120);
    case Qt::ToolTipRole:
        return plainToolTip(table.name);
    case IdRole:
        return table.id.value;
    default:
        return {};
    }
}

} // namespace signalbox
