// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/listener.h"

#include "core/base/futures.h"
#include "core/http/server.h"
#include "core/http/tls.h"
#include "core/webhook/address.h"
#include "core/webhook/answerbox.h"
#include "core/webhook/answers.h"
#include "core/webhook/formdesk.h"
#include "core/webhook/hookdesk.h"
#include "core/webhook/hostguard.h"
#include "core/webhook/mac.h"
#include "core/webhook/waitingrequests.h"

#include <QHash>
#include <QPromise>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto drainTime = 2s;
constexpr QByteArrayView healthPath = "/healthz";

} // namespace

class WebhookListener::Private : public http::Handler
{
public:
    using ListenPromise = std::shared_ptr<QPromise<Result<QString>>>;

    Private(WebhookListener &listener, EventSink &eventSink, const Clock &theClock,
        const SecretSource *theSecrets, http::Limits limits)
        : sink(eventSink)
        , hooks(theClock, theSecrets)
        , forms(theClock)
        , box(std::make_shared<AnswerBox>(&listener))
        , server(*this, theClock, limits, &http::Server::steadyNow, &listener)
        , drainTimer(&listener)
        , waitTimer(&listener)
    {
        setWaiting(limits);
        waitTimer.setSingleShot(true);
        waitTimer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&waitTimer, &QTimer::timeout, &listener, [this] { answerDue(); });
        drainTimer.setSingleShot(true);
        QObject::connect(&server, &http::Server::drained, &listener, [this] { finishStopping(); });
        QObject::connect(&drainTimer, &QTimer::timeout, &listener, [this] { finishStopping(); });
    }

    Admission admit(const http::Request &header) override;
    void handle(http::Request &request, http::RequestId id) override;
    void gaveUp(const http::Request &header, int status) override;
    void left(http::RequestId id) override;

    void listen(const QString &text, const ListenPromise &promise);
    void finishStopping();
    void setUp(const HookSettings &settings);
    QFuture<Result<HookTestAnswer>> test(const HookTestOrder &order);
    Result<QString> listenAt(const QString &text);
    void append(QList<Event> events, bool isBatch, http::RequestId id, bool waits = false);
    void answerAll();
    void answer(const SinkAnswer &answer);
    void setWaiting(const http::Limits &limits);
    void hold(const SinkAnswer &answer);
    void reply(const WaitingRequests::Waiting &to, const http::Response &response);
    void answerDue();

    EventSink &sink;
    HookDesk hooks;
    FormDesk forms;
    std::shared_ptr<AnswerBox> box;
    http::Server server;
    QTimer drainTimer;
    ListenPromise stopping;
    QByteArrayList allowedHosts;
    std::shared_ptr<const http::TlsIdentity> tls; // null: plain HTTP, or none where there is trouble
    Result<void> tlsTrouble; // why the certificate that is wanted cannot be used
    HostGuard guard;
    std::atomic<qint64> strayRequests = 0;
    // Which of the requests under way ask after our health. Few, so a list will do.
    QList<http::RequestId> healthRequests;
    QHash<http::RequestId, FormDesk::Sent> submissions; // on their way to the log
    QHash<http::RequestId, std::pair<QString, qint64>> pending; // for HookDesk::settle()
    WaitingRequests waiting;
    QTimer waitTimer; // for the next of them whose time is up
};

http::Handler::Admission WebhookListener::Private::admit(const http::Request &header)
{
    if (auto misdirected = guard.checkHost(header)) {
        hooks.gaveUp(header, misdirected->status);
        return {std::move(*misdirected)};
    }
    if (header.path == healthPath) {
        if (header.method != "GET" && header.method != "HEAD")
            return {notAllowed("GET, HEAD")};
        return {};
    }
    auto admission = FormDesk::isFormPath(header.path) ? forms.admit(header) : hooks.admit(header);
    if (admission.refusal && admission.refusal->status == 404)
        strayRequests.fetch_add(1, std::memory_order_relaxed);
    return admission;
}

void WebhookListener::Private::gaveUp(const http::Request &header, int status)
{
    hooks.gaveUp(header, status);
}

void WebhookListener::Private::handle(http::Request &request, http::RequestId id)
{
    if (request.path == healthPath) {
        // To store nothing takes the same way as to store something, so it says whether that works.
        healthRequests += id;
        append({}, false, id);
        return;
    }
    if (FormDesk::isFormPath(request.path)) {
        auto outcome = forms.handle(request);
        if (!outcome.event) {
            server.answer(id, outcome.response);
            return;
        }
        submissions.emplace(id, outcome.sent);
        append({*outcome.event}, false, id);
        return;
    }
    auto outcome = hooks.handle(request);
    if (outcome.events.isEmpty()) {
        server.answer(id, outcome.response);
        return;
    }
    pending.insert(id, {outcome.path, outcome.number});
    const bool waits = outcome.answerWithin
        && waiting.expect(id, http::Server::steadyNow() + *outcome.answerWithin, outcome.answerLate);
    append(std::move(outcome.events), outcome.isBatch, id, waits);
}

void WebhookListener::Private::append(QList<Event> events, bool isBatch, http::RequestId id, bool waits)
{
    // Shared, for a std::function can be copied and a duty cannot.
    sink.append(std::move(events),
        [duty = std::make_shared<AnswerDuty>(box, id, isBatch, waits)](
            Result<QList<Appended>> result) { duty->fulfil(std::move(result)); });
}

void WebhookListener::Private::answerAll()
{
    const auto content = box->takeAll();
    for (const auto &said : content.ofLog)
        answer(said);
    for (const auto &said : content.ofRuns) {
        const auto to = waiting.takeByEvent(said.event);
        if (!to)
            continue; // has its answer already
        if (said.answer)
            reply(*to,
                {said.answer->status, said.answer->contentType, said.answer->body, said.answer->headers});
        else
            reply(*to, unanswered(to->event, to->late));
    }
}

void WebhookListener::Private::answer(const SinkAnswer &answer)
{
    const auto id = answer.request;
    if (const auto sent = submissions.constFind(id); sent != submissions.constEnd()) {
        const auto response = forms.answerTo(*sent, answer.result);
        submissions.erase(sent);
        server.answer(id, response);
    } else if (healthRequests.removeOne(id)) {
        auto response = answer.result ? http::Response::json(200, "{\"ok\":true}") : unavailable();
        response.headers.emplace_back("Cache-Control", "no-store");
        server.answer(id, response);
    } else if (answer.isAwaited) {
        hold(answer);
    } else {
        waiting.forget(id);
        const auto response = answerOf(answer.result, answer.isBatch);
        if (const auto noted = pending.take(id); noted.second > 0)
            hooks.settle(noted.first, noted.second, response.status, answer.result);
        server.answer(id, response);
    }
}

// --- requests that wait for their runs

void WebhookListener::Private::setWaiting(const http::Limits &limits)
{
    waiting.setMost(std::min(limits.waitingRequests, limits.connections / 2));
}

/// Its event is stored; its answer comes from a run.
void WebhookListener::Private::hold(const SinkAnswer &answer)
{
    if (const auto noted = pending.value(answer.request); noted.second > 0)
        hooks.settle(noted.first, noted.second, 0, answer.result);
    const auto patience = waiting.stored(answer.request, answer.result->first()) - http::Server::steadyNow();
    if (!waitTimer.isActive() || patience < waitTimer.remainingTimeAsDuration())
        waitTimer.start(std::max(patience, 0ms));
}

void WebhookListener::Private::reply(const WaitingRequests::Waiting &to, const http::Response &response)
{
    box->forget(to.event.sequence);
    if (const auto noted = pending.take(to.request); noted.second > 0)
        hooks.settle(noted.first, noted.second, response.status, QList{to.event});
    server.answer(to.request, response);
}

/// Whose time is up; and is there again when the next one's is.
void WebhookListener::Private::answerDue()
{
    const auto now = http::Server::steadyNow();
    for (const auto &due : waiting.takeDue(now))
        reply(due, unanswered(due.event, due.late));
    if (const auto next = waiting.nextDeadline())
        waitTimer.start(std::max(*next - now, 0ms));
    else
        waitTimer.stop();
}

/// Frees its place. Whoever has only closed its side is told that the event is stored.
void WebhookListener::Private::left(http::RequestId id)
{
    if (const auto to = waiting.takeByRequest(id))
        reply(*to, unanswered(to->event, to->late));
}

// --- life

void WebhookListener::Private::listen(const QString &text, const ListenPromise &promise)
{
    finishStopping();
    if (!text.trimmed().isEmpty()) {
        promise->addResult(listenAt(text));
        promise->finish();
        return;
    }
    stopping = promise;
    waiting.hurry();
    answerDue();
    drainTimer.start(drainTime);
    server.close();
}

void WebhookListener::Private::finishStopping()
{
    drainTimer.stop();
    if (!stopping)
        return;
    server.dropAll();
    const auto promise = std::exchange(stopping, {});
    promise->addResult(QString());
    promise->finish();
}

Result<QString> WebhookListener::Private::listenAt(const QString &text)
{
    auto address = ListenAddress::parse(text);
    if (!address) {
        server.close();
        return Failure(address.error());
    }
    if (!tlsTrouble) {
        server.close();
        return Failure(tlsTrouble.error());
    }
    if (auto listening = server.listen(address->host, address->port); !listening)
        return Failure(listening.error());
    address->port = server.port();
    guard = HostGuard(address->host, allowedHosts);
    return address->url(tls != nullptr);
}

void WebhookListener::Private::setUp(const HookSettings &settings)
{
    allowedHosts.clear();
    for (const auto &host : settings.allowedHosts)
        allowedHosts += host.toUtf8();
    guard = HostGuard(server.address(), allowedHosts);
    server.setLimits(settings.limits);
    setWaiting(settings.limits);
    tls.reset();
    tlsTrouble = {};
    if (!settings.certificateFile.isEmpty()) {
        if (auto identity = http::TlsIdentity::load(settings.certificateFile, settings.keyFile))
            tls = *identity;
        else
            tlsTrouble = Failure(identity.error());
    }
    if (!tlsTrouble && server.port() != 0)
        server.close();
    server.setTls(tls);
    forms.setSecure(tls != nullptr);
}

QFuture<Result<HookTestAnswer>> WebhookListener::Private::test(const HookTestOrder &order)
{
    const auto refused = [](const Error &error) {
        return QtFuture::makeReadyFuture(Result<HookTestAnswer>(Failure(error)));
    };
    const auto test = hooks.test(order);
    if (!test)
        return refused(test.error());
    if (server.port() == 0)
        return refused({Error::Code::Unavailable,
            WebhookListener::tr("Signalbox listens nowhere at the moment; see Settings."), order.path});
    auto address = server.address();
    if (address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::Any))
        address = QHostAddress(QHostAddress::LocalHost);
    else if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    const auto before = hooks.log().lastNumber();
    auto sent
        = HookTestClient::send(address, server.port(), tls ? tls->certificate().fingerprint : QByteArray(),
            order.path, test->request, test->patience, &server);
    if (!test->isAnsweredByRuns)
        return sent;
    return mapped(
        sent,
        [this, path = order.path, before](Result<HookTestAnswer> answer) {
            if (answer)
                answer->event = hooks.eventAfter(path, before);
            return answer;
        },
        &server);
}

WebhookListener::WebhookListener(
    EventSink &sink, const Clock &clock, const SecretSource *secrets, http::Limits limits, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, sink, clock, secrets, limits))
{
}

WebhookListener::~WebhookListener()
{
    d->box->close();
    d.reset();
    mac::endThread();
}

QFuture<Result<QString>> WebhookListener::listen(QString address)
{
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(
        this, [this, address = std::move(address), promise] { d->listen(address, promise); });
    return future;
}

void WebhookListener::setEndpoints(QList<WebhookEndpoint> endpoints)
{
    QMetaObject::invokeMethod(
        this, [this, endpoints = std::move(endpoints)] { d->hooks.setEndpoints(endpoints); });
}

void WebhookListener::setForms(QList<WebForm> forms)
{
    QMetaObject::invokeMethod(this, [this, forms = std::move(forms)] { d->forms.setForms(forms); });
}

void WebhookListener::setAwaited(std::function<void(Sequence)> awaited)
{
    d->box->setAwaited(std::move(awaited));
}

bool WebhookListener::isAwaited(Sequence event) const
{
    return d->box->isAwaited(event);
}

void WebhookListener::answer(Sequence event, RunAnswer answer)
{
    d->box->put(RunsAnswer{event, std::move(answer)});
}

void WebhookListener::runsEnded(Sequence event)
{
    d->box->put(RunsAnswer{event, {}});
}

void WebhookListener::setUp(HookSettings settings)
{
    QMetaObject::invokeMethod(this, [this, settings = std::move(settings)] { d->setUp(settings); });
}

qint64 WebhookListener::strayCount() const
{
    return d->strayRequests.load(std::memory_order_relaxed);
}

QList<HookRequest> WebhookListener::requests(const QString &path) const
{
    return d->hooks.log().newest(path);
}

QFuture<Result<HookTestAnswer>> WebhookListener::test(HookTestOrder order)
{
    auto promise = std::make_shared<QPromise<Result<HookTestAnswer>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, order = std::move(order), promise] {
        whenReady(d->test(order), this, [promise](const Result<HookTestAnswer> &answer) {
            promise->addResult(answer);
            promise->finish();
        });
    });
    return future;
}

void WebhookListener::setCertificates(std::shared_ptr<const CertificateBook> certificates)
{
    QMetaObject::invokeMethod(this, [this, certificates = std::move(certificates)]() mutable {
        d->hooks.setCertificates(std::move(certificates));
    });
}

bool WebhookListener::event(QEvent *event)
{
    if (event->type() != AnswerBox::wakeUp())
        return QObject::event(event);
    d->answerAll();
    return true;
}

} // namespace signalbox
