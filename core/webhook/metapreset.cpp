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
  "object": "whatsapp_business_account",
  "entry": [
    {
      "id": "102290129340398",
      "changes": [
        {
          "field": "messages",
          "value": {
            "messaging_product": "whatsapp",
            "metadata": {
              "display_phone_number": "43660555010",
              "phone_number_id": "106540352242922"
            },
            "contacts": [
              {
                "profile": {
                  "name": "Jo Berg"
                },
                "wa_id": "436605550123"
              }
            ],
            "messages": [
              {
                "from": "436605550123",
                "id": "wamid.HBgLNDM2NjA1NTUwMTIzFQIAEhgU",
                "timestamp": "1773479551",
                "type": "text",
                "text": {
                  "body": "Is my order on its way?"
                }
              }
            ]
          }
        }
      ]
    }
  ]
})json";

} // namespace

HookPreset metaPreset()
{
    return {.id = u"meta"_s,
        .title = u"Meta (Facebook, Instagram, WhatsApp)"_s,
        .help = Tr::tr("Starts when a page, an Instagram account or a WhatsApp number gets something."),
        .config = {{u"verify"_s,
                       QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"header"_s, u"x-hub-signature-256"_s},
                           {u"prefix"_s, u"sha256="_s}}},
            {u"handshake"_s, u"meta"_s}, {u"eventType"_s, u"com.meta.change"_s}},
        .eventTypes = {u"com.meta.change"_s},
        .sample = sample,
        .steps = {Tr::tr("At developers.facebook.com open your app; under App settings, Basic, copy the app "
                         "secret. Enter the same secret here as a connection: \"New connection\" below "
                         "\"Connection with the secret\"."),
            Tr::tr("Make up a verify token and enter it here as a connection of its own: \"Connection with "
                   "the token of the question\", under More settings."),
            Tr::tr("Publish this rule, so that the question that Meta asks next is answered."),
            Tr::tr(
                "Open Webhooks, choose the object, Subscribe: callback URL %1, and the same verify token."),
            Tr::tr("Subscribe to the fields you want.")}};
}

} // namespace signalbox
