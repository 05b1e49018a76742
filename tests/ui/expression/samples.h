// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/expressionsample.h"

namespace signalbox {

/// An event of a shop.
inline ExpressionSample shopSample()
{
    ExpressionSample sample;
    sample.title = QStringLiteral("#7");
    sample.set("event",
        Value::fromJson(R"({"type": "com.example.order", "data": {"total": 250, "country": "DE", "paid": true,
            "content-type": "x", "lines": [{"sku": "a", "count": 2}]}})")
            .value());
    return sample;
}

} // namespace signalbox
