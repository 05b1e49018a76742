// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventstory.h"

#include "core/rule/stepcopy.h"
#include "ui/widgets/eventhead.h"

namespace signalbox {

Result<EventOrigin> readOrigin(Reader &reader, Sequence sequence)
{
    auto event = reader.event(sequence);
    if (!event)
        return Failure(event.error());
    EventOrigin origin;
    origin.event = std::move(*event);
    const auto &causation = origin.event.causation;
    if (causation.run.isEmpty())
        return origin;
    // What is no longer kept is left out; the event itself is what was asked for.
    if (const auto cause = readHead(reader, causation.event))
        origin.cause = *cause;
    if (const auto run = reader.run(causation.run)) {
        origin.causeRun = *run;
        origin.causeStep = causation.step.value;
        if (const auto rule = reader.ruleVersion(run->rule, run->ruleVersion)) {
            if (const auto *step = rule->step(drawnStep(causation.step)); step && !step->name.isEmpty())
                origin.causeStep = step->name;
        }
    }
    return origin;
}

Result<EventConsequences> readConsequences(Reader &reader, Sequence sequence)
{
    EventConsequences consequences;
    RunFilter filter;
    filter.event = sequence;
    const auto runs = reader.runs(filter, {}, Page::Older, EventConsequences::runLimit);
    if (!runs)
        return Failure(runs.error());
    consequences.runs = *runs;
    if (runs->isEmpty())
        return consequences;
    const auto next = reader.eventHeads({}, sequence, Page::Newer, EventConsequences::eventsSearched);
    if (!next)
        return Failure(next.error());
    for (const auto &event : *next) {
        if (event.causation.event == sequence && consequences.events.size() < EventConsequences::eventLimit)
            consequences.events.append(event);
    }
    return consequences;
}

} // namespace signalbox
