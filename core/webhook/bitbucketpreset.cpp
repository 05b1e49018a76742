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
  "actor": {
    "type": "user",
    "display_name": "Mira Lang",
    "nickname": "mira"
  },
  "repository": {
    "type": "repository",
    "name": "website",
    "full_name": "example-shop/website",
    "is_private": true,
    "links": {
      "html": {
        "href": "https://bitbucket.org/example-shop/website"
      }
    }
  },
  "push": {
    "changes": [
      {
        "new": {
          "type": "branch",
          "name": "main",
          "target": {
            "type": "commit",
            "hash": "709d658dc5b6d6afcd46049c2f332ee3f515a67d",
            "message": "Show delivery times\n",
            "date": "2026-03-14T09:12:31+00:00"
          }
        },
        "created": false,
        "forced": false,
        "closed": false,
        "commits": [
          {
            "hash": "709d658dc5b6d6afcd46049c2f332ee3f515a67d",
            "message": "Show delivery times\n"
          }
        ]
      }
    ]
  }
})json";

} // namespace

HookPreset bitbucketPreset()
{
    return {.id = u"bitbucket"_s,
        .title = u"Bitbucket"_s,
        .help = Tr::tr("Starts when something happens in a Bitbucket repository."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"bitbucket"_s}}}},
        .eventTypes = {u"org.bitbucket.repo:push"_s, u"org.bitbucket.pullrequest:created"_s,
            u"org.bitbucket.pullrequest:fulfilled"_s, u"org.bitbucket.issue:created"_s},
        .sample = sample,
        .headers = {{"x-event-key", "repo:push"}},
        .steps = {Tr::tr("In the repository on Bitbucket open Repository settings, Webhooks, Add webhook."),
            Tr::tr("URL: %1"),
            Tr::tr("Secret: a long random text. Enter the same secret here as a connection: \"New "
                   "connection\" below \"Connection with the secret\"."),
            Tr::tr("Choose the triggers and save.")}};
}

} // namespace signalbox
