// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/sun.h"

#include <cmath>
#include <numbers>

namespace signalbox {

using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// The centre is this far below straight up when the edge shows: half the disc and the air's refraction.
constexpr double zenith = 90.833;

// Longer than any night; where the sun stays away for a year it always does.
constexpr int longestNight = 370;

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}
double degrees(double radians)
{
    return radians * 180 / std::numbers::pi;
}

struct Sun
{
    double declination; ///< radians
    double ahead; ///< minutes by which a sundial is ahead of a clock: the equation of time

    explicit Sun(double centuries) ///< Julian ones, from the beginning of 2000
    {
        const double t = centuries;
        const double meanLongitude = radians(std::fmod(280.46646 + t * (36000.76983 + t * 0.0003032), 360.0));
        const double anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t));
        const double eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
        const double center = std::sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
            + std::sin(2 * anomaly) * (0.019993 - 0.000101 * t) + std::sin(3 * anomaly) * 0.000289;
        const double node = radians(125.04 - 1934.136 * t);
        const double longitude = meanLongitude + radians(center - 0.00569 - 0.00478 * std::sin(node));
        const double obliquity
            = radians(23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
                + 0.00256 * std::cos(node));
        declination = std::asin(std::sin(obliquity) * std::sin(longitude));
        const double y = std::tan(obliquity / 2) * std::tan(obliquity / 2);
        ahead = 4
            * degrees(y * std::sin(2 * meanLongitude) - 2 * eccentricity * std::sin(anomaly)
                + 4 * eccentricity * y * std::sin(anomaly) * std::cos(2 * meanLongitude)
                - 0.5 * y * y * std::sin(4 * meanLongitude)
                - 1.25 * eccentricity * eccentricity * std::sin(2 * anomaly));
    }
};

double centuriesAt(double unixDays)
{
    return (unixDays + 2440587.5 - 2451545.0) / 36525.0;
}

/// Of the day whose mean noon at the longitude is the UTC day's noon there; days since 1970.
std::optional<double> timeOf(const SunTime &sun, sys_days day)
{
    const double begin = double(day.time_since_epoch().count());
    double time = begin + 0.5 - sun.longitude / 360;
    for (int round = 0; round < 3; ++round) { // from noon to the time itself, whose sun is what counts
        const Sun now(centuriesAt(time));
        const double latitude = radians(sun.latitude);
        const double cosine = std::cos(radians(zenith)) / (std::cos(latitude) * std::cos(now.declination))
            - std::tan(latitude) * std::tan(now.declination);
        if (!(std::abs(cosine) <= 1))
            return {};
        const double halfDay = 4 * degrees(std::acos(cosine)) * (sun.isSet ? 1 : -1);
        time = begin + (720 - 4 * sun.longitude - now.ahead + halfDay) / 1440;
    }
    return time;
}

} // namespace

std::optional<Instant> SunTime::next(Instant after) const
{
    const auto first = floor<days>(after - offset) - days(2);
    for (auto day = first; day < first + days(longestNight); day += days(1)) {
        const auto time = timeOf(*this, day);
        if (!time)
            continue;
        const Instant instant = sys_seconds(seconds(std::llround(*time * 86400))) + offset;
        if (instant > after)
            return instant;
    }
    return {};
}

} // namespace signalbox
