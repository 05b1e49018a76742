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

/// The time that an option names, or `fallback` where it is absent.
Result<Instant> timeOf(const Call &call, const QString &option, Instant fallback)
{
    if (!call.params.contains(option))
        return fallback;
    if (const auto given = fromRfc3339(call.text(option)))
        return *given;
    return failure(Error::Code::InvalidInput,
        QCoreApplication::translate("Commands", "--%1 takes a time like 2026-11-23T15:04:05Z.").arg(option));
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
        {u"schedule.accept-clock"_s, {scheduleAcceptClock}},
    };
}

} // namespace signalbox
