// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RecordTrigger", text);
}

} // namespace

TriggerType recordTrigger()
{
    TriggerType type;
    type.id = u"record-changed"_s;
    type.title = tr("Record changed");
    type.help = tr("Starts when a record of a table is created, updated or deleted.");
    type.icon = u"record"_s;
    type.fields = {
        {.key = u"table"_s, .kind = FieldKind::Table, .label = tr("Table"), .required = true},
        {.key = u"change"_s,
            .kind = FieldKind::Choice,
            .label = tr("Change"),
            .fallback = u"any"_s,
            .choices = {{u"any"_s, tr("Any")}, {u"created"_s, tr("Created")}, {u"updated"_s, tr("Updated")},
                {u"deleted"_s, tr("Deleted")}}},
    };
    type.exampleOutput = QJsonObject{{u"table"_s, u"orders"_s}, {u"id"_s, u"0190…"_s},
        {u"record"_s, QJsonObject{}}, {u"old"_s, QJsonValue::Null}};
    type.summaryOf = [](const QJsonObject &config) {
        return u"%1: %2"_s.arg(
            config.value(u"table"_s).toString(), config.value(u"change"_s).toString(u"any"_s));
    };
    type.listensTo = [](const Rule &, const Step &step) {
        const auto change = step.config.value(u"change"_s).toString(u"any"_s);
        return EventPattern{u"signalbox.record."_s + (change == u"any" ? u"*"_s : change),
            u"/records/"_s + step.config.value(u"table"_s).toString(), {}};
    };
    return type;
}

} // namespace signalbox
