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
  "value": [
    {
      "subscriptionId": "76619225-ff6b-4ac0-867f-6e9b6e5b6b6f",
      "subscriptionExpirationDateTime": "2026-03-17T09:12:31Z",
      "changeType": "created",
      "resource": "users/622eaaff-0683-4862-9de4-f2ec83c2bd98/messages/AAMkAGUwNjQ4ZjIx",
      "resourceData": {
        "@odata.type": "#Microsoft.Graph.Message",
        "id": "AAMkAGUwNjQ4ZjIx"
      },
      "clientState": "a-long-random-text",
      "tenantId": "84bd8158-6d4d-4958-8b9f-9d6445542f95"
    }
  ]
})json";

} // namespace

HookPreset microsoftGraphPreset()
{
    return {.id = u"microsoft-graph"_s,
        .title = u"Microsoft Graph"_s,
        .help = Tr::tr("Starts when a mail, a calendar entry, a file or a chat changes in Microsoft 365."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"none"_s}}},
            {u"handshake"_s, u"microsoft-graph"_s}, {u"eventType"_s, u"com.microsoft.graph.change"_s}},
        .eventTypes = {u"com.microsoft.graph.change"_s},
        .sample = sample,
        .steps = {Tr::tr("Microsoft Graph signs nothing: give this hook a path that nobody guesses, and a "
                         "clientState that the rule compares."),
            Tr::tr("Publish this rule, so that the question that Graph asks next is answered."),
            Tr::tr("Create the subscription: POST https://graph.microsoft.com/v1.0/subscriptions with "
                   "notificationUrl %1, resource, changeType, expirationDateTime and your clientState."),
            Tr::tr("In the rule, compare event.data.value[0].clientState with the text you chose."),
            Tr::tr("Subscriptions end after a time (some after an hour, most after three days) and have to "
                   "be renewed.")}};
}

} // namespace signalbox
