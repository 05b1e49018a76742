// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hookdesk.h"

#include "core/secret/redaction.h"
#include "core/webhook/answers.h"
#include "core/webhook/handshake.h"
#include "core/webhook/hostguard.h"
#include "core/webhook/intake.h"
#include "core/webhook/requestrecord.h"
#include "core/webhook/signaturegate.h"

#include <QJsonDocument>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using enum HookRequest::Verdict;

namespace {

constexpr QByteArrayView hookPrefix = "/hook/";
constexpr auto testTime = 10s; // beyond what the endpoint itself waits for

QByteArray allowOf(const QByteArrayList &methods)
{
    auto allowed = methods;
    if (allowed.contains("GET"))
        allowed += "HEAD"; // works where GET does (RFC 9110, 9.3.2)
    return allowed.join(", ");
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

// --- routes

bool HookDesk::Route::takes(QByteArrayView method) const
{
    const auto wanted = method == "HEAD" ? QByteArrayView("GET") : method;
    return std::ranges::any_of(endpoint.methods, [&](const QByteArray &taken) { return wanted == taken; });
}

bool HookDesk::Route::isAskedBy(const http::Request &header) const
{
    return handshake && handshake->asks && header.method == handshake->method && handshake->asks(header);
}

void HookDesk::setEndpoints(const QList<WebhookEndpoint> &endpoints)
{
    m_routes.clear();
    QStringList paths;
    for (const auto &endpoint : endpoints) {
        paths += endpoint.path;
        m_routes.insert(endpoint.path.toUtf8(),
            {endpoint, allowOf(endpoint.methods), findSignatureScheme(endpoint.verify.scheme),
                findHandshake(endpoint.handshake)});
    }
    m_log.keepOnly(paths);
}

const HookDesk::Route *HookDesk::routeOf(QByteArrayView path) const
{
    if (!path.startsWith(hookPrefix))
        return nullptr;
    const auto found = m_routes.constFind(hookPath(path));
    return found == m_routes.constEnd() ? nullptr : &*found;
}

// --- requests

http::Handler::Admission HookDesk::admit(const http::Request &header)
{
    const auto *route = routeOf(header.path);
    if (!route)
        return {notThere()};
    const auto refused = [&](HookRequest::Verdict verdict, http::Response response) {
        note(header, *route, verdict, response.status);
        return http::Handler::Admission{std::move(response)};
    };
    if (!route->takes(header.method) && !route->isAskedBy(header))
        return refused(WrongMethod, notAllowed(route->allow));
    if (auto foreign = HostGuard::checkOrigin(header))
        return refused(WebPage, std::move(*foreign));
    if (header.count("content-encoding") > 1 || !isKnownEncoding(header.header("content-encoding"))) {
        auto response = http::Response::error(415, "The only Content-Encoding that is taken is gzip.");
        response.headers.emplace_back("Accept-Encoding", "gzip");
        return refused(WrongEncoding, std::move(response));
    }
    return {{}, route->endpoint.maxBody};
}

void HookDesk::gaveUp(const http::Request &header, int status)
{
    static const QHash<int, HookRequest::Verdict> verdicts{
        {408, TooSlow}, {413, TooLarge}, {421, OtherHost}, {503, Full}};
    const auto *route = routeOf(header.path);
    if (const auto verdict = verdicts.constFind(status); route && verdict != verdicts.constEnd())
        note(header, *route, *verdict, status);
}

HookDesk::Outcome HookDesk::handle(http::Request &request)
{
    const auto *route = routeOf(request.path);
    if (!route) // its rule was removed while the body came
        return {notThere()};
    if (route->isAskedBy(request)) {
        auto answer = greet(request, *route);
        const auto verdict = answer.status < 400 ? Answered
            : answer.status == 503               ? NoSecret
            : answer.status == 403               ? WrongSignature
                                                 : WrongMethod;
        return answered(request, *route, verdict, std::move(answer));
    }
    if (!route->scheme)
        return {withoutSecret()};
    if (!route->takes(request.method)) // only if it changed while the body came
        return {notAllowed(route->allow)};
    Shortfall shortfall;
    const auto proof = checkSender(
        request, route->endpoint, *route->scheme, m_secrets, m_clock.now(), m_certificates.get(), &shortfall);
    if (!proof)
        return answered(request, *route, proof.error().status == 401 ? WrongSignature : NoSecret,
            proof.error(), cleaned(request.body, *route), shortfall);
    if (route->handshake && route->handshake->isSigned) {
        if (auto answer = route->handshake->answer(request, proof->secret))
            return answered(request, *route, Answered, std::move(*answer));
    }
    // The body is moved out, and may be no body any more when it is refused.
    const QByteArray begin(request.body.constData(), std::min(request.body.size(), HookLog::mostBody));
    auto intake = takeIn(request, route->endpoint, *proof, m_json);
    if (!intake)
        return answered(request, *route, intake.error().status == 413 ? TooLarge : BadBody, intake.error(),
            cleaned(begin, *route));
    if (intake->events.isEmpty())
        return answered(request, *route, Answered, accepted({}, intake->isBatch));
    return taken(request, *route, std::move(intake->events), intake->isBatch);
}

HookDesk::Outcome HookDesk::answered(const http::Request &request, const Route &route,
    HookRequest::Verdict verdict, http::Response response, const QByteArray &body, const Shortfall &shortfall)
{
    note(request, route, verdict, response.status, body,
        verdict == BadBody || verdict == TooLarge ? sentenceOf(response) : QString(), shortfall);
    return {std::move(response)};
}

HookRequest HookDesk::pending(const http::Request &request, const Route &route) const
{
    HookRequest noted;
    noted.time = m_clock.now();
    noted.method = request.method.toByteArray();
    noted.peer = request.peer;
    noted.isUnrouted = !route.endpoint.isLive;
    return noted;
}

void HookDesk::note(const http::Request &request, const Route &route, HookRequest::Verdict verdict,
    int status, const QByteArray &body, const QString &detail, const Shortfall &shortfall)
{
    auto noted = pending(request, route);
    noted.verdict = verdict;
    noted.status = status;
    noted.detail = detail;
    noted.shortfall = shortfall;
    noted.record = recordOf(request, u"/hook/"_s + route.endpoint.path, route.endpoint.verify.header);
    noted.contentType = QString::fromLatin1(request.header("content-type"));
    noted.body = body;
    noted.bodySize = request.contentLength.value_or(body.size());
    m_log.add(route.endpoint.path, std::move(noted));
}

HookDesk::Outcome HookDesk::taken(
    const http::Request &request, const Route &route, QList<Event> events, bool isBatch)
{
    const auto &first = events.constFirst();
    auto noted = pending(request, route);
    noted.record = first.request;
    noted.contentType = first.dataContentType;
    noted.body = first.data.value_or(QByteArray());
    Outcome outcome;
    outcome.number = m_log.add(route.endpoint.path, std::move(noted));
    outcome.path = route.endpoint.path;
    outcome.events = std::move(events);
    outcome.isBatch = isBatch;
    if (!isBatch)
        outcome.answerWithin = route.endpoint.answerWithin;
    outcome.answerLate = route.endpoint.answerLate;
    return outcome;
}

/// What is kept of a body that was refused, without the secrets that it should have been signed with: some
/// senders put them inside.
QByteArray HookDesk::cleaned(const QByteArray &body, const Route &route) const
{
    auto kept = body.first(std::min(body.size(), HookLog::mostBody));
    for (const auto &connection : route.endpoint.verify.connections) {
        if (const auto secret = m_secrets ? m_secrets->secret(connection) : Result<QByteArray>(QByteArray());
            secret && !secret->isEmpty())
            kept = Redaction(*secret).cleaned(kept);
    }
    return kept;
}

/// The answer to a question that comes before anything is signed.
http::Response HookDesk::greet(const http::Request &request, const Route &route) const
{
    QByteArray secret;
    if (route.handshake->hasSecret) {
        if (auto found = m_secrets ? m_secrets->secret(route.endpoint.handshakeConnection)
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

// --- tests by the owner

Result<HookDesk::Test> HookDesk::test(const HookTestOrder &order) const
{
    const auto found = m_routes.constFind(order.path.toUtf8());
    if (found == m_routes.constEnd() || !found->scheme)
        return failure(Error::Code::NotFound,
            HookTestClient::tr("Nothing is taken at /hook/%1 yet: something of it is still to be set.")
                .arg(order.path),
            order.path);
    QByteArray secret;
    for (const auto &connection : found->endpoint.verify.connections) {
        if (secret.isEmpty() && m_secrets)
            secret = m_secrets->secret(connection).value_or(QByteArray());
    }
    if (found->scheme->hasSecret && secret.isEmpty())
        return failure(Error::Code::Unavailable,
            HookTestClient::tr("There is no secret to sign with. Give the connection one."), order.path);
    const auto &within = found->endpoint.answerWithin;
    return Test{signedTest(order, found->endpoint, *found->scheme, secret, m_clock.now()),
        testTime + within.value_or(0ms), within.has_value()};
}

Sequence HookDesk::eventAfter(const QString &path, qint64 before) const
{
    Sequence event = 0;
    const auto requests = m_log.newest(path);
    for (const auto &request : requests) {
        if (request.number > before)
            event = request.event;
    }
    return event;
}

} // namespace signalbox
