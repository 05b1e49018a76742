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
  "action": "create",
  "type": "Issue",
  "createdAt": "2026-03-14T09:12:31.481Z",
  "data": {
    "id": "2174add1-f7c8-44e3-bbf3-2d60b5ea8bc9",
    "identifier": "SHOP-42",
    "title": "Show delivery times",
    "priority": 2,
    "state": {
      "id": "28d2d6a1",
      "name": "Todo",
      "type": "unstarted"
    },
    "team": {
      "id": "72b2a2dc",
      "key": "SHOP",
      "name": "Shop"
    },
    "assignee": {
      "id": "aacdca22",
      "name": "Mira Lang"
    },
    "labels": [
      {
        "id": "9c1f",
        "name": "website"
      }
    ]
  },
  "url": "https://linear.app/example-shop/issue/SHOP-42",
  "organizationId": "9f2b7d10",
  "webhookTimestamp": 1773479551481,
  "webhookId": "000042e3-d123-4980-b49f-8e140eef9329"
})json";

} // namespace

HookPreset linearPreset()
{
    return {.id = u"linear"_s,
        .title = u"Linear"_s,
        .help = Tr::tr("Starts when an issue, a comment or a project changes in Linear."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"linear"_s}}}},
        .eventTypes = {u"app.linear.Issue"_s, u"app.linear.Comment"_s, u"app.linear.Project"_s},
        .sample = sample,
        .steps = {Tr::tr("In Linear open Settings, API, Webhooks, New webhook."), Tr::tr("URL: %1"),
            Tr::tr("Copy the signing secret that is shown. Enter the same secret here as a connection: \"New "
                   "connection\" below \"Connection with the secret\"."),
            Tr::tr("Choose the kinds of data and press Create webhook.")}};
}

} // namespace signalbox
