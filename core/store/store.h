// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/event/eventsink.h"
#include "core/record/record.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <memory>

namespace signalbox {

/// What the router decided for a stretch of the log.
struct Routed
{
    Sequence upTo = 0; ///< the new cursor
    QList<Run> runs; ///< started by events up to there, oldest event first; their `steps` are written too
};

/// What a run did between two points at which it must be on disk. Everything in it is written in one
/// transaction, or nothing is.
struct Progress
{
    /// A change of records whose result is a step's output.
    struct RecordWork
    {
        StepId step;
        RecordCommand command;
    };

    RunId run;
    State state = State::Running;
    QString error = {};
    std::optional<Instant> started = {};
    std::optional<Instant> finished = {};
    QList<StepRun> steps = {}; ///< added or replaced, by step
    QList<Event> events = {}; ///< emitted; they get sequence and, where empty, id, time, and source
    QList<RecordWork> records = {}; ///< the output of each named step is filled with the record as it then is
};

struct Progressed
{
    QList<Appended> events; ///< of `events`, then of the record changes
    QList<Record> records; ///< one for each of `records`; of a deletion: as it was
};

/// One schedule's place in time: a row for each trigger step that has a schedule.
struct ScheduleRow
{
    RuleId rule;
    StepId step;
    QByteArray definition; ///< the schedule's JSON for which `due` was computed
    std::optional<Instant> due; ///< next; none: never again

    bool operator==(const ScheduleRow &) const = default;
};

/// A rule as the store knows it: what is live and what is drafted.
struct StoredRule
{
    Rule draft; ///< what the editor shows; `enabled` as the rule is now
    int version = 0; ///< newest published; 0: never published
    bool enabled = false;
    bool hasDraftChanges = false; ///< the draft differs from the newest published version
    Instant changed; ///< of draft, version or switch
};

/// The durable log and everything beside it; the one writer. SQLite in WAL mode, synchronous=FULL, in
/// `DataFolder::storeFile()`. Jobs queue; the writing thread takes what is there (up to 1,024), commits
/// it as one transaction with a savepoint for each job, and then answers all of them: a future that is ready
/// with a value means "on disk".
///
/// Thread: made and destroyed in one thread; every method may be called from any thread. Signals come from
/// the writing thread: connect queued. Every future gets an answer, also when the store closes (Unavailable).
class Store : public QObject, public EventSink
{
    Q_OBJECT

public:
    /// Opens or makes the store and migrates it. Unavailable: cannot be opened or locked; Corrupt: not a
    /// Signalbox store or damaged; InvalidInput: written by a newer Signalbox (the message says which).
    static Result<std::unique_ptr<Store>> open(const QString &file, const Clock &clock, Random &random);

    /// Takes no more, commits what was taken, answers everything, ends the thread.
    ~Store() override;

    QString file() const;
    const Clock &clock() const;

    // --- log
    QFuture<Result<QList<Appended>>> append(QList<Event> events) override;
    Sequence lastSequence() const; ///< of what is committed; cheap

    // --- router and runner (engine only)
    QFuture<Result<void>> route(Routed routed);
    QFuture<Result<Progressed>> commit(Progress progress);
    /// A run that nothing in the log asked for: appends `event` and starts `run` with it, together. The
    /// router will pass over the event for this rule.
    QFuture<Result<Appended>> startRun(Event event, Run run);

    // --- rules
    /// Keeps a draft; what is live stays.
    QFuture<Result<void>> saveDraft(Rule rule);
    /// Makes the rule's next version live if it differs from the newest; the draft becomes the same. Switches
    /// as told, or leaves the switch (a new rule is off). The version that is then newest.
    QFuture<Result<int>> publish(Rule rule, std::optional<bool> enable);
    QFuture<Result<void>> setEnabled(RuleId rule, bool enabled); ///< NotFound; InvalidInput: never published
    QFuture<Result<void>> removeRule(RuleId rule); ///< its runs and versions stay readable

    // --- records
    QFuture<Result<void>> saveTable(Table table); ///< InvalidInput: stored records would not fit
    QFuture<Result<void>> removeTable(TableId table); ///< with its records
    /// `event`: extra event data is not needed; causation is empty since a person did it.
    QFuture<Result<Record>> changeRecord(RecordCommand command);

    // --- schedules
    /// The rows become exactly these: new ones are added, others removed, changed definitions replaced, and
    /// rows with the same definition keep their `due`.
    QFuture<Result<QList<ScheduleRow>>> setSchedules(QList<ScheduleRow> rows);
    /// An occurrence: appends the event and moves the row from `due` to `next`, together. `false`: the row
    /// is no longer at `due` (it fired already), nothing was done.
    QFuture<Result<bool>> fireSchedule(
        RuleId rule, StepId step, Instant due, std::optional<Instant> next, Event event);

signals:
    void appended(signalbox::Sequence last);
    void runsChanged(QList<signalbox::RunId> runs);
    void rulesChanged();
    void tablesChanged();
    void recordsChanged(signalbox::TableId table);

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace signalbox
