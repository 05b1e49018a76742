// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/listener.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/http/server.h"
#include "core/http/tls.h"
#include "core/secret/redaction.h"
#include "core/webhook/address.h"
#include "core/webhook/answerbox.h"
#include "core/webhook/formdesk.h"
#include "core/webhook/handshake.h"
#include "core/webhook/hooklog.h"
#include "core/webhook/hostguard.h"
#include "core/webhook/intake.h"
#include "core/webhook/requestrecord.h"
#include "core/webhook/signaturegate.h"
#include "core/webhook/waitingrequests.h"

#include <QHash>
#include <QJsonDocument>
#include <QPromise>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto drainTime = 2s;
constexpr auto testTime = 10s; // beyond what the endpoint itself waits for
constexpr QByteArrayView hookPrefix = "/hook/";
constexpr QByteArrayView healthPath = "/healthz";

/// An endpoint as requests meet it.
struct Route
{
    WebhookEndpoint endpoint;
    QByteArray allow; ///< for the header Allow
    const SignatureScheme *scheme = nullptr; ///< null: one that we do not know, so nothing is taken
    const Handshake *handshake = nullptr; ///< null: none

    bool takes(QByteArrayView method) const;
    bool isAskedBy(const http::Request &header) const
    {
        return handshake && handshake->asks && header.method == handshake->method && handshake->asks(header);
    }
};

QByteArray allowOf(const QByteArrayList &methods)
{
    auto allowed = methods;
    if (allowed.contains("GET"))
        allowed += "HEAD"; // works where GET does (RFC 9110, 9.3.2)
    return allowed.join(", ");
}

bool Route::takes(QByteArrayView method) const
{
    const auto wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    return std::ranges::any_of(endpoint.methods, [&](const QByteArray &taken) { return wanted == taken; });
}

http::Response notAllowed(const QByteArray &allow)
{
    auto response = http::Response::error(405, "This method is not taken here; Allow names those that are.");
    response.headers.emplace_back("Allow", allow);
    return response;
}

http::Response unavailable()
{
    auto response = http::Response::error(503, "Events cannot be stored at this time. Send it again later.");
    response.headers.emplace_back("Retry-After", "5");
    return response;
}

void appendAnswer(QByteArray &json, const Appended &appended)
{
    json += "{\"id\":";
    appendJsonString(json, appended.id.value);
    json += ",\"sequence\":";
    json += QByteArray::number(appended.sequence);
    json += '}';
}

http::Response accepted(const QList<Appended> &events, bool isBatch)
{
    QByteArray json;
    json.reserve(96 + 64 * events.size());
    if (isBatch)
        json += "{\"events\":[";
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (i > 0)
            json += ',';
        appendAnswer(json, events[i]);
    }
    if (isBatch)
        json += "]}";
    return http::Response::json(202, std::move(json));
}

/// To a request whose event is stored, and of which no run has said anything.
http::Response lateAnswer(const WaitingRequests::Waiting &waiting)
{
    auto response = accepted({waiting.event}, false);
    response.status = waiting.late;
    if (waiting.late >= 400)
        response.body.replace(
            0, 1, "{\"error\":\"The event is stored, but none of its runs has answered.\",");
    return response;
}

http::Response answerTo(const SinkAnswer &answer)
{
    if (answer.result)
        return accepted(*answer.result, answer.isBatch);
    switch (answer.result.error().code) {
    case Error::Code::InvalidInput:
        return http::Response::error(400, answer.result.error().message.toUtf8());
    case Error::Code::Unavailable:
    case Error::Code::Timeout:
        return unavailable();
    default:
        return http::Response::error(500, "The event could not be stored.");
    }
}

QString sentenceOf(const http::Response &refusal)
{
    return QJsonDocument::fromJson(refusal.body).object().value(u"error").toString();
}

/// The path behind /hook/ with the escapes undone that stand for what needs none; an escaped slash stays, so
/// that it is no slash.
QByteArray hookPath(QByteArrayView path)
{
    const auto rest = path.sliced(hookPrefix.size());
    if (!rest.contains('%'))
        return QByteArray::fromRawData(rest.data(), rest.size()); // to look up only
    if (rest.toByteArray().toUpper().contains("%2F"))
        return rest.toByteArray();
    return QByteArray::fromPercentEncoding(rest.toByteArray());
}

} // namespace

class WebhookListener::Private : public http::Handler
{
public:
    using ListenPromise = std::shared_ptr<QPromise<Result<QString>>>;

    Private(WebhookListener &listener, EventSink &eventSink, const Clock &theClock,
        const SecretSource *theSecrets, http::Limits limits)
        : sink(eventSink)
        , clock(theClock)
        , desk(theClock)
        , secrets(theSecrets)
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
    Result<HookTestAnswer> withEvent(Result<HookTestAnswer> answer, const QString &path, qint64 before) const;
    Result<QString> listenAt(const QString &text);
    void setEndpoints(const QList<WebhookEndpoint> &endpoints);
    const Route *routeOf(QByteArrayView path) const;
    http::Response greet(const http::Request &request, const Route &route) const;
    Admission refuse(const http::Request &header, const Route *route, HookRequest::Verdict verdict,
        http::Response response);
    void note(const http::Request &request, const Route &route, HookRequest::Verdict verdict, int status,
        const QByteArray &body = {}, const QString &detail = {});
    void noteAccepted(
        const http::Request &request, const Route &route, const Event &event, http::RequestId id);
    QByteArray cleaned(const QByteArray &body, const Route &route) const;
    void append(QList<Event> events, bool isBatch, http::RequestId id, bool waits = false);
    void answerAll();
    void answer(const SinkAnswer &answer);
    void setWaiting(const http::Limits &limits);
    void hold(const SinkAnswer &answer);
    void reply(const WaitingRequests::Waiting &to, const http::Response &response);
    void answerDue();

    EventSink &sink;
    const Clock &clock;
    FormDesk desk;
    const SecretSource *const secrets;
    std::shared_ptr<const CertificateBook> certificates;
    std::shared_ptr<AnswerBox> box;
    http::Server server;
    QTimer drainTimer;
    ListenPromise stopping;
    QHash<QByteArray, Route> routes; // by path
    QByteArrayList allowedHosts;
    std::shared_ptr<const http::TlsIdentity> tls; // null: plain HTTP, or none where there is trouble
    Result<void> tlsTrouble; // why the certificate that is wanted cannot be used
    HostGuard guard;
    JsonText json;
    std::atomic<qint64> strayRequests = 0;
    // Which of the requests under way ask after our health. Few, so a list will do.
    QList<http::RequestId> healthRequests;
    QHash<http::RequestId, FormDesk::Sent> submissions; // on their way
    HookLog log;
    QHash<http::RequestId, std::pair<QString, qint64>> pending; // path and number of what is on its way
    WaitingRequests waiting;
    QTimer waitTimer; // for the next of them whose time is up
};

const Route *WebhookListener::Private::routeOf(QByteArrayView path) const
{
    if (!path.startsWith(hookPrefix))
        return nullptr;
    const auto found = routes.constFind(hookPath(path));
    return found == routes.constEnd() ? nullptr : &*found;
}

/// Writes down what came of a request, with the beginning of `body`.
void WebhookListener::Private::note(const http::Request &request, const Route &route,
    HookRequest::Verdict verdict, int status, const QByteArray &body, const QString &detail)
{
    HookRequest noted;
    noted.time = clock.now();
    noted.method = request.method.toByteArray();
    noted.peer = request.peer;
    noted.verdict = verdict;
    noted.status = status;
    noted.detail = detail;
    noted.isUnrouted = !route.endpoint.isLive;
    noted.record = recordOf(request, u"/hook/"_s + route.endpoint.path, route.endpoint.verify.header);
    noted.contentType = QString::fromLatin1(request.header("content-type"));
    noted.body = body;
    noted.bodySize = request.contentLength.value_or(body.size());
    log.add(route.endpoint.path, std::move(noted));
}

void WebhookListener::Private::noteAccepted(
    const http::Request &request, const Route &route, const Event &event, http::RequestId id)
{
    HookRequest noted;
    noted.time = clock.now();
    noted.method = request.method.toByteArray();
    noted.peer = request.peer;
    noted.isUnrouted = !route.endpoint.isLive;
    noted.record = event.request;
    noted.contentType = event.dataContentType;
    noted.body = event.data.value_or(QByteArray());
    const auto number = log.add(route.endpoint.path, std::move(noted));
    pending.insert(id, {route.endpoint.path, number});
}

http::Handler::Admission WebhookListener::Private::refuse(
    const http::Request &header, const Route *route, HookRequest::Verdict verdict, http::Response response)
{
    if (route)
        note(header, *route, verdict, response.status);
    return {std::move(response)};
}

/// Only what a hook's owner can do something about; that a sender left or spoke no HTTP is neither.
void WebhookListener::Private::gaveUp(const http::Request &header, int status)
{
    const auto *route = routeOf(header.path);
    if (!route)
        return;
    switch (status) {
    case 413:
        note(header, *route, HookRequest::Verdict::TooLarge, status);
        break;
    case 408:
        note(header, *route, HookRequest::Verdict::TooSlow, status);
        break;
    case 503:
        note(header, *route, HookRequest::Verdict::Full, status);
        break;
    default:
        break;
    }
}

http::Handler::Admission WebhookListener::Private::admit(const http::Request &header)
{
    using enum HookRequest::Verdict;
    if (auto misdirected = guard.checkHost(header))
        return refuse(header, routeOf(header.path), OtherHost, std::move(*misdirected));
    if (header.path == healthPath) {
        if (header.method != "GET" && header.method != "HEAD")
            return {notAllowed("GET, HEAD")};
        return {};
    }
    if (FormDesk::isFormPath(header.path)) {
        if (!desk.knows(header.path))
            strayRequests.fetch_add(1, std::memory_order_relaxed);
        return desk.admit(header);
    }
    const auto *route = routeOf(header.path);
    if (!route) {
        strayRequests.fetch_add(1, std::memory_order_relaxed);
        return {http::Response::error(404, "There is nothing at this path.")};
    }
    if (!route->takes(header.method) && !route->isAskedBy(header))
        return refuse(header, route, WrongMethod, notAllowed(route->allow));
    if (auto foreign = HostGuard::checkOrigin(header))
        return refuse(header, route, WebPage, std::move(*foreign));
    if (header.count("content-encoding") > 1 || !isKnownEncoding(header.header("content-encoding"))) {
        auto response = http::Response::error(415, "The only Content-Encoding that is taken is gzip.");
        response.headers.emplace_back("Accept-Encoding", "gzip");
        return refuse(header, route, WrongEncoding, std::move(response));
    }
    return {{}, route->endpoint.maxBody};
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
        auto outcome = desk.handle(request);
        if (!outcome.event) {
            server.answer(id, outcome.response);
            return;
        }
        submissions.emplace(id, outcome.sent);
        append({*outcome.event}, false, id);
        return;
    }
    const auto *route = routeOf(request.path);
    if (!route) { // its rule was removed while the body came
        server.answer(id, http::Response::error(404, "There is nothing at this path."));
        return;
    }
    using enum HookRequest::Verdict;
    if (route->isAskedBy(request)) {
        const auto answer = greet(request, *route);
        note(request, *route,
            answer.status < 400        ? Answered
                : answer.status == 503 ? NoSecret
                : answer.status == 403 ? WrongSignature
                                       : WrongMethod,
            answer.status);
        server.answer(id, answer);
        return;
    }
    if (!route->scheme || !route->takes(request.method)) { // only if it changed while the body came
        server.answer(id, route->scheme ? notAllowed(route->allow) : withoutSecret());
        return;
    }
    const auto proof
        = checkSender(request, route->endpoint, *route->scheme, secrets, clock.now(), certificates.get());
    if (!proof) {
        note(request, *route, proof.error().status == 401 ? WrongSignature : NoSecret, proof.error().status,
            cleaned(request.body, *route));
        server.answer(id, proof.error());
        return;
    }
    if (route->handshake && route->handshake->isSigned) {
        if (const auto answer = route->handshake->answer(request, proof->secret)) {
            note(request, *route, Answered, answer->status);
            server.answer(id, *answer);
            return;
        }
    }
    // The body is moved out, and may be no body any more when it is refused.
    const QByteArray begin(request.body.constData(), std::min(request.body.size(), HookLog::mostBody));
    auto intake = takeIn(request, route->endpoint, *proof, json);
    if (!intake) {
        const auto &refusal = intake.error();
        note(request, *route, refusal.status == 413 ? TooLarge : BadBody, refusal.status,
            cleaned(begin, *route), sentenceOf(refusal));
        server.answer(id, refusal);
    } else if (intake->events.isEmpty()) {
        note(request, *route, Answered, accepted({}, intake->isBatch).status);
        server.answer(id, accepted({}, intake->isBatch));
    } else {
        noteAccepted(request, *route, intake->events.first(), id);
        const auto &within = route->endpoint.answerWithin;
        const bool waits = within && !intake->isBatch
            && waiting.expect(id, http::Server::steadyNow() + *within, route->endpoint.answerLate);
        append(std::move(intake->events), intake->isBatch, id, waits);
    }
}

/// What is kept of a body that was refused, without the secrets that it should have been signed with: some
/// senders put them inside.
QByteArray WebhookListener::Private::cleaned(const QByteArray &body, const Route &route) const
{
    auto kept = body.first(std::min(body.size(), HookLog::mostBody));
    for (const auto &connection : route.endpoint.verify.connections) {
        if (const auto secret = secrets ? secrets->secret(connection) : Result<QByteArray>(QByteArray());
            secret && !secret->isEmpty())
            kept = Redaction(*secret).cleaned(kept);
    }
    return kept;
}

/// The answer to a question that comes before anything is signed.
http::Response WebhookListener::Private::greet(const http::Request &request, const Route &route) const
{
    QByteArray secret;
    if (route.handshake->hasSecret) {
        if (auto found = secrets ? secrets->secret(route.endpoint.handshakeConnection)
                                 : Result<QByteArray>(failure(Error::Code::Unavailable, {})))
            secret = *found;
        if (secret.isEmpty())
            return withoutSecret();
    }
    auto answer = route.handshake->answer(request, secret);
    if (!answer)
        return notAllowed(route.allow);
    if (route.handshake->method == "OPTIONS")
        answer->headers.emplace_back("Allow", route.allow);
    return *answer;
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
            reply(*to, lateAnswer(*to));
    }
}

void WebhookListener::Private::answer(const SinkAnswer &answer)
{
    const auto id = answer.request;
    if (const auto sent = submissions.constFind(id); sent != submissions.constEnd()) {
        const auto response = desk.answerTo(*sent, answer.result);
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
        const auto response = answerTo(answer);
        if (const auto noted = pending.take(id); noted.second > 0)
            log.settle(noted.first, noted.second, response.status, answer.result);
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
        log.settle(noted.first, noted.second, 0, answer.result);
    const auto patience = waiting.stored(answer.request, answer.result->first()) - http::Server::steadyNow();
    if (!waitTimer.isActive() || patience < waitTimer.remainingTimeAsDuration())
        waitTimer.start(std::max(patience, 0ms));
}

void WebhookListener::Private::reply(const WaitingRequests::Waiting &to, const http::Response &response)
{
    box->forget(to.event.sequence);
    if (const auto noted = pending.take(to.request); noted.second > 0)
        log.settle(noted.first, noted.second, response.status, QList{to.event});
    server.answer(to.request, response);
}

/// Whose time is up; and is there again when the next one's is.
void WebhookListener::Private::answerDue()
{
    const auto now = http::Server::steadyNow();
    for (const auto &due : waiting.takeDue(now))
        reply(due, lateAnswer(due));
    if (const auto next = waiting.nextDeadline())
        waitTimer.start(std::max(*next - now, 0ms));
    else
        waitTimer.stop();
}

/// Frees its place. Whoever has only closed its side is told that the event is stored.
void WebhookListener::Private::left(http::RequestId id)
{
    if (const auto to = waiting.takeByRequest(id))
        reply(*to, lateAnswer(*to));
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
    desk.setSecure(tls != nullptr);
}

QFuture<Result<HookTestAnswer>> WebhookListener::Private::test(const HookTestOrder &order)
{
    const auto refused = [&](Error::Code code, const QString &message) {
        return QtFuture::makeReadyFuture(Result<HookTestAnswer>(failure(code, message, order.path)));
    };
    const auto found = routes.constFind(order.path.toUtf8());
    if (found == routes.constEnd() || !found->scheme)
        return refused(Error::Code::NotFound,
            WebhookListener::tr("Nothing is taken at /hook/%1 yet: something of it is still to be set.")
                .arg(order.path));
    if (server.port() == 0)
        return refused(Error::Code::Unavailable,
            WebhookListener::tr("Signalbox listens nowhere at the moment; see Settings."));
    QByteArray secret;
    for (const auto &connection : found->endpoint.verify.connections) {
        if (secret.isEmpty() && secrets)
            secret = secrets->secret(connection).value_or(QByteArray());
    }
    if (found->scheme->hasSecret && secret.isEmpty())
        return refused(Error::Code::Unavailable,
            WebhookListener::tr("There is no secret to sign with. Give the connection one."));
    auto address = server.address();
    if (address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::Any))
        address = QHostAddress(QHostAddress::LocalHost);
    else if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    return HookTestClient::send(address, server.port(), tls ? tls->certificate().fingerprint : QByteArray(),
        order.path, signedTest(order, found->endpoint, *found->scheme, secret, clock.now()),
        testTime + found->endpoint.answerWithin.value_or(0ms), &server);
}

/// What a run answers says nothing of the event: it is that of the first request after `before`.
Result<HookTestAnswer> WebhookListener::Private::withEvent(
    Result<HookTestAnswer> answer, const QString &path, qint64 before) const
{
    if (!answer || !routes.value(path.toUtf8()).endpoint.answerWithin)
        return answer;
    answer->event = 0;
    const auto requests = log.newest(path);
    for (const auto &request : requests) {
        if (request.number > before)
            answer->event = request.event;
    }
    return answer;
}

void WebhookListener::Private::setEndpoints(const QList<WebhookEndpoint> &endpoints)
{
    routes.clear();
    QStringList paths;
    for (const auto &endpoint : endpoints)
        paths += endpoint.path;
    log.keepOnly(paths);
    for (const auto &endpoint : endpoints)
        routes.insert(endpoint.path.toUtf8(),
            {endpoint, allowOf(endpoint.methods), findSignatureScheme(endpoint.verify.scheme),
                findHandshake(endpoint.handshake)});
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
    QMetaObject::invokeMethod(this, [this, endpoints = std::move(endpoints)] { d->setEndpoints(endpoints); });
}

void WebhookListener::setForms(QList<WebForm> forms)
{
    QMetaObject::invokeMethod(this, [this, forms = std::move(forms)] { d->desk.setForms(forms); });
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
    return d->log.newest(path);
}

QFuture<Result<HookTestAnswer>> WebhookListener::test(HookTestOrder order)
{
    auto promise = std::make_shared<QPromise<Result<HookTestAnswer>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(this, [this, order = std::move(order), promise] {
        whenReady(d->test(order), this,
            [this, promise, path = order.path, before = d->log.lastNumber()](
                const Result<HookTestAnswer> &answer) {
                promise->addResult(d->withEvent(answer, path, before));
                promise->finish();
            });
    });
    return future;
}

void WebhookListener::setCertificates(std::shared_ptr<const CertificateBook> certificates)
{
    QMetaObject::invokeMethod(this, [this, certificates = std::move(certificates)]() mutable {
        d->certificates = std::move(certificates);
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
