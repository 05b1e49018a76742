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
  "type": "email.delivered",
  "created_at": "2026-03-14T09:12:31.481Z",
  "data": {
    "email_id": "56761188-7520-42d8-8898-ff6fc54ce618",
    "from": "Shop <shop@example.com>",
    "to": [
      "jo@example.com"
    ],
    "subject": "Your order 1042"
  }
})json";

} // namespace

HookPreset svixPreset()
{
    return {.id = u"svix"_s,
        .title = u"Svix"_s,
        .help = Tr::tr("For every sender whose webhooks go through Svix: Clerk, Resend, Brex and others."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"svix"_s}}}},
        .eventTypes = {},
        .sample = sample,
        .steps = {Tr::tr("At the sender open its page for webhooks and press Add endpoint."),
            Tr::tr("Endpoint URL: %1"),
            Tr::tr("Choose the events and save, then reveal the signing secret (it begins with whsec_). "
                   "Enter the same secret here as a connection: \"New connection\" below \"Connection with "
                   "the secret\"."),
            Tr::tr("The Testing tab there sends an example.")}};
}

} // namespace signalbox
