// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/record.h"

#include "core/action/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RecordAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    RecordCommand command;
    const auto operation = work.text("operation");
    command.operation = operation == u"update" ? RecordCommand::Operation::Update
        : operation == u"delete"               ? RecordCommand::Operation::Delete
                                               : RecordCommand::Operation::Create;
    command.table = TableId(work.text("table"));
    command.id = RecordId(work.text("id"));
    if (const auto &values = work.value("values"); !values.isNull())
        command.values = values.toQJson().toObject();
    if (command.operation != RecordCommand::Operation::Create && command.id.isEmpty())
        return failure(
            Error::Code::InvalidInput, Tr::tr("The id of the record to change is empty."), u"id"_s);
    return RecordWanted{command};
}

} // namespace

ActionType recordAction()
{
    ActionType type;
    type.id = u"record"_s;
    type.group = StepGroup::Data;
    type.title = Tr::tr("Change a record");
    type.help = Tr::tr("Creates, updates or deletes a record of a table, its status included.");
    type.icon = u"record"_s;
    type.fields = {
        {.key = u"operation"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Do"),
            .fallback = u"create"_s,
            .choices = {{u"create"_s, Tr::tr("Create")}, {u"update"_s, Tr::tr("Update")},
                {u"delete"_s, Tr::tr("Delete")}}},
        {.key = u"table"_s, .kind = FieldKind::Table, .label = Tr::tr("Table"), .required = true},
        {.key = u"id"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Record"),
            .help = Tr::tr("The id of the record, usually an expression."),
            .placeholder = u"{{ event.data.id }}"_s,
            .required = true,
            .template_ = true,
            .onlyWhenKey = u"operation"_s,
            .onlyWhenIn = {u"update"_s, u"delete"_s}},
        {.key = u"values"_s,
            .kind = FieldKind::RecordFields,
            .label = Tr::tr("Values"),
            .template_ = true,
            .onlyWhenKey = u"operation"_s,
            .onlyWhenIn = {u"create"_s, u"update"_s}},
    };
    type.exampleOutput = QJsonObject{{u"id"_s, u"0190…"_s}, {u"table"_s, u"orders"_s},
        {u"values"_s, QJsonObject{{u"status"_s, u"paid"_s}}}};
    type.summaryOf = [](const QJsonObject &config) {
        return u"%1 %2"_s.arg(
            config.value(u"operation"_s).toString(u"create"_s), config.value(u"table"_s).toString());
    };
    type.start = start;
    return type;
}

} // namespace signalbox
