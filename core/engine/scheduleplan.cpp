// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scheduleplan.h"

#include "core/trigger/trigger.h"

#include <QHash>

namespace signalbox {

using namespace std::chrono;

namespace {

constexpr microseconds tick(1);

Result<void> applyPauses(Reader &reader, QList<PlannedSchedule> &planned)
{
    const auto rows = reader.schedules();
    if (!rows)
        return Failure(rows.error());
    QHash<std::pair<RuleId, StepId>, Instant> pauses;
    for (const auto &row : *rows) {
        if (row.pausedUntil)
            pauses.insert({row.rule, row.step}, *row.pausedUntil);
    }
    for (auto &one : planned) {
        const auto pause = pauses.constFind({one.rule, one.step});
        if (pause == pauses.constEnd())
            continue;
        one.pausedUntil = *pause;
        one.schedule = one.schedule.heldUntil(*pause);
    }
    return {};
}

} // namespace

QList<PlannedSchedule> schedulesOf(const Rule &rule)
{
    QList<PlannedSchedule> planned;
    for (const auto &step : rule.steps) {
        const auto *type = findTriggerType(step.type);
        if (!type || !type->scheduleOf)
            continue;
        if (const auto schedule = type->scheduleOf(step.config))
            planned += PlannedSchedule{
                rule.id, rule.name, step.id, step.name, schedule->spreadFor(triggerSubject(rule, step))};
    }
    return planned;
}

Result<QList<PlannedSchedule>> liveSchedules(Reader &reader)
{
    const auto rules = reader.rules();
    if (!rules)
        return Failure(rules.error());
    QList<PlannedSchedule> planned;
    for (const auto &stored : *rules) {
        if (!stored.enabled)
            continue;
        const auto rule = reader.ruleVersion(stored.draft.id, stored.version);
        if (!rule)
            return Failure(rule.error());
        planned += schedulesOf(*rule);
    }
    if (auto applied = applyPauses(reader, planned); !applied)
        return Failure(applied.error());
    return planned;
}

Result<QList<PlannedSchedule>> schedulesOf(Reader &reader, const RuleId &id)
{
    const auto stored = reader.rule(id);
    if (!stored)
        return Failure(stored.error());
    if (stored->version == 0)
        return schedulesOf(stored->draft);
    const auto rule = reader.ruleVersion(id, stored->version);
    if (!rule)
        return Failure(rule.error());
    auto planned = schedulesOf(*rule);
    if (auto applied = applyPauses(reader, planned); !applied)
        return Failure(applied.error());
    return planned;
}

ScheduleSimulation::ScheduleSimulation(QList<PlannedSchedule> schedules, Instant from, Instant until)
    : m_schedules(std::move(schedules))
    , m_until(until)
{
    for (qsizetype i = 0; i < m_schedules.size(); ++i)
        push(i, from - tick);
}

void ScheduleSimulation::push(qsizetype schedule, Instant after)
{
    if (const auto next = m_schedules[schedule].schedule.next(after); next && *next < m_until)
        m_due.emplace(*next, schedule);
}

std::optional<PlannedOccurrence> ScheduleSimulation::next()
{
    if (m_due.empty())
        return {};
    const auto [at, schedule] = m_due.top();
    m_due.pop();
    push(schedule, at);
    return PlannedOccurrence{at, schedule, m_schedules[schedule].schedule.markOf(at)};
}

PlannedOccurrences occurrencesBetween(
    const QList<PlannedSchedule> &schedules, Instant from, Instant until, size_t most)
{
    PlannedOccurrences found;
    ScheduleSimulation simulation(schedules, from, until);
    while (const auto next = simulation.next()) {
        if (found.occurrences.size() == most) {
            found.isCut = true;
            break;
        }
        found.occurrences.push_back(*next);
    }
    return found;
}

std::vector<int> occurrenceCounts(
    const QList<PlannedSchedule> &schedules, Instant from, Instant until, size_t count)
{
    std::vector<int> counts(count);
    if (count == 0 || from >= until)
        return counts;
    const auto width = std::max<Instant::duration>(tick, (until - from) / qint64(count));
    for (const auto &planned : schedules) {
        for (auto at = planned.schedule.next(from - tick); at && *at < until; at = planned.schedule.next(*at))
            ++counts[std::min(size_t((*at - from) / width), count - 1)];
    }
    return counts;
}

QList<Collision> collisionsIn(const std::vector<PlannedOccurrence> &occurrences, qsizetype least)
{
    QList<Collision> collisions;
    for (auto it = occurrences.begin(); it != occurrences.end();) {
        Collision together{it->at, {}};
        for (; it != occurrences.end() && it->at == together.at; ++it)
            together.schedules += it->schedule;
        if (together.schedules.size() >= least)
            collisions += together;
    }
    return collisions;
}

} // namespace signalbox
