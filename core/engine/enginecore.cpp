// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginecore.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/engine/failure.h"
#include "core/engine/formpaths.h"
#include "core/engine/hookpaths.h"
#include "core/event/eventtypes.h"
#include "core/secret/connectionbook.h"
#include "core/webhook/hooklistener.h"

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// More runs than this at once make none of them faster; the log keeps the rest.
constexpr int mostBusyRuns = 2000;

// What crashes at the start does so sooner.
constexpr auto goodStart = 60s;

Event startedEvent()
{
    Event event;
    event.type = eventtype::engineStarted;
    event.source = u"/engine"_s;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(QJsonObject{{u"version"_s, QStringLiteral(SIGNALBOX_VERSION)}});
    return event;
}

} // namespace

EngineCore::EngineCore(const Engine::Parts &parts)
    : m_parts(parts)
    , m_ids(parts.clock, parts.random)
    , m_statusTimer(this)
{
    // Lights and figures need no more than twenty looks a second.
    m_statusTimer.setSingleShot(true);
    m_statusTimer.setInterval(50ms);
    connect(&m_statusTimer, &QTimer::timeout, this, [this] { emit statusChanged(status()); });
    connect(&parts.store, &Store::fullChanged, this, &EngineCore::tellStatus);
}

EngineCore::~EngineCore()
{
    if (m_parts.hooks)
        m_parts.hooks->setAwaited({});
}

Result<void> EngineCore::begin(Engine::Duty duty)
{
    auto opened = Reader::open(m_parts.store.file());
    if (!opened)
        return Failure(opened.error());
    m_reader = std::move(*opened);
    make();
    if (duty == Engine::Duty::Everything) {
        const auto fired = m_reader->eventHeads({eventtype::scheduleDue, {}, {}, {}, {}}, 0, Page::Older, 1);
        if (!fired)
            return Failure(fired.error());
        m_scheduler = std::make_unique<Scheduler>(m_parts.store, *m_timers,
            fired->isEmpty() ? std::nullopt : std::optional(fired->first().received));
        connect(m_scheduler.get(), &Scheduler::trouble, this,
            [this](const QString &message) { setTrouble(u"schedules"_s, message); });
    }
    refreshRules();
    if (duty == Engine::Duty::Everything)
        beginSafely();
    if (auto taken = takeUnfinished(); !taken)
        return taken;
    if (auto begun = m_router->begin(); !begun)
        return begun;
    m_runEnds->routed(m_router->cursor());
    m_running = true;
    holdAsNeeded();
    if (duty == Engine::Duty::Everything)
        m_parts.store.append({startedEvent()});
    tellStatus();
    return {};
}

void EngineCore::make()
{
    auto &store = m_parts.store;
    m_timers = std::make_unique<Timers>(m_parts.clock);
    m_clockWatch = std::make_unique<ClockWatch>(m_parts.clock);
    connect(m_clockWatch.get(), &ClockWatch::jumped, this, &EngineCore::checkTimers);
    m_rules = std::make_unique<RuleBook>(*m_reader);
    m_quarantine = std::make_unique<Quarantine>(m_parts.crashes, m_parts.clock, *m_timers);
    m_eventWaits = std::make_unique<EventWaits>(store, *m_reader, *m_timers);
    m_runEnds = std::make_unique<RunEnds>(store, *m_reader);
    m_runner = std::make_unique<Runner>(
        store, *m_timers, *m_quarantine, *m_eventWaits, *m_runEnds, m_parts.services, m_parts.random);
    const auto take
        = [this](Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event) {
              m_runner->take(std::move(run), std::move(rule), std::move(event));
          };
    m_gate = std::make_unique<StartGate>(store, *m_reader, *m_timers, take,
        [this](const RunId &run, const QString &why) { m_runner->cancel(run, why); });
    connect(m_runner.get(), &Runner::ended, m_gate.get(), &StartGate::ended);
    connect(m_runner.get(), &Runner::ended, m_runEnds.get(),
        [this](const RunId &run) { m_runEnds->changed({run}); });
    connect(m_runEnds.get(), &RunEnds::idle, this, &EngineCore::progressed);
    connect(m_eventWaits.get(), &EventWaits::idle, this, &EngineCore::progressed);
    m_router = std::make_unique<Router>(
        store, *m_reader, *m_rules, m_ids, m_parts.services, [this] { refreshRules(); },
        [this](Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event) {
            begin(std::move(run), std::move(rule), std::move(event));
        });
    m_handStarts = std::make_unique<HandStarts>(store, *m_reader, *m_rules, *m_runner, m_ids);

    if (m_parts.hooks)
        m_parts.hooks->setAwaited([this](Sequence event) {
            QMetaObject::invokeMethod(
                this, [this, event] { watchRuns(event); }, Qt::QueuedConnection);
        });

    // At once in the writing thread, so that whoever was told that a rule has changed, and then sends an
    // event, finds it matched by that rule.
    connect(
        &store, &Store::rulesChanged, this, [old = m_rulesAreOld] { *old = true; }, Qt::DirectConnection);
    connect(&store, &Store::rulesChanged, this, &EngineCore::refreshRules, Qt::QueuedConnection);

    connect(m_runner.get(), &Runner::stepChanged, this, &EngineCore::stepChanged);
    connect(m_router.get(), &Router::stepChanged, this, &EngineCore::stepChanged);
    connect(m_runner.get(), &Runner::activeChanged, this, [this] {
        holdAsNeeded();
        emit progressed();
    });
    connect(m_runner.get(), &Runner::trouble, this,
        [this](const QString &message) { setTrouble(u"runs"_s, message); });
    connect(m_runner.get(), &Runner::poisonous, this, &EngineCore::switchOff);
    connect(m_router.get(), &Router::trouble, this,
        [this](const QString &message) { setTrouble(u"log"_s, message); });
    connect(m_router.get(), &Router::passed, m_eventWaits.get(), &EventWaits::look);
    connect(m_router.get(), &Router::routed, m_runEnds.get(), &RunEnds::routed);
    connect(m_router.get(), &Router::routed, this, [this] {
        tellStatus();
        emit progressed();
    });
}

void EngineCore::switchOff(const RuleId &rule, const StepId &step)
{
    whenReady(m_parts.store.setEnabled(rule, false), this, [this, rule, step](const Result<void> &done) {
        if (!done)
            return; // the disk is in trouble, and says so
        m_switchedOff.insert(rule);
        setTrouble(u"rule "_s + rule.value,
            tr("The rule \"%1\" was switched off: its step \"%2\" seems to take Signalbox down.")
                .arg(rule.value, step.value));
    });
}

void EngineCore::beginSafely()
{
    if (!m_parts.crashes)
        return;
    if (!m_parts.crashes->isSafe()) {
        watchStart();
        return;
    }
    m_paused = true;
    m_runner->setHeld(true);
    m_troubles.insert(u"safe"_s,
        tr("Signalbox has crashed %1 times in a row right after it began, so it has begun paused: events are "
           "kept, and no run goes on. Look at the runs that are going on, then resume everything.")
            .arg(m_parts.crashes->quickDeaths()));
}

void EngineCore::watchStart()
{
    if (m_parts.crashes->quickDeaths() > 0)
        m_timers->at(m_parts.clock.now() + goodStart, [this] { m_parts.crashes->workedWell(); });
}

Result<void> EngineCore::takeUnfinished()
{
    auto unfinished = m_reader->unfinishedRuns();
    if (!unfinished)
        return Failure(unfinished.error());
    QStringList underWay, waiting;
    for (const auto &run : std::as_const(*unfinished)) {
        for (const auto &step : run.steps) {
            if (step.state == State::Running)
                underWay += stepKey(run.id, step.step);
            else if (step.state == State::Waiting)
                waiting += stepKey(run.id, step.step);
        }
    }
    m_quarantine->judge(underWay, waiting);
    for (auto &run : *unfinished) {
        const auto rule = m_rules->version(run.rule, run.ruleVersion);
        auto event = m_reader->event(run.event);
        if (rule && event)
            begin(std::move(run), *rule, std::make_shared<const EventView>(std::move(*event)));
        else // nothing can be done with it any more; it must not stay "running" for ever
            giveUp(run, (!rule ? rule.error() : event.error()).message);
    }
    return {};
}

/// Also what has begun before, or waited.
void EngineCore::begin(
    Run run, std::shared_ptr<const CompiledRule> rule, std::shared_ptr<const EventView> event)
{
    const bool waits = run.key && run.state == State::Queued && !run.started;
    if (waits) {
        m_gate->offer(std::move(run), std::move(rule), std::move(event));
        return;
    }
    if (run.key)
        m_gate->begun(run);
    m_runner->take(std::move(run), std::move(rule), std::move(event));
}

QFuture<Result<void>> EngineCore::cancelRun(const RunId &run)
{
    if (auto waiting = m_gate->cancel(run))
        return *waiting;
    return m_runner->cancel(run);
}

/// The sender of this event waits for what its runs answer, and is told when they end without.
void EngineCore::watchRuns(Sequence event)
{
    m_runEnds->watch(event, {}, [this, event](const QList<Run> &runs) {
        // Rows are seen before the runner has heard that they are written, and gives the answer.
        if (std::ranges::none_of(runs, [this](const Run &run) { return m_runner->isAnswering(run.id); }))
            m_parts.hooks->runsEnded(event);
    });
}

void EngineCore::giveUp(const Run &run, const QString &why)
{
    auto failed = run;
    failed.error = why;
    Progress progress{.run = run.id, .state = State::Failed, .error = why, .started = run.started};
    progress.finished = m_parts.clock.now();
    progress.events = {runFailedEvent(failed, {})};
    m_parts.store.commit(progress);
}

QFuture<void> EngineCore::end(std::chrono::milliseconds grace)
{
    m_running = false;
    m_scheduler.reset();
    if (!m_runner)
        return QtFuture::makeReadyFuture();
    m_router->setHeld(true);
    return m_runner->stop(grace);
}

// --- rules

void EngineCore::refreshRules()
{
    if (m_rulesAreOld->exchange(false))
        reloadRules();
}

void EngineCore::takeUpRules()
{
    *m_rulesAreOld = true;
    refreshRules();
}

void EngineCore::reloadRules()
{
    const auto troubles = m_rules->reload();
    if (!troubles) {
        *m_rulesAreOld = true;
        setTrouble(u"rules"_s, troubles.error().message);
        return;
    }
    setTrouble(u"rules"_s, {});
    m_ruleTroubles = *troubles;
    for (const auto &rule : m_rules->enabled()) {
        if (m_switchedOff.remove(rule->rule.id)) // somebody has switched it on again
            setTrouble(u"rule "_s + rule->rule.id.value, {});
    }
    if (m_scheduler)
        m_scheduler->follow(m_rules->enabled());
    if (m_parts.hooks) {
        m_parts.hooks->setEndpoints(hookEndpoints(*m_rules));
        m_parts.hooks->setForms(webForms(*m_rules));
    }
    emit boardChanged();
    tellStatus();
}

// --- clock

void EngineCore::checkTimers()
{
    if (m_scheduler)
        m_scheduler->look();
    m_timers->check();
}

QFuture<Result<QList<ScheduleRow>>> EngineCore::pauseSchedules(
    const RuleId &rule, const StepId &step, std::optional<Instant> until)
{
    return m_scheduler ? m_scheduler->pause(rule, step, until)
                       : m_parts.store.pauseSchedules(rule, step, until);
}

void EngineCore::acceptClock()
{
    if (m_scheduler)
        m_scheduler->acceptClock();
}

// --- status

void EngineCore::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused && m_parts.crashes && m_parts.crashes->isSafe()) {
        m_parts.crashes->goOn();
        setTrouble(u"safe"_s, {});
        watchStart();
    }
    m_runner->setHeld(paused);
    holdAsNeeded();
}

void EngineCore::setListening(const Result<QString> &url)
{
    m_listening = url.value_or(QString());
    m_listenError = url ? QString() : url.error().message;
    tellStatus();
}

void EngineCore::holdAsNeeded()
{
    if (m_running)
        m_router->setHeld(m_paused || m_runner->busyCount() > mostBusyRuns);
    tellStatus();
}

void EngineCore::setTrouble(const QString &what, const QString &message)
{
    if (m_troubles.value(what) == message)
        return;
    if (message.isEmpty())
        m_troubles.remove(what);
    else
        m_troubles.insert(what, message);
    tellStatus();
    emit progressed(); // whoever waits for the work to be done learns that it is stuck
}

void EngineCore::tellStatus()
{
    if (!m_statusTimer.isActive())
        m_statusTimer.start();
}

EngineStatus EngineCore::status() const
{
    EngineStatus status;
    status.running = m_running;
    status.paused = m_paused;
    status.isSafe = m_parts.crashes && m_parts.crashes->isSafe();
    status.listening = m_listening;
    status.listenError = m_listenError;
    auto troubles = m_troubles.values() + m_ruleTroubles;
    // Nothing stands still for it, so that it is none of m_troubles, for which a waiting command would end.
    if (const auto *book = m_parts.services.connections; book && !book->vault().opened())
        troubles += book->vault().opened().error().message;
    if (m_parts.store.isFull())
        troubles += tr("The disk is full: nothing is taken in until there is space. What has been accepted "
                       "is carried out.");
    status.trouble = troubles.join(u'\n');
    status.activeRuns = m_runner ? m_runner->activeCount() : 0;
    status.routed = m_router ? m_router->cursor() : 0;
    status.strayRequests = m_parts.hooks ? m_parts.hooks->strayCount() : 0;
    return status;
}

bool EngineCore::isSettled() const
{
    return !m_running || !m_troubles.isEmpty()
        || (m_router->isThrough() && m_runner->busyCount() == 0 && !m_runEnds->isBusy()
            && !m_eventWaits->isBusy());
}

} // namespace signalbox
