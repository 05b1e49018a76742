// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QLocale>
#include <QString>

/// Times, durations, counts and sizes in words, in the user's locale and time zone. Pure; any thread.
namespace signalbox {

/// How long ago, as short as a table wants it: "now" (under a second), "12 s ago", "5 min ago", "3 h ago"; of
/// yesterday and before with the clock: "yesterday 14:05", "14 Nov 14:05", in another year "14 Nov 2025".
/// What is still to come: "in 5 min", "tomorrow 14:05".
QString relativeTime(Instant time, Instant now, const QLocale &locale = {});

/// The tooltip beside it, to the millisecond: "Monday, 23 November 2026, 15:43:12.345 (UTC+01:00)".
QString exactTime(Instant time, const QLocale &locale = {});

/// "340 ms", "2.4 s", "1 min 5 s", "3 h 12 min", "2 d"; under a millisecond "<1 ms". Not negative.
QString durationText(std::chrono::microseconds duration, const QLocale &locale = {});

/// "1,234"
QString countText(qint64 count, const QLocale &locale = {});

/// A rate a second: "0", "0.4", "12", "19,800". Whole numbers from ten on.
QString rateText(double perSecond, const QLocale &locale = {});

/// "12 bytes", "1.5 kB", "50 MB", in powers of 1000.
QString sizeText(qint64 bytes, const QLocale &locale = {});

} // namespace signalbox
