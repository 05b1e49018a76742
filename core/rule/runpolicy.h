// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/steptype.h"

#include <chrono>
#include <optional>

namespace signalbox {

/// How the runs of a rule go together: what `Rule::runs` says, read. Everything counts for each value of the
/// key by itself, where there is one ("one run at a time for each order").
///
/// A start first waits until it has been quiet (`debounce`: a newer start takes the place of the one that
/// waits), then for the mode, then for the rate. What waits or is dropped is a run that says why. A run that
/// waits for a time or a person, or is in doubt, is still going on. What a person starts by hand starts at
/// once.
struct RunPolicy
{
    enum class Mode {
        Parallel,
        Queue, ///< one after the other, at most `queueLimit` waiting; the rest is dropped
        Newest, ///< a start ends the run that goes on
        First ///< a start is dropped while a run goes on
    };

    Mode mode = Mode::Parallel;
    QString key = {}; ///< expression over event and request; empty: one for all
    int queueLimit = 100; ///< also of starts that wait for the rate
    int rate = 0; ///< most starts within `ratePer`; 0: any number
    std::chrono::milliseconds ratePer = std::chrono::minutes(1);
    bool isRateDropping = false; ///< else what is too much waits
    std::chrono::milliseconds debounce = {};
    std::optional<std::chrono::milliseconds> timeout = {}; ///< of a whole run, waits included
    RuleId onFailure = {}; ///< runs with the event of the failed run

    /// Whether a start may have to wait or be dropped.
    bool isGated() const { return mode != Mode::Parallel || rate > 0 || debounce.count() > 0; }

    /// What is not right is as if it was not there; validate() names it.
    static RunPolicy fromJson(const QJsonObject &runs);
};

/// What `Rule::runs` can say, described like the settings of a step.
const StepType &runPolicyType();

} // namespace signalbox
