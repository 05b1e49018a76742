// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

Exit tableList(const Call &call)
{
    const auto tables = call.reader.tables();
    if (!tables)
        return call.failed(tables.error());
    for (const auto &table : *tables)
        call.print(toJson(table));
    return Exit::Done;
}

Exit tableSave(const Call &call)
{
    for (const auto &entry : call.params.value(u"files"_s).toArray()) {
        const auto file = entry.toObject().value(u"file"_s).toString();
        const auto object = parseJsonObject(entry.toObject().value(u"text"_s).toString().toUtf8());
        const auto table = object ? tableFromJson(*object) : Result<Table>(Failure(object.error()));
        if (!table)
            return call.failed({Error::Code::InvalidInput, u"%1: %2"_s.arg(file, table.error().message),
                table.error().context});
        if (const auto done = call.engine.saveTable(*table).result(); !done)
            return call.failed(done.error());
        call.print(toJson(*table));
    }
    return Exit::Done;
}

Exit tableDelete(const Call &call)
{
    const TableId id(call.text(u"id"_s));
    if (const auto done = call.engine.removeTable(id).result(); !done)
        return call.failed(done.error());
    call.print({{u"id"_s, id.value}, {u"deleted"_s, true}});
    return Exit::Done;
}

Exit recordList(const Call &call)
{
    const TableId table(call.text(u"table"_s));
    if (const auto known = call.reader.table(table); !known)
        return call.failed(known.error());
    RecordId after;
    while (!call.output.isClosed()) {
        const auto records = call.reader.records(table, after, Call::pageSize);
        if (!records)
            return call.failed(records.error());
        for (const auto &record : *records)
            call.print(toJson(record));
        if (records->size() < Call::pageSize)
            break;
        after = records->last().id;
    }
    return Exit::Done;
}

Exit recordChange(const Call &call, RecordCommand::Operation operation)
{
    const auto values = call.object(u"data"_s);
    if (!values)
        return call.failed(values.error());
    const RecordCommand command{
        operation, TableId(call.text(u"table"_s)), RecordId(call.text(u"id"_s)), *values};
    const auto record = call.engine.changeRecord(command).result();
    if (!record)
        return call.failed(record.error());
    call.print(toJson(*record));
    return Exit::Done;
}

} // namespace

CommandTable recordCommands()
{
    return {
        {u"table.list"_s, {tableList, true}},
        {u"table.save"_s, {tableSave}},
        {u"table.delete"_s, {tableDelete}},
        {u"record.list"_s, {recordList, true}},
        {u"record.create"_s,
            {[](const Call &call) { return recordChange(call, RecordCommand::Operation::Create); }}},
        {u"record.update"_s,
            {[](const Call &call) { return recordChange(call, RecordCommand::Operation::Update); }}},
        {u"record.delete"_s,
            {[](const Call &call) { return recordChange(call, RecordCommand::Operation::Delete); }}},
    };
}

} // namespace signalbox
