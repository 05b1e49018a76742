// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"

#include "core/base/json.h"
#include "core/rule/rulefile.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace signalbox::codec {

using namespace Qt::StringLiterals;

namespace {

QJsonObject readObject(Row &row)
{
    const auto bytes = row.bytes();
    return bytes.isEmpty() ? QJsonObject() : QJsonDocument::fromJson(bytes).object();
}

// An empty QByteArray that was never anything has no pointer, and SQLite takes that for NULL.
QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

Error damaged(const QString &what, const Error &why)
{
    return {Error::Code::Corrupt,
        QCoreApplication::translate("Store", "%1 in the store cannot be read: %2").arg(what, why.message),
        what};
}

Event readHeadColumns(Row &row)
{
    Event event;
    event.sequence = row.integer();
    event.received = row.instant();
    event.time = row.instant();
    event.id = row.id<EventId>();
    event.source = row.text();
    event.type = row.text();
    event.subject = row.text();
    event.dataContentType = row.text();
    event.dataSchema = row.text();
    event.traceParent = row.text();
    event.extensions = readObject(row);
    event.correlation = row.integer();
    event.causation.run = row.id<RunId>();
    event.causation.step = row.id<StepId>();
    event.causation.event = row.integer();
    event.depth = row.number();
    return event;
}

} // namespace

QByteArray objectBytes(const QJsonObject &object)
{
    return object.isEmpty() ? QByteArray("") : toCompactJson(object);
}

Event readEvent(Row &row)
{
    auto event = readHeadColumns(row);
    event.request = RequestRecord::ofJson(row.bytes());
    event.data = row.optionalBytes();
    return event;
}

Event readEventHead(Row &row)
{
    auto event = readHeadColumns(row);
    event.data = row.optionalBytes();
    return event;
}

std::array<SqlValue, 13> runValues(const Run &run, const QByteArray &packedSteps)
{
    return {{{}, run.id, run.rule, run.ruleVersion, run.event, run.trigger, run.state, run.error, run.created,
        run.started, run.finished, run.key, notNull(packedSteps)}};
}

NumberedRun readRun(Row &row)
{
    NumberedRun found;
    found.number = row.integer();
    auto &run = found.run;
    run.id = row.id<RunId>();
    run.rule = row.id<RuleId>();
    run.ruleVersion = row.number();
    run.event = row.integer();
    run.trigger = row.id<StepId>();
    run.state = row.state();
    run.error = row.text();
    run.created = row.instant();
    run.started = row.optionalInstant();
    run.finished = row.optionalInstant();
    run.key = row.optionalText();
    return found;
}

SqlValues stepRunValues(qint64 run, const StepRun &step)
{
    return {run, step.step, step.state, step.attempts, step.port, step.error, step.started, step.finished,
        step.due, notNull(step.input), notNull(step.output)};
}

StepRun readStepRun(Row &row)
{
    StepRun step;
    step.step = row.id<StepId>();
    step.state = row.state();
    step.attempts = row.number();
    step.port = row.text();
    step.error = row.text();
    step.started = row.optionalInstant();
    step.finished = row.optionalInstant();
    step.due = row.optionalInstant();
    step.input = row.bytes();
    step.output = row.bytes();
    return step;
}

QByteArray ruleBytes(const Rule &rule)
{
    return toCompactJson(toJson(rule));
}

QByteArray ruleIdentity(const Rule &rule)
{
    auto bare = rule;
    bare.enabled = false;
    bare.layout.clear();
    return ruleBytes(bare);
}

Result<Rule> ruleFromBytes(const QByteArray &bytes, const RuleId &id)
{
    auto rule = readRule(bytes);
    if (!rule)
        return Failure(
            damaged(QCoreApplication::translate("Store", "The rule \"%1\"").arg(id.value), rule.error()));
    return rule;
}

Result<StoredRule> readStoredRule(Row &row)
{
    StoredRule stored;
    const auto id = row.id<RuleId>();
    stored.version = row.number();
    stored.enabled = row.boolean();
    stored.hasDraftChanges = row.boolean();
    stored.changed = row.instant();
    auto draft = ruleFromBytes(row.bytes(), id);
    if (!draft)
        return Failure(draft.error());
    stored.draft = std::move(*draft);
    stored.draft.enabled = stored.enabled;
    return stored;
}

QByteArray tableBytes(const Table &table)
{
    return toCompactJson(toJson(table));
}

Result<Table> readTable(Row &row)
{
    auto table = parseJsonObject(row.bytes()).and_then([](const QJsonObject &o) { return tableFromJson(o); });
    if (!table)
        return Failure(damaged(QCoreApplication::translate("Store", "A table"), table.error()));
    return table;
}

SqlValues recordValues(const Record &record)
{
    return {record.table, record.id, record.created, record.updated, toCompactJson(record.values)};
}

Result<Record> readRecord(Row &row)
{
    Record record;
    record.table = row.id<TableId>();
    record.id = row.id<RecordId>();
    record.created = row.instant();
    record.updated = row.instant();
    auto values = parseJsonObject(row.bytes());
    if (!values)
        return Failure(damaged(
            QCoreApplication::translate("Store", "The record \"%1\"").arg(record.id.value), values.error()));
    record.values = std::move(*values);
    return record;
}

SqlValues scheduleValues(const ScheduleRow &row)
{
    return {row.rule, row.step, notNull(row.definition), row.due, row.pausedUntil};
}

ScheduleRow readSchedule(Row &row)
{
    ScheduleRow schedule;
    schedule.rule = row.id<RuleId>();
    schedule.step = row.id<StepId>();
    schedule.definition = row.bytes();
    schedule.due = row.optionalInstant();
    schedule.pausedUntil = row.optionalInstant();
    return schedule;
}

SqlValues connectionValues(const StoredConnection &connection)
{
    return {connection.name, connection.type, connection.created, connection.changed,
        toCompactJson(connection.config)};
}

Result<StoredConnection> readConnection(Row &row)
{
    StoredConnection connection;
    connection.name = row.text();
    connection.type = row.text();
    connection.created = row.instant();
    connection.changed = row.instant();
    auto config = parseJsonObject(row.bytes());
    if (!config)
        return Failure(
            damaged(QCoreApplication::translate("Store", "The connection \"%1\"").arg(connection.name),
                config.error()));
    connection.config = std::move(*config);
    return connection;
}

} // namespace signalbox::codec
