// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response.h"

#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox::http {

namespace {

void append(QByteArray &out, qsizetype number)
{
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

} // namespace

Response Response::json(int status, QByteArray body)
{
    return {.status = status, .contentType = "application/json", .body = std::move(body), .headers = {}};
}

Response Response::error(int status, QByteArrayView sentence)
{
    QByteArray body = "{\"error\":";
    appendJsonString(body, QString::fromUtf8(sentence));
    body += '}';
    return json(status, std::move(body));
}

QByteArrayView reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 203:
        return "Non-Authoritative Information";
    case 204:
        return "No Content";
    case 205:
        return "Reset Content";
    case 206:
        return "Partial Content";
    case 300:
        return "Multiple Choices";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 402:
        return "Payment Required";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 407:
        return "Proxy Authentication Required";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 423:
        return "Locked";
    case 424:
        return "Failed Dependency";
    case 425:
        return "Too Early";
    case 426:
        return "Upgrade Required";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 451:
        return "Unavailable For Legal Reasons";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    case 508:
        return "Loop Detected";
    case 511:
        return "Network Authentication Required";
    default:
        return "Status"; // the phrase means nothing to a program (RFC 9112, 4)
    }
}

bool hasContent(int status)
{
    return status != 204 && status != 205 && status != 304;
}

bool isFieldName(QByteArrayView name)
{
    static constexpr QByteArrayView others = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || others.contains(c);
    });
}

bool isFieldValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) { return quint8(c) < ' ' || c == 0x7f; });
}

void append(QByteArray &out, const Response &response, const Framing &framing)
{
    // A length would be that of another answer (RFC 9110, 8.6 and 15.4.5).
    const bool hasNoLength = response.status == 204 || response.status == 304;
    out += "HTTP/1.1 ";
    append(out, response.status);
    out += ' ';
    out += reasonOf(response.status);
    out += "\r\nDate: ";
    out += framing.date;
    const auto appendField = [&out](QByteArrayView name, QByteArrayView value) {
        if (!isFieldName(name) || !isFieldValue(value))
            return;
        out += "\r\n";
        out += name;
        out += ": ";
        out += value;
    };
    if (!response.contentType.isEmpty())
        appendField("Content-Type", response.contentType);
    for (const auto &[name, value] : response.headers)
        appendField(name, value);
    if (!hasNoLength) {
        out += "\r\nContent-Length: ";
        append(out, hasContent(response.status) ? response.body.size() : 0);
    }
    if (!framing.keepAlive)
        out += "\r\nConnection: close";
    else if (framing.minorVersion == 0)
        out += "\r\nConnection: keep-alive";
    out += "\r\n\r\n";
    if (!framing.withoutBody && hasContent(response.status))
        out += response.body;
}

} // namespace signalbox::http
