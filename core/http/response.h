// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <utility>

namespace signalbox::http {

/// What a handler answers. Content-Length, Date and Connection come from the server.
struct Response
{
    int status = 200;
    QByteArray contentType = {}; ///< empty: the answer has no Content-Type
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};

    static Response json(int status, QByteArray body);

    /// {"error": sentence}. The sentence is English: it goes to another program, whose people we do not know.
    static Response error(int status, QByteArrayView sentence);

    bool operator==(const Response &) const = default;
};

/// What stands behind the status in an answer's first line.
QByteArrayView reasonOf(int status);

/// Whether an answer with this status may have a body (not 204, 205, 304).
bool hasContent(int status);

/// Whether this can be the name of a header field: a token (RFC 9110, 5.6.2).
bool isFieldName(QByteArrayView name);
/// Whether this can be the value of one: on one line, without control characters.
bool isFieldValue(QByteArrayView value);

/// How an answer is written.
struct Framing
{
    QByteArrayView date; ///< IMF-fixdate (RFC 9110, 5.6.7)
    int minorVersion = 1; ///< of the request
    bool keepAlive = true;
    bool withoutBody = false; ///< to HEAD: the header as if there were a body
};

/// A field whose name or value cannot be one is left out, so that nothing in a value becomes a line of its
/// own.
void append(QByteArray &out, const Response &response, const Framing &framing);

} // namespace signalbox::http
