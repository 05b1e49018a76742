// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/listener.h"

#include "core/base/json.h"
#include "core/http/server.h"
#include "core/webhook/address.h"
#include "core/webhook/answerbox.h"
#include "core/webhook/handshake.h"
#include "core/webhook/hostguard.h"
#include "core/webhook/intake.h"
#include "core/webhook/signaturegate.h"

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
        , secrets(theSecrets)
        , box(std::make_shared<AnswerBox>(&listener))
        , server(*this, theClock, limits, &http::Server::steadyNow, &listener)
        , drainTimer(&listener)
    {
        drainTimer.setSingleShot(true);
        QObject::connect(&server, &http::Server::drained, &listener, [this] { finishStopping(); });
        QObject::connect(&drainTimer, &QTimer::timeout, &listener, [this] { finishStopping(); });
    }

    Admission admit(const http::Request &header) override;
    void handle(http::Request &request, http::RequestId id) override;

    void listen(const QString &text, const ListenPromise &promise);
    void finishStopping();
    Result<QString> listenAt(const QString &text);
    void setEndpoints(const QList<WebhookEndpoint> &endpoints);
    const Route *routeOf(QByteArrayView path) const;
    http::Response greet(const http::Request &request, const Route &route) const;
    void append(QList<Event> events, bool isBatch, http::RequestId id);
    void answerAll();

    EventSink &sink;
    const Clock &clock;
    const SecretSource *const secrets;
    std::shared_ptr<const CertificateBook> certificates;
    std::shared_ptr<AnswerBox> box;
    http::Server server;
    QTimer drainTimer;
    ListenPromise stopping;
    QHash<QByteArray, Route> routes; // by path
    QByteArrayList allowedHosts;
    HostGuard guard;
    JsonText json;
    std::atomic<qint64> strayRequests = 0;
    // Which of the requests under way ask after our health. Few, so a list will do.
    QList<http::RequestId> healthRequests;
};

const Route *WebhookListener::Private::routeOf(QByteArrayView path) const
{
    if (!path.startsWith(hookPrefix))
        return nullptr;
    const auto found = routes.constFind(hookPath(path));
    return found == routes.constEnd() ? nullptr : &*found;
}

http::Handler::Admission WebhookListener::Private::admit(const http::Request &header)
{
    if (auto misdirected = guard.checkHost(header))
        return {std::move(misdirected)};
    if (header.path == healthPath) {
        if (header.method != "GET" && header.method != "HEAD")
            return {notAllowed("GET, HEAD")};
        return {};
    }
    const auto *route = routeOf(header.path);
    if (!route) {
        strayRequests.fetch_add(1, std::memory_order_relaxed);
        return {http::Response::error(404, "There is nothing at this path.")};
    }
    if (!route->takes(header.method) && !route->isAskedBy(header))
        return {notAllowed(route->allow)};
    if (auto foreign = HostGuard::checkOrigin(header))
        return {std::move(foreign)};
    if (header.count("content-encoding") > 1 || !isKnownEncoding(header.header("content-encoding"))) {
        auto response = http::Response::error(415, "The only Content-Encoding that is taken is gzip.");
        response.headers.emplace_back("Accept-Encoding", "gzip");
        return {std::move(response)};
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
    const auto *route = routeOf(request.path);
    if (!route) { // its rule was removed while the body came
        server.answer(id, http::Response::error(404, "There is nothing at this path."));
        return;
    }
    if (route->isAskedBy(request)) {
        server.answer(id, greet(request, *route));
        return;
    }
    if (!route->scheme || !route->takes(request.method)) { // only if it changed while the body came
        server.answer(id, route->scheme ? notAllowed(route->allow) : withoutSecret());
        return;
    }
    const auto proof
        = checkSender(request, route->endpoint, *route->scheme, secrets, clock.now(), certificates.get());
    if (!proof) {
        server.answer(id, proof.error());
        return;
    }
    if (route->handshake && route->handshake->isSigned) {
        if (const auto answer = route->handshake->answer(request, proof->secret)) {
            server.answer(id, *answer);
            return;
        }
    }
    auto intake = takeIn(request, route->endpoint, *proof, json);
    if (!intake)
        server.answer(id, intake.error());
    else if (intake->events.isEmpty())
        server.answer(id, accepted({}, intake->isBatch));
    else
        append(std::move(intake->events), intake->isBatch, id);
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

void WebhookListener::Private::append(QList<Event> events, bool isBatch, http::RequestId id)
{
    AnswerDuty duty(box, id, isBatch);
    sink.append(std::move(events))
        .then(QtFuture::Launch::Sync, [duty = std::move(duty)](Result<QList<Appended>> result) mutable {
            duty.fulfil(std::move(result));
        });
}

void WebhookListener::Private::answerAll()
{
    for (const auto &answer : box->takeAll()) {
        if (!healthRequests.removeOne(answer.request)) {
            server.answer(answer.request, answerTo(answer));
            continue;
        }
        auto response = answer.result ? http::Response::json(200, "{\"ok\":true}") : unavailable();
        response.headers.emplace_back("Cache-Control", "no-store");
        server.answer(answer.request, response);
    }
}

void WebhookListener::Private::listen(const QString &text, const ListenPromise &promise)
{
    finishStopping();
    if (!text.trimmed().isEmpty()) {
        promise->addResult(listenAt(text));
        promise->finish();
        return;
    }
    stopping = promise;
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
    if (auto listening = server.listen(address->host, address->port); !listening)
        return Failure(listening.error());
    address->port = server.port();
    guard = HostGuard(address->host, allowedHosts);
    return address->url();
}

void WebhookListener::Private::setEndpoints(const QList<WebhookEndpoint> &endpoints)
{
    routes.clear();
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

void WebhookListener::setUp(HookSettings settings)
{
    QMetaObject::invokeMethod(this, [this, settings = std::move(settings)] {
        d->allowedHosts.clear();
        for (const auto &host : settings.allowedHosts)
            d->allowedHosts += host.toUtf8();
        d->guard = HostGuard(d->server.address(), d->allowedHosts);
        d->server.setLimits(settings.limits);
    });
}

qint64 WebhookListener::strayCount() const
{
    return d->strayRequests.load(std::memory_order_relaxed);
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
