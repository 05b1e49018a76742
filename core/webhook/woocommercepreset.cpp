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
  "id": 1042,
  "number": "1042",
  "status": "processing",
  "currency": "EUR",
  "date_created": "2026-03-14T10:12:31",
  "total": "53.90",
  "total_tax": "8.61",
  "billing": {
    "first_name": "Jo",
    "last_name": "Berg",
    "email": "jo@example.com",
    "phone": "+43 316 000000",
    "city": "Graz",
    "postcode": "8010",
    "country": "AT"
  },
  "shipping": {
    "first_name": "Jo",
    "last_name": "Berg",
    "city": "Graz",
    "country": "AT"
  },
  "payment_method": "stripe",
  "customer_note": "",
  "line_items": [
    {
      "id": 315,
      "name": "Coffee, 1 kg",
      "product_id": 93,
      "sku": "COFFEE-1KG",
      "quantity": 2,
      "total": "49.00"
    }
  ]
})json";

} // namespace

HookPreset wooCommercePreset()
{
    return {.id = u"woocommerce"_s,
        .title = u"WooCommerce"_s,
        .help = Tr::tr("Starts when an order, a product or a customer changes in a WooCommerce shop."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"woocommerce"_s}}}},
        .eventTypes = {u"com.woocommerce.order.created"_s, u"com.woocommerce.order.updated"_s,
            u"com.woocommerce.product.updated"_s, u"com.woocommerce.customer.created"_s},
        .sample = sample,
        .headers = {{"x-wc-webhook-topic", "order.created"}},
        .steps = {Tr::tr("In WordPress open WooCommerce, Settings, Advanced, Webhooks, Add webhook."),
            Tr::tr("Status: Active; topic: for example Order created"), Tr::tr("Delivery URL: %1"),
            Tr::tr("Secret: a long random text. Enter the same secret here as a connection: \"New "
                   "connection\" below \"Connection with the secret\"."),
            Tr::tr("Press Save webhook. The ping that is sent then is not signed and is refused here; that "
                   "is all right.")}};
}

} // namespace signalbox
