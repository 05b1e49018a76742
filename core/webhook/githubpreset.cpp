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
  "ref": "refs/heads/main",
  "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
  "after": "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5",
  "created": false,
  "deleted": false,
  "forced": false,
  "compare": "https://github.com/example-shop/website/compare/6113728f27ae...59b20b8d5c6f",
  "commits": [
    {
      "id": "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5",
      "message": "Show delivery times",
      "timestamp": "2026-03-14T10:12:31+01:00",
      "url": "https://github.com/example-shop/website/commit/59b20b8d5c6f",
      "author": {
        "name": "Mira Lang",
        "email": "mira@example.com",
        "username": "miralang"
      },
      "added": [
        "delivery.html"
      ],
      "removed": [],
      "modified": [
        "index.html"
      ]
    }
  ],
  "head_commit": {
    "id": "59b20b8d5c6ff8d09518454d4dd8b7b30f095ab5",
    "message": "Show delivery times",
    "author": {
      "name": "Mira Lang",
      "username": "miralang"
    }
  },
  "repository": {
    "id": 186853002,
    "name": "website",
    "full_name": "example-shop/website",
    "private": true,
    "default_branch": "main",
    "html_url": "https://github.com/example-shop/website",
    "owner": {
      "login": "example-shop"
    }
  },
  "pusher": {
    "name": "miralang",
    "email": "mira@example.com"
  },
  "sender": {
    "login": "miralang",
    "id": 21031067,
    "type": "User"
  }
})json";

} // namespace

HookPreset githubPreset()
{
    return {.id = u"github"_s,
        .title = u"GitHub"_s,
        .help = Tr::tr("Starts when something happens in a GitHub repository or organization: a push, a pull "
                       "request, an issue."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}}}},
        .eventTypes = {u"com.github.push"_s, u"com.github.pull_request"_s, u"com.github.issues"_s,
            u"com.github.release"_s, u"com.github.workflow_run"_s, u"com.github.ping"_s},
        .sample = sample,
        .headers = {{"x-github-event", "push"}},
        .steps
        = {Tr::tr("In the repository (or organization) on GitHub open Settings, Webhooks, Add webhook."),
            Tr::tr("Payload URL: %1"), Tr::tr("Content type: application/json"),
            Tr::tr("Secret: a long random text. Enter the same secret here as a connection: \"New "
                   "connection\" below \"Connection with the secret\"."),
            Tr::tr("Choose which events you want and press Add webhook. GitHub sends a ping at once; it "
                   "appears below.")}};
}

} // namespace signalbox
