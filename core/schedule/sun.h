// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <optional>

namespace signalbox {

/// Sunrise or sunset at a place: the moment when the sun's upper edge meets a flat horizon. By the solar
/// equations of NOAA's calculator (after Meeus, Astronomical Algorithms): within a minute between the polar
/// circles, within ten beyond them, in the years 1900 to 2100.
struct SunTime
{
    bool isSet = false; ///< sunset; else sunrise
    double latitude = 0; ///< degrees, north positive, -90 to 90
    double longitude = 0; ///< degrees, east positive, -180 to 180
    std::chrono::milliseconds offset = {}; ///< added to it; may be negative

    /// The first one strictly after `after`, to the second. None: the sun does not come or go there for more
    /// than a year (the poles).
    std::optional<Instant> next(Instant after) const;

    bool operator==(const SunTime &) const = default;
};

} // namespace signalbox
