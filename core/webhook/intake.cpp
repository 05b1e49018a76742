// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/intake.h"

#include "core/event/cloudevents.h"
#include "core/event/eventtypes.h"
#include "core/webhook/cloudeventheaders.h"
#include "core/webhook/requestrecord.h"

#include <QUtf8StringView>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// The ids that known senders repeat when they send something again.
constexpr QByteArrayView knownIdHeaders[] = {"webhook-id", "svix-id", "x-github-delivery", "x-gitea-delivery",
    "x-gitlab-event-uuid", "x-shopify-webhook-id", "i-twilio-idempotency-token", "x-wc-webhook-delivery-id",
    "x-request-uuid", "linear-delivery"};
constexpr qsizetype longestId = 256;

tl::unexpected<http::Response> refused(int status, const QByteArray &sentence)
{
    return tl::unexpected(http::Response::error(status, sentence));
}

/// Empty: the sender gave none, and the log makes one.
Taken<EventId> idOf(const http::Request &request, const WebhookEndpoint &endpoint)
{
    const auto read = [&](QByteArrayView header) -> Taken<EventId> {
        const auto value = request.header(header);
        if (value.size() > longestId || !isUtf8(value))
            return refused(
                400, "The header " + header.toByteArray() + " is no id: it is too long or no text.");
        return EventId(QString::fromUtf8(value));
    };
    if (!endpoint.idHeader.isEmpty())
        return read(endpoint.idHeader);
    for (const auto &header : knownIdHeaders) {
        if (!request.header(header).isEmpty())
            return read(header);
    }
    return EventId();
}

Taken<Intake> takePlain(
    QByteArray body, const http::Request &request, const WebhookEndpoint &endpoint, JsonText &json)
{
    auto data = readBody(std::move(body), request.header("content-type"), endpoint, json);
    if (!data)
        return tl::unexpected(std::move(data.error()));
    auto id = idOf(request, endpoint);
    if (!id)
        return tl::unexpected(std::move(id.error()));
    Event event;
    event.id = std::move(*id);
    event.source = u"/hook/"_s + endpoint.path;
    event.type = endpoint.eventType.isEmpty() ? eventtype::webhookReceived : endpoint.eventType;
    event.data = std::move(data->data);
    event.dataContentType = std::move(data->contentType);
    return Intake{{std::move(event)}, false};
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

Taken<Intake> take(
    QByteArray body, const http::Request &request, const WebhookEndpoint &endpoint, JsonText &json)
{
    constexpr QByteArrayView batch = "application/cloudevents-batch", structured = "application/cloudevents";
    // Nearly all requests say application/json, and need no lower-case copy to see that.
    const auto contentType = request.header("content-type");
    const bool isEvent = contentType.size() >= structured.size()
        && contentType.first(structured.size()).compare(structured, Qt::CaseInsensitive) == 0;
    if (!isEvent) {
        return isBinaryEvent(request) ? takeBinary(std::move(body), request, endpoint, json)
                                      : takePlain(std::move(body), request, endpoint, json);
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

Taken<Intake> takeIn(http::Request &request, const WebhookEndpoint &endpoint, JsonText &json)
{
    if (request.count("content-type") > 1)
        return refused(400, "There is more than one Content-Type.");
    auto body = unpack(std::exchange(request.body, {}), request.header("content-encoding"), endpoint.maxBody);
    if (!body)
        return tl::unexpected(std::move(body.error()));
    auto intake = take(std::move(*body), request, endpoint, json);
    if (intake && !intake->events.isEmpty()) {
        const auto record = recordOf(request, u"/hook/"_s + endpoint.path);
        for (auto &event : intake->events)
            event.request = record;
    }
    return intake;
}

} // namespace signalbox
