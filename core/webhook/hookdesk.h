// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/event/eventsink.h"
#include "core/http/handler.h"
#include "core/secret/secretsource.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/hooklog.h"
#include "core/webhook/hooktest.h"
#include "core/webhook/jsontext.h"

#include <QHash>

#include <chrono>
#include <memory>
#include <optional>

namespace signalbox {

class CertificateBook;
struct Handshake;
struct SignatureScheme;

/// Takes in what is sent to /hook/PATH: whether it is for an endpoint, whether its sender is let in, what
/// events it means. Senders' questions (core/webhook/handshake.h) are answered here. What came of each
/// request is written down for the hook's owner, also of those that were refused.
///
/// Stores nothing itself and knows no connection. Thread: the listener's, but for log().
class HookDesk
{
public:
    /// Both are only looked at and must outlive it. Without `secrets` every endpoint that needs one answers
    /// 503.
    HookDesk(const Clock &clock, const SecretSource *secrets)
        : m_clock(clock)
        , m_secrets(secrets)
    {
    }

    void setEndpoints(const QList<WebhookEndpoint> &endpoints);
    /// Where the scheme `paypal` finds certificates; until then it answers 503.
    void setCertificates(std::shared_ptr<const CertificateBook> certificates)
    {
        m_certificates = std::move(certificates);
    }

    /// The header is there. A refusal, or how much is read.
    http::Handler::Admission admit(const http::Request &header);
    /// Another one has refused or given up a request. What a hook's owner can do something about is written
    /// down; that a sender left or spoke no HTTP is not.
    void gaveUp(const http::Request &header, int status);

    struct Outcome
    {
        http::Response response; ///< to be given at once, unless there are events
        QList<Event> events = {}; ///< to be stored; then tell settle()
        bool isBatch = false;
        qint64 number = 0; ///< of the request, for settle()
        QString path = {}; ///< the endpoint's, for settle()
        std::optional<std::chrono::milliseconds> answerWithin = {}; ///< the runs have so long to answer
        int answerLate = 202; ///< the status when they have not
    };
    Outcome handle(http::Request &request);
    /// `status`: what was answered; 0 while the runs are to answer, and called again then.
    void settle(const QString &path, qint64 number, int status, const Result<QList<Appended>> &stored)
    {
        m_log.settle(path, number, status, stored);
    }

    const HookLog &log() const { return m_log; }

    struct Test
    {
        TestRequest request;
        std::chrono::milliseconds patience;
        bool isAnsweredByRuns; ///< so that the answer says nothing of the event: see eventAfter()
    };
    /// What the owner sends to see whether it works. NotFound: there is nothing at that path yet;
    /// Unavailable: no secret to sign with.
    Result<Test> test(const HookTestOrder &order) const;
    /// What the first request to `path` after the one with number `before` became; 0: no event.
    Sequence eventAfter(const QString &path, qint64 before) const;

private:
    /// An endpoint as requests meet it.
    struct Route
    {
        WebhookEndpoint endpoint;
        QByteArray allow; ///< for the header Allow
        const SignatureScheme *scheme = nullptr; ///< null: one that we do not know, so nothing is taken
        const Handshake *handshake = nullptr; ///< null: none

        bool takes(QByteArrayView method) const;
        bool isAskedBy(const http::Request &header) const;
    };

    const Route *routeOf(QByteArrayView path) const;
    http::Response greet(const http::Request &request, const Route &route) const;
    HookRequest pending(const http::Request &request, const Route &route) const;
    /// Writes down what came of a request, with the beginning of `body`.
    void note(const http::Request &request, const Route &route, HookRequest::Verdict verdict, int status,
        const QByteArray &body = {}, const QString &detail = {}, const Shortfall &shortfall = {});
    Outcome answered(const http::Request &request, const Route &route, HookRequest::Verdict verdict,
        http::Response response, const QByteArray &body = {}, const Shortfall &shortfall = {});
    Outcome taken(const http::Request &request, const Route &route, QList<Event> events, bool isBatch);
    QByteArray cleaned(const QByteArray &body, const Route &route) const;

    const Clock &m_clock;
    const SecretSource *const m_secrets;
    std::shared_ptr<const CertificateBook> m_certificates;
    QHash<QByteArray, Route> m_routes; ///< by path
    JsonText m_json;
    HookLog m_log;
};

} // namespace signalbox
