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
  "id": "WH-58D329510W468432D-8HN650336L201105X",
  "event_version": "1.0",
  "create_time": "2026-03-14T09:12:31.481Z",
  "resource_type": "capture",
  "event_type": "PAYMENT.CAPTURE.COMPLETED",
  "summary": "Payment completed for EUR 53.90",
  "resource": {
    "id": "42311647XV020574X",
    "status": "COMPLETED",
    "amount": {
      "currency_code": "EUR",
      "value": "53.90"
    },
    "final_capture": true,
    "custom_id": "order-1042",
    "create_time": "2026-03-14T09:12:20Z",
    "supplementary_data": {
      "related_ids": {
        "order_id": "5O190127TN364715T"
      }
    }
  }
})json";

} // namespace

HookPreset paypalPreset()
{
    return {.id = u"paypal"_s,
        .title = u"PayPal"_s,
        .help = Tr::tr("Starts when a payment, an order or a subscription changes at PayPal."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"paypal"_s}}}},
        .eventTypes = {u"com.paypal.PAYMENT.CAPTURE.COMPLETED"_s, u"com.paypal.CHECKOUT.ORDER.APPROVED"_s,
            u"com.paypal.PAYMENT.CAPTURE.REFUNDED"_s, u"com.paypal.BILLING.SUBSCRIPTION.CANCELLED"_s},
        .sample = sample,
        .steps = {Tr::tr("In the PayPal developer dashboard open your app and go to Webhooks, Add webhook."),
            Tr::tr("Webhook URL: %1 (it must be reachable over https)"),
            Tr::tr("Choose the event types and save."),
            Tr::tr("Copy the webhook's ID from the list: it is what the signature is checked with. Enter the "
                   "same secret here as a connection: \"New connection\" below \"Connection with the "
                   "secret\".")}};
}

} // namespace signalbox
