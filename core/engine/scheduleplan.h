// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/rule.h"
#include "core/schedule/schedule.h"
#include "core/store/reader.h"

#include <QList>
#include <queue>

#include <optional>
#include <vector>

/// What will come: for a calendar, a heat strip and a simulator. Values and pure functions; any thread, and
/// not the window's where there are many rules or long stretches (a year of an every-minute schedule costs
/// about a quarter of a second).
namespace signalbox {

/// The schedule of one trigger of one rule.
struct PlannedSchedule
{
    RuleId rule;
    QString ruleName;
    StepId step;
    QString stepName;
    /// With its own delay by jitter and what it is paused, so that it comes as the engine lets it come.
    Schedule schedule;
    std::optional<Instant> pausedUntil = {};
};

struct PlannedOccurrence
{
    Instant at;
    qsizetype schedule = 0; ///< place in the list of schedules
    ClockMark mark = ClockMark::None;

    bool operator==(const PlannedOccurrence &) const = default;
};

/// Of all its triggers that have one; none where a config is faulty.
QList<PlannedSchedule> schedulesOf(const Rule &rule);
/// Of the rules that are on, as they are live, by folder and name.
Result<QList<PlannedSchedule>> liveSchedules(Reader &reader);
/// Of one rule whether it is on or not: its newest version, or its draft where it was never published.
/// NotFound.
Result<QList<PlannedSchedule>> schedulesOf(Reader &reader, const RuleId &rule);

/// A virtual clock that goes from one occurrence to the next. Those at the same time come in the order of the
/// schedules.
class ScheduleSimulation
{
public:
    /// From `from` on and before `until`. Keeps the schedules.
    ScheduleSimulation(QList<PlannedSchedule> schedules, Instant from, Instant until);

    /// None: `until` is reached.
    std::optional<PlannedOccurrence> next();

    const QList<PlannedSchedule> &schedules() const { return m_schedules; }

private:
    using Due = std::pair<Instant, qsizetype>;

    void push(qsizetype schedule, Instant after);

    const QList<PlannedSchedule> m_schedules;
    const Instant m_until;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

struct PlannedOccurrences
{
    std::vector<PlannedOccurrence> occurrences; ///< earliest first
    bool isCut = false; ///< there are more than were asked for
};

/// At most `most` of those from `from` on and before `until`.
PlannedOccurrences occurrencesBetween(
    const QList<PlannedSchedule> &schedules, Instant from, Instant until, size_t most = 100'000);

/// How many come in each of `count` equal parts of the time from `from` to `until`.
std::vector<int> occurrenceCounts(
    const QList<PlannedSchedule> &schedules, Instant from, Instant until, size_t count);

/// Schedules that come at the same time ("twelve rules start at 02:00").
struct Collision
{
    Instant at;
    QList<qsizetype> schedules;

    bool operator==(const Collision &) const = default;
};

/// Of sorted occurrences, where at least `least` come together; the earliest first.
QList<Collision> collisionsIn(const std::vector<PlannedOccurrence> &occurrences, qsizetype least = 2);

} // namespace signalbox
