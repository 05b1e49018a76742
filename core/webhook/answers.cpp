// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/answers.h"

#include "core/base/json.h"

namespace signalbox {

namespace {

void appendAnswer(QByteArray &json, const Appended &appended)
{
    json += "{\"id\":";
    appendJsonString(json, appended.id.value);
    json += ",\"sequence\":";
    json += QByteArray::number(appended.sequence);
    json += '}';
}

} // namespace

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

http::Response answerOf(const Result<QList<Appended>> &stored, bool isBatch)
{
    if (stored)
        return accepted(*stored, isBatch);
    switch (stored.error().code) {
    case Error::Code::InvalidInput:
        return http::Response::error(400, stored.error().message.toUtf8());
    case Error::Code::Unavailable:
    case Error::Code::Timeout:
        return unavailable();
    default:
        return http::Response::error(500, "The event could not be stored.");
    }
}

http::Response unanswered(const Appended &event, int status)
{
    auto response = accepted({event}, false);
    response.status = status;
    if (status >= 400)
        response.body.replace(
            0, 1, "{\"error\":\"The event is stored, but none of its runs has answered.\",");
    return response;
}

http::Response notAllowed(const QByteArray &allow)
{
    auto response = http::Response::error(405, "This method is not taken here; Allow names those that are.");
    response.headers.emplace_back("Allow", allow);
    return response;
}

http::Response notThere()
{
    return http::Response::error(404, "There is nothing at this path.");
}

http::Response unavailable()
{
    auto response = http::Response::error(503, "Events cannot be stored at this time. Send it again later.");
    response.headers.emplace_back("Retry-After", "5");
    return response;
}

} // namespace signalbox
