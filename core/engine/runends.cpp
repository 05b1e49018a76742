// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runends.h"

#include <QTimer>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

// Rows that cannot be read are tried again after this.
constexpr auto readPause = 1s;

// An event starts a run for each trigger that takes it.
constexpr int mostRuns = 1000;

} // namespace

RunEnds::RunEnds(Store &store, Reader &reader, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
{
    connect(&store, &Store::runsChanged, this, &RunEnds::changed);
}

RunEnds::Id RunEnds::watch(Sequence event, const RuleId &rule, Over over)
{
    const auto id = ++m_lastId;
    m_watches.emplace(id, Watch{event, rule, std::move(over), {}});
    if (event > m_routed)
        m_unrouted.emplace(event, id);
    else
        lookLater(id);
    return id;
}

void RunEnds::forget(Id id)
{
    const auto watch = m_watches.find(id);
    if (watch == m_watches.end())
        return;
    for (const auto &run : std::as_const(watch->second.goingOn)) {
        auto &watches = m_byRun[run];
        watches.removeOne(id);
        if (watches.isEmpty())
            m_byRun.remove(run);
    }
    const auto [first, last] = m_unrouted.equal_range(watch->second.event);
    if (const auto entry = std::find_if(first, last, [&](const auto &e) { return e.second == id; });
        entry != last)
        m_unrouted.erase(entry);
    m_toLook.erase(id);
    m_watches.erase(watch);
}

void RunEnds::routed(Sequence upTo)
{
    m_routed = upTo;
    const auto end = m_unrouted.upper_bound(upTo);
    for (auto entry = m_unrouted.begin(); entry != end; ++entry)
        lookLater(entry->second);
    m_unrouted.erase(m_unrouted.begin(), end);
}

void RunEnds::changed(const QList<RunId> &runs)
{
    if (m_byRun.isEmpty())
        return;
    for (const auto &run : runs) {
        for (const auto id : m_byRun.value(run))
            lookLater(id);
    }
}

void RunEnds::lookLater(Id id)
{
    if (m_toLook.empty())
        QMetaObject::invokeMethod(this, &RunEnds::lookAll, Qt::QueuedConnection);
    m_toLook.insert(id);
}

void RunEnds::lookAll()
{
    for (const auto id : std::exchange(m_toLook, {}))
        look(id);
    if (!isBusy())
        emit idle();
}

void RunEnds::look(Id id)
{
    const auto found = m_watches.find(id);
    if (found == m_watches.end()) // what another one's end has led to
        return;
    auto &watch = found->second;
    RunFilter filter;
    filter.event = watch.event;
    filter.rule = watch.rule;
    const auto heads = m_reader.runs(filter, {}, Page::Newer, mostRuns);
    if (!heads)
        return lookAgain(id);
    bool isOver = true;
    for (const auto &run : *heads) {
        if (isFinished(run.state))
            continue;
        isOver = false;
        if (!watch.goingOn.contains(run.id)) {
            watch.goingOn += run.id;
            m_byRun[run.id] += id;
        }
    }
    if (!isOver)
        return;
    QList<Run> runs;
    for (const auto &head : *heads) {
        const auto run = m_reader.run(head.id);
        if (!run)
            return lookAgain(id);
        runs += *run;
    }
    const auto over = std::move(watch.over);
    forget(id);
    over(runs);
}

/// The rows could not be read; whoever reads the log for the router says so.
void RunEnds::lookAgain(Id id)
{
    QTimer::singleShot(readPause, this, [this, id] { lookLater(id); });
}

} // namespace signalbox
