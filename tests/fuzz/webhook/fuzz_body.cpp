// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"

#include <cstdlib>

using namespace signalbox;

/// FORMAT is how this target is built: the body is sent with that content type. What is taken is JSON that we
/// would take ourselves, and not much larger than what came.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static JsonText json;
    static const WebhookEndpoint endpoint;
    const QByteArray input(reinterpret_cast<const char *>(bytes), qsizetype(size));
    const auto read = readBody(input, FORMAT "; boundary=x", endpoint, json);
    if (!read) {
        if (read.error().status != 400)
            std::abort();
        return 0;
    }
    if (!read->data)
        return 0;
    // Each byte becomes six at most (\u0000); around a field of no length stand a few of ours.
    if (json.check(*read->data) || read->data->size() > 200 + 100 * input.size())
        std::abort();
    return 0;
}
