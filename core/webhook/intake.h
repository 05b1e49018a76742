// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/http/request.h"
#include "core/webhook/body.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/signaturegate.h"

#include <QList>

namespace signalbox {

/// What a request means: the events to store.
struct Intake
{
    QList<Event> events;
    bool isBatch = false; ///< answered as a list, also of one
    QByteArray source = {}; ///< what the event's data was read from, where that was no JSON, text or bytes
};

/// Reads a whole request to `endpoint`: a CloudEvent in binary or structured mode, a batch of them, or
/// anything else, which becomes one event whose data is the body. Moves the body out. `proof` is that of its
/// sender, who has been let in.
///
/// Of that one event: the type is the endpoint's, else what the scheme's sender says, else
/// `signalbox.webhook.received`; the time what the sender says. The id, which tells repetitions, is the first
/// of: the id that was signed; what the endpoint's `idHeader` says; what the scheme's sender says in its own
/// place; what a signature with a time in it comes to (then a repetition has the same id, whatever its other
/// headers say); and only where there is no such signature, one of the well-known headers.
/// What came to an endpoint that no rule takes from is marked in its record: {"unrouted": true}.
/// Refused: with the answer to give (400, 413, 415).
Taken<Intake> takeIn(
    http::Request &request, const WebhookEndpoint &endpoint, const Proof &proof, JsonText &json);

} // namespace signalbox
