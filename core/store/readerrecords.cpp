// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/readerprivate.h"

#include <QCoreApplication>

namespace signalbox {

namespace {

Failure noSuchTable(const TableId &id)
{
    return failure(Error::Code::NotFound,
        QCoreApplication::translate("Store", "There is no table \"%1\".").arg(id.value), id.value);
}

Failure noSuchRecord(const TableId &table, const RecordId &id)
{
    return failure(Error::Code::NotFound,
        QCoreApplication::translate("Store", "There is no record \"%1\" in the table \"%2\".")
            .arg(id.value, table.value),
        id.value);
}

} // namespace

Result<QList<Table>> Reader::tables()
{
    return d->db->list(
        "SELECT definition FROM record_table ORDER BY name COLLATE NOCASE, id", {}, codec::readTable);
}

Result<Table> Reader::table(const TableId &id)
{
    auto found = d->db->first("SELECT definition FROM record_table WHERE id = ?", {id}, codec::readTable);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return noSuchTable(id);
    return std::move(**found);
}

Result<QList<Record>> Reader::records(const TableId &table, const RecordId &from, int limit)
{
    static const auto sql = "SELECT " + std::string(codec::recordColumns)
        + " FROM record WHERE table_id = ? AND number > ? ORDER BY number LIMIT ?";
    if (limit < 1)
        return QList<Record>();
    Snapshot snapshot(*d->db);
    qint64 after = 0;
    if (!from.isEmpty()) {
        const auto number
            = d->db->integer("SELECT number FROM record WHERE table_id = ? AND id = ?", {table, from});
        if (!number)
            return Failure(number.error());
        if (*number == 0)
            return noSuchRecord(table, from);
        after = *number;
    }
    return d->db->list(sql, {table, after, limit}, codec::readRecord);
}

Result<Record> Reader::record(const TableId &table, const RecordId &id)
{
    static const auto sql
        = "SELECT " + std::string(codec::recordColumns) + " FROM record WHERE table_id = ? AND id = ?";
    auto found = d->db->first(sql, {table, id}, codec::readRecord);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return noSuchRecord(table, id);
    return std::move(**found);
}

} // namespace signalbox
