// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/compiledrule.h"
#include "core/engine/eventview.h"
#include "core/engine/timers.h"
#include "core/store/reader.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace signalbox {

/// Lets the runs of a rule in as its RunPolicy says: at once, later, or not at all. Its runs are on disk as
/// queued before they come here, and what is decided follows from the rows and their order alone; so after a
/// crash the unfinished ones are offered anew and nothing is lost or let in twice. Whoever waits or is
/// dropped has the reason as the run's error. Thread: engine.
class StartGate : public QObject
{
    Q_OBJECT

public:
    using Start = std::function<void(
        Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event)>;
    using Cancel = std::function<void(const RunId &run, const QString &why)>;

    /// `start` lets a run in; `cancel` ends one that was let in. Whoever is told `start` tells `ended` later.
    StartGate(
        Store &store, Reader &reader, Timers &timers, Start start, Cancel cancel, QObject *parent = nullptr);
    ~StartGate() override;

    /// The key of a run that the event starts; none: the rule lets everything in. An error of the expression.
    static Result<std::optional<QString>> keyOf(const CompiledRule &rule, const EventView &event);

    /// A run that is on disk, has a key and has not begun.
    void offer(Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event);
    void begun(const Run &run); ///< one that has: it was let in before this start of the engine
    void ended(const RunId &run); ///< whichever; those without a key are passed over

    /// Ends one that waits. Ready when it is on disk; none: it does not wait here.
    std::optional<QFuture<Result<void>>> cancel(const RunId &run);

private:
    struct Held
    {
        Run run;
        std::shared_ptr<const CompiledRule> rule;
        std::shared_ptr<const EventView> event;
    };
    using Key = std::pair<RuleId, QString>;

    /// What goes on under one key of a rule.
    struct Lane
    {
        QList<RunId> active;
        std::deque<Held> waiting; ///< for their turn or for the rate
        std::optional<Held> quiet; ///< waits until no other has come for a while
        std::optional<std::deque<Instant>> starts; ///< the last ones; none: not looked up yet
        std::optional<Timers::Id> quietTimer;
        std::optional<Timers::Id> rateTimer; ///< when the first of `waiting` may start
    };

    static Key keyOf(const Run &run) { return {run.rule, run.key.value_or(QString())}; }
    void join(const Key &key, Held held);
    void advance(const Key &key);
    void letIn(Lane &lane, Held held);
    /// When the rate lets the next one in; none: now.
    std::optional<Instant> rateOpens(Lane &lane, const Held &held);
    void quietOver(const Key &key);
    void setTimer(std::optional<Timers::Id> &timer, Instant due, std::function<void()> call);
    void stopTimer(std::optional<Timers::Id> &timer);
    void tidy(const Key &key);
    QFuture<Result<void>> drop(const Run &run, const QString &why);
    void writeDropped(const Progress &progress);
    void tellWaiting(const Run &run, const QString &why);

    Store &m_store;
    Reader &m_reader;
    Timers &m_timers;
    Start m_start;
    Cancel m_cancel;
    std::map<Key, Lane> m_lanes;
    QHash<RunId, Key> m_keys; ///< of those that are active or wait
};

} // namespace signalbox
