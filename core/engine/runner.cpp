// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crashpoint.h"
#include "core/base/futures.h"
#include "core/engine/failure.h"
#include "core/engine/retry.h"
#include "core/engine/runneractive.h"

#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// What an action outside gets beyond its time limit, which it minds itself, before it is given up: a program
// has two seconds to end when it is asked to.
constexpr auto overtime = 5s;

// A disk that was full is looked at again after this.
constexpr auto writePause = 1s;

} // namespace

Runner::Runner(Store &store, Timers &timers, Quarantine &quarantine, EventWaits &eventWaits, RunEnds &runEnds,
    const ActionServices &services, Random &random, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_timers(timers)
    , m_quarantine(quarantine)
    , m_eventWaits(eventWaits)
    , m_runEnds(runEnds)
    , m_services(services)
    , m_random(random)
{
    connect(&quarantine, &Quarantine::turn, this, &Runner::onTrial);
    connect(&quarantine, &Quarantine::opened, this, &Runner::proceedAll);
}

Runner::~Runner()
{
    for (const auto &active : std::as_const(m_active)) {
        for (auto &future : active->outside)
            future.cancel();
        stopWaiting(*active);
        if (active->limit)
            m_timers.remove(*active->limit);
    }
}

bool Runner::isAnswering(const RunId &run) const
{
    const auto active = find(run);
    return active && active->responding;
}

int Runner::activeCount() const
{
    return int(m_active.size());
}

int Runner::busyCount() const
{
    return activeCount() - m_resting;
}

// --- taking up

void Runner::take(Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event)
{
    if (m_active.contains(run.id) || m_isStopping)
        return;
    const auto active = std::make_shared<Active>(std::move(rule), std::move(run), std::move(event));
    m_active.insert(active->id(), active);
    emit activeChanged();
    setLimit(*active, active->machine.run().started.value_or(m_store.clock().now()));
    resume(*active);
    proceed(*active);
}

void Runner::resume(Active &active)
{
    auto &machine = active.machine;
    const auto now = m_store.clock().now();
    for (const int step : machine.interrupted()) {
        const auto &compiled = machine.step(step);
        if (!compiled.action || compiled.action->group != StepGroup::Outside) {
            machine.putBack(step); // whatever it did inside was never committed
            continue;
        }
        const auto policy = compiled.setting(u"ifInterrupted"_s).toString();
        const auto verdict = m_quarantine.verdict(stepKey(active.id(), compiled.step.id));
        if (policy == u"skip") {
            machine.skip(step, now);
        } else if (policy != u"again") {
            machine.hold(step, tr("Interrupted: it may have been done, or not."));
        } else if (verdict == Quarantine::Verdict::Guilty) {
            machine.hold(
                step, tr("It seems to take Signalbox down: that ended whenever this step ran alone."));
            emit poisonous(machine.run().rule, compiled.step.id);
        } else {
            machine.retryAt(step, now, tr("Interrupted; done again."));
        }
    }
    for (size_t i = 0; i < machine.rule().steps.size(); ++i) {
        const auto &row = machine.stepRun(int(i));
        const auto key = stepKey(active.id(), row.step);
        if (row.state != State::Waiting || !row.due)
            continue;
        if (machine.awaitedAfter(int(i)) > 0) {
            awaitEvent(active, int(i));
        } else if (machine.calledBy(int(i)) > 0) {
            awaitCall(active, int(i));
        } else if (m_quarantine.verdict(key) == Quarantine::Verdict::Suspect) {
            m_suspects.insert(key, {active.id(), int(i)});
            m_quarantine.enlist(key);
        } else {
            setTimer(active, int(i), *row.due);
        }
    }
}

void Runner::tell(const Active &active, int step)
{
    const auto &row = active.machine.stepRun(step);
    emit stepChanged(active.id(), active.machine.run().rule, row.step, row.state);
}

// --- going on

void Runner::proceed(Active &active)
{
    const bool isHeld = m_held || m_isStopping;
    // A run that has not begun stays a queued row, as it is on disk.
    const bool isAsleep = isHeld && active.machine.run().state == State::Queued && active.cancels.empty();
    // One step at a time while a record is wanted: its outcome decides what comes next.
    while (!isHeld && !active.record && !active.isWriting()) {
        auto ready = active.machine.ready();
        if (!m_quarantine.isOpen())
            ready.removeIf(
                [&](int step) { return active.machine.step(step).action->group == StepGroup::Outside; });
        if (ready.isEmpty())
            break;
        for (const int step : ready) {
            startStep(active, step);
            if (active.record)
                break;
        }
        // Outside steps are running now as far as the machine knows; others may follow from what was
        // delivered.
    }
    if (!active.isWriting() && !isAsleep)
        write(active);
    settle(active);
}

void Runner::settle(Active &active)
{
    const bool resting = !active.isWriting() && active.outside.isEmpty() && active.toBegin.isEmpty();
    if (resting == active.isResting)
        return;
    active.isResting = resting;
    m_resting += resting ? 1 : -1;
    emit activeChanged();
}

void Runner::startStep(Active &active, int step)
{
    auto &machine = active.machine;
    stopWaiting(active, step); // for what it waited for an earlier time
    const auto input = machine.render(step);
    if (!input) {
        m_quarantine.ended(stepKey(active.id(), machine.step(step).step.id));
        stepFailed(active, step, input.error().message);
        return;
    }
    machine.start(step, *input, m_store.clock().now());
    tell(active, step);
    if (machine.step(step).action->group == StepGroup::Outside) {
        active.toBegin += step;
        active.inputs.insert(step, *input);
    } else {
        startInside(active, step, *input);
    }
}

void Runner::startInside(Active &active, int step, const Value &input)
{
    auto &machine = active.machine;
    const auto &compiled = machine.step(step);
    const auto now = m_store.clock().now();
    const auto result = compiled.action->start(machine.work(step, input, now), m_services);
    if (!result) {
        stepFailed(active, step, result.error().message);
    } else if (const auto *delivery = std::get_if<Delivery>(&*result)) {
        for (auto event : delivery->events) {
            event.causation = {active.id(), compiled.step.id, machine.run().event};
            active.events += event;
        }
        if (!active.response) // the first one counts
            active.response = delivery->answer;
        // Last: an `each` that delivers gives the run a rule with more steps, and `compiled` is of the old
        // one.
        machine.deliver(step, delivery->output, delivery->port, now);
        tell(active, step);
    } else if (const auto *waiting = std::get_if<Waiting>(&*result)) {
        machine.wait(step, waiting->until, waiting->output);
        setTimer(active, step, waiting->until);
        tell(active, step);
    } else if (const auto *event = std::get_if<EventWanted>(&*result)) {
        machine.waitForEvent(
            step, event->until, event->sinceRun ? machine.run().event : m_store.lastSequence());
        awaitEvent(active, step);
        tell(active, step);
    } else if (const auto *call = std::get_if<CallWanted>(&*result)) {
        machine.call(step, call->until);
        active.calls += {compiled.step.id, call->event};
        active.calls.last().event.causation.step = compiled.step.id;
        tell(active, step);
    } else if (const auto *wanted = std::get_if<RecordWanted>(&*result)) {
        active.record = Progress::RecordWork{compiled.step.id, wanted->command};
    }
}

void Runner::stepFailed(Active &active, int step, const QString &error)
{
    auto &machine = active.machine;
    machine.fail(step, error, m_store.clock().now());
    tell(active, step);
    // A failed run waits for nothing any more; what runs outside keeps its time limit.
    for (int other = 0; other < int(machine.rule().steps.size()); ++other) {
        if (machine.stepRun(other).state == State::Cancelled)
            stopWaiting(active, other);
    }
}

// --- to disk

void Runner::write(Active &active)
{
    auto &machine = active.machine;
    const auto now = m_store.clock().now();
    const auto wasOver = machine.isOver();
    Progress progress;
    progress.run = active.id();
    progress.steps = machine.takeChanges(now);
    const auto &run = machine.run();
    if (progress.steps.isEmpty() && active.events.isEmpty() && active.calls.isEmpty() && !active.record
        && (!machine.isOver() || wasOver))
        return;
    progress.state = run.state;
    progress.error = run.error;
    progress.started = run.started;
    progress.finished = run.finished;
    progress.events = std::exchange(active.events, {});
    progress.calls = std::exchange(active.calls, {});
    if (active.record) {
        progress.records += *active.record;
        // The step's outcome is committed together with what it changed: whoever finds the row finds both.
        for (auto &row : progress.steps) {
            if (row.step == active.record->step) {
                row.state = State::Succeeded;
                row.port = u"out"_s;
                row.finished = now;
            }
        }
    }
    if (run.state == State::Failed && !std::exchange(active.isFailureTold, true)) {
        StepId failed;
        for (int i = 0; i < int(machine.rule().steps.size()); ++i) {
            if (machine.stepRun(i).state == State::Failed)
                failed = machine.stepRun(i).step;
        }
        progress.events += runFailedEvent(run, failed, machine.rule().runs.onFailure);
    }
    active.beginAfterWrite = std::exchange(active.toBegin, {});
    active.deciding = std::exchange(active.decided, {});
    active.responding = std::exchange(active.response, {});
    active.inFlight = progress;
    whenReady(m_store.commit(std::move(progress)), this,
        [this, id = active.id()](const Result<Progressed> &done) { written(id, done); });
}

void Runner::written(const RunId &run, const Result<Progressed> &done)
{
    const auto active = find(run);
    if (!active)
        return;
    // What a record step asked for can be refused; nothing else of ours should be.
    const bool isRefused = !done && active->record
        && (done.error().code == Error::Code::InvalidInput || done.error().code == Error::Code::NotFound);
    if (!done && !isRefused) {
        emit trouble(done.error().message);
        if (m_isStopping) { // its rows stay as they were, and the next start goes on from them
            m_active.remove(run);
            m_resting -= active->isResting ? 1 : 0;
            finishStopping();
            return;
        }
        // Full or locked: nothing was written, so the same is written again; what was accepted is kept.
        QTimer::singleShot(writePause, this, [this, run] {
            if (const auto again = find(run); again && again->inFlight)
                whenReady(m_store.commit(*again->inFlight), this,
                    [this, run](const Result<Progressed> &result) { written(run, result); });
        });
        return;
    }
    emit trouble({});
    if (!active->beginAfterWrite.isEmpty())
        crashPoint("attempt-written");
    else
        crashPoint("outcome-written");
    const auto progress = *std::exchange(active->inFlight, {});
    if (active->record)
        recordDone(*active, progress, done);
    if (done) {
        Active::answer(active->deciding, {});
        if (auto answer = std::exchange(active->responding, {}))
            m_services.responder->answer(active->machine.run().event, std::move(*answer));
        for (qsizetype i = 0; i < progress.calls.size(); ++i) {
            const int step = active->machine.rule().indexOf(progress.calls.at(i).step);
            if (active->machine.stepRun(step).state != State::Waiting)
                continue;
            active->machine.called(step, done->calls.at(i).sequence);
            awaitCall(*active, step);
        }
    }
    for (const int step : std::exchange(active->beginAfterWrite, {})) {
        if (m_isStopping)
            active->machine.putBack(step);
        else
            beginOutside(*active, step);
    }
    if (!active->cancels.empty() || active->isOverdue)
        carryOutEnd(*active);
    for (auto &one : std::exchange(active->wanted, {})) {
        if (const auto good = carryOut(*active, one.step, one.decision); good) {
            active->decided.push_back(std::move(one.promise));
        } else {
            one.promise.addResult(good);
            one.promise.finish();
        }
    }
    if (!leave(*active))
        proceed(*active);
    finishStopping();
}

void Runner::recordDone(Active &active, const Progress &progress, const Result<Progressed> &done)
{
    auto &machine = active.machine;
    const auto record = *std::exchange(active.record, {});
    const int step = machine.rule().indexOf(record.step);
    if (done) {
        machine.deliver(
            step, Value::fromQJson(toJson(done->records.first())), u"out"_s, m_store.clock().now());
        tell(active, step);
        return;
    }
    // Nothing of this write happened: the rest of it goes with the next one.
    machine.touch(progress.steps);
    active.events = progress.events + active.events;
    active.calls = progress.calls + active.calls;
    active.toBegin = std::exchange(active.beginAfterWrite, {}) + active.toBegin;
    std::ranges::move(std::exchange(active.deciding, {}), std::back_inserter(active.decided));
    active.response = std::exchange(active.responding, {});
    stepFailed(active, step, done.error().message);
}

/// Whether the run is over, on disk, and gone from here.
bool Runner::leave(Active &active)
{
    if (!active.machine.isOver() || active.isWriting() || !active.events.isEmpty())
        return false;
    const bool isCancelled = active.machine.run().state == State::Cancelled;
    Active::answer(active.cancels,
        isCancelled ? Result<void>() : failure(Error::Code::InvalidInput, tr("This run has ended already.")));
    if (!active.outside.isEmpty()) // cancelled, and still ending
        return false;
    stopWaiting(active);
    if (active.limit)
        m_timers.remove(*active.limit);
    m_resting -= active.isResting ? 1 : 0;
    const RunId id = active.id();
    m_active.remove(id);
    emit ended(id); // first: whoever goes on after it is not idle
    emit activeChanged();
    return true;
}

// --- outside

void Runner::beginOutside(Active &active, int step)
{
    auto &machine = active.machine;
    const auto &compiled = machine.step(step);
    const auto run = active.id();
    const int attempt = machine.stepRun(step).attempts;
    const auto now = m_store.clock().now();
    const auto result = compiled.action->start(machine.work(step, active.inputs.take(step), now), m_services);
    if (!result) {
        outsideEnded(run, step, tl::unexpected(AttemptError{result.error(), false, {}}));
        return;
    }
    const auto future = std::get<Outside>(*result);
    active.outside.insert(step, future);
    if (const auto limit = parseDuration(compiled.setting(u"timeout"_s).toVariant().toString()))
        active.timers.insert(step, m_timers.at(now + *limit + overtime, [this, run, step, attempt] {
            outsideOverdue(run, step, attempt);
        }));
    whenFinished(future, this, [this, run, step, attempt](const Outside &ended) {
        const auto left = find(run);
        if (!left || left->machine.stepRun(step).attempts != attempt || !left->outside.contains(step))
            return; // given up already
        if (!ended.isCanceled()) {
            outsideEnded(run, step, ended.result());
            return;
        }
        left->outside.remove(step);
        if (!m_isStopping) // which is no outcome
            m_quarantine.ended(stepKey(run, left->machine.step(step).step.id));
        if (!leave(*left))
            proceed(*left);
        finishStopping();
    });
}

void Runner::outsideOverdue(const RunId &run, int step, int attempt)
{
    const auto active = find(run);
    if (!active || active->machine.stepRun(step).attempts != attempt || !active->outside.contains(step))
        return;
    active->outside[step].cancel();
    outsideEnded(run, step,
        tl::unexpected(
            AttemptError{{Error::Code::Timeout, tr("It took longer than its time limit."), {}}, true, {}}));
}

void Runner::outsideEnded(const RunId &run, int step, const tl::expected<Delivery, AttemptError> &outcome)
{
    const auto active = find(run);
    if (!active)
        return;
    crashPoint("effect-ended");
    active->outside.remove(step);
    m_quarantine.ended(stepKey(run, active->machine.step(step).step.id));
    m_timers.remove(active->timers.take(step));
    auto &machine = active->machine;
    const auto now = m_store.clock().now();
    if (machine.stepRun(step).state != State::Running) { // cancelled meanwhile
        leave(*active);
        finishStopping();
        return;
    }
    if (outcome) {
        machine.deliver(step, outcome->output, outcome->port, now);
        tell(*active, step);
    } else {
        const auto &failed = outcome.error();
        const auto policy = RetryPolicy::fromJson(machine.step(step).setting(u"retry"_s));
        const auto &row = machine.stepRun(step);
        const auto next = failed.retry && !machine.isLost(step)
            ? policy.next(row.attempts, row.started.value_or(now), now, failed.notBefore, m_random)
            : std::nullopt;
        if (next) {
            machine.retryAt(step, *next, failed.error.message);
            setTimer(*active, step, *next);
            tell(*active, step);
        } else {
            stepFailed(*active, step, failed.error.message);
        }
    }
    proceed(*active);
    finishStopping();
}

} // namespace signalbox
