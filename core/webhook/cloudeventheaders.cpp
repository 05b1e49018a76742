// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/cloudeventheaders.h"

#include "core/event/cloudevents.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr QByteArrayView prefix = "ce-";

tl::unexpected<http::Response> refused(const QByteArray &sentence)
{
    return tl::unexpected(http::Response::error(400, sentence));
}

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
        : c >= 'a' && c <= 'f'  ? c - 'a' + 10
        : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                : -1;
}

/// A value that is one quoted string (RFC 9110, 5.6.4), without quotes and backslashes; others as they are.
QByteArray unquoted(QByteArrayView value)
{
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
        return value.toByteArray();
    QByteArray text;
    for (qsizetype i = 1; i < value.size() - 1; ++i) {
        if (value[i] == '\\' && i + 1 < value.size() - 1)
            ++i;
        text += value[i];
    }
    return text;
}

// What the log says of an event is never taken from outside (core/event/cloudevents.h).
bool isOwn(QByteArrayView name)
{
    return name == "sequence" || name == "correlation" || name == "causationrun" || name == "causationstep"
        || name == "request";
}

} // namespace

std::optional<QString> decodedHeader(QByteArrayView value)
{
    const auto text = unquoted(value);
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%' || i + 2 >= text.size() || hexDigit(text[i + 1]) < 0
            || hexDigit(text[i + 2]) < 0) {
            bytes += text[i];
            continue;
        }
        bytes += char(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
        i += 2;
    }
    if (!isUtf8(bytes))
        return {};
    return QString::fromUtf8(bytes);
}

bool isBinaryEvent(const http::Request &request)
{
    return request.find("ce-specversion").has_value();
}

Taken<Event> eventOfHeaders(const http::Request &request)
{
    Event event;
    for (const auto &field : request.fields) {
        if (!field.name.startsWith(prefix))
            continue;
        const auto name = field.name.sliced(prefix.size());
        if (isOwn(name))
            continue;
        if (request.count(field.name) > 1)
            return refused("The header " + field.name.toByteArray() + " is given twice.");
        const auto value = decodedHeader(field.value);
        if (!value)
            return refused("The header " + field.name.toByteArray() + " is not text in UTF-8.");
        if (name == "specversion") {
            if (*value != u"1.0")
                return refused("ce-specversion must be 1.0.");
        } else if (name == "id") {
            event.id.value = *value;
        } else if (name == "source") {
            event.source = *value;
        } else if (name == "type") {
            event.type = *value;
        } else if (name == "subject") {
            event.subject = *value;
        } else if (name == "dataschema") {
            event.dataSchema = *value;
        } else if (name == "traceparent") {
            event.traceParent = *value;
        } else if (name == "datacontenttype") {
            return refused("The event's datacontenttype is the header Content-Type, not ce-datacontenttype.");
        } else if (name == "time") {
            const auto time = fromRfc3339(*value);
            if (!time)
                return refused("ce-time must be a time like 2026-11-23T15:04:05Z.");
            event.time = *time;
        } else {
            event.extensions.insert(QString::fromLatin1(name), *value);
        }
    }
    event.dataContentType = QString::fromLatin1(request.header("content-type"));
    if (const auto checked = checkEvent(event); !checked)
        return refused(checked.error().message.toUtf8());
    return event;
}

} // namespace signalbox
