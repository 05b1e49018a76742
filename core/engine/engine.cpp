// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/engine/connections.h"
#include "core/engine/enginecore.h"
#include "core/engine/hookpaths.h"
#include "core/rule/validation.h"
#include "core/webhook/hooklistener.h"
#include "core/webhook/hooksettings.h"

#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// What everybody is told before the start and after the stop.
template <typename Answer> Answer notRunning()
{
    if constexpr (std::is_constructible_v<Answer, Failure>)
        return failure(Error::Code::Unavailable, Engine::tr("The engine is not running."));
    else
        return {};
}

QString problemsJson(const QList<Problem> &problems)
{
    QJsonArray array;
    for (const auto &problem : problems)
        array += QJsonObject{
            {u"step"_s, problem.step}, {u"field"_s, problem.field}, {u"message"_s, problem.message}};
    return QString::fromUtf8(toCompactJson(array));
}

Result<void> mayRun(const Rule &rule, const QList<Problem> &problems)
{
    if (problems.isEmpty())
        return {};
    return failure(Error::Code::InvalidInput,
        Engine::tr("The rule \"%1\" cannot be switched on yet: %2").arg(rule.name, problems.first().message),
        problemsJson(problems));
}

template <typename T> QFuture<T> ready(T value)
{
    return QtFuture::makeReadyFuture(std::move(value));
}

template <typename T> QFuture<Result<T>> keepsNoConnections()
{
    return ready(
        Result<T>(failure(Error::Code::Unavailable, Engine::tr("This engine keeps no connections."))));
}

} // namespace

StepCatalog allStepTypes()
{
    QList<StepType> types;
    for (const auto &type : triggerTypes())
        types += type;
    for (const auto &type : actionTypes())
        types += type;
    return StepCatalog(types);
}

Engine::Engine(const Parts &parts)
    : m_parts(parts)
{
    if (auto *book = parts.services.connections)
        m_connections = std::make_unique<Connections>(parts.store, parts.catalog, *book,
            ConnectionProbes{parts.services.http, parts.services.mail}, this);
}

Engine::~Engine() = default;

const StepCatalog &Engine::catalog() const
{
    return m_parts.catalog;
}
Store &Engine::store() const
{
    return m_parts.store;
}

/// Runs `work` in the engine's thread and gives the answer of its future on.
template <typename Work> auto Engine::inside(Work work)
{
    using Answer = decltype(work(*m_core).result());
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, work = std::move(work), promise]() mutable {
        if (!m_core) {
            promise->addResult(notRunning<Answer>());
            promise->finish();
            return;
        }
        whenReady(work(*m_core), this, [promise](Answer answer) {
            promise->addResult(std::move(answer));
            promise->finish();
        });
    });
    return future;
}

/// The answer, given once the engine has taken up the change of rules that it tells of.
template <typename Answer> QFuture<Answer> Engine::afterwards(const QFuture<Answer> &future)
{
    return mapped(future, [this](const Answer &answer) {
        if (m_core)
            m_core->takeUpRules();
        return answer;
    });
}

// --- life

QFuture<Result<void>> Engine::start(Duty duty)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, duty, promise] { make(duty, promise); });
    return future;
}

void Engine::make(Duty duty, const std::shared_ptr<QPromise<Result<void>>> &promise)
{
    m_core = std::make_unique<EngineCore>(m_parts);
    connect(m_core.get(), &EngineCore::statusChanged, this, &Engine::statusChanged);
    connect(m_core.get(), &EngineCore::boardChanged, this, &Engine::boardChanged);
    connect(m_core.get(), &EngineCore::stepChanged, this, &Engine::stepChanged);
    const auto begun = m_core->begin(duty);
    if (!begun)
        m_core.reset();
    promise->addResult(begun);
    promise->finish();
}

QFuture<void> Engine::settle()
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, promise] {
        if (!m_core || m_core->isSettled()) {
            promise->finish();
            return;
        }
        connect(m_core.get(), &EngineCore::progressed, m_core.get(), [this, promise] {
            if (!promise->future().isFinished() && m_core->isSettled())
                promise->finish();
        });
    });
    return future;
}

QFuture<void> Engine::stop(std::chrono::milliseconds grace)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, grace, promise] {
        if (!m_core) {
            promise->finish();
            return;
        }
        // Its timers and connections belong to this thread, so it ends here and not with the engine.
        whenFinished(m_core->end(grace), this, [this, promise](const QFuture<void> &) {
            m_core.reset();
            promise->finish();
        });
    });
    return future;
}

void Engine::clockChanged()
{
    QMetaObject::invokeMethod(this, [this] {
        if (m_core)
            m_core->checkTimers();
    });
}

void Engine::acceptClock()
{
    QMetaObject::invokeMethod(this, [this] {
        if (m_core)
            m_core->acceptClock();
    });
}

// --- status

QFuture<EngineStatus> Engine::status()
{
    return inside([](const EngineCore &core) { return ready(core.status()); });
}

QFuture<Result<void>> Engine::setPaused(bool paused)
{
    return inside([paused](EngineCore &core) {
        core.setPaused(paused);
        return ready(Result<void>());
    });
}

void Engine::setUpHooks(const HookSettings &settings)
{
    if (m_parts.hooks)
        m_parts.hooks->setUp(settings);
}

QFuture<Result<QString>> Engine::listen(QString address)
{
    return inside([this, address = std::move(address)](EngineCore &) {
        if (!m_parts.hooks)
            return ready(
                Result<QString>(failure(Error::Code::Unavailable, tr("This engine takes no webhooks."))));
        return mapped(m_parts.hooks->listen(address), [this](const Result<QString> &url) {
            if (m_core)
                m_core->setListening(url);
            return url;
        });
    });
}

// --- what people start

QFuture<Result<Appended>> Engine::press(RuleId rule, StepId button, QJsonObject answers)
{
    return inside(
        [rule = std::move(rule), button = std::move(button), answers = std::move(answers)](EngineCore &core) {
            return core.handStarts().press(BoardItem::Kind::Button, rule, button, answers);
        });
}

QFuture<Result<Appended>> Engine::submit(RuleId rule, StepId form, QJsonObject values, EventId id)
{
    return inside([rule = std::move(rule), form = std::move(form), values = std::move(values),
                      id = std::move(id)](EngineCore &core) {
        return core.handStarts().press(BoardItem::Kind::Form, rule, form, values, id);
    });
}

QFuture<Result<RunId>> Engine::runRule(RuleId rule, StepId trigger, QByteArray dataJson)
{
    return inside([rule = std::move(rule), trigger = std::move(trigger), dataJson = std::move(dataJson)](
                      EngineCore &core) { return core.handStarts().run(rule, trigger, dataJson); });
}

QFuture<Result<Appended>> Engine::emitEvent(Event event)
{
    return inside([event = std::move(event)](EngineCore &core) { return core.handStarts().append(event); });
}

QFuture<Result<void>> Engine::cancelRun(RunId run)
{
    return inside([run = std::move(run)](EngineCore &core) {
        const auto stored = core.reader().run(run);
        if (!stored)
            return ready(Result<void>(Failure(stored.error())));
        if (isFinished(stored->state))
            return ready(Result<void>(
                failure(Error::Code::InvalidInput, tr("This run has ended already."), run.value)));
        return core.cancelRun(run);
    });
}

QFuture<Result<void>> Engine::retryRun(RunId run, StepId from)
{
    return inside([run = std::move(run), from = std::move(from)](EngineCore &core) {
        return core.handStarts().decide(run, from, Runner::Decision::Again);
    });
}

QFuture<Result<void>> Engine::confirmStep(RunId run, StepId step)
{
    return inside([run = std::move(run), step = std::move(step)](EngineCore &core) {
        return core.handStarts().decide(run, step, Runner::Decision::Done);
    });
}

QFuture<QList<BoardItem>> Engine::board()
{
    return inside([](EngineCore &core) { return ready(core.handStarts().board()); });
}

// --- rules

QFuture<Result<void>> Engine::saveDraft(Rule rule)
{
    return m_parts.store.saveDraft(std::move(rule));
}

QFuture<Result<int>> Engine::publish(Rule rule, std::optional<bool> enable)
{
    const auto problems = validate(rule, m_parts.catalog);
    if (!problems.isEmpty() && enable.value_or(false))
        return ready(Result<int>(Failure(mayRun(rule, problems).error())));
    return inside([this, rule = std::move(rule), enable, isFaulty = !problems.isEmpty()](EngineCore &core) {
        const auto conflicts = hookConflicts(rule, core.rules());
        if (!conflicts.isEmpty() && enable.value_or(false))
            return ready(Result<int>(Failure(mayRun(rule, conflicts).error())));
        const bool staysOff = isFaulty || !conflicts.isEmpty();
        return afterwards(m_parts.store.publish(rule, staysOff ? std::optional(false) : enable));
    });
}

QFuture<Result<void>> Engine::setEnabled(RuleId rule, bool enabled)
{
    return inside([this, rule = std::move(rule), enabled](EngineCore &core) {
        if (!enabled)
            return afterwards(m_parts.store.setEnabled(rule, false));
        const auto stored = core.reader().rule(rule);
        if (!stored)
            return ready(Result<void>(Failure(stored.error())));
        if (stored->version == 0)
            return ready(Result<void>(failure(Error::Code::InvalidInput,
                tr("The rule \"%1\" has not been published yet.").arg(stored->draft.name), rule.value)));
        const auto live = core.reader().ruleVersion(rule, stored->version);
        if (!live)
            return ready(Result<void>(Failure(live.error())));
        if (auto good = mayRun(*live, validate(*live, m_parts.catalog) + hookConflicts(*live, core.rules()));
            !good)
            return ready(good);
        return afterwards(m_parts.store.setEnabled(rule, true));
    });
}

QFuture<Result<void>> Engine::removeRule(RuleId rule)
{
    return inside(
        [this, rule = std::move(rule)](EngineCore &) { return afterwards(m_parts.store.removeRule(rule)); });
}

QFuture<Result<QList<Problem>>> Engine::conflictsOf(Rule rule)
{
    return inside([rule = std::move(rule)](EngineCore &core) {
        return ready(Result<QList<Problem>>(hookConflicts(rule, core.rules())));
    });
}

// --- schedules

QFuture<Result<QList<ScheduleRow>>> Engine::pauseSchedules(
    RuleId rule, StepId step, std::optional<Instant> until)
{
    return inside([rule = std::move(rule), step = std::move(step), until](
                      EngineCore &core) { return core.pauseSchedules(rule, step, until); });
}

// --- records

QFuture<Result<void>> Engine::saveTable(Table table)
{
    return m_parts.store.saveTable(std::move(table));
}
QFuture<Result<void>> Engine::removeTable(TableId table)
{
    return m_parts.store.removeTable(std::move(table));
}
QFuture<Result<Record>> Engine::changeRecord(RecordCommand command)
{
    return m_parts.store.changeRecord(std::move(command));
}

// --- connections

QString Engine::vaultTrouble() const
{
    const auto *book = m_parts.services.connections;
    const auto opened = book ? book->vault().opened() : Result<void>();
    return opened ? QString() : opened.error().message;
}

QFuture<Result<QList<ConnectionStatus>>> Engine::connections()
{
    return m_connections ? m_connections->list() : keepsNoConnections<QList<ConnectionStatus>>();
}

QFuture<Result<ConnectionStatus>> Engine::setConnection(ConnectionChange change)
{
    return m_connections ? m_connections->set(std::move(change)) : keepsNoConnections<ConnectionStatus>();
}

QFuture<Result<QString>> Engine::testConnection(const QString &name)
{
    return m_connections ? m_connections->test(name) : keepsNoConnections<QString>();
}

QFuture<Result<void>> Engine::removeConnection(const QString &name)
{
    return m_connections ? m_connections->remove(name) : keepsNoConnections<void>();
}

} // namespace signalbox
