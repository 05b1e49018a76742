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
  "token": "removed",
  "team_id": "T061EG9R6",
  "api_app_id": "A0PNCHHK2",
  "event": {
    "type": "app_mention",
    "user": "U061F7AUR",
    "text": "<@U0LAN0Z89> is order 1042 on its way?",
    "ts": "1773479551.000200",
    "channel": "C123ABC456",
    "event_ts": "1773479551.000200"
  },
  "type": "event_callback",
  "event_id": "Ev123ABC456",
  "event_time": 1773479551
})json";

} // namespace

HookPreset slackPreset()
{
    return {.id = u"slack"_s,
        .title = u"Slack"_s,
        .help
        = Tr::tr("Starts when something happens in a Slack workspace: a message, a mention, a reaction."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"slack"_s}}}},
        .eventTypes = {u"com.slack.message"_s, u"com.slack.app_mention"_s, u"com.slack.reaction_added"_s},
        .sample = sample,
        .steps = {Tr::tr("At api.slack.com/apps open your app (or make one). Under Basic Information copy "
                         "the signing secret. Enter the same secret here as a connection: \"New connection\" "
                         "below \"Connection with the secret\"."),
            Tr::tr("Publish this rule, so that the question that Slack asks next is answered."),
            Tr::tr("Open Event Subscriptions, switch it on, Request URL: %1"),
            Tr::tr("Subscribe to the bot events you want, save, and install the app in the workspace.")}};
}

} // namespace signalbox
