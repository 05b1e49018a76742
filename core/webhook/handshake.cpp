// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/handshake.h"

#include "core/webhook/body.h"
#include "core/webhook/formdata.h"
#include "core/webhook/jsonplaces.h"
#include "core/webhook/mac.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Longer than any challenge that is sent (Microsoft's have about 200 characters), and too short for mischief.
constexpr qsizetype longestChallenge = 1024;
// Of a body that asks something; others need no look.
constexpr qsizetype largestQuestion = 8LL * 1024;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Handshake)
};

/// The value of a parameter that is there once. Nothing: it is not, or has no sensible length.
std::optional<QByteArray> parameter(QByteArrayView query, const QString &wanted)
{
    std::optional<QByteArray> found;
    int count = 0;
    forEachField(query, [&](const QString &name, const QString &value) {
        if (name != wanted)
            return;
        ++count;
        found = value.toUtf8();
    });
    if (count != 1 || found->isEmpty() || found->size() > longestChallenge)
        return {};
    return found;
}

/// What came with the question, sent back. As text and nothing else: a browser must not take it for a page.
http::Response plainText(const QByteArray &text)
{
    return {200, "text/plain; charset=utf-8", text,
        {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}}};
}

bool isSmallQuestion(const http::Request &request, QByteArrayView word)
{
    return request.body.size() <= largestQuestion && QByteArrayView(request.body).contains(word);
}

Handshake slack()
{
    return {.id = u"slack"_s,
        .title = u"Slack (url_verification)"_s,
        .method = "POST",
        .isSigned = true,
        .answer = [](const http::Request &request, QByteArrayView) -> std::optional<http::Response> {
            if (!isSmallQuestion(request, "url_verification"))
                return {};
            JsonPlaces body(request.body);
            const auto challenge = body.text({"challenge"});
            if (body.text({"type"}) != u"url_verification"_s || !challenge)
                return {};
            return plainText(challenge->toUtf8());
        }};
}

Handshake zoom()
{
    return {.id = u"zoom"_s,
        .title = u"Zoom (endpoint.url_validation)"_s,
        .method = "POST",
        .isSigned = true,
        .answer = [](const http::Request &request, QByteArrayView secret) -> std::optional<http::Response> {
            if (secret.isEmpty() || !isSmallQuestion(request, "endpoint.url_validation"))
                return {};
            JsonPlaces body(request.body);
            const auto token = body.text({"payload", "plainToken"});
            if (body.text({"event"}) != u"endpoint.url_validation"_s || !token)
                return {};
            const auto code = mac::hmac(mac::Algorithm::Sha256, secret, {token->toUtf8()});
            return http::Response::json(200,
                QJsonDocument(
                    QJsonObject{{u"plainToken"_s, *token},
                        {u"encryptedToken"_s, QString::fromLatin1(mac::encoded(code, mac::Encoding::Hex))}})
                    .toJson(QJsonDocument::Compact));
        }};
}

Handshake meta()
{
    return {.id = u"meta"_s,
        .title = u"Meta (hub.challenge)"_s,
        .method = "GET",
        .hasSecret = true,
        .asks =
            [](const http::Request &header) {
                return parameter(header.query, u"hub.mode"_s) == "subscribe"
                    && parameter(header.query, u"hub.challenge"_s).has_value();
            },
        .answer = [](const http::Request &request, QByteArrayView secret) -> std::optional<http::Response> {
            const auto token = parameter(request.query, u"hub.verify_token"_s);
            if (!token || !mac::isSame(*token, secret))
                return http::Response::error(403, "The sender could not be verified.");
            return plainText(*parameter(request.query, u"hub.challenge"_s));
        }};
}

Handshake microsoftGraph()
{
    return {.id = u"microsoft-graph"_s,
        .title = u"Microsoft Graph (validationToken)"_s,
        .method = "POST",
        .asks =
            [](const http::Request &header) {
                return parameter(header.query, u"validationToken"_s).has_value();
            },
        .answer = [](const http::Request &request, QByteArrayView) -> std::optional<http::Response> {
            return plainText(*parameter(request.query, u"validationToken"_s));
        }};
}

Handshake dropbox()
{
    return {.id = u"dropbox"_s,
        .title = u"Dropbox (challenge)"_s,
        .method = "GET",
        .asks
        = [](const http::Request &header) { return parameter(header.query, u"challenge"_s).has_value(); },
        .answer = [](const http::Request &request, QByteArrayView) -> std::optional<http::Response> {
            return plainText(*parameter(request.query, u"challenge"_s));
        }};
}

/// CloudEvents, HTTP 1.1 Web Hooks, 4: whoever wants to send asks first, with its name.
Handshake cloudEvents()
{
    return {.id = u"cloudevents"_s,
        .title = u"CloudEvents (OPTIONS)"_s,
        .method = "OPTIONS",
        .asks =
            [](const http::Request &header) {
                const auto origin = header.header("webhook-request-origin");
                return header.count("webhook-request-origin") == 1 && !origin.isEmpty()
                    && origin.size() <= longestChallenge;
            },
        .answer = [](const http::Request &request, QByteArrayView) -> std::optional<http::Response> {
            http::Response response{200, {}, {}, {}};
            response.headers.emplace_back(
                "WebHook-Allowed-Origin", request.header("webhook-request-origin").toByteArray());
            // The answer to a rate that is asked for must name one; "*" is as fast as it likes.
            if (request.find("webhook-request-rate"))
                response.headers.emplace_back("WebHook-Allowed-Rate", "*");
            return response;
        }};
}

} // namespace

const QList<Handshake> &handshakes()
{
    static const QList<Handshake> all{Handshake{.id = u"none"_s, .title = Tr::tr("None")}, cloudEvents(),
        dropbox(), meta(), microsoftGraph(), slack(), zoom()};
    return all;
}

const Handshake *findHandshake(const QString &id)
{
    const auto found = std::ranges::find(handshakes(), id, &Handshake::id);
    return found == handshakes().end() ? nullptr : &*found;
}

} // namespace signalbox
