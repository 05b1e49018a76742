// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <optional>
#include <string>
#include <string_view>

/// Times, lengths of time and numbers as expressions read and write them. Pure.
namespace signalbox::expression {

/// RFC 3339 in UTC, with as many digits of a second as are needed: "2026-11-23T15:04:05.5Z".
std::string formatTimestamp(Value::Time time);
/// Reads an RFC 3339 date-time with its offset; nothing if it is none or outside the years 1 to 9999.
std::optional<Value::Time> parseTimestamp(std::string_view text);
/// Whether a time is within the years 1 to 9999, which are CEL's.
bool isTimestamp(Value::Time time);

/// Seconds with as many digits as are needed: "3.5s", "-0.001s".
std::string formatDuration(std::chrono::nanoseconds length);
/// Reads a sign and numbers with units, "1h30m", "-1.5s", "100ms"; units h m s ms us µs ns; "0" alone.
/// Nothing if it is none or does not fit.
std::optional<std::chrono::nanoseconds> parseDurationText(std::string_view text);

/// Shortest decimal digits that read back the same. "1.5", "100", "1e+21", "NaN", "-Infinity": whole numbers
/// have no fraction; an exponent from 21 digits before the point, or 6 zeros after it.
std::string formatDouble(double number);

} // namespace signalbox::expression
