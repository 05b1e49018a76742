// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RecordTrigger)
};

} // namespace

TriggerType recordTrigger()
{
    TriggerType type;
    type.id = u"record-changed"_s;
    type.title = Tr::tr("Record changed");
    type.help = Tr::tr("Starts when a record of a table is created, updated or deleted.");
    type.icon = u"record"_s;
    type.fields = {
        {.key = u"table"_s, .kind = FieldKind::Table, .label = Tr::tr("Table"), .required = true},
        {.key = u"change"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Change"),
            .fallback = u"any"_s,
            .choices = {{u"any"_s, Tr::tr("Any")}, {u"created"_s, Tr::tr("Created")},
                {u"updated"_s, Tr::tr("Updated")}, {u"deleted"_s, Tr::tr("Deleted")}}},
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
