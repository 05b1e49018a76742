// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/jobs.h"

#include <QCoreApplication>

namespace signalbox::jobs {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Failure noSuchTable(const TableId &id)
{
    return failure(Error::Code::NotFound, Tr::tr("There is no table \"%1\".").arg(id.value), id.value);
}

Result<std::optional<Table>> tableOf(Transaction &tx, const TableId &id)
{
    return tx.db.first("SELECT definition FROM record_table WHERE id = ?", {id}, codec::readTable);
}

Result<std::optional<Record>> recordOf(Transaction &tx, const TableId &table, const RecordId &id)
{
    static const auto sql
        = "SELECT " + std::string(codec::recordColumns) + " FROM record WHERE table_id = ? AND id = ?";
    if (id.isEmpty())
        return std::optional<Record>();
    return tx.db.first(sql, {table, id}, codec::readRecord);
}

Result<void> writeRecord(Transaction &tx, const Record &record)
{
    static const auto sql = "INSERT INTO record (" + std::string(codec::recordColumns)
        + ") VALUES (?, ?, ?, ?, ?) ON CONFLICT (table_id, id) DO UPDATE SET updated = excluded.updated, "
          "content = "
          "excluded.content";
    return tx.db.run(sql, codec::recordValues(record));
}

/// The record with the values that it has under the new definition. A field that is gone takes its values
/// with it. InvalidInput: a value does not fit.
Result<Record> refitted(Record record, const Table &table, const Table &before)
{
    for (const auto &field : before.fields) {
        if (!table.field(field.name))
            record.values.remove(field.name);
    }
    auto checked = checkValues(table.fields, record.values);
    if (!checked.problems.isEmpty())
        return failure(Error::Code::InvalidInput,
            Tr::tr("The record %1 of \"%2\" would not fit: %3")
                .arg(record.id.value, table.name, describe(checked.problems)),
            record.id.value);
    record.values = std::move(checked.values);
    return record;
}

Result<void> refit(Transaction &tx, const Table &table, const Table &before)
{
    static const auto sql = "SELECT " + std::string(codec::recordColumns) + " FROM record WHERE table_id = ?";
    const auto records = tx.db.list(sql, {table.id}, codec::readRecord);
    if (!records)
        return Failure(records.error());
    for (const auto &record : *records) {
        const auto fitted = refitted(record, table, before);
        if (!fitted)
            return Failure(fitted.error());
        if (*fitted == record)
            continue;
        if (auto written = writeRecord(tx, *fitted); !written)
            return written;
        tx.news.addRecords(table.id);
    }
    return {};
}

} // namespace

Result<RecordOutcome> changeRecord(Transaction &tx, const RecordCommand &command, const Causation &causation)
{
    const auto table = tableOf(tx, command.table);
    if (!table)
        return Failure(table.error());
    if (!*table)
        return noSuchTable(command.table);
    const auto before = recordOf(tx, command.table, command.id);
    if (!before)
        return Failure(before.error());
    auto change = decide(**table, *before, command, RecordId(tx.ids.next()), tx.clock.now());
    if (!change)
        return Failure(change.error());

    RecordOutcome outcome;
    if (change->after) {
        outcome.record = *change->after;
        if (auto written = writeRecord(tx, outcome.record); !written)
            return Failure(written.error());
    } else {
        outcome.record = before->value_or(Record());
        if (auto removed = tx.db.run("DELETE FROM record WHERE table_id = ? AND id = ?",
                {outcome.record.table, outcome.record.id});
            !removed)
            return Failure(removed.error());
    }
    for (auto &event : change->events) {
        event.causation = causation;
        auto appended = append(tx, event);
        if (!appended)
            return Failure(appended.error());
        outcome.events += *appended;
    }
    if (change->before != change->after)
        tx.news.addRecords(command.table);
    return outcome;
}

Result<void> saveTable(Transaction &tx, const Table &table)
{
    if (table.id.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("A table needs an id."), u"id"_s);
    if (const auto again = tableFromJson(toJson(table)); !again)
        return Failure(again.error());
    const auto before = tableOf(tx, table.id);
    if (!before)
        return Failure(before.error());
    if (*before) {
        if (auto fitted = refit(tx, table, **before); !fitted)
            return fitted;
    }
    tx.news.tables = true;
    return tx.db.run(
        "INSERT INTO record_table (id, name, definition) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, definition = excluded.definition",
        {table.id, table.name, codec::tableBytes(table)});
}

Result<void> removeTable(Transaction &tx, const TableId &table)
{
    if (auto removed = tx.db.run("DELETE FROM record_table WHERE id = ?", {table}); !removed)
        return removed;
    if (tx.db.changes() == 0)
        return noSuchTable(table);
    tx.news.tables = true;
    tx.news.addRecords(table);
    return tx.db.run("DELETE FROM record WHERE table_id = ?", {table});
}

} // namespace signalbox::jobs
