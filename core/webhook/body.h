// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/response.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/jsontext.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace signalbox {

template <typename T> using Taken = tl::expected<T, http::Response>; ///< or what to answer instead

/// The data of an event, as a body became it.
struct BodyData
{
    std::optional<QByteArray> data; ///< none: the body was empty
    QString contentType; ///< of `data`: JSON where a form or XML was read into it
    QByteArray source = {}; ///< the form or XML that `data` was read from; of several parts: all is in `data`

    bool operator==(const BodyData &) const = default;
};

/// JSON, plain text and other bytes stay byte for byte (a byte-order mark before JSON is passed over); forms
/// (core/webhook/formdata.h, multipart.h) and XML become JSON. Without a content type the body is what it
/// looks like: JSON, text or bytes. Refused with 400: what was sent as JSON, XML or a form of several parts
/// and is none, unless the endpoint keeps that as text.
Taken<BodyData> readBody(
    QByteArray body, QByteArrayView contentType, const WebhookEndpoint &endpoint, JsonText &json);

/// As above, but forms and XML stay as they are too: a CloudEvent's data is its body.
Taken<BodyData> readEventBody(
    QByteArray body, QByteArrayView contentType, const WebhookEndpoint &endpoint, JsonText &json);

/// Undoes Content-Encoding, which is gzip or none. 400: no gzip; 413: too large when unpacked.
Taken<QByteArray> unpack(QByteArray body, QByteArrayView contentEncoding, qint64 most);

/// Whether `unpack` knows it.
bool isKnownEncoding(QByteArrayView contentEncoding);

/// "text/html" of "Text/HTML; charset=utf-8".
QByteArray mediaTypeOf(QByteArrayView contentType);

} // namespace signalbox
