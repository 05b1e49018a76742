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
  "id": "evt_1PZkA2LkdIwHu7ixExample1",
  "object": "event",
  "api_version": "2026-01-28",
  "created": 1773479551,
  "type": "checkout.session.completed",
  "livemode": false,
  "pending_webhooks": 1,
  "data": {
    "object": {
      "id": "cs_test_a1b2c3d4e5f6",
      "object": "checkout.session",
      "amount_subtotal": 4900,
      "amount_total": 5390,
      "currency": "eur",
      "customer": "cus_Q9example",
      "customer_details": {
        "email": "jo@example.com",
        "name": "Jo Berg",
        "address": {
          "city": "Graz",
          "country": "AT",
          "postal_code": "8010"
        }
      },
      "metadata": {
        "order": "1042"
      },
      "payment_intent": "pi_3PZk9yLkdIwHu7ix0example",
      "payment_status": "paid",
      "status": "complete"
    }
  },
  "request": {
    "id": null,
    "idempotency_key": null
  }
})json";

} // namespace

HookPreset stripePreset()
{
    return {.id = u"stripe"_s,
        .title = u"Stripe"_s,
        .help
        = Tr::tr("Starts when something happens in a Stripe account: a payment, an invoice, a subscription."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"stripe"_s}}}},
        .eventTypes = {u"com.stripe.checkout.session.completed"_s, u"com.stripe.payment_intent.succeeded"_s,
            u"com.stripe.payment_intent.payment_failed"_s, u"com.stripe.invoice.paid"_s,
            u"com.stripe.customer.subscription.deleted"_s},
        .sample = sample,
        .steps = {Tr::tr("In the Stripe dashboard open Developers, Webhooks, Add destination."),
            Tr::tr("Choose the events you want, then Webhook endpoint."), Tr::tr("Endpoint URL: %1"),
            Tr::tr("Reveal the signing secret (it begins with whsec_) and copy it whole. Enter the same "
                   "secret here as a connection: \"New connection\" below \"Connection with the secret\"."),
            Tr::tr("For a test from your own computer: stripe trigger checkout.session.completed")}};
}

} // namespace signalbox
