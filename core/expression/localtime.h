// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <QTimeZone>

#include <chrono>
#include <optional>
#include <string_view>

/// Times as clocks on the wall show them.
namespace signalbox::expression {

/// A zone as expressions name it: "Europe/Berlin" (IANA), or an offset from UTC like "+02:00", "-09:30",
/// "02:00". Nothing: there is no such zone. Zones named lately are remembered. Thread: any.
std::optional<QTimeZone> zoneNamed(std::string_view name);

/// What to add to a time to get the zone's local time, read as if it were UTC.
std::chrono::seconds offsetOf(const QTimeZone &zone, Value::Time time);

} // namespace signalbox::expression
