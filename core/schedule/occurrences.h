// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/schedule/zone.h"

#include <chrono>
#include <functional>
#include <optional>

/// What becomes of local times when they are met by a zone whose clocks change. See Schedule for the policy.
namespace signalbox {

/// The first local time at or after the given one that is meant; none: no more.
using LocalTimes = std::function<std::optional<std::chrono::local_seconds>(std::chrono::local_seconds from)>;

/// The first occurrence after `after` of times of the clock: each local time once.
std::optional<Instant> nextFixed(const LocalTimes &times, const Zone &zone, Instant after);

/// The first occurrence after `after` of a rhythm: whenever the clock shows such a time.
std::optional<Instant> nextInRhythm(const LocalTimes &times, const Zone &zone, Instant after);

/// When the zone's clock first shows the local time or, in a gap, a later one.
std::chrono::sys_seconds shownAt(const Zone &zone, std::chrono::local_seconds time);

} // namespace signalbox
