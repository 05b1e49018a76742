// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/occurrences.h"

#include <algorithm>

namespace signalbox {

using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// More than any offset from UTC, and half of the largest change of one (a zone that moves to the other side
// of the date line).
constexpr hours oneDay(24);
constexpr years longestSearch(400);

sys_seconds asUtc(local_seconds time)
{
    return sys_seconds(time.time_since_epoch());
}

/// The first local time that no clock of the zone has shown or passed at or before `time`.
local_seconds unseenAfter(const Zone &zone, sys_seconds time)
{
    auto stretch = zone.at(time);
    auto unseen = stretch.local(time) + 1s;
    // In the second pass of an overlap the clock has been further already.
    while (stretch.begin > time - 2 * oneDay) {
        const auto before = zone.at(stretch.begin - 1s);
        unseen = std::max(unseen, before.local(stretch.begin));
        stretch = before;
    }
    return unseen;
}

struct Meeting
{
    sys_seconds time; ///< the first at which the clock shows the local time or a later one
    bool dateExists = true; ///< false: the zone leaves out the whole date
};

Meeting meet(const Zone &zone, local_seconds time)
{
    // A day before it no zone has come as far.
    auto stretch = zone.at(asUtc(time) - oneDay);
    auto shownBefore = local_seconds::min();
    while (stretch.local(stretch.end) <= time) {
        shownBefore = stretch.local(stretch.end);
        stretch = zone.at(stretch.end);
    }
    const auto first = stretch.local(stretch.begin);
    if (first <= time)
        return {stretch.utc(time)};
    const auto date = floor<days>(time);
    return {stretch.begin, shownBefore > date || first < date + days(1)};
}

} // namespace

sys_seconds shownAt(const Zone &zone, local_seconds time)
{
    return meet(zone, time).time;
}

std::optional<Instant> nextFixed(const LocalTimes &times, const Zone &zone, Instant after)
{
    const auto lastSecond = floor<seconds>(after);
    auto from = unseenAfter(zone, lastSecond);
    const auto end = from + longestSearch + oneDay;
    while (const auto time = times(from)) {
        const auto meeting = meet(zone, *time);
        if (meeting.dateExists)
            return meeting.time;
        from = floor<days>(*time) + days(1);
        if (from > end)
            break;
    }
    return {};
}

std::optional<Instant> nextInRhythm(const LocalTimes &times, const Zone &zone, Instant after)
{
    auto from = floor<seconds>(after) + 1s;
    const auto end = from + longestSearch;
    while (from < end) {
        const auto stretch = zone.at(from);
        const auto time = times(stretch.local(from));
        if (!time)
            return {};
        const auto meeting = stretch.utc(*time);
        if (meeting < stretch.end)
            return meeting;
        // Clocks that are put back show again what was searched already, but not for longer than a day; so a
        // long stretch without occurrences need not be walked through change by change.
        const bool mayRepeat = stretch.end - from <= 2 * oneDay;
        from = mayRepeat ? stretch.end : std::max(stretch.end, asUtc(*time) - 2 * oneDay);
    }
    return {};
}

} // namespace signalbox
