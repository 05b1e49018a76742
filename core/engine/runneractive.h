// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/runner.h"

namespace signalbox {

/// A run in memory: its machine, what is to be written, and what is under way.
class Runner::Active
{
public:
    Active(std::shared_ptr<const CompiledRule> rule, Run run, std::shared_ptr<const EventView> event)
        : machine(std::move(rule), std::move(run), std::move(event))
    {
    }

    ~Active()
    {
        for (auto &one : wanted)
            decided.push_back(std::move(one.promise));
        for (auto *promises : {&cancels, &decided, &deciding})
            answer(*promises, failure(Error::Code::Unavailable, tr("The engine is stopping.")));
    }

    using Promises = std::vector<QPromise<Result<void>>>;
    static void answer(Promises &promises, const Result<void> &result)
    {
        for (auto &promise : std::exchange(promises, {})) {
            promise.addResult(result);
            promise.finish();
        }
    }

    const RunId &id() const { return machine.run().id; }
    bool isWriting() const { return inFlight.has_value(); }

    RunMachine machine;
    QList<Event> events; ///< emitted since the last write
    QList<Progress::CallWork> calls; ///< wanted since the last write
    std::optional<RunAnswer> response; ///< given since the last write
    std::optional<RunAnswer> responding; ///< whose step is just being written
    std::optional<Progress::RecordWork> record; ///< wanted; nothing else starts until it is decided
    QList<int> toBegin; ///< outside steps whose attempt goes to disk with the next write
    QList<int> beginAfterWrite; ///< those whose attempt is just being written
    QHash<int, Value> inputs; ///< of both
    QHash<int, Outside> outside; ///< under way
    QHash<int, Timers::Id> timers; ///< of waits, retries and time limits
    QHash<int, EventWaits::Id> eventWaits;
    QHash<int, RunEnds::Id> runEnds; ///< of calls
    QHash<int, QString> misfits; ///< why `condition` could not be worked out for an event, the last time
    std::optional<Progress> inFlight; ///< being written
    Promises cancels; ///< who wants it ended
    QString cancelReason; ///< of the first of them
    std::optional<Timers::Id> limit; ///< of the rule's time limit
    bool isOverdue = false; ///< it is to fail for that
    struct Wanted
    {
        StepId step;
        Decision decision;
        QPromise<Result<void>> promise;
    };
    std::vector<Wanted> wanted; ///< decisions that came during a write
    Promises decided; ///< whose decision goes to disk with the next write
    Promises deciding; ///< whose decision is just being written
    bool isFailureTold = false;
    bool isResting = false; ///< counted in m_resting
};

} // namespace signalbox
