// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/cloudevents.h"
#include "core/webhook/cloudeventheaders.h"
#include "tests/fuzz/support/fuzz.h"

using namespace signalbox;
using fuzz::demand;

/// "name:value\nname:value": the headers of a CloudEvent in binary mode. What is taken can be written as JSON
/// and read back as the same event.
void signalbox::fuzz::attempt(QByteArrayView bytes)
{
    const auto input = bytes.toByteArray();
    const auto lines = input.split('\n');
    http::Request request;
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon > 0)
            request.fields.push_back(
                {QByteArrayView(line).first(colon), QByteArrayView(line).sliced(colon + 1)});
        decodedHeader(line);
    }
    if (!isBinaryEvent(request))
        return;
    const auto event = eventOfHeaders(request);
    if (!event) {
        demand(event.error().status == 400);
        return;
    }
    demand(!event->id.isEmpty() && !event->type.isEmpty() && !event->source.isEmpty());
    const auto back = fromCloudEventJson(toCloudEventJson(*event));
    demand(back && back->id == event->id && back->type == event->type && back->source == event->source
        && back->subject == event->subject && back->extensions == event->extensions);
}
