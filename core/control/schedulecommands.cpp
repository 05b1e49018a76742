// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/engine/scheduleplan.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days usualStretch(7);

/// What scripts look for; never renamed.
QString nameOf(ClockMark mark)
{
    switch (mark) {
    case ClockMark::None:
        break;
    case ClockMark::AfterGap:
        return u"after-gap"_s;
    case ClockMark::FirstOfTwo:
        return u"first-of-two"_s;
    case ClockMark::InBothPasses:
        return u"in-both-passes"_s;
    }
    return {};
}

Result<Instant> givenTime(const Call &call, const QString &option)
{
    if (const auto given = fromRfc3339(call.text(option)))
        return *given;
    return failure(Error::Code::InvalidInput,
        QCoreApplication::translate("Commands", "--%1 takes a time like 2026-11-23T15:04:05Z.").arg(option));
}

/// The time that an option names, or `fallback` where it is absent.
Result<Instant> timeOf(const Call &call, const QString &option, Instant fallback)
{
    return call.params.contains(option) ? givenTime(call, option) : fallback;
}

Exit scheduleSimulate(const Call &call)
{
    const auto from = timeOf(call, u"from"_s, call.engine.store().clock().now());
    if (!from)
        return call.failed(from.error());
    const auto until = timeOf(call, u"until"_s, *from + usualStretch);
    if (!until)
        return call.failed(until.error());
    const RuleId rule(call.text(u"rule"_s));
    const auto schedules = rule.isEmpty() ? liveSchedules(call.reader) : schedulesOf(call.reader, rule);
    if (!schedules)
        return call.failed(schedules.error());
    ScheduleSimulation simulation(*schedules, *from, *until);
    while (const auto next = simulation.next()) {
        if (call.output.isClosed())
            break;
        const auto &planned = simulation.schedules()[next->schedule];
        QJsonObject line{{u"due"_s, toRfc3339(next->at)}, {u"rule"_s, planned.rule.value},
            {u"step"_s, planned.step.value}};
        if (next->mark != ClockMark::None)
            line.insert(u"clockChange"_s, nameOf(next->mark));
        call.print(line);
    }
    return Exit::Done;
}

QJsonObject lineOf(const ScheduleRow &row, Instant now)
{
    const auto time
        = [](std::optional<Instant> at) { return at ? QJsonValue(toRfc3339(*at)) : QJsonValue::Null; };
    const auto paused = row.pausedUntil && *row.pausedUntil > now ? row.pausedUntil : std::nullopt;
    return {{u"rule"_s, row.rule.value}, {u"step"_s, row.step.value}, {u"due"_s, time(row.due)},
        {u"pausedUntil"_s, time(paused)}};
}

Exit scheduleList(const Call &call)
{
    const auto rows = call.reader.schedules();
    if (!rows)
        return call.failed(rows.error());
    for (const auto &row : *rows)
        call.print(lineOf(row, call.engine.store().clock().now()));
    return Exit::Done;
}

Exit setPause(const Call &call, std::optional<Instant> until)
{
    const auto rows
        = call.engine.pauseSchedules(RuleId(call.text(u"id"_s)), StepId(call.text(u"trigger"_s)), until)
              .result();
    if (!rows)
        return call.failed(rows.error());
    for (const auto &row : *rows)
        call.print(lineOf(row, call.engine.store().clock().now()));
    return Exit::Done;
}

Exit schedulePause(const Call &call)
{
    const auto until = givenTime(call, u"until"_s);
    if (!until)
        return call.failed(until.error());
    return setPause(call, *until);
}

Exit scheduleResume(const Call &call)
{
    return setPause(call, {});
}

Exit scheduleAcceptClock(const Call &call)
{
    call.engine.acceptClock();
    return Exit::Done;
}

} // namespace

CommandTable scheduleCommands()
{
    return {
        {u"schedule.simulate"_s, {scheduleSimulate, true}},
        {u"schedule.list"_s, {scheduleList, true}},
        {u"schedule.pause"_s, {schedulePause}},
        {u"schedule.resume"_s, {scheduleResume}},
        {u"schedule.accept-clock"_s, {scheduleAcceptClock}},
    };
}

} // namespace signalbox
