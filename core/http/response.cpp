// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/response.h"

#include "core/base/json.h"

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
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 303:
        return "See Other";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Status"; // the phrase means nothing to a program (RFC 9112, 4)
    }
}

void append(QByteArray &out, const Response &response, const Framing &framing)
{
    out += "HTTP/1.1 ";
    append(out, response.status);
    out += ' ';
    out += reasonOf(response.status);
    out += "\r\nDate: ";
    out += framing.date;
    if (!response.contentType.isEmpty()) {
        out += "\r\nContent-Type: ";
        out += response.contentType;
    }
    for (const auto &[name, value] : response.headers) {
        out += "\r\n";
        out += name;
        out += ": ";
        out += value;
    }
    if (response.status != 204) { // which has neither length nor body (RFC 9110, 8.6)
        out += "\r\nContent-Length: ";
        append(out, response.body.size());
    }
    if (!framing.keepAlive)
        out += "\r\nConnection: close";
    else if (framing.minorVersion == 0)
        out += "\r\nConnection: keep-alive";
    out += "\r\n\r\n";
    if (!framing.withoutBody && response.status != 204)
        out += response.body;
}

} // namespace signalbox::http
