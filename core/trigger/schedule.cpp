// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include "core/event/eventtypes.h"
#include "core/schedule/catchup.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ScheduleTrigger)
};

/// The schedule stands in `schedule`: an object, or a cron expression as text. People who write a rule by
/// hand also put its keys into the config itself.
Result<Schedule> read(const QJsonObject &config)
{
    const auto value = config.value(u"schedule"_s);
    if (value.isString()) {
        auto object = config;
        object.insert(u"cron"_s, value);
        return Schedule::fromJson(object);
    }
    return Schedule::fromJson(value.isObject() ? value.toObject() : config);
}

/// A place in a text field cannot be pointed at otherwise.
QString withColumn(const Error &error)
{
    return error.context.startsWith(u"column ") ? Tr::tr("%1 (%2)").arg(error.message, error.context)
                                                : error.message;
}

} // namespace

TriggerType scheduleTrigger()
{
    TriggerType type;
    type.id = u"schedule"_s;
    type.title = Tr::tr("Schedule");
    type.help
        = Tr::tr("Starts at set times: every so often, daily, weekly, monthly, with the sun, or by a cron "
                 "expression.");
    type.icon = u"schedule"_s;
    type.fields = {
        {.key = u"schedule"_s, .kind = FieldKind::Schedule, .label = Tr::tr("When")},
        {.key = u"missed"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("What was missed"),
            .help = Tr::tr("Times that came while Signalbox was off or the computer slept."),
            .fallback = u"once"_s,
            .advanced = true,
            .choices = {{u"once"_s, Tr::tr("One run makes up for all")}, {u"skip"_s, Tr::tr("Is dropped")},
                {u"all"_s, Tr::tr("A run for each")}}},
        {.key = u"missedLimit"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("At most"),
            .help = Tr::tr("Only the latest so many; the others are dropped."),
            .fallback = 100,
            .advanced = true,
            .minimum = 1,
            .maximum = MissedPolicy::mostAtOnce,
            .onlyWhenKey = u"missed"_s,
            .onlyWhenIn = {u"all"_s}},
        {.key = u"onlyIfLateBy"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Only if late by less than"),
            .help = Tr::tr(
                "What is later than that is dropped. Empty: however late; with \"Is dropped\" a minute."),
            .placeholder = u"2h"_s,
            .advanced = true},
    };
    type.exampleOutput = QJsonObject{{u"due"_s, u"2026-11-23T08:00:00Z"_s}, {u"missed"_s, 0}};
    type.summaryOf = [](const QJsonObject &config) {
        const auto schedule = read(config);
        return schedule ? schedule->sentence() : QString();
    };
    type.checkOf = [](const QJsonObject &config) -> QList<Problem> {
        if (const auto schedule = read(config); !schedule)
            return {{{}, u"schedule"_s, withColumn(schedule.error())}};
        if (const auto missed = MissedPolicy::fromJson(config); !missed)
            return {{{}, missed.error().context, missed.error().message}};
        return {};
    };
    type.listensTo = [](const Rule &rule, const Step &step) {
        return EventPattern{eventtype::scheduleDue, {}, triggerSubject(rule, step)};
    };
    type.scheduleOf = [](const QJsonObject &config) -> std::optional<Schedule> {
        auto schedule = read(config);
        if (!schedule)
            return {};
        return *schedule;
    };
    return type;
}

} // namespace signalbox
