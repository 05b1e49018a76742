// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/base/random.h"
#include "core/engine/connectionstatus.h"
#include "core/event/eventsink.h"
#include "core/record/record.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/rule/steptype.h"
#include "core/store/reader.h"
#include "core/store/store.h"
#include "core/trigger/boarditem.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace signalbox {

class Connections;
class CrashBook;
class EngineCore;
class HookListener;
struct HookRequest;
struct HookSettings;
struct HookTestAnswer;
struct HookTestOrder;

/// How the engine is, for the light in the window and for `doctor`.
struct EngineStatus
{
    bool running
        = false; ///< routing and running; false before start, after stop and after a fatal store error
    bool paused = false; ///< events are taken and kept, no run goes on
    QString listening; ///< "http://127.0.0.1:8787"; empty: no listener
    QString listenError; ///< why there is none although one was asked for
    QString trouble; ///< what keeps the engine from its work; empty: nothing
    bool isSafe = false; ///< paused since the start, after quick crashes (crashbook.h); trouble says so
    int activeRuns = 0;
    Sequence routed = 0; ///< the router's cursor
    qint64 strayRequests = 0; ///< to the listener, at addresses where nothing is; since it was made

    bool operator==(const EngineStatus &) const = default;
};

/// What can be asked of Signalbox: the one face that window and command line use. It answers when it is done,
/// which for whatever changes something means: on disk. What follows (runs, states) is seen by reading the
/// store.
///
/// What it promises, and the header that says how it is kept:
/// - Every event in the log is routed once, in order, by the rules as they were when it came up: the runs
/// that
///   it starts and the router's place are one transaction (router.h).
/// - A run goes on after any end of the program from what its rows say. What happens inside happens once,
///   together with its outcome. What acts outside is on disk as an attempt first and is done at least once
///   under one idempotency key, or waits for a person where `ifInterrupted` asks for that (runner.h).
/// - A start that is queued, dropped or stopped is a run with the reason (startgate.h for a rule's modes and
///   limits, router.h for rules that wake each other). A run that fails says so by an event (failure.h).
/// - Waits, retries and time limits are times, not spans: they hold across restarts, sleep and steps of the
///   clock, late by the time away and never twice (timers.h, clockwatch.h); schedules too (scheduler.h),
///   which stand still while the clock cannot be believed (clockguard.h).
/// - What takes the whole program down is found and held (quarantine.h); after quick crashes in a row nothing
///   goes on by itself (crashbook.h).
/// - While the disk is full nothing comes in, and what was accepted is carried out (store.h).
/// tests/app/tst_recovery, tst_chaos and tst_crashpoints kill the program to see it; tst_simulation runs
/// thousands of seeded runs and crashes.
///
/// Thread: lives in the engine thread; every method may be called from any thread and answers through its
/// future; signals come from the engine thread: connect with a context object. Waiting for a future in the
/// engine thread itself never ends: that thread answers it.
class Engine : public QObject
{
    Q_OBJECT

public:
    /// What the engine works with; all of it outlives the engine.
    struct Parts
    {
        Store &store;
        const Clock &clock;
        Random &random;
        const StepCatalog &catalog;
        ActionServices services;
        HookListener *hooks = nullptr; ///< none: an engine that takes no webhooks
        /// How earlier processes ended; it has begun. None: nothing is known, and nothing remembered.
        CrashBook *crashes = nullptr;
    };

    explicit Engine(const Parts &parts);
    ~Engine() override;

    /// What it is started for.
    enum class Duty {
        Everything,
        Errand ///< one command of the command line: what it starts is carried out, but no schedule comes due
    };

    /// Goes on where the rows say the work stands: unfinished runs, the log after the cursor, schedules.
    /// Once. After three quick crashes it begins paused (crashbook.h), unless it is on an errand.
    QFuture<Result<void>> start(Duty duty = Duty::Everything);
    /// Ready when every event in the log is routed and no run does anything but wait, or when something keeps
    /// the engine from that.
    QFuture<void> settle();
    /// Takes no more; what runs outside may end within `grace`, then it is cancelled and stays a row that is
    /// gone on with at the next start. Before the start and after it everything that needs the engine answers
    /// Unavailable.
    QFuture<void> stop(std::chrono::milliseconds grace);

    /// The clock was set, or the computer slept: what is due is looked at now instead of within two seconds.
    void clockChanged();
    /// A person says that the clock is right; schedules that wait since it cannot be believed go on.
    void acceptClock();

    const StepCatalog &catalog() const; ///< immutable; any thread
    Store &store() const; ///< for its signals

    QFuture<EngineStatus> status();
    QFuture<Result<void>> setPaused(bool paused);

    // --- what people start. NotFound: no such rule or step, or the rule is off (the message says which).
    /// InvalidInput: an answer does not fit its question; the context holds [{"field","message"}].
    QFuture<Result<Appended>> press(RuleId rule, StepId button, QJsonObject answers);
    /// `id`: of the event; one that is there already is answered like the first. Empty: a new one.
    QFuture<Result<Appended>> submit(RuleId rule, StepId form, QJsonObject values, EventId id = {});
    /// A run by hand, whatever the rule's triggers. Empty `trigger`: the first. The draft is not asked: the
    /// newest published version runs, also of a rule that is off.
    QFuture<Result<RunId>> runRule(RuleId rule, StepId trigger, QByteArray dataJson);
    QFuture<Result<Appended>> emitEvent(Event event);
    QFuture<Result<void>> cancelRun(RunId run); ///< NotFound; InvalidInput: it has ended already
    /// A run in doubt goes on by doing the step once more; one that has ended by doing what failed or was
    /// cancelled once more. With `from` that step, and what follows from it. The run keeps its version, what
    /// came before and its idempotency keys. NotFound; InvalidInput: nothing in it can be done again now.
    QFuture<Result<void>> retryRun(RunId run, StepId from);
    /// A step in doubt was done: the run goes on after it. Errors as above.
    QFuture<Result<void>> confirmStep(RunId run, StepId step);
    QFuture<QList<BoardItem>> board(); ///< of enabled rules, by page and title

    // --- rules
    QFuture<Result<void>> saveDraft(Rule rule);
    /// InvalidInput: enabling a rule with problems; the context holds them as JSON. Without enabling a faulty
    /// rule is published too (it stays off). As with the switch: when it answers, hooks and events find the
    /// rule as it now is.
    QFuture<Result<int>> publish(Rule rule, std::optional<bool> enable);
    QFuture<Result<void>> setEnabled(RuleId rule, bool enabled);
    QFuture<Result<void>> removeRule(RuleId rule);
    /// What keeps this rule, as given, from being on together with the others that are (hookpaths.h).
    /// Problems of its own (validate()) are not among it.
    QFuture<Result<QList<Problem>>> conflictsOf(Rule rule);

    // --- schedules
    /// The schedules of a rule that is on (of all its triggers, where `step` is empty) start nothing before
    /// `until`; none, or a time that has come: a pause ends. See Scheduler::pause(). NotFound.
    QFuture<Result<QList<ScheduleRow>>> pauseSchedules(
        RuleId rule, StepId step, std::optional<Instant> until);

    // --- records
    QFuture<Result<void>> saveTable(Table table);
    QFuture<Result<void>> removeTable(TableId table);
    QFuture<Result<Record>> changeRecord(RecordCommand command);

    // --- connections, also before the start. Unavailable: this engine keeps none, or the vault is closed.
    /// Why no secret can be used: the vault is closed. Empty: they can. The same from start to end; at once.
    QString vaultTrouble() const;
    QFuture<Result<QList<ConnectionStatus>>> connections(); ///< by name
    /// InvalidInput: the context holds [{"field","message"}], where `name`, `type` and `secret` are fields
    /// beside those of the config.
    QFuture<Result<ConnectionStatus>> setConnection(ConnectionChange change);
    /// A sentence on what was found out, or why it does not work.
    QFuture<Result<QString>> testConnection(const QString &name);
    QFuture<Result<void>> removeConnection(
        const QString &name); ///< InvalidInput: rules use it; they are named

    /// How the webhook listener listens from now on; call it before `listen`.
    void setUpHooks(const HookSettings &settings);
    /// Webhook listener: "127.0.0.1:8787", port 0 picks one, empty closes. The URL it then has.
    QFuture<Result<QString>> listen(QString address);
    /// What came to /hook/PATH lately, newest first, also what was refused (core/webhook/hooklog.h); at once.
    QList<HookRequest> hookRequests(const QString &path) const;
    /// Sends one request to a hook of ours, as its sender would (HookListener::test).
    QFuture<Result<HookTestAnswer>> testHook(HookTestOrder order);

signals:
    void statusChanged(const signalbox::EngineStatus &status);
    void boardChanged();
    /// A step's state as it changes, sooner or later than it is on disk, and just its last one where it was
    /// done in no time: for lights on the canvas, nothing else.
    void stepChanged(const signalbox::RunId &run, const signalbox::RuleId &rule,
        const signalbox::StepId &step, signalbox::State state);

private:
    template <typename Work> auto inside(Work work);
    template <typename Answer> QFuture<Answer> afterwards(const QFuture<Answer> &future);
    void make(Duty duty, const std::shared_ptr<QPromise<Result<void>>> &promise);

    const Parts m_parts;
    std::unique_ptr<Connections> m_connections; ///< none: this engine keeps none
    std::unique_ptr<EngineCore> m_core; ///< from start to stop
};

/// A catalogue of every trigger and action that this Signalbox has.
StepCatalog allStepTypes();

} // namespace signalbox
