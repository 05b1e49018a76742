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

class Upkeep;

/// What the router decided for a stretch of the log.
struct Routed
{
    Sequence upTo = 0; ///< the new cursor
    QList<Run> runs; ///< started by events up to there, oldest event first; their `steps` are written too
    QList<Event> events = {}; ///< emitted by these runs already, each with its cause
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

    /// An event whose place in the log the row of the step tells from then on, as output {"event"}: who waits
    /// for what comes of it finds it after a restart.
    struct CallWork
    {
        StepId step;
        Event event;
    };

    RunId run;
    State state = State::Running;
    QString error = {};
    std::optional<Instant> started = {};
    std::optional<Instant> finished = {};
    QList<StepRun> steps = {}; ///< added or replaced, by step
    /// Emitted; they get sequence and, where empty, id, time and source, and the run as their cause.
    QList<Event> events = {};
    /// Each named step is over with it: its row says succeeded, on port `out`, with the record as it then is
    /// as output, so that a crash right after does not make the change a second time.
    QList<RecordWork> records = {};
    QList<CallWork> calls = {};
};

struct Progressed
{
    QList<Appended> events; ///< of `events`, then of the record changes
    QList<Appended> calls; ///< one for each of `calls`
    QList<Record> records; ///< one for each of `records`; of a deletion: as it was
};

/// One schedule's place in time: a row for each trigger step that has a schedule.
struct ScheduleRow
{
    RuleId rule;
    StepId step;
    QByteArray definition; ///< the schedule's JSON for which `due` was computed
    std::optional<Instant> due; ///< next; none: never again
    std::optional<Instant> pausedUntil = {}; ///< what is due before it does not come

    bool operator==(const ScheduleRow &) const = default;
};

/// A rule as the store knows it: what is live and what is drafted.
struct StoredRule
{
    Rule draft; ///< what the editor shows; `enabled` as the rule is now
    int version = 0; ///< newest published; 0: never published
    bool enabled = false;
    bool hasDraftChanges = false; ///< the draft differs from the newest published version in more than layout
    Instant changed; ///< of draft, version or switch
};

/// Configured access to an outside service, without its secret: that is in the vault (core/secret/vault.h).
struct StoredConnection
{
    QString name; ///< unique, never changed; rules name it
    QString type; ///< of core/secret/connectiontype.h
    QJsonObject config;
    Instant created;
    Instant changed;

    bool operator==(const StoredConnection &) const = default;
};

/// The durable log and everything beside it; the one writer. SQLite in WAL mode, synchronous=FULL, in
/// `DataFolder::storeFile()`.
///
/// What it promises:
/// - A future that is ready with a value means "on disk". Jobs queue; the writing thread takes what is there
///   (up to 1,024), commits it as one transaction, and then answers all of them. A job that is refused fails
///   alone; if the commit itself fails, all of its jobs are answered Unavailable and none of them is stored.
///   A failed fsync is final: everything is Unavailable until the store is opened anew.
/// - An event's place (`sequence`) is given once, without gaps, in the order of the commits. What is lost or
///   changed behind our back is reported (`faults`, logcheck.h), never passed over: each event's hash covers
///   the one before it, and the last place is also kept in a file outside the database (eventchain.h).
/// - The same event twice (`source` and `id`) is one event, and whoever sends it again is answered like the
///   first (eventkey.h).
/// - What belongs together is one transaction: runs and the router's cursor; a step's outcome, what it
/// emitted
///   and the records that it changed; an occurrence of a schedule and the next one's time.
/// - Readers see a moment and never wait for the writer, nor it for them; the write-ahead log stays below 64
///   MiB as long as none reads for long (reader.h has a limit).
/// - What is old goes as the user says (retention.h), in small bites, but never what is unfinished or pinned
///   (purge.h).
/// - An old data folder is migrated step by step, with a backup before (schema.h); one of a newer Signalbox
/// is
///   left alone.
/// tests/core/store/tst_powercuts cuts the power at seeded writes and fails every call of SQLite to see it.
///
/// Measured by `sh installer/bench.sh --events 10000000 log` (events of 1 KB, two cores, SSD; events a
/// second, and as a fraction of plain SQLite that writes the same rows in the same groups): 4,300 (0.71) one
/// by one, each with an fsync of its own; 35,000 (0.74) in groups of 16, 70,000 (0.82) of 64, 100,000 (0.91)
/// of 256, 113,000 (0.93) of 1,000; with ten million events stored 0.92 of that, a group of 1,000 in 8 ms, at
/// worst 62. What queues up during one fsync fills the next transaction, so there is no waiting for more
/// jobs.
///
/// Thread: made and destroyed in one thread; every method may be called from any thread. Signals come from
/// the writing thread: connect queued. Every future gets an answer: what was taken before the store closes is
/// committed, what comes later is Unavailable. So is what does not fit into the queue any more (16,384 jobs
/// or 256 MiB of events; the engine's own jobs have as much room again, so that runs go on while intake is
/// refused).
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

    /// What was wrong with the log when it was opened, a sentence each: events that are missing at its end or
    /// are not as they were stored. The log tells it too, by an event (eventtype::storeDamaged); places that
    /// were lost are not given again. Looks at the end of the log; the whole of it: examine() (logcheck.h).
    QStringList faults() const;

    /// What keeps it in order: what is old goes, space comes back, losses are taken for granted (upkeep.h).
    Upkeep &upkeep() const;

    /// The disk is full: nothing comes in until there is space, and what has been accepted is carried out
    /// with what Upkeep::keepReserve has put by.
    bool isFull() const;

    // --- log
    /// Beside what EventSink says: InvalidInput if one of them has no type or no source. Duplicates are told
    /// for at least 30 days.
    void append(QList<Event> events, Answered answered) override;
    using EventSink::append;
    Sequence lastSequence() const; ///< of what is committed; cheap

    // --- router and runner (engine only)
    /// Internal: routed already, or past the end of the log.
    QFuture<Result<void>> route(Routed routed);
    /// NotFound: no such run, table or record; otherwise the errors of decide().
    QFuture<Result<Progressed>> commit(Progress progress);
    /// A run that nothing in the log asked for: appends `event` and starts `run` with it, together. The
    /// router will pass over the event for this rule.
    QFuture<Result<Appended>> startRun(Event event, Run run);

    // --- rules
    /// Keeps a draft; what is live stays.
    QFuture<Result<void>> saveDraft(Rule rule);
    /// Makes the rule's next version live if it differs from the newest; the draft becomes the same. Where
    /// steps stand on the canvas makes no version: the newest takes the new layout. Switches as told, or
    /// leaves the switch (a new rule is off, whatever its `enabled` says). The version that is then newest;
    /// versions are counted on when a rule is removed and its id used again. InvalidInput: not a rule that
    /// could be read again.
    QFuture<Result<int>> publish(Rule rule, std::optional<bool> enable);
    QFuture<Result<void>> setEnabled(RuleId rule, bool enabled); ///< NotFound; InvalidInput: never published
    QFuture<Result<void>> removeRule(RuleId rule); ///< its runs and versions stay readable

    // --- records
    /// Makes or changes a table. A field that is gone takes its values with it; one that is new gives its
    /// fallback to the records that are there. InvalidInput: a stored record would not fit (the context is
    /// its id).
    QFuture<Result<void>> saveTable(Table table);
    QFuture<Result<void>> removeTable(TableId table); ///< with its records, which makes no events
    /// The record as it then is; of a deletion, as it was. Its events have no cause: a person did it. Errors
    /// of decide().
    QFuture<Result<Record>> changeRecord(RecordCommand command);

    // --- schedules
    /// The rows of these rules (of all, where none are named) become exactly these: new ones are added,
    /// others removed, changed definitions replaced, and rows with the same definition keep their `due`. A
    /// row that is replaced stays paused. What stays as it is costs a read. The rows as they then are.
    QFuture<Result<QList<ScheduleRow>>> setSchedules(
        QList<ScheduleRow> rows, std::optional<QList<RuleId>> ofRules = {});
    /// Occurrences: appends the events and moves the row from `due` to `next`, together. `false`: the row
    /// is no longer at `due` (it fired already), nothing was done.
    QFuture<Result<bool>> fireSchedule(
        RuleId rule, StepId step, Instant due, std::optional<Instant> next, QList<Event> events);
    /// The rows become due as told; those whose definition has changed or that are gone stay as they are.
    QFuture<Result<void>> moveSchedules(QList<ScheduleRow> rows);
    /// The schedules of a rule (of all its steps, where `step` is empty) are paused until then. None, or a
    /// time that has come: a pause that goes on ends now, and one that has ended stays as it was. The rows as
    /// they then are. NotFound.
    QFuture<Result<QList<ScheduleRow>>> pauseSchedules(
        RuleId rule, StepId step, std::optional<Instant> until);

    // --- connections
    /// Adds a connection, or changes the one of that name. As it then is: `created` and `changed` are the
    /// store's. InvalidInput: it has no name or type.
    QFuture<Result<StoredConnection>> saveConnection(StoredConnection connection);
    QFuture<Result<void>> removeConnection(QString name); ///< NotFound

signals:
    void appended(signalbox::Sequence last);
    void runsChanged(QList<signalbox::RunId> runs);
    void rulesChanged();
    void tablesChanged();
    void recordsChanged(signalbox::TableId table);
    void connectionsChanged();
    void fullChanged(bool isFull); ///< comes from any thread

private:
    class Private;
    explicit Store(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace signalbox
