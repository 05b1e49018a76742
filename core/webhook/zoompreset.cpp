// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/presetlist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookPreset)
};

constexpr auto sample = R"json({
  "event": "meeting.ended",
  "event_ts": 1773479551481,
  "payload": {
    "account_id": "AAAAAABBBB",
    "object": {
      "id": "1234567890",
      "uuid": "4444AAAiAAAAAiAiAiiAii==",
      "topic": "Weekly planning",
      "type": 8,
      "host_id": "x1yCzABCDEfg23HiJKl4mN",
      "duration": 45,
      "start_time": "2026-03-14T09:00:00Z",
      "end_time": "2026-03-14T09:45:00Z",
      "timezone": "Europe/Vienna"
    }
  }
})json";

} // namespace

HookPreset zoomPreset()
{
    return {.id = u"zoom"_s,
        .title = u"Zoom"_s,
        .help = Tr::tr("Starts when a meeting begins or ends, or a recording is ready, in Zoom."),
        .config = {{u"verify"_s,
                       QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"header"_s, u"x-zm-signature"_s},
                           {u"prefix"_s, u"v0="_s}, {u"template"_s, u"v0:{ts}:{body}"_s},
                           {u"timestampHeader"_s, u"x-zm-request-timestamp"_s}}},
            {u"handshake"_s, u"zoom"_s}, {u"eventType"_s, u"us.zoom.event"_s}},
        .eventTypes = {u"us.zoom.event"_s},
        .sample = sample,
        .steps = {Tr::tr("At marketplace.zoom.us open your app and go to Features, Access. Copy the secret "
                         "token. Enter the same secret here as a connection: \"New connection\" below "
                         "\"Connection with the secret\"."),
            Tr::tr("Publish this rule, so that the question that Zoom asks next is answered."),
            Tr::tr("Add an event subscription; event notification endpoint URL: %1"),
            Tr::tr("Press Validate, choose the events and save.")}};
}

} // namespace signalbox
