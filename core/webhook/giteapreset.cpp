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
  "before": "28e1879d029cb852e4844d9c718537df08844e03",
  "after": "bffeb74224043ba2feb48d137756c8a9331c449a",
  "compare_url": "https://git.example.com/shop/website/compare/28e1879...bffeb74",
  "commits": [
    {
      "id": "bffeb74224043ba2feb48d137756c8a9331c449a",
      "message": "Show delivery times\n",
      "url": "https://git.example.com/shop/website/commit/bffeb74",
      "author": {
        "name": "Mira Lang",
        "email": "mira@example.com",
        "username": "mira"
      },
      "timestamp": "2026-03-14T10:12:31+01:00"
    }
  ],
  "repository": {
    "id": 140,
    "name": "website",
    "full_name": "shop/website",
    "private": false,
    "html_url": "https://git.example.com/shop/website",
    "default_branch": "main"
  },
  "pusher": {
    "id": 1,
    "login": "mira"
  },
  "sender": {
    "id": 1,
    "login": "mira"
  }
})json";

} // namespace

HookPreset giteaPreset()
{
    return {.id = u"gitea"_s,
        .title = u"Gitea, Forgejo"_s,
        .help = Tr::tr("Starts when something happens in a repository on Gitea or Forgejo."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"gitea"_s}}}},
        .eventTypes
        = {u"io.gitea.push"_s, u"io.gitea.pull_request"_s, u"io.gitea.issues"_s, u"io.gitea.release"_s},
        .sample = sample,
        .headers = {{"x-gitea-event", "push"}},
        .steps = {Tr::tr("In the repository open Settings, Webhooks, Add webhook, Gitea (or Forgejo)."),
            Tr::tr("Target URL: %1"), Tr::tr("HTTP method: POST, content type: application/json"),
            Tr::tr("Secret: a long random text. Enter the same secret here as a connection: \"New "
                   "connection\" below \"Connection with the secret\"."),
            Tr::tr("An instance on the same network needs this address among its allowed hosts "
                   "(webhook.ALLOWED_HOST_LIST).")}};
}

} // namespace signalbox
