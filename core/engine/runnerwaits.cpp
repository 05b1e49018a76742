// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crashpoint.h"
#include "core/engine/calls.h"
#include "core/engine/runneractive.h"

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// What steps wait for: a time, an event, the end of another run, their trial.

void Runner::setTimer(Active &active, int step, Instant due)
{
    active.timers.insert(step, m_timers.at(due, [this, run = active.id(), step] { timerFired(run, step); }));
}

void Runner::awaitEvent(Active &active, int step)
{
    const auto &machine = active.machine;
    const auto &row = machine.stepRun(step);
    const auto input = Value::fromJson(row.input).value_or(Value());
    const auto *type = input.find("type");
    EventWaits::Wanted wanted{type ? type->toText() : QString(), machine.awaitedAfter(step), *row.due, {}};
    wanted.fits = [this, run = active.id(), step](const EventView &event) {
        const auto waiting = find(run);
        if (!waiting || waiting->machine.stepRun(step).state != State::Waiting)
            return false;
        const auto takes = waiting->machine.takes(step, event);
        if (!takes)
            waiting->misfits.insert(step, takes.error().message);
        return takes.value_or(false);
    };
    active.eventWaits.insert(step,
        m_eventWaits.add(std::move(wanted),
            [this, run = active.id(), step](
                const std::shared_ptr<const EventView> &event) { eventCame(run, step, event); }));
}

/// Null: it did not come in time.
void Runner::eventCame(const RunId &run, int step, const std::shared_ptr<const EventView> &event)
{
    const auto active = find(run);
    if (!active)
        return;
    active->eventWaits.remove(step);
    const auto misfit = active->misfits.take(step);
    auto &machine = active->machine;
    const auto &row = machine.stepRun(step);
    if (row.state != State::Waiting)
        return;
    crashPoint("event-came");
    const auto now = m_store.clock().now();
    if (event) {
        machine.deliver(step, event->value(), u"out"_s, now);
    } else {
        std::vector<std::pair<std::string, Value>> output;
        output.emplace_back("until", Value::fromText(toRfc3339(row.due.value_or(now))));
        if (!misfit.isEmpty())
            output.emplace_back("error", Value::fromText(misfit));
        machine.deliver(step, Value::map(std::move(output)), u"timeout"_s, now);
    }
    tell(*active, step);
    proceed(*active);
}

void Runner::awaitCall(Active &active, int step)
{
    const auto rule = RuleId(active.machine.step(step).setting(u"rule"_s).toString());
    active.runEnds.insert(step,
        m_runEnds.watch(active.machine.calledBy(step), rule,
            [this, run = active.id(), step](const QList<Run> &runs) { callEnded(run, step, runs); }));
    setTimer(active, step, *active.machine.stepRun(step).due);
}

void Runner::callEnded(const RunId &run, int step, const QList<Run> &runs)
{
    const auto active = find(run);
    if (!active)
        return;
    stopWaiting(*active, step);
    auto &machine = active->machine;
    if (machine.stepRun(step).state != State::Waiting)
        return;
    const auto outcome = callOutcome(RuleId(machine.step(step).setting(u"rule"_s).toString()), runs);
    if (outcome) {
        machine.deliver(step, *outcome, u"out"_s, m_store.clock().now());
        tell(*active, step);
    } else {
        stepFailed(*active, step, outcome.error().message);
    }
    proceed(*active);
}

void Runner::stopWaiting(Active &active, int step)
{
    m_timers.remove(active.timers.take(step));
    m_eventWaits.remove(active.eventWaits.take(step));
    m_runEnds.forget(active.runEnds.take(step));
}

void Runner::stopWaiting(Active &active)
{
    for (const int step : active.timers.keys() + active.eventWaits.keys() + active.runEnds.keys())
        stopWaiting(active, step);
}

void Runner::timerFired(const RunId &run, int step)
{
    const auto active = find(run);
    if (!active)
        return;
    active->timers.remove(step);
    auto &machine = active->machine;
    if (machine.stepRun(step).state != State::Waiting)
        return;
    crashPoint("timer-fired");
    if (machine.step(step).action->group == StepGroup::Outside) {
        if (m_held || m_isStopping || !m_quarantine.isOpen()) { // comes up again when released
            setTimer(*active, step, m_store.clock().now() + 1s);
            return;
        }
        startStep(*active, step);
    } else if (machine.calledBy(step) > 0) {
        stopWaiting(*active, step);
        stepFailed(*active, step, tr("The other rule did not end in time."));
    } else {
        machine.deliver(step, Value::fromJson(machine.stepRun(step).output).value_or(Value()), u"out"_s,
            m_store.clock().now());
        tell(*active, step);
    }
    proceed(*active);
}

/// A suspect may begin, alone.
void Runner::onTrial(const QString &key)
{
    const auto [run, step] = m_suspects.take(key);
    const auto active = find(run);
    if (!active || m_isStopping || active->machine.stepRun(step).state != State::Waiting) {
        m_quarantine.ended(key); // cancelled meanwhile
        return;
    }
    startStep(*active, step);
    proceed(*active);
}

} // namespace signalbox
