// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/intake.h"

#include "core/event/cloudevents.h"
#include "core/event/eventtypes.h"
#include "core/webhook/cloudeventheaders.h"
#include "core/webhook/requestrecord.h"
#include "core/webhook/senderwords.h"

#include <QUtf8StringView>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// The ids that known senders repeat when they send something again.
constexpr QByteArrayView knownIdHeaders[] = {"webhook-id", "svix-id", "x-github-delivery", "x-gitea-delivery",
    "x-gitlab-event-uuid", "x-shopify-webhook-id", "i-twilio-idempotency-token", "x-wc-webhook-delivery-id",
    "x-request-uuid", "linear-delivery"};
constexpr qsizetype longestId = 256;
// Of the hash of a signature: 128 bits, so that no two are ever the same by chance.
constexpr qsizetype codeDigits = 32;

tl::unexpected<http::Response> refused(int status, const QByteArray &sentence)
{
    return tl::unexpected(http::Response::error(status, sentence));
}

/// Empty: there is no such header, or nothing in it.
Taken<EventId> idIn(const http::Request &request, QByteArrayView header)
{
    const auto value = request.header(header);
    if (value.size() > longestId || !isUtf8(value))
        return refused(400, "The header " + header.toByteArray() + " is no id: it is too long or no text.");
    return EventId(QString::fromUtf8(value));
}

Taken<EventId> wellKnownId(const http::Request &request)
{
    for (const auto &header : knownIdHeaders) {
        if (!request.header(header).isEmpty())
            return idIn(request, header);
    }
    return EventId();
}

/// Empty: the sender gave none, and the log makes one.
Taken<EventId> idOf(
    const http::Request &request, const WebhookEndpoint &endpoint, const Proof &proof, SenderWords &words)
{
    if (!proof.id.isEmpty()) {
        if (proof.id.size() > longestId || !isUtf8(proof.id))
            return refused(400, "The id is too long or no text.");
        return EventId(QString::fromUtf8(proof.id));
    }
    if (!endpoint.idHeader.isEmpty())
        return idIn(request, endpoint.idHeader);
    if (const auto id = words.id(); !id.isEmpty() && id.size() <= longestId)
        return EventId(id);
    // Hashed, since the code itself would let whoever reads the log repeat the request.
    if (proof.scheme->isTimed && !proof.code.isEmpty())
        return EventId(u"signed-"_s + QString::fromLatin1(mac::sha256(proof.code).toHex().first(codeDigits)));
    return proof.scheme->eventId.isEmpty() ? wellKnownId(request) : EventId();
}

Taken<Intake> takePlain(QByteArray body, const http::Request &request, const WebhookEndpoint &endpoint,
    const Proof &proof, JsonText &json)
{
    auto data = readBody(std::move(body), request.header("content-type"), endpoint, json);
    if (!data)
        return tl::unexpected(std::move(data.error()));
    SenderWords words(request, *proof.scheme, *data);
    auto id = idOf(request, endpoint, proof, words);
    if (!id)
        return tl::unexpected(std::move(id.error()));
    Event event;
    event.id = std::move(*id);
    event.source = u"/hook/"_s + endpoint.path;
    event.type = endpoint.eventType.isEmpty() ? words.type() : endpoint.eventType;
    if (event.type.isEmpty())
        event.type = eventtype::webhookReceived;
    event.time = words.time().value_or(Instant());
    event.data = std::move(data->data);
    event.dataContentType = std::move(data->contentType);
    return Intake{{std::move(event)}, false, std::move(data->source)};
}

Taken<Intake> takeBinary(
    QByteArray body, const http::Request &request, const WebhookEndpoint &endpoint, JsonText &json)
{
    auto event = eventOfHeaders(request);
    if (!event)
        return tl::unexpected(std::move(event.error()));
    auto data = readEventBody(std::move(body), request.header("content-type"), endpoint, json);
    if (!data)
        return tl::unexpected(std::move(data.error()));
    event->data = std::move(data->data);
    event->dataContentType = std::move(data->contentType);
    return Intake{{std::move(*event)}, false};
}

Taken<Intake> takeStructured(const QByteArray &body)
{
    auto event = fromCloudEventJson(body);
    if (!event)
        return refused(400, event.error().message.toUtf8());
    return Intake{{std::move(*event)}, false};
}

Taken<Intake> takeBatch(const QByteArray &body)
{
    auto events = fromCloudEventBatch(body);
    if (!events)
        return refused(400, events.error().message.toUtf8());
    return Intake{std::move(*events), true};
}

Taken<Intake> take(QByteArray body, const http::Request &request, const WebhookEndpoint &endpoint,
    const Proof &proof, JsonText &json)
{
    constexpr QByteArrayView batch = "application/cloudevents-batch", structured = "application/cloudevents";
    // Nearly all requests say application/json, and need no lower-case copy to see that.
    const auto contentType = request.header("content-type");
    const bool isEvent = contentType.size() >= structured.size()
        && contentType.first(structured.size()).compare(structured, Qt::CaseInsensitive) == 0;
    if (!isEvent) {
        return isBinaryEvent(request) ? takeBinary(std::move(body), request, endpoint, json)
                                      : takePlain(std::move(body), request, endpoint, proof, json);
    }
    const auto media = mediaTypeOf(contentType);
    // The batch first: its name begins with the other's.
    if (media == batch || media == batch.toByteArray() + "+json")
        return takeBatch(body);
    if (media == structured || media == structured.toByteArray() + "+json")
        return takeStructured(body);
    return refused(415, "Of CloudEvents' formats only JSON is read here.");
}

} // namespace

Taken<Intake> takeIn(
    http::Request &request, const WebhookEndpoint &endpoint, const Proof &proof, JsonText &json)
{
    if (request.count("content-type") > 1)
        return refused(400, "There is more than one Content-Type.");
    auto body = unpack(std::exchange(request.body, {}), request.header("content-encoding"), endpoint.maxBody);
    if (!body)
        return tl::unexpected(std::move(body.error()));
    auto intake = take(std::move(*body), request, endpoint, proof, json);
    if (intake && !intake->events.isEmpty()) {
        const auto record = recordOf(
            request, u"/hook/"_s + endpoint.path, endpoint.verify.header, intake->source, !endpoint.isLive);
        for (auto &event : intake->events)
            event.request = record;
    }
    return intake;
}

} // namespace signalbox
