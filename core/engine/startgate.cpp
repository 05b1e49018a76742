// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/startgate.h"

#include "core/base/futures.h"

#include <QTimer>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Longer values tell nobody anything and would fill the index.
constexpr qsizetype longestKey = 200;

// A disk that was full is looked at again after this.
constexpr auto writePause = 1s;

} // namespace

StartGate::StartGate(
    Store &store, Reader &reader, Timers &timers, Start start, Cancel cancel, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_reader(reader)
    , m_timers(timers)
    , m_start(std::move(start))
    , m_cancel(std::move(cancel))
{
}

StartGate::~StartGate()
{
    for (auto &[key, lane] : m_lanes) {
        stopTimer(lane.quietTimer);
        stopTimer(lane.rateTimer);
    }
}

Result<std::optional<QString>> StartGate::keyOf(const CompiledRule &rule, const EventView &event)
{
    if (!rule.runs.isGated())
        return std::optional<QString>();
    if (!rule.key)
        return std::optional(QString());
    Scope scope;
    event.nameIn(scope);
    const auto value = rule.key->evaluate(scope);
    if (!value)
        return failure(Error::Code::InvalidInput,
            tr("The rule's key could not be worked out: %1").arg(value.error().message), u"runs.key"_s);
    return std::optional(value->toText().left(longestKey));
}

void StartGate::offer(
    Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event)
{
    const auto key = keyOf(run);
    m_keys.insert(run.id, key);
    const auto pause = rule->runs.debounce;
    Held held{std::move(run), std::move(rule), std::move(event)};
    if (pause.count() <= 0) {
        join(key, std::move(held));
        return;
    }
    // By the times of the rows and not by the clock, so that it comes out the same after a restart.
    if (const auto &quiet = m_lanes[key].quiet; quiet && quiet->run.created + pause <= held.run.created)
        quietOver(key);
    auto &lane = m_lanes[key];
    if (lane.quiet)
        drop(lane.quiet->run, tr("Dropped: another event came before it had been quiet for long enough."));
    const auto due = held.run.created + pause;
    tellWaiting(
        held.run, tr("Waits until %1 for quiet; an event before that takes its place.").arg(toRfc3339(due)));
    lane.quiet = std::move(held);
    setTimer(lane.quietTimer, due, [this, key] { quietOver(key); });
}

void StartGate::quietOver(const Key &key)
{
    auto &lane = m_lanes[key];
    if (!lane.quiet)
        return;
    stopTimer(lane.quietTimer);
    join(key, *std::exchange(lane.quiet, {}));
}

/// Behind those that wait already, as far as the mode allows.
void StartGate::join(const Key &key, Held held)
{
    auto &lane = m_lanes[key];
    const auto &policy = held.rule->runs;
    const auto mode = policy.mode;
    if (mode == RunPolicy::Mode::First && (!lane.active.isEmpty() || !lane.waiting.empty())) {
        const auto other = lane.active.isEmpty() ? lane.waiting.front().run.id : lane.active.first();
        drop(held.run, tr("Dropped: the run %1 was still going on.").arg(other.value));
        tidy(key);
        return;
    }
    if (mode == RunPolicy::Mode::Newest) {
        const auto why = tr("Ended: a newer start, the run %1, took its place.").arg(held.run.id.value);
        for (const auto &older : std::exchange(lane.waiting, {}))
            drop(older.run, why);
        for (const auto &active : std::as_const(lane.active)) {
            // Not from here: ending it can come back to us.
            QMetaObject::invokeMethod(
                this, [this, active, why] { m_cancel(active, why); }, Qt::QueuedConnection);
        }
    }
    const bool isLimited = mode == RunPolicy::Mode::Queue || mode == RunPolicy::Mode::Parallel;
    if (isLimited && lane.waiting.size() >= size_t(policy.queueLimit)) {
        drop(held.run, tr("Dropped: %1 starts were waiting already.").arg(lane.waiting.size()));
        return;
    }
    const auto id = held.run.id;
    lane.waiting.push_back(std::move(held));
    advance(key);
    // Whoever still waits is told why, once.
    const auto found = m_lanes.find(key);
    if (found == m_lanes.end() || found->second.waiting.empty() || found->second.waiting.back().run.id != id)
        return;
    const auto &waiting = found->second.waiting.back();
    const auto &active = found->second.active;
    tellWaiting(waiting.run,
        active.isEmpty() || mode == RunPolicy::Mode::Parallel
            ? tr("Waits: the rule has started %1 times in %2 seconds, which is as often as it may.")
                  .arg(waiting.rule->runs.rate)
                  .arg(double(waiting.rule->runs.ratePer.count()) / 1000)
            : tr("Waits for its turn: the run %1 is going on.").arg(active.first().value));
}

std::optional<Instant> StartGate::rateOpens(Lane &lane, const Held &held)
{
    const auto &policy = held.rule->runs;
    if (policy.rate == 0)
        return {};
    const auto now = m_store.clock().now();
    if (!lane.starts) {
        const auto known
            = m_reader.starts(held.run.rule, keyOf(held.run).second, now - policy.ratePer, policy.rate);
        if (known)
            lane.starts.emplace(known->begin(), known->end());
        else
            lane.starts.emplace(); // rather too often than never
    }
    auto &starts = *lane.starts;
    while (!starts.empty() && (starts.front() <= now - policy.ratePer || starts.size() > size_t(policy.rate)))
        starts.pop_front();
    if (starts.size() < size_t(policy.rate))
        return {};
    return starts.front() + policy.ratePer;
}

void StartGate::advance(const Key &key)
{
    for (;;) {
        auto &lane = m_lanes[key];
        if (lane.waiting.empty())
            break;
        const auto &next = lane.waiting.front();
        if (next.rule->runs.mode != RunPolicy::Mode::Parallel && !lane.active.isEmpty())
            break;
        if (const auto opens = rateOpens(lane, next)) {
            if (next.rule->runs.isRateDropping) {
                drop(next.run, tr("Dropped: the rule has started as often as it may for now."));
                lane.waiting.pop_front();
                continue;
            }
            setTimer(lane.rateTimer, *opens, [this, key] { advance(key); });
            break;
        }
        auto held = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        letIn(lane, std::move(held));
    }
    tidy(key);
}

void StartGate::letIn(Lane &lane, Held held)
{
    lane.active += held.run.id;
    if (lane.starts)
        lane.starts->push_back(m_store.clock().now());
    held.run.error.clear();
    m_start(std::move(held.run), std::move(held.rule), std::move(held.event));
}

void StartGate::begun(const Run &run)
{
    const auto key = keyOf(run);
    m_keys.insert(run.id, key);
    m_lanes[key].active += run.id;
}

void StartGate::ended(const RunId &run)
{
    if (!m_keys.contains(run))
        return;
    const auto key = m_keys.take(run);
    m_lanes[key].active.removeOne(run);
    // Later: the start of the next one must not happen within the end of this one.
    QMetaObject::invokeMethod(
        this, [this, key] { advance(key); }, Qt::QueuedConnection);
}

std::optional<QFuture<Result<void>>> StartGate::cancel(const RunId &run)
{
    if (!m_keys.contains(run))
        return {};
    const auto key = m_keys.value(run);
    auto &lane = m_lanes[key];
    const auto isIt = [&](const Held &held) { return held.run.id == run; };
    std::optional<QFuture<Result<void>>> done;
    if (lane.quiet && isIt(*lane.quiet)) {
        done = drop(lane.quiet->run, {});
        lane.quiet.reset();
        stopTimer(lane.quietTimer);
    } else if (const auto held = std::ranges::find_if(lane.waiting, isIt); held != lane.waiting.end()) {
        done = drop(held->run, {});
        lane.waiting.erase(held);
    }
    if (done)
        advance(key);
    return done;
}

void StartGate::setTimer(std::optional<Timers::Id> &timer, Instant due, std::function<void()> call)
{
    stopTimer(timer);
    timer = m_timers.at(due, std::move(call));
}

void StartGate::stopTimer(std::optional<Timers::Id> &timer)
{
    if (timer)
        m_timers.remove(*std::exchange(timer, {}));
}

/// Keys are as many as the world has orders: what is over is forgotten, and read from the rows when needed.
void StartGate::tidy(const Key &key)
{
    const auto found = m_lanes.find(key);
    if (found == m_lanes.end())
        return;
    auto &lane = found->second;
    if (!lane.active.isEmpty() || !lane.waiting.empty() || lane.quiet)
        return;
    stopTimer(lane.quietTimer);
    stopTimer(lane.rateTimer);
    m_lanes.erase(found);
}

// --- rows

QFuture<Result<void>> StartGate::drop(const Run &run, const QString &why)
{
    m_keys.remove(run.id);
    Progress progress{.run = run.id, .state = State::Cancelled, .error = why};
    progress.finished = m_store.clock().now();
    auto done = m_store.commit(progress);
    whenReady(done, this, [this, progress](const Result<Progressed> &written) {
        if (!written) // else it would be offered again at the next start
            QTimer::singleShot(writePause, this, [this, progress] { writeDropped(progress); });
    });
    return mapped(done, [](const Result<Progressed> &written) {
        return written ? Result<void>() : Result<void>(Failure(written.error()));
    });
}

void StartGate::writeDropped(const Progress &progress)
{
    whenReady(m_store.commit(progress), this, [this, progress](const Result<Progressed> &written) {
        if (!written)
            QTimer::singleShot(writePause, this, [this, progress] { writeDropped(progress); });
    });
}

/// Not tried again: by then it may have been let in.
void StartGate::tellWaiting(const Run &run, const QString &why)
{
    m_store.commit({.run = run.id, .state = State::Queued, .error = why});
}

} // namespace signalbox
