// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QJsonValue>

#include <optional>

namespace signalbox {

/// How often a step outside is tried. From a step's `retry`: {"attempts": 3, "backoff": "2s", "budget":
/// "10m"}.
struct RetryPolicy
{
    int attempts = 1;
    std::chrono::milliseconds backoff{
        2000}; ///< greatest pause before the second attempt; doubles for each further one
    std::chrono::milliseconds budget{600'000}; ///< from the first attempt on; none begins later

    static RetryPolicy fromJson(const QJsonValue &value);

    /// When the next attempt comes after `attemptsMade` have failed; none: no more. Full jitter: uniform
    /// between zero and the pause, at most an hour, but never before `notBefore` from now.
    std::optional<Instant> next(int attemptsMade, Instant firstStarted, Instant now,
        std::optional<std::chrono::milliseconds> notBefore, Random &random) const;
};

} // namespace signalbox
