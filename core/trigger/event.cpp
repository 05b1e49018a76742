// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"

#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EventTrigger)
};

} // namespace

TriggerType eventTrigger()
{
    TriggerType type;
    type.id = u"event"_s;
    type.title = Tr::tr("Event");
    type.help = Tr::tr("Starts on any event of the log whose type fits a pattern.");
    type.icon = u"event"_s;
    type.fields = {
        {.key = u"type"_s,
            .kind = FieldKind::EventType,
            .label = Tr::tr("Type"),
            .help = Tr::tr("The event's type; * stands for any characters."),
            .placeholder = u"com.example.order.*"_s,
            .required = true},
        {.key = u"source"_s,
            .kind = FieldKind::Text,
            .label = Tr::tr("Source"),
            .help = Tr::tr("Empty means from any source."),
            .advanced = true},
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"type"_s).toString(); };
    type.listensTo = [](const Rule &, const Step &step) {
        return EventPattern{
            step.config.value(u"type"_s).toString(), step.config.value(u"source"_s).toString(), {}};
    };
    return type;
}

} // namespace signalbox
