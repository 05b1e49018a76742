// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/http/request.h"
#include "core/webhook/body.h"
#include "core/webhook/endpoint.h"

#include <QList>

namespace signalbox {

/// What a request means: the events to store.
struct Intake
{
    QList<Event> events;
    bool isBatch = false; ///< answered as a list, also of one
};

/// Reads a whole request to `endpoint`: a CloudEvent in binary or structured mode, a batch of them, or
/// anything else, which becomes one event of the endpoint's type whose data is the body. Moves the body out.
/// Refused: with the answer to give (400, 413, 415).
Taken<Intake> takeIn(http::Request &request, const WebhookEndpoint &endpoint, JsonText &json);

} // namespace signalbox
