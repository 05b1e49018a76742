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
  "object_kind": "merge_request",
  "event_type": "merge_request",
  "user": {
    "id": 51,
    "name": "Mira Lang",
    "username": "mira"
  },
  "project": {
    "id": 14,
    "name": "Website",
    "path_with_namespace": "example-shop/website",
    "web_url": "https://gitlab.com/example-shop/website",
    "default_branch": "main"
  },
  "object_attributes": {
    "id": 99,
    "iid": 7,
    "title": "Show delivery times",
    "state": "opened",
    "action": "open",
    "source_branch": "delivery",
    "target_branch": "main",
    "draft": false,
    "url": "https://gitlab.com/example-shop/website/-/merge_requests/7",
    "created_at": "2026-03-14 09:12:31 UTC"
  },
  "labels": [
    {
      "id": 206,
      "title": "shop",
      "color": "#0e8a16"
    }
  ]
})json";

} // namespace

HookPreset gitlabPreset()
{
    return {.id = u"gitlab"_s,
        .title = u"GitLab"_s,
        .help = Tr::tr("Starts when something happens in a GitLab project or group: a push, a merge request, "
                       "a pipeline."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"gitlab"_s}}}},
        .eventTypes = {u"com.gitlab.push"_s, u"com.gitlab.merge_request"_s, u"com.gitlab.issue"_s,
            u"com.gitlab.pipeline"_s, u"com.gitlab.tag_push"_s, u"com.gitlab.note"_s},
        .sample = sample,
        .headers = {{"x-gitlab-event", "Merge Request Hook"}},
        .steps = {Tr::tr("In the project or group on GitLab open Settings, Webhooks, Add new webhook."),
            Tr::tr("URL: %1"),
            Tr::tr("Signing token, or Secret token: a long random text. Enter the same secret here as a "
                   "connection: \"New connection\" below \"Connection with the secret\"."),
            Tr::tr("Choose the triggers and press Add webhook. Test, beside the webhook in the list, sends "
                   "one.")}};
}

} // namespace signalbox
