// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/cloudevents.h"
#include "core/webhook/cloudeventheaders.h"

#include <cstdlib>

using namespace signalbox;

/// "name:value\nname:value": the headers of a CloudEvent in binary mode. What is taken can be written as JSON
/// and read back as the same event.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
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
        return 0;
    const auto event = eventOfHeaders(request);
    if (!event) {
        if (event.error().status != 400)
            std::abort();
        return 0;
    }
    if (event->id.isEmpty() || event->type.isEmpty() || event->source.isEmpty())
        std::abort();
    const auto back = fromCloudEventJson(toCloudEventJson(*event));
    if (!back || back->id != event->id || back->type != event->type || back->source != event->source
        || back->subject != event->subject || back->extensions != event->extensions)
        std::abort();
    return 0;
}
