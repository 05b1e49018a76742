// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/eventsink.h"
#include "core/http/response.h"

#include <QList>

namespace signalbox {

// What senders are told.

/// 202: the events are on disk (or were there before), with their ids and places: as one, or as a list.
http::Response accepted(const QList<Appended> &events, bool isBatch);

/// What the log's answer comes to: accepted, 400, 500, or 503 where it may be sent again.
http::Response answerOf(const Result<QList<Appended>> &stored, bool isBatch);

/// The event is stored, and no run has said anything. `status`: what the endpoint wants to be answered then;
/// from 400 on the body says why.
http::Response unanswered(const Appended &event, int status);

http::Response notAllowed(const QByteArray &allow); ///< 405
http::Response notThere(); ///< 404
http::Response unavailable(); ///< 503, with Retry-After

} // namespace signalbox
