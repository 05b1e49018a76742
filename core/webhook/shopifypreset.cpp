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
  "id": 820982911946154508,
  "name": "#1042",
  "order_number": 1042,
  "email": "jo@example.com",
  "created_at": "2026-03-14T10:12:31+01:00",
  "currency": "EUR",
  "total_price": "53.90",
  "subtotal_price": "49.00",
  "total_tax": "8.61",
  "financial_status": "paid",
  "fulfillment_status": null,
  "tags": "",
  "customer": {
    "id": 115310627314723954,
    "first_name": "Jo",
    "last_name": "Berg",
    "email": "jo@example.com"
  },
  "shipping_address": {
    "name": "Jo Berg",
    "address1": "Herrengasse 1",
    "zip": "8010",
    "city": "Graz",
    "country_code": "AT"
  },
  "line_items": [
    {
      "id": 866550311766439020,
      "title": "Coffee, 1 kg",
      "sku": "COFFEE-1KG",
      "quantity": 2,
      "price": "24.50",
      "product_id": 788032119674292922
    }
  ]
})json";

} // namespace

HookPreset shopifyPreset()
{
    return {.id = u"shopify"_s,
        .title = u"Shopify"_s,
        .help = Tr::tr("Starts when an order, a product or a customer changes in a Shopify shop."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"shopify"_s}}}},
        .eventTypes
        = {u"com.shopify.orders.create"_s, u"com.shopify.orders.paid"_s, u"com.shopify.orders.cancelled"_s,
            u"com.shopify.products.update"_s, u"com.shopify.customers.create"_s},
        .sample = sample,
        .headers = {{"x-shopify-topic", "orders/create"}},
        .steps = {Tr::tr("In the shop's admin open Settings, Notifications, Webhooks, Create webhook."),
            Tr::tr("Event: for example Order creation; format: JSON"), Tr::tr("URL: %1"),
            Tr::tr("Below the list stands what webhooks are signed with (of an app it is the client secret). "
                   "Enter the same secret here as a connection: \"New connection\" below \"Connection with "
                   "the secret\"."),
            Tr::tr("Send test notification, beside the webhook, sends one.")}};
}

} // namespace signalbox
