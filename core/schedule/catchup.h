// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <QJsonObject>

#include <chrono>
#include <optional>
#include <vector>

namespace signalbox {

/// What becomes of occurrences that nobody was there for: the program was off, the computer asleep.
struct MissedPolicy
{
    enum class Kind {
        Once, ///< one run makes up for all of them, as soon as possible
        Skip, ///< none does; an occurrence is missed when it is late by more than a minute
        All ///< each gets its run; the newest `limit` of them
    };

    static constexpr int mostAtOnce = 1000;

    Kind kind = Kind::Once;
    int limit = 100; ///< 1 to mostAtOnce
    std::optional<std::chrono::milliseconds> latest; ///< what is later than that is dropped; for Skip in
                                                     ///< place of the minute

    /// From a trigger's config: `missed` ("once", "skip", "all"), `missedLimit`, `onlyIfLateBy` (a length of
    /// time). InvalidInput: the context is the key.
    static Result<MissedPolicy> fromJson(const QJsonObject &config);

    bool operator==(const MissedPolicy &) const = default;
};

/// What is to be done about a schedule whose time has come.
struct CatchUp
{
    std::vector<Instant> fire; ///< occurrences that get a run now, oldest first
    int missed = 0; ///< earlier ones for which the one that fires makes up
    int dropped = 0; ///< those that get no run
    Instant firstDropped, lastDropped; ///< where dropped > 0
    bool isMore = false; ///< counting ended: there were more than `missed` and `dropped` say
    std::optional<Instant> next; ///< after all of these

    bool operator==(const CatchUp &) const = default;
};

/// `due`: the occurrence that is next by the schedule's row, not after `now`. Costs some thousand times
/// Schedule::next() at most, however long it has been.
CatchUp catchUp(const Schedule &schedule, Instant due, Instant now, const MissedPolicy &policy);

/// What a pause has kept from coming.
struct Paused
{
    int count = 0;
    Instant last; ///< where count > 0
    bool isMore = false; ///< there were more than `count` says
    std::optional<Instant> next; ///< after the pause

    bool operator==(const Paused &) const = default;
};

/// `due` is next by the schedule's row, which is paused until then. Costs as catchUp() does.
Paused passOver(const Schedule &schedule, Instant due, Instant until);

/// Where the row's time is no occurrence any more, since the zone's rules or the system's zone have changed:
/// the occurrence that is meant by it now, the nearest one. So no local time is lost when one travels, and
/// none comes twice. None: there is none any more.
std::optional<Instant> fitted(const Schedule &schedule, Instant due);

} // namespace signalbox
