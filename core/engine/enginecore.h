// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/clockwatch.h"
#include "core/engine/engine.h"
#include "core/engine/handstarts.h"
#include "core/engine/quarantine.h"
#include "core/engine/router.h"
#include "core/engine/rulebook.h"
#include "core/engine/runner.h"
#include "core/engine/scheduler.h"
#include "core/engine/startgate.h"
#include "core/engine/timers.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace signalbox {

/// The parts of an engine at work, put together: rules, router, runner, schedules. There from the engine's
/// start to the end of its stop. Thread: engine, from construction to destruction.
class EngineCore : public QObject
{
    Q_OBJECT

public:
    explicit EngineCore(const Engine::Parts &parts);
    ~EngineCore() override;

    /// Takes up what the rows say is unfinished, then the log.
    Result<void> begin(Engine::Duty duty);
    /// Takes no more; ready when everything that ran has ended or is parked.
    QFuture<void> end(std::chrono::milliseconds grace);

    Reader &reader() { return *m_reader; }
    const RuleBook &rules() const { return *m_rules; }
    Runner &runner() { return *m_runner; }
    HandStarts &handStarts() { return *m_handStarts; }

    /// Reads the rules anew if they have changed since the last time, as far as the store has told.
    void refreshRules();
    /// Reads the rules anew: they have changed, and the store answers for that before it tells everybody.
    void takeUpRules();
    QFuture<Result<void>> cancelRun(const RunId &run); ///< as Runner::cancel, also of one that waits
    void checkTimers();
    void acceptClock();
    QFuture<Result<QList<ScheduleRow>>> pauseSchedules(
        const RuleId &rule, const StepId &step, std::optional<Instant> until);
    void setPaused(bool paused);
    void setListening(const Result<QString> &url);

    EngineStatus status() const;
    /// Whether every event is routed and no run does anything but wait.
    bool isSettled() const;

signals:
    void statusChanged(const signalbox::EngineStatus &status);
    void boardChanged();
    void stepChanged(const signalbox::RunId &run, const signalbox::RuleId &rule,
        const signalbox::StepId &step, signalbox::State state);
    void progressed(); ///< the log or a run has gone on

private:
    void make();
    Result<void> takeUnfinished();
    void switchOff(const RuleId &rule, const StepId &step);
    void beginSafely();
    void watchStart();
    void begin(Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event);
    void watchRuns(Sequence event);
    void giveUp(const Run &run, const QString &why);
    void reloadRules();
    void holdAsNeeded();
    void setTrouble(const QString &what, const QString &message);
    void tellStatus();

    Engine::Parts m_parts;
    IdSource m_ids;
    std::unique_ptr<Reader> m_reader;
    std::unique_ptr<Timers> m_timers;
    std::unique_ptr<ClockWatch> m_clockWatch;
    std::unique_ptr<RuleBook> m_rules;
    std::unique_ptr<Quarantine> m_quarantine;
    std::unique_ptr<EventWaits> m_eventWaits;
    std::unique_ptr<RunEnds> m_runEnds;
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<StartGate> m_gate;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<Scheduler> m_scheduler; ///< none on an errand
    std::unique_ptr<HandStarts> m_handStarts;
    QTimer m_statusTimer;
    std::shared_ptr<std::atomic<bool>> m_rulesAreOld = std::make_shared<std::atomic<bool>>(true);
    bool m_running = false;
    bool m_paused = false;
    QString m_listening, m_listenError;
    QMap<QString, QString> m_troubles; ///< by what is in trouble
    QSet<RuleId> m_switchedOff; ///< since a step of them seems to take the program down
    QStringList m_ruleTroubles;
};

} // namespace signalbox
