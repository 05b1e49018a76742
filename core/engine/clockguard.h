// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <optional>
#include <utility>

namespace signalbox {

/// Tells whether the clock can be believed, by what was seen before and by the time that has passed
/// (Clock::elapsed). A clock that says 1970, or that has jumped ahead by years, must not make schedules fire.
/// A value without a thread; time comes in.
///
/// - *Impossible*: before Signalbox was written, or years ahead of what is known. It waits until the clock is
///   set or a person says that it is right.
/// - *Doubtful*: days ahead of what it should be, or days before what was seen earlier. It is given ten
///   minutes to be corrected (time servers answer within them), and then believed: a virtual machine that was
///   paused for a week is right.
class ClockGuard
{
public:
    enum class State { Good, Doubtful, Impossible };

    /// `lastKnown`: a time that was believed before, from the store; none: a new store.
    explicit ClockGuard(std::optional<Instant> lastKnown);

    /// Looks at both clocks; the first look is the one at the start.
    State look(Instant now, std::chrono::microseconds elapsed);

    /// A person says that the clock is right as it is now.
    void accept();

    State state() const { return m_state; }
    /// Whether since the last time that this was asked, the clock was put back by more than a day, to where
    /// it is believed.
    bool takeStepBack() { return m_state == State::Good && std::exchange(m_steppedBack, false); }

private:
    struct Look
    {
        Instant now;
        std::chrono::microseconds elapsed;
    };

    State judge(Look look) const;
    void trust(Look look);

    std::optional<Look> m_last;
    Look m_known; ///< when the clock was right
    Instant m_earliest; ///< what is before it is doubtful
    std::chrono::microseconds m_doubtful; ///< what is further ahead is
    std::chrono::microseconds m_impossible;
    State m_state = State::Good;
    std::chrono::microseconds m_doubtfulSince = {};
    bool m_steppedBack = false;
};

} // namespace signalbox
