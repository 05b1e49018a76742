// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/list.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WaitForEventAction)
};

StepResult start(const StepWork &work, const ActionServices &)
{
    const auto type = work.text("type");
    if (type.isEmpty())
        return failure(
            Error::Code::InvalidInput, Tr::tr("The type of the event to wait for is empty."), u"type"_s);
    const auto limit = work.duration("limit");
    if (!limit)
        return Failure(limit.error());
    return EventWanted{type, work.text("since") != u"step", work.now + *limit};
}

} // namespace

ActionType waitForEventAction()
{
    ActionType type;
    type.id = u"wait-for-event"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Wait for an event");
    type.help
        = Tr::tr("Goes on when an event comes that fits, or on another way when none has come in time.");
    type.icon = u"event"_s;
    type.fields = {
        {.key = u"type"_s,
            .kind = FieldKind::EventType,
            .label = Tr::tr("Type"),
            .help = Tr::tr("The event's type; * stands for any characters."),
            .placeholder = u"com.example.order.paid"_s,
            .required = true,
            .template_ = true},
        {.key = u"condition"_s,
            .kind = FieldKind::Expression,
            .label = Tr::tr("Only if"),
            .help
            = Tr::tr("The event that comes is \"awaited\", the one that started this run is \"event\": "
                     "awaited.data.order == event.data.order. An event for which this cannot be worked out "
                     "does not fit."),
            .placeholder = u"awaited.data.paid"_s,
            .later = true},
        {.key = u"limit"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("At most"),
            .fallback = u"1d"_s,
            .template_ = true},
        {.key = u"since"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Counts what came since"),
            .fallback = u"run"_s,
            .advanced = true,
            .choices
            = {{u"run"_s, Tr::tr("the run began"),
                   Tr::tr("An answer may come before this step is reached. Each event is taken by one "
                          "step of the run.")},
                {u"step"_s, Tr::tr("this step began"), Tr::tr("What came before does not count.")}}},
    };
    type.exampleOutput = QJsonObject{{u"id"_s, u"01JDEXAMPLE"_s}, {u"source"_s, u"/example"_s},
        {u"type"_s, u"com.example.order.paid"_s}, {u"time"_s, u"2026-11-23T15:04:05Z"_s},
        {u"data"_s, QJsonObject()}};
    type.portsOf = [](const QJsonObject &) {
        return QList<Port>{{u"out"_s, Tr::tr("it came")}, {u"timeout"_s, Tr::tr("time is up")}};
    };
    type.summaryOf = [](const QJsonObject &config) { return config.value(u"type"_s).toString(); };
    type.start = start;
    return type;
}

} // namespace signalbox
