// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace signalbox {

/// How long the store keeps what is over: events with the runs that they started. Whatever it says, an event
/// stays while a run of it has not ended or is pinned, until the router has looked at it, and for its first
/// hour.
struct Retention
{
    std::optional<std::chrono::days> keep; ///< none: for ever
    /// An event of which a run failed, and these runs; never shorter than `keep`.
    std::optional<std::chrono::days> keepFailed;
    /// Beyond this the oldest goes whatever its age, failures last. 0: no limit.
    qint64 mostBytes = 0;

    bool keepsAll() const { return !keep && !keepFailed && mostBytes <= 0; }
    bool operator==(const Retention &) const = default;
};

/// What holds until somebody chooses: a year, two years for failures, no limit in size. Long enough that
/// nobody misses what goes, and still an end.
Retention usualRetention();

/// The key of the settings file under which it stands.
inline constexpr auto retentionKey = "retention";
/// {"keepDays", "keepFailedDays", "mostMegabytes"}, 0 for "no limit". What is missing or senseless is as in
/// usualRetention().
Retention retentionFromJson(const QJsonObject &json);
QJsonObject toJson(const Retention &retention);

} // namespace signalbox
