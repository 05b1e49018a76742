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

constexpr auto sample = R"json([
  {
    "eventId": 3181526809,
    "subscriptionId": 2297341,
    "portalId": 62515,
    "appId": 54321,
    "occurredAt": 1773479551481,
    "subscriptionType": "deal.propertyChange",
    "attemptNumber": 0,
    "objectId": 18436482,
    "propertyName": "dealstage",
    "propertyValue": "closedwon",
    "changeSource": "CRM_UI"
  }
])json";

} // namespace

HookPreset hubspotPreset()
{
    return {.id = u"hubspot"_s,
        .title = u"HubSpot"_s,
        .help = Tr::tr("Starts when a contact, a company or a deal changes in HubSpot."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"hubspot-v3"_s}}},
            {u"eventType"_s, u"com.hubspot.changes"_s}},
        .eventTypes = {u"com.hubspot.changes"_s},
        .sample = sample,
        .steps = {Tr::tr("In your HubSpot developer account open the app and go to Webhooks."),
            Tr::tr("Target URL: %1"),
            Tr::tr("Enter exactly the same address here as \"Public URL\": it is part of what is signed."),
            Tr::tr("Create the subscriptions you want and activate them."),
            Tr::tr("Copy the client secret from the app's Auth page. Enter the same secret here as a "
                   "connection: \"New connection\" below \"Connection with the secret\".")}};
}

} // namespace signalbox
