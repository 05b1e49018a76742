// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include "core/event/eventtypes.h"
#include "core/trigger/list.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ScheduleTrigger", text);
}

/// The schedule stands in `schedule`: an object, or a cron expression as text. People who write a rule by
/// hand also put its keys into the config itself.
Result<Schedule> read(const QJsonObject &config)
{
    const auto value = config.value(u"schedule"_s);
    if (value.isString())
        return Schedule::fromJson(
            {{u"cron"_s, value.toString()}, {u"zone"_s, config.value(u"zone"_s).toString(u"system"_s)}});
    return Schedule::fromJson(value.isObject() ? value.toObject() : config);
}

} // namespace

TriggerType scheduleTrigger()
{
    TriggerType type;
    type.id = u"schedule"_s;
    type.title = tr("Schedule");
    type.help = tr("Starts at set times: every so often, daily, weekly, or by a cron expression.");
    type.icon = u"schedule"_s;
    type.fields = {
        {.key = u"schedule"_s,
            .kind = FieldKind::Schedule,
            .label = tr("When"),
            .help = tr("Times missed while Signalbox was off are made up for by one run.")},
    };
    type.exampleOutput = QJsonObject{{u"due"_s, u"2026-11-23T08:00:00Z"_s}, {u"missed"_s, 0}};
    type.summaryOf = [](const QJsonObject &config) {
        const auto schedule = read(config);
        return schedule ? schedule->sentence() : QString();
    };
    type.checkOf = [](const QJsonObject &config) -> QList<Problem> {
        if (const auto schedule = read(config); !schedule)
            return {{{}, u"schedule"_s, schedule.error().message}};
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
