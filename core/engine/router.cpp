// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/router.h"

#include "core/base/crashpoint.h"
#include "core/base/futures.h"
#include "core/engine/calls.h"
#include "core/engine/failure.h"
#include "core/engine/headstart.h"
#include "core/engine/startgate.h"

#include <QTimer>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// As many events as one transaction takes without keeping other writers waiting for long.
constexpr int batch = 256;
// Rules that wake each other stop here; an honest chain has a handful of links.
constexpr int deepestChain = 50;
// Two such rules double with each link, long before the chain is too deep. What one event sets off for good
// reasons is less; the first links, which start as many rules as listen, do not count.
constexpr int mostRunsOfChain = 10'000;
// Chains that are remembered; a runaway one is among the newest.
constexpr size_t mostChains = 10'000;

} // namespace

Router::Router(Store &store, Reader &reader, RuleBook &rules, IdSource &ids, const ActionServices &services,
    std::function<void()> refresh, Start started, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_reader(reader)
    , m_rules(rules)
    , m_ids(ids)
    , m_services(services)
    , m_refresh(std::move(refresh))
    , m_started(std::move(started))
{
    connect(&store, &Store::appended, this, &Router::wake);
}

Result<void> Router::begin()
{
    const auto cursor = m_reader.cursor();
    if (!cursor)
        return Failure(cursor.error());
    m_cursor = *cursor;
    setHeld(false);
    return {};
}

void Router::setHeld(bool held)
{
    if (std::exchange(m_held, held) && !held)
        wake();
}

void Router::wake()
{
    if (!m_held && !m_busy && !isThrough())
        routeNext();
}

QString Router::whyStopped(const Event &event)
{
    if (event.depth == 0)
        return {};
    if (event.depth > deepestChain)
        return tr("Stopped: %1 events have caused one another. Rules wake each other here.")
            .arg(deepestChain);
    if (m_chains.size() >= mostChains && !m_chains.contains(event.correlation))
        m_chains.erase(m_chains.begin());
    if (++m_chains[event.correlation] <= mostRunsOfChain)
        return {};
    return tr("Stopped: one event has led to %1 runs. Rules wake each other here.").arg(mostRunsOfChain);
}

void Router::add(Routed &routed, const std::shared_ptr<const EventView> &event)
{
    const auto matches = m_rules.match(*event);
    for (const auto &match : matches)
        addRun(routed, match, event);
    const auto handler = handlerOf(event->event());
    const auto wanted = handler.isEmpty() ? calledRule(event->event()) : handler;
    const bool isStarted
        = std::ranges::any_of(matches, [&](const RuleMatch &match) { return match.rule->rule.id == wanted; });
    if (wanted.isEmpty() || isStarted)
        return;
    for (const auto &rule : m_rules.enabled()) {
        if (rule->rule.id == wanted)
            addRun(routed, {rule, rule->firstTrigger(), {}}, event);
    }
}

void Router::addRun(Routed &routed, const RuleMatch &match, const std::shared_ptr<const EventView> &event)
{
    Run run;
    run.id = RunId(m_ids.next());
    run.rule = match.rule->rule.id;
    run.ruleVersion = match.rule->version;
    run.event = event->event().sequence;
    run.trigger = match.rule->steps[size_t(match.trigger)].step.id;
    run.created = m_store.clock().now();
    run.error = match.error;
    if (const auto why = whyStopped(event->event()); !why.isEmpty()) {
        // Over at once and without an event of its own, which would only go on with the chain.
        run.error = why;
        run.state = State::Failed;
        run.started = run.finished = run.created;
    } else {
        if (auto key = StartGate::keyOf(*match.rule, *event); key)
            run.key = run.error.isEmpty() ? *key : std::nullopt;
        else if (run.error.isEmpty())
            run.error = key.error().message;
        if (run.error.isEmpty() && !run.key)
            headStart(run, routed.events, match.rule, event, m_services, run.created);
        if (!isFinished(run.state))
            m_upcoming += {routed.runs.size(), match.rule, event};
    }
    routed.runs += run;
}

void Router::routeNext()
{
    const auto events = m_reader.events({}, m_cursor, Page::Newer, batch);
    if (!events) {
        emit trouble(events.error().message);
        QTimer::singleShot(1s, this, &Router::wake);
        return;
    }
    if (events->isEmpty())
        return;
    m_refresh();

    m_upcoming.clear();
    m_events.clear();
    m_routing = {};
    m_routing.upTo = events->last().sequence;
    for (const auto &event : *events) {
        m_events += std::make_shared<const EventView>(event);
        add(m_routing, m_events.last());
    }
    m_busy = true;
    if (!m_routing.runs.isEmpty())
        crashPoint("route");
    whenReady(m_store.route(m_routing), this, [this](const Result<void> &done) { wrote(done); });
}

void Router::wrote(const Result<void> &done)
{
    m_busy = false;
    if (!done) {
        emit trouble(done.error().message);
        QTimer::singleShot(1s, this, &Router::wake);
        return;
    }
    if (!m_routing.runs.isEmpty())
        crashPoint("routed");
    m_cursor = m_routing.upTo;
    emit trouble({});
    for (const auto &run : std::as_const(m_routing.runs)) {
        for (const auto &step : run.steps) {
            if (step.attempts > 0)
                emit stepChanged(run.id, run.rule, step.step, step.state);
        }
    }
    for (const auto &upcoming : std::exchange(m_upcoming, {}))
        m_started(m_routing.runs.at(upcoming.run), upcoming.rule, upcoming.event);
    emit passed(std::exchange(m_events, {}));
    emit routed(m_cursor);
    // From the event loop, so that a long stretch of log leaves room for everything else.
    QMetaObject::invokeMethod(this, &Router::wake, Qt::QueuedConnection);
}

} // namespace signalbox
