// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"
#include "ui/widgets/context.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace signalbox {

/// The records of one table, a column for each field and the time of the last change; edits go to the engine
/// and show once they are stored. An edit that was refused leaves the cell as stored, but what was entered is
/// offered again (Qt::EditRole) until the record changes. Follows what others change, row by row, so that
/// selection and scroll position stay. Thread: window.
class RecordModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        ProblemRole = Qt::UserRole
    }; ///< why the last edit of the cell was refused; invalid: it was not

    RecordModel(const Context &context, QObject *parent = nullptr);

    void show(const Table &table); ///< forgets the rows of another table
    const Table &table() const { return m_table; }
    const Record &record(int row) const { return m_records.at(row); }
    int rowOf(const RecordId &id) const;
    int columnOf(const QString &field) const; ///< -1: the table has no such field
    bool isLoaded() const { return m_loaded; } ///< the table's first rows are there

    /// "5 s ago" has become "6 s ago". The page's clock calls it.
    void refreshTimes();
    const DataField *field(int column) const; ///< null for the last column

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void loaded(); ///< rows of the table were read
    /// An edit was refused, and data() with ProblemRole says why.
    void refused(const QModelIndex &cell, const QString &message);
    void failed(const QString &message); ///< the rows could not be read

private:
    void read(const RecordId &after, int limit, bool refresh);
    void refresh();
    void merge(const QList<Record> &records);
    void change(int row, const Record &record);
    void refuse(const RecordId &id, const QString &field, const QVariant &entered, const QString &message);
    QString display(const DataField &field, const QJsonValue &value) const;

    /// An edit that was not taken.
    struct Refusal
    {
        RecordId record;
        QString field;
        QVariant entered;
        QString message;
    };
    const Refusal *refusalOf(const QModelIndex &index) const;

    Context m_context;
    Table m_table;
    QList<Record> m_records;
    QList<Refusal> m_refusals;
    bool m_loaded = false;
    bool m_hasMore = false;
    bool m_reading = false;
    int m_generation = 0; ///< answers for an earlier table are dropped
    QTimer m_refreshTimer;
};

} // namespace signalbox
