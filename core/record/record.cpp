// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/record.h"

#include "core/base/json.h"
#include "core/event/eventtypes.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

using Operation = RecordCommand::Operation;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Record)
};

bool isTableId(const QString &id)
{
    const auto isLetter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !id.isEmpty() && isLetter(id[0])
        && std::ranges::all_of(id, [&](QChar c) { return isLetter(c) || isDigit(c) || c == u'_'; });
}

/// Whether it can be the subject of an event (CloudEvents 1.0.2, "String").
bool isRecordId(const QString &id)
{
    constexpr qsizetype most = 200;
    return id.size() <= most && id.isValidUtf16()
        && std::ranges::none_of(id, [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// Null where there is none, as events say it.
QJsonValue known(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue() : value;
}

QStringList reachableFrom(const DataField &field, const QString &state)
{
    QStringList states;
    for (const auto &transition : field.transitions) {
        if (transition.from == state)
            states += transition.to;
    }
    return states;
}

/// What speaks against this change of status; empty: nothing.
QString faultOfChange(const DataField &field, const QJsonValue &before, const QJsonValue &after)
{
    if (field.transitions.isEmpty() || known(before) == known(after))
        return {};
    const auto from = before.toString();
    const auto to = after.toString();
    const auto reachable = reachableFrom(field, from);
    if (from.isEmpty()) // a workflow that names no beginning begins anywhere
        return reachable.isEmpty() || reachable.contains(to)
            ? QString()
            : Tr::tr("It cannot begin as \"%1\"; it may begin as: %2.").arg(to, reachable.join(u", "_s));
    if (reachable.contains(to) || (!to.isEmpty() && !field.choices.contains(from)))
        return {};
    if (to.isEmpty())
        return Tr::tr("The status \"%1\" cannot be taken away.").arg(from);
    return reachable.isEmpty()
        ? Tr::tr("It may not change from \"%1\" to \"%2\": \"%1\" is final.").arg(from, to)
        : Tr::tr("It may not change from \"%1\" to \"%2\", only to: %3.")
              .arg(from, to, reachable.join(u", "_s));
}

/// The values after the command, checked.
CheckedValues valuesAfter(const Table &table, const QJsonObject &before, const RecordCommand &command)
{
    if (command.operation == Operation::Create)
        return checkValues(table.fields, command.values);
    auto checked = checkChanges(table.fields, command.values);
    auto values = before;
    for (auto it = checked.values.constBegin(); it != checked.values.constEnd(); ++it) {
        if (it->isNull())
            values.remove(it.key());
        else
            values.insert(it.key(), *it);
    }
    checked.values = values;
    return checked;
}

class EventMaker
{
public:
    EventMaker(const Table &table, const RecordId &id, Instant now)
        : m_table(table)
        , m_id(id)
        , m_now(now)
    {
    }

    Event make(const QString &type, QJsonObject data) const
    {
        data.insert(u"table"_s, m_table.id.value);
        data.insert(u"id"_s, m_id.value);
        Event event;
        event.type = type;
        event.source = u"/records/"_s + m_table.id.value;
        event.subject = m_id.value;
        event.time = m_now;
        event.dataContentType = u"application/json"_s;
        event.data = toCompactJson(data);
        return event;
    }

    QList<Event> statusChanges(const QJsonObject &before, const QJsonObject &after) const
    {
        QList<Event> events;
        for (const auto &field : m_table.fields) {
            const auto old = known(before.value(field.name));
            const auto now = known(after.value(field.name));
            if (field.kind == DataField::Kind::Status && old != now)
                events += make(eventtype::statusChanged,
                    {{u"field"_s, field.name}, {u"old"_s, old}, {u"new"_s, now}, {u"record"_s, after}});
        }
        return events;
    }

private:
    const Table &m_table;
    const RecordId &m_id;
    const Instant m_now;
};

QString place(const Table &table, const RecordId &id)
{
    return table.id.value + u'/' + id.value;
}

Failure refused(const QList<FieldProblem> &problems)
{
    QStringList fields;
    for (const auto &problem : problems)
        fields += problem.field;
    return failure(Error::Code::InvalidInput, describe(problems), fields.join(u", "_s));
}

/// Create and update: they differ in what was there.
Result<RecordChange> write(const Table &table, const std::optional<Record> &before,
    const RecordCommand &command, const RecordId &id, Instant now)
{
    const auto old = before ? before->values : QJsonObject();
    auto checked = valuesAfter(table, old, command);
    for (const auto &field : table.fields) {
        if (field.kind != DataField::Kind::Status)
            continue;
        const auto fault = faultOfChange(field, old.value(field.name), checked.values.value(field.name));
        if (!fault.isEmpty())
            checked.problems += {field.name, fault};
    }
    if (!checked.problems.isEmpty())
        return refused(checked.problems);
    if (before && checked.values == old)
        return RecordChange{before, before, {}};

    const EventMaker events(table, id, now);
    RecordChange change{
        before, Record{table.id, id, checked.values, before ? before->created : now, now}, {}};
    change.events += events.make(before ? eventtype::recordUpdated : eventtype::recordCreated,
        {{u"record"_s, checked.values}, {u"old"_s, before ? QJsonValue(old) : QJsonValue()}});
    change.events += events.statusChanges(old, checked.values);
    return change;
}

} // namespace

const DataField *Table::field(const QString &fieldName) const
{
    const auto found = std::ranges::find(fields, fieldName, &DataField::name);
    return found == fields.end() ? nullptr : &*found;
}

const DataField *Table::statusField() const
{
    const auto found = std::ranges::find(fields, DataField::Kind::Status, &DataField::kind);
    return found == fields.end() ? nullptr : &*found;
}

Result<Table> tableFromJson(const QJsonObject &object)
{
    Table table;
    table.id = TableId(object.value(u"id"_s).toString());
    if (!isTableId(table.id.value))
        return failure(Error::Code::InvalidInput,
            Tr::tr("The id of a table must be small letters, digits and _, a letter first."), u"id"_s);
    table.name = object.value(u"name"_s).toString(table.id.value);
    const auto given = object.value(u"fields"_s);
    if (!given.isUndefined() && !given.isArray())
        return failure(Error::Code::InvalidInput,
            Tr::tr("The fields of the table \"%1\" must be a list.").arg(table.id.value), u"fields"_s);
    auto fields = fieldsFromJson(given.toArray());
    if (!fields)
        return failure(fields.error().code, fields.error().message, u"fields."_s + fields.error().context);
    table.fields = *fields;
    return table;
}

QJsonObject toJson(const Table &table)
{
    return {{u"id"_s, table.id.value}, {u"name"_s, table.name}, {u"fields"_s, toJson(table.fields)}};
}

QJsonObject toJson(const Record &record)
{
    return {{u"id"_s, record.id.value}, {u"table"_s, record.table.value}, {u"values"_s, record.values},
        {u"created"_s, toRfc3339(record.created)}, {u"updated"_s, toRfc3339(record.updated)}};
}

Result<RecordChange> decide(const Table &table, const std::optional<Record> &before,
    const RecordCommand &command, const RecordId &newId, Instant now)
{
    if (command.operation == Operation::Create) {
        if (before)
            return failure(Error::Code::InvalidInput,
                Tr::tr("The table \"%1\" already has a record \"%2\".").arg(table.name, before->id.value),
                place(table, before->id));
        const auto &id = command.id.isEmpty() ? newId : command.id;
        if (!isRecordId(id.value))
            return failure(Error::Code::InvalidInput,
                Tr::tr("The id of a record can have 200 characters, and no control characters."), u"id"_s);
        return write(table, {}, command, id, now);
    }
    if (!before)
        return failure(Error::Code::NotFound,
            Tr::tr("The table \"%1\" has no record \"%2\".").arg(table.name, command.id.value),
            place(table, command.id));
    if (command.operation == Operation::Update)
        return write(table, before, command, before->id, now);

    const EventMaker events(table, before->id, now);
    return RecordChange{before, {},
        {events.make(eventtype::recordDeleted, {{u"record"_s, QJsonValue()}, {u"old"_s, before->values}})}};
}

} // namespace signalbox
