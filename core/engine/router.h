// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/base/random.h"
#include "core/engine/rulebook.h"
#include "core/store/store.h"

#include <QObject>

#include <map>

namespace signalbox {

/// Reads the log from its cursor on and starts the runs that events ask for: runs and cursor are written in
/// one transaction, so that every event is routed once. A condition that cannot be evaluated, and a chain of
/// events that is too long or starts too many runs, are runs that have failed: visible, with the reason.
/// Where a rule's starts may have to wait (RunPolicy), the run is written with its key, for the StartGate;
/// any other as far as it gets by itself (headstart.h).
/// A rule that looks after the failures of another one (RunPolicy::onFailure) is started by the event of the
/// failed run, and a rule that is called by that of the step `call`, both by their first trigger unless one
/// of their triggers takes that event anyway. Thread: engine.
class Router : public QObject
{
    Q_OBJECT

public:
    using Start = std::function<void(
        Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event)>;

    /// `refresh` brings `rules` up to date, called once the events to route have been read: an event is never
    /// matched by rules that are older than it. `started` is called for each run that is not over once it is
    /// on disk; one that has an error already is to fail.
    Router(Store &store, Reader &reader, RuleBook &rules, IdSource &ids, const ActionServices &services,
        std::function<void()> refresh, Start started, QObject *parent = nullptr);

    /// Reads the cursor and goes on from there.
    Result<void> begin();
    /// There may be news.
    void wake();
    /// While held, nothing is routed: paused, or as much runs as may run at once.
    void setHeld(bool held);

    Sequence cursor() const { return m_cursor; }
    /// Whether every event that is on disk is routed.
    bool isThrough() const { return !m_busy && m_cursor >= m_store.lastSequence(); }

signals:
    /// Oldest first.
    void passed(const QList<std::shared_ptr<const signalbox::EventView>> &events);
    void routed(signalbox::Sequence upTo);
    void trouble(const QString &message); ///< empty: over
    void stepChanged(const signalbox::RunId &run, const signalbox::RuleId &rule,
        const signalbox::StepId &step, signalbox::State state); ///< by a head start; is on disk

private:
    /// A run to start once it is on disk.
    struct Upcoming
    {
        qsizetype run; ///< place in Routed::runs
        std::shared_ptr<const CompiledRule> rule;
        std::shared_ptr<const EventView> event;
    };

    void routeNext();
    QString whyStopped(const Event &event); ///< counts a run of the event's chain; empty: it may start
    void add(Routed &routed, const std::shared_ptr<const EventView> &event);
    void addRun(Routed &routed, const RuleMatch &match, const std::shared_ptr<const EventView> &event);
    void wrote(const Result<void> &done);

    Store &m_store;
    Reader &m_reader;
    RuleBook &m_rules;
    IdSource &m_ids;
    ActionServices m_services;
    std::function<void()> m_refresh;
    Start m_started;
    Sequence m_cursor = 0;
    Routed m_routing; ///< being written
    QList<Upcoming> m_upcoming; ///< of these
    QList<std::shared_ptr<const EventView>> m_events; ///< that they come from
    std::map<Sequence, int> m_chains; ///< runs since the start, by the event that set them off
    bool m_busy = false;
    bool m_held = true;
};

} // namespace signalbox
