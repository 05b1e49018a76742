// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/http/request.h"
#include "core/webhook/body.h"

namespace signalbox {

/// CloudEvents 1.0.2 over HTTP, binary mode: attributes in `ce-` headers, data in the body.
/// An event is meant where `ce-specversion` is there.
bool isBinaryEvent(const http::Request &request);

/// The attributes; no data yet. 400: one is missing or cannot be read.
Taken<Event> eventOfHeaders(const http::Request &request);

/// The text of a header's value: a double-quoted string is unquoted, then one round of percent-decoding.
/// A `%` that begins no escape is itself: the library for JavaScript escapes nothing. Nothing: it is no UTF-8
/// then.
std::optional<QString> decodedHeader(QByteArrayView value);

} // namespace signalbox
