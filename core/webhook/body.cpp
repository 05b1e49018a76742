// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"

#include "core/event/event.h"
#include "core/webhook/formdata.h"
#include "core/webhook/gunzip.h"
#include "core/webhook/multipart.h"
#include "core/webhook/xmldata.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<http::Response> refused(int status, QByteArrayView sentence)
{
    return tl::unexpected(http::Response::error(status, sentence));
}

QByteArray at(qint64 line, qint64 column)
{
    return "line " + QByteArray::number(line) + ", column " + QByteArray::number(column);
}

/// What claims to be something else than it is: text if it can be read as such, else bytes.
BodyData asText(QByteArray body)
{
    const auto type = isUtf8(body) ? u"text/plain; charset=utf-8"_s : u"application/octet-stream"_s;
    return {std::move(body), type};
}

void passOverMark(QByteArray &body)
{
    if (body.startsWith("\xEF\xBB\xBF"))
        body.remove(0, 3);
}

bool isXml(QByteArrayView media)
{
    return media == "application/xml" || media == "text/xml" || media.endsWith("+xml");
}

Taken<BodyData> readJson(
    QByteArray body, const QString &contentType, const WebhookEndpoint &endpoint, JsonText &json)
{
    const auto before = body; // shares the bytes
    passOverMark(body);
    const auto fault = json.check(body);
    if (!fault)
        return BodyData{std::move(body), contentType};
    if (endpoint.keepInvalidJson)
        return asText(before);
    return refused(
        400, "The body is not valid JSON (" + at(fault->line, fault->column) + "): " + fault->reason + '.');
}

Taken<BodyData> readXml(const QByteArray &body, const WebhookEndpoint &endpoint)
{
    auto json = xmlToJson(body);
    if (json)
        return BodyData{std::move(*json), u"application/json"_s, body};
    if (endpoint.keepInvalidJson)
        return asText(body);
    const auto &fault = json.error();
    return refused(
        400, "The body is not valid XML (" + at(fault.line, fault.column) + "): " + fault.reason + '.');
}

Taken<BodyData> readParts(const QByteArray &body, QByteArrayView contentType, const WebhookEndpoint &endpoint)
{
    auto json = multipartToJson(body, contentType);
    if (json)
        return BodyData{std::move(*json), u"application/json"_s};
    if (endpoint.keepInvalidJson)
        return asText(body);
    return refused(400, "The body is not a valid form of several parts: " + json.error() + '.');
}

BodyData readUnnamed(QByteArray body, JsonText &json)
{
    auto withoutMark = body;
    passOverMark(withoutMark);
    if (!json.check(withoutMark))
        return {std::move(withoutMark), u"application/json"_s};
    return asText(std::move(body));
}

} // namespace

Taken<BodyData> readBody(
    QByteArray body, QByteArrayView contentType, const WebhookEndpoint &endpoint, JsonText &json)
{
    if (body.isEmpty())
        return BodyData{};
    const auto media = mediaTypeOf(contentType);
    if (media == "application/x-www-form-urlencoded")
        return BodyData{formToJson(body), u"application/json"_s, body};
    if (media == "multipart/form-data")
        return readParts(body, contentType, endpoint);
    if (isXml(media))
        return readXml(body, endpoint);
    return readEventBody(std::move(body), contentType, endpoint, json);
}

Taken<BodyData> readEventBody(
    QByteArray body, QByteArrayView contentType, const WebhookEndpoint &endpoint, JsonText &json)
{
    const auto type = QString::fromLatin1(contentType);
    if (body.isEmpty())
        return BodyData{{}, type};
    if (contentType.isEmpty())
        return readUnnamed(std::move(body), json);
    if (isJsonContentType(type))
        return readJson(std::move(body), type, endpoint, json);
    return BodyData{std::move(body), type};
}

Taken<QByteArray> unpack(QByteArray body, QByteArrayView contentEncoding, qint64 most)
{
    if (contentEncoding.isEmpty() || contentEncoding.compare("identity", Qt::CaseInsensitive) == 0)
        return body;
    auto unpacked = gunzip(body, most);
    if (unpacked)
        return std::move(*unpacked);
    if (unpacked.error() == GunzipFault::TooLarge)
        return refused(413, "The body is too large when it is unpacked.");
    return refused(400, "The body is not valid gzip.");
}

bool isKnownEncoding(QByteArrayView contentEncoding)
{
    for (const QByteArrayView known : {"", "gzip", "x-gzip", "identity"}) {
        if (contentEncoding.compare(known, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QByteArray mediaTypeOf(QByteArrayView contentType)
{
    const auto end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.first(end)).trimmed().toByteArray().toLower();
}

} // namespace signalbox
