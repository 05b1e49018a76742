// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"
#include "tests/fuzz/support/fuzz.h"

using namespace signalbox;
using fuzz::demand;

/// FORMAT is how this target is built: the body is sent with that content type. What is taken is JSON that we
/// would take ourselves, and not much larger than what came.
void signalbox::fuzz::attempt(QByteArrayView bytes)
{
    static JsonText json;
    static const WebhookEndpoint endpoint;
    const auto input = bytes.toByteArray();
    const auto read = readBody(input, FORMAT "; boundary=x", endpoint, json);
    if (!read) {
        demand(read.error().status == 400);
        return;
    }
    if (!read->data)
        return;
    // Each byte becomes six at most (\u0000); around a field of no length stand a few of ours.
    demand(!json.check(*read->data) && read->data->size() <= 200 + 100 * input.size());
}
