// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/headstart.h"

#include "core/engine/runmachine.h"

namespace signalbox {

namespace {

/// What became of one step.
enum class Tried { Done, Left, Failed };

Tried tryStep(
    RunMachine &machine, int step, QList<Event> &events, const ActionServices &services, Instant now)
{
    const auto &compiled = machine.step(step);
    if (compiled.action->group != StepGroup::Decision && compiled.action->group != StepGroup::Data)
        return Tried::Left;
    const auto input = machine.render(step);
    if (!input)
        return Tried::Failed;
    const auto result = compiled.action->start(machine.work(step, *input, now), services);
    if (!result)
        return Tried::Failed;
    const auto *delivery = std::get_if<Delivery>(&*result);
    if (!delivery)
        return Tried::Left;
    machine.start(step, *input, now);
    machine.deliver(step, delivery->output, delivery->port, now);
    for (auto emitted : delivery->events) {
        emitted.causation = {machine.run().id, compiled.step.id, machine.run().event};
        events += emitted;
    }
    return Tried::Done;
}

} // namespace

void headStart(Run &run, QList<Event> &events, const std::shared_ptr<const CompiledRule> &rule,
    const std::shared_ptr<const EventView> &event, const ActionServices &services, Instant now)
{
    RunMachine machine(rule, run, event);
    QList<Event> emitted;
    for (bool moved = true; moved;) {
        moved = false;
        for (const int step : machine.ready()) {
            switch (tryStep(machine, step, emitted, services, now)) {
            case Tried::Done:
                moved = true;
                break;
            case Tried::Left:
                break;
            case Tried::Failed:
                return;
            }
        }
    }
    auto steps = machine.takeChanges(now);
    if (!machine.isOver()) {
        // What is skipped comes out again, in its place among those to come.
        steps.removeIf([](const StepRun &row) { return row.state == State::Skipped; });
        if (steps.size() <= 1) // nothing beyond the trigger
            return;
    }
    run = machine.run();
    run.steps = steps;
    events += emitted;
}

} // namespace signalbox
