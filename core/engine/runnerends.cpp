// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crashpoint.h"
#include "core/engine/runneractive.h"

#include <algorithm>

namespace signalbox {

// How runs end before their time, what people decide of them, and how all of them are held and stopped.

QFuture<Result<void>> Runner::cancel(const RunId &run, const QString &why)
{
    const auto active = find(run);
    if (!active || active->machine.isOver())
        return QtFuture::makeReadyFuture<Result<void>>(
            failure(Error::Code::NotFound, tr("No run %1 is going on.").arg(run.value), run.value));
    if (active->cancels.empty())
        active->cancelReason = why;
    auto &promise = active->cancels.emplace_back();
    promise.start();
    auto future = promise.future();
    // What is just being written happens; the next write ends the run.
    if (!active->isWriting()) {
        carryOutEnd(*active);
        proceed(*active);
    }
    return future;
}

void Runner::setLimit(Active &active, Instant from)
{
    if (const auto limit = active.machine.rule().runs.timeout)
        active.limit = m_timers.at(from + *limit, [this, run = active.id()] { limitReached(run); });
}

void Runner::limitReached(const RunId &run)
{
    const auto active = find(run);
    if (!active)
        return;
    active->limit.reset();
    if (active->machine.run().state == State::Queued) { // held since; its time has not begun
        setLimit(*active, m_store.clock().now());
        return;
    }
    active->isOverdue = true;
    if (!active->isWriting()) {
        carryOutEnd(*active);
        proceed(*active);
    }
}

/// Ends the run, as somebody or its time limit asks.
void Runner::carryOutEnd(Active &active)
{
    auto &machine = active.machine;
    const bool isOverdue = std::exchange(active.isOverdue, false);
    if (machine.isOver())
        return;
    crashPoint("cancel");
    const auto now = m_store.clock().now();
    if (!active.cancels.empty())
        machine.cancel(now, active.cancelReason);
    else if (isOverdue)
        machine.expire(now, tr("It took longer than its rule allows."));
    active.toBegin.clear();
    active.calls.clear();
    active.record.reset();
    for (auto &future : active.outside)
        future.cancel();
    stopWaiting(active);
    for (int i = 0; i < int(machine.rule().steps.size()); ++i) {
        if (machine.stepRun(i).state == State::Cancelled)
            tell(active, i);
    }
}

QFuture<Result<void>> Runner::decide(Run run, const std::shared_ptr<const CompiledRule> &rule,
    const std::shared_ptr<const EventView> &event, const StepId &step, Decision decision)
{
    const auto refused
        = [](const Error &error) { return QtFuture::makeReadyFuture<Result<void>>(Failure(error)); };
    if (m_isStopping)
        return refused({Error::Code::Unavailable, tr("The engine is stopping."), {}});
    auto active = find(run.id);
    const bool isBack = !active;
    if (isBack)
        active = std::make_shared<Active>(rule, std::move(run), event);
    if (!active->outside.isEmpty() || !active->cancels.empty())
        return refused({Error::Code::InvalidInput,
            tr("The run is just going on; decide once it waits for you or has ended."), active->id().value});
    QPromise<Result<void>> promise;
    promise.start();
    auto future = promise.future();
    if (active->isWriting()) { // it may just be ending: what is on disk is seen before we are told
        active->wanted.push_back({step, decision, std::move(promise)});
        return future;
    }
    if (const auto good = carryOut(*active, step, decision); !good)
        return refused(good.error());
    active->decided.push_back(std::move(promise));
    if (isBack) {
        m_active.insert(active->id(), active);
        setLimit(*active, m_store.clock().now());
        emit activeChanged();
    }
    proceed(*active);
    return future;
}

Result<void> Runner::carryOut(Active &active, const StepId &step, Decision decision)
{
    auto &machine = active.machine;
    auto steps = machine.inDoubt();
    if (steps.isEmpty() && machine.isOver() && decision == Decision::Again)
        steps = machine.broken();
    if (!step.isEmpty()) {
        const int index = machine.rule().indexOf(step);
        if (index < 0 || machine.step(index).trigger)
            return failure(Error::Code::InvalidInput,
                tr("The rule has no step \"%1\" that could be done again.").arg(step.value), step.value);
        // Of a run that has ended, whatever came up in it.
        const bool mayRedo = machine.isOver() && decision == Decision::Again
            && machine.stepRun(index).state != State::Queued;
        // What failed elsewhere would end the run again before the step begins.
        if (mayRedo)
            steps = machine.broken() + QList<int>{index};
        else
            steps = steps.contains(index) ? QList<int>{index} : QList<int>{};
    }
    if (steps.isEmpty())
        return failure(Error::Code::InvalidInput,
            decision == Decision::Again ? tr("There is nothing in this run that could be done again.")
                                        : tr("Nothing in this run is in doubt there."),
            active.id().value);
    crashPoint("decide");
    const auto now = m_store.clock().now();
    if (decision == Decision::Again) {
        machine.redo(steps);
        active.isFailureTold = false;
    } else {
        for (const int index : std::as_const(steps))
            machine.confirm(index, now);
    }
    for (const int index : std::as_const(steps))
        tell(active, index);
    return {};
}

void Runner::setHeld(bool held)
{
    m_held = held;
    m_quarantine.setHeld(held);
    if (!held)
        proceedAll();
}

/// Oldest first: those that came first were held for longest, and the same happens the same way each time.
void Runner::proceedAll()
{
    auto all = m_active.values();
    std::ranges::sort(
        all, {}, [](const auto &active) { return std::pair(active->machine.run().event, active->id()); });
    for (const auto &active : all) {
        if (!active->isWriting())
            proceed(*active);
    }
}

QFuture<void> Runner::stop(std::chrono::milliseconds grace)
{
    m_isStopping = true;
    m_stopped.emplace();
    m_stopped->start();
    auto future = m_stopped->future();
    QTimer::singleShot(grace, this, [this] {
        const auto all = m_active.values();
        for (const auto &active : all) {
            for (auto &outside : active->outside)
                outside.cancel();
        }
        finishStopping();
    });
    finishStopping();
    return future;
}

void Runner::finishStopping()
{
    if (!m_stopped)
        return;
    for (const auto &active : std::as_const(m_active)) {
        if (active->isWriting() || !active->outside.isEmpty())
            return;
    }
    m_stopped->finish();
    m_stopped.reset();
}

} // namespace signalbox
