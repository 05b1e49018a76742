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
  "type": "invoice.paid",
  "timestamp": "2026-03-14T09:12:31.481Z",
  "data": {
    "id": "inv_1042",
    "customer": "cus_31",
    "total": "53.90",
    "currency": "EUR"
  }
})json";

} // namespace

HookPreset standardWebhooksPreset()
{
    return {.id = u"standard-webhooks"_s,
        .title = u"Standard Webhooks"_s,
        .help = Tr::tr("For every sender that follows the Standard Webhooks specification."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"standard-webhooks"_s}}}},
        .eventTypes = {},
        .sample = sample,
        .steps = {Tr::tr("Register this address at the sender: %1"),
            Tr::tr("Copy the signing secret (it begins with whsec_; a public key with whpk_). Enter the same "
                   "secret here as a connection: \"New connection\" below \"Connection with the secret\"."),
            Tr::tr("The event's type is what the sender calls it: its field \"type\".")}};
}

} // namespace signalbox
