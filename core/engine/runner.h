// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/base/random.h"
#include "core/engine/eventwaits.h"
#include "core/engine/quarantine.h"
#include "core/engine/runends.h"
#include "core/engine/runmachine.h"
#include "core/engine/timers.h"
#include "core/store/store.h"

#include <QObject>

#include <memory>

namespace signalbox {

/// Carries runs from start to end. What happens inside (decisions, data, records, emitted events) is written
/// together with its outcome; the attempt of an action outside is on disk before it starts; waits and retries
/// are rows with a time. So after a crash every run goes on from its rows: `take` does not care whether a run
/// is new.
///
/// What a restart makes of a step's row:
/// - none, or *queued*: it starts, once what leads to it is resolved.
/// - *running*, inside: it starts anew; nothing of it was written.
/// - *running*, outside: it was interrupted and may have acted. Its `ifInterrupted` says whether it is done
///   again under the same key, held in doubt for a person, or skipped; what takes the whole program down is
///   held in any case (quarantine.h).
/// - *waiting*: it goes on at its time, once; at once if that has passed. What waits for an event or for the
///   end of another run reads first what has happened meanwhile.
/// - *in doubt*: it waits for `decide` or `cancel`.
/// - anything else: it is over, and what follows from it starts.
///
/// The places at which this was tried by killing the program stand in core/base/crashpoint.h. Thread: engine.
class Runner : public QObject
{
    Q_OBJECT

public:
    /// `quarantine` has judged what was under way.
    Runner(Store &store, Timers &timers, Quarantine &quarantine, EventWaits &eventWaits, RunEnds &runEnds,
        const ActionServices &services, Random &random, QObject *parent = nullptr);
    ~Runner() override;

    /// Executes a run that is on disk. Interrupted steps outside are repeated, held for a person or skipped,
    /// as they say; one that the quarantine finds guilty is held whatever it says.
    void take(Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event);

    /// Ready when it is on disk. NotFound: not one that is going on; Unavailable: stopped before it was
    /// written.
    /// `why`: the run's error then.
    QFuture<Result<void>> cancel(const RunId &run, const QString &why = {});

    /// What a person says of a run that is in doubt or has ended.
    enum class Decision {
        Again, ///< the step is done again, and then what follows from it
        Done ///< only of a step in doubt: it was done, the run goes on after it
    };
    /// Takes the run up if it has ended, and goes on as decided. No `step`: every one in doubt; where none
    /// is, those that failed or were cancelled. Ready when the decision is on disk. InvalidInput: nothing to
    /// decide there, or the run is busy; Unavailable: stopped before it was written.
    QFuture<Result<void>> decide(Run run, const std::shared_ptr<const CompiledRule> &rule,
        const std::shared_ptr<const EventView> &event, const StepId &step, Decision decision);

    /// While held, no step starts; what runs outside ends and is written.
    void setHeld(bool held);

    /// Whether an answer of this run is on its way: with a write whose end it has not heard of yet.
    bool isAnswering(const RunId &run) const;

    int activeCount() const; ///< runs in memory: going on or waiting
    int busyCount() const; ///< of these, those that do not just wait for a time or a person

    /// Starts nothing more and answers once everything outside has ended (cancelled after `grace`) and is
    /// written.
    QFuture<void> stop(std::chrono::milliseconds grace);

signals:
    void activeChanged();
    void ended(const signalbox::RunId &run); ///< is on disk
    void stepChanged(const signalbox::RunId &run, const signalbox::RuleId &rule,
        const signalbox::StepId &step, signalbox::State state);
    void trouble(const QString &message); ///< empty: over
    /// A step of this rule seems to take the whole program down; it is held.
    void poisonous(const signalbox::RuleId &rule, const signalbox::StepId &step);

private:
    class Active;

    void resume(Active &active);
    void proceed(Active &active);
    void startStep(Active &active, int step);
    void startInside(Active &active, int step, const Value &input);
    void beginOutside(Active &active, int step);
    void outsideEnded(const RunId &run, int step, const tl::expected<Delivery, AttemptError> &outcome);
    void outsideOverdue(const RunId &run, int step, int attempt);
    void stepFailed(Active &active, int step, const QString &error);
    void tell(const Active &active, int step);

    void write(Active &active);
    void written(const RunId &run, const Result<Progressed> &done);
    void recordDone(Active &active, const Progress &progress, const Result<Progressed> &done);
    void setLimit(Active &active, Instant from);
    void limitReached(const RunId &run);
    void carryOutEnd(Active &active);
    Result<void> carryOut(Active &active, const StepId &step, Decision decision);
    bool leave(Active &active);

    void setTimer(Active &active, int step, Instant due);
    void awaitEvent(Active &active, int step);
    void eventCame(const RunId &run, int step, const std::shared_ptr<const EventView> &event);
    void awaitCall(Active &active, int step);
    void callEnded(const RunId &run, int step, const QList<Run> &runs);
    void stopWaiting(Active &active, int step);
    void stopWaiting(Active &active);
    void onTrial(const QString &key);
    void proceedAll();
    void timerFired(const RunId &run, int step);
    void settle(Active &active);
    void finishStopping();
    std::shared_ptr<Active> find(const RunId &run) const { return m_active.value(run); }

    Store &m_store;
    Timers &m_timers;
    Quarantine &m_quarantine;
    EventWaits &m_eventWaits;
    RunEnds &m_runEnds;
    ActionServices m_services;
    Random &m_random;
    QHash<RunId, std::shared_ptr<Active>> m_active;
    QHash<QString, std::pair<RunId, int>> m_suspects; ///< waiting for their trial or on it, by stepKey
    int m_resting = 0; ///< of m_active
    bool m_held = false;
    bool m_isStopping = false;
    std::optional<QPromise<void>> m_stopped; ///< while somebody waits for it
};

} // namespace signalbox
