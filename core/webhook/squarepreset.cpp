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
  "merchant_id": "6SSW7HV8K2ST5",
  "type": "payment.updated",
  "event_id": "13b867cf-db3d-4b1c-90b6-2f32a9d78124",
  "created_at": "2026-03-14T09:12:31.481Z",
  "data": {
    "type": "payment",
    "id": "KkAkhdMsgzn59SM8A89WgKwekxLZY",
    "object": {
      "payment": {
        "id": "KkAkhdMsgzn59SM8A89WgKwekxLZY",
        "status": "COMPLETED",
        "amount_money": {
          "amount": 5390,
          "currency": "EUR"
        },
        "order_id": "ntXNLzGtiVDkwHGJZHGGrsXvNvLZY",
        "location_id": "S8GWD5R9QB376",
        "receipt_number": "KkAk",
        "updated_at": "2026-03-14T09:12:30.955Z",
        "version": 4
      }
    }
  }
})json";

} // namespace

HookPreset squarePreset()
{
    return {.id = u"square"_s,
        .title = u"Square"_s,
        .help = Tr::tr("Starts when a payment, an order or a customer changes at Square."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"square"_s}}}},
        .eventTypes = {u"com.squareup.payment.created"_s, u"com.squareup.payment.updated"_s,
            u"com.squareup.order.created"_s, u"com.squareup.customer.created"_s},
        .sample = sample,
        .steps = {Tr::tr("In the Square developer console open your application and go to Webhooks, "
                         "Subscriptions, Add subscription."),
            Tr::tr("Notification URL: %1"),
            Tr::tr("Enter exactly the same address here as \"Public URL\": it is part of what is signed."),
            Tr::tr("Copy the signature key of the subscription. Enter the same secret here as a connection: "
                   "\"New connection\" below \"Connection with the secret\".")}};
}

} // namespace signalbox
