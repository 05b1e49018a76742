// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/compiledrule.h"
#include "core/engine/eventview.h"
#include "core/rule/run.h"

#include <QList>

#include <map>
#include <memory>

namespace signalbox {

/// One run as a value that moves from state to state: which steps may start, what is known of each, how it
/// ended. Knows nothing of time, disk or network: the runner tells it what happened and writes what changed.
///
/// A step may start when every link into it is resolved and at least one delivered; if none delivered it is
/// skipped and its own links resolve the same way. A failed step delivers on its port `error` if that is
/// linked; else the run fails: nothing further starts, and it ends when nothing is running any more.
///
/// An `each` that delivers its list on the port `item` has not ended: it is `Waiting` without a time, and the
/// steps that are reached from that port (its body) are copied into this run's rule once for each item, as
/// steps of their own: the body step `post` is `post#0`, `post#1` …, in a body within a body `post#0#1`.
/// Copies are steps like all others, with rows of their own, so that what was done of an item is known after
/// a restart; the list itself stands in the input of the `each`. The steps they were copied from never come
/// up. Of its items at most `atOnce` are under way. One whose step fails without a way for it is over; the
/// `each` then fails (`stop`), leaves it out (`skip`) or takes {"error"} for its result (`collect`). When all
/// are over it delivers {"results","failed"} on `out`. A body step sees the copies of its own item under
/// their plain names. A run has room for 10,000 copies; a list that needs more fails its `each`.
class RunMachine
{
public:
    /// Takes up a run where its rows say it stands. A step found `Running` was interrupted: see
    /// `interrupted()`. A queued run that has an error already starts nothing and fails.
    RunMachine(std::shared_ptr<const CompiledRule> rule, Run run, std::shared_ptr<const EventView> event);

    const Run &run() const { return m_run; } ///< without its steps: ask `stepRun`
    const CompiledRule &rule() const { return *m_rule; }
    const CompiledStep &step(int index) const { return m_rule->steps[size_t(index)]; }
    const StepRun &stepRun(int index) const { return m_steps[size_t(index)]; }
    const EventView &event() const { return *m_event; }

    /// Steps that can start now. Skips those that never will.
    QList<int> ready();
    /// Whether the run, or the item that the step is done for, has failed elsewhere: another attempt would be
    /// for nothing.
    bool isLost(int step) const;
    QList<int> interrupted() const;
    QList<int> inDoubt() const;
    /// What keeps the run from having succeeded: steps that failed without a way for it, or were cancelled.
    QList<int> broken() const;

    /// The input of a step: its fields with the expressions filled in. InvalidInput: an expression failed;
    /// the context names the field.
    Result<Value> render(int step) const;
    /// What the step is told when it starts with that input.
    StepWork work(int step, const Value &input, Instant now) const;

    // What happened. Times are given by the caller.
    void start(int step, const Value &input, Instant now); ///< counts an attempt
    void deliver(int step, const Value &output, const QString &port, Instant now);
    void fail(int step, const QString &error, Instant now);
    void wait(int step, Instant due, const Value &output); ///< goes on at `due`, delivers `output`
    /// Goes on with an event that stands after this place in the log, or else at `due`.
    void waitForEvent(int step, Instant due, Sequence after);
    void call(int step, Instant due); ///< goes on with what comes of the call, or fails at `due`
    void called(int step, Sequence event); ///< the call is on disk, and so is this
    void retryAt(int step, Instant due, const QString &error); ///< the attempt failed, another one comes
    void hold(int step, const QString &why); ///< in doubt: a person decides
    void putBack(int step); ///< the attempt that was counted never began: the step may start again
    void skip(int step, Instant now);
    void confirm(int step, Instant now); ///< what was in doubt was done: it delivers, without an output
    /// A person wants these done once more, with their attempts counted anew, and so what follows from them.
    /// A run that had ended goes on.
    void redo(const QList<int> &steps);
    /// Everything unfinished. `why`: the run's error then.
    void cancel(Instant now, const QString &why = {});
    void expire(Instant now, const QString &why); ///< as cancel, but the run has failed

    /// Whether nothing can happen any more; the run's state then is final.
    bool isOver() const;

    /// What a step waits for beside its time; 0: nothing else.
    Sequence awaitedAfter(int step) const; ///< an event after this place in the log
    Sequence calledBy(int step) const; ///< what comes of this event

    /// Whether a step that waits for an event takes this one, as its `condition` says; what another step of
    /// the run has taken it does not take. InvalidInput: that cannot be worked out for it.
    Result<bool> takes(int step, const EventView &awaited) const;

    /// Brings the run's own state up to what its steps say, and gives the step rows changed since the last
    /// call.
    QList<StepRun> takeChanges(Instant now);

    /// These rows were taken but not written: the next `takeChanges` gives them again, as they then are.
    void touch(const QList<StepRun> &rows);

private:
    enum class Link { Open, Delivered, Dead };

    /// A copy of a body step: of which `each`, for which of its items.
    struct Place
    {
        int each = -1; ///< none: a step of the rule as it was drawn
        int item = -1;
    };
    struct Items
    {
        std::vector<Value> list;
        qsizetype bodySize = 0;
        QList<int> copies; ///< item by item; there may be more, of a longer list before
        int released = 0; ///< that many have begun
    };

    Link resolve(const CompiledStep::Way &in, int step) const;
    QString whyTooMany(int each, const Value &list) const; ///< empty: there is room for the copies
    void open(int each, const Value &list);
    bool settleItems();
    bool settleItems(int each);
    QList<int> copiesOf(const Items &items, int item) const;
    QString itemError(const Items &items, int item) const;
    Result<Value> itemResult(int each, int item) const;
    void endSteps(const QList<int> &steps);
    QList<int> bodyOf(int each) const;
    QList<int> brokenItemsOf(int each) const;
    bool isListNew(int each, const QList<int> &again) const;
    bool isEach(int step) const;
    bool hasErrorWay(int step) const;
    bool failsRun(int step) const;
    QList<int> inState(State state) const;
    void set(int step, State state);
    void endAll(Instant now);
    Scope scope(Place place) const;
    Value stepsValue(Place place) const;
    State overallState() const;
    Sequence awaitedPlace(int step, std::string_view key) const;

    std::shared_ptr<const CompiledRule> m_rule;
    Run m_run;
    std::shared_ptr<const EventView> m_event;
    std::vector<StepRun> m_steps; ///< by place in the rule; `Queued` without attempts: has not come up
    std::vector<bool> m_touched; ///< has a row
    std::vector<bool> m_changed;
    std::vector<std::optional<Value>> m_outputs;
    std::vector<Place> m_places;
    std::vector<bool> m_isPattern; ///< of a body: copied, never started
    std::map<int, Items> m_items; ///< by the step `each`
    Instant m_latest; ///< of the times given
    bool m_failing = false;
    bool m_cancelled = false;
};

} // namespace signalbox
