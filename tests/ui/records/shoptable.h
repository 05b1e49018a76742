// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox {

/// A table with a field of each kind.
inline Table shopTable()
{
    const auto json = QJsonDocument::fromJson(R"({"id": "orders", "name": "Orders", "fields": [
      {"name": "customer", "label": "Customer", "kind": "text", "required": true},
      {"name": "amount", "label": "Amount", "kind": "number", "min": 1},
      {"name": "wanted", "label": "Wanted by", "kind": "date"},
      {"name": "gift", "label": "Gift wrap", "kind": "checkbox"},
      {"name": "item", "label": "Item", "kind": "choice", "choices": ["lamp", "globe"]},
      {"name": "status", "label": "Status", "kind": "status", "required": true,
       "choices": ["new", "check", "paid", "shipped"],
       "transitions": [["", "new"], ["new", "check"], ["new", "paid"], ["check", "paid"], ["paid", "shipped"]]}]})");
    return *tableFromJson(json.object());
}

enum ShopColumn {
    CustomerColumn,
    AmountColumn,
    WantedColumn,
    GiftColumn,
    ItemColumn,
    StatusColumn,
    ChangedColumn
};

} // namespace signalbox
