// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace signalbox {

namespace detail {
extern const bool crashPointsArmed;
void passCrashPoint(std::string_view name);
} // namespace detail

/// A place at which tests let the process die as by kill -9: SIGNALBOX_CRASH_AT=NAME dies at the first
/// passage, NAME:3 at the third. The program that is tested is the one that is shipped: without the variable
/// a point costs a look at a constant. Thread: any.
///
/// The names, where the process dies, and what is true after the restart:
/// - `start`: the engine has started, nobody was told. As after any kill; it counts as a quick death.
/// - `route`: runs are decided and not written. The events are routed, once.
/// - `routed`: runs are on disk and nothing of them has begun. They run.
/// - `attempt-written`: the attempt is on disk, the effect has not begun. As `ifInterrupted` says.
/// - `effect-ended`: the effect is done, its outcome not on disk. As `ifInterrupted` says, under the same
/// key.
/// - `outcome-written`: an outcome is on disk, what follows has not begun. The run goes on after it.
/// - `timer-fired`: a wait or a pause before a retry is over, not yet on disk. It is over at once, and once.
/// - `event-came`: what a step waited for has come, or its time is over, not yet on disk. It goes on with the
/// same, once.
/// - `schedule-fire`: a schedule is due, its event not on disk. It fires, once.
/// - `cancel`: a run is to be cancelled, nobody was told yes. It goes on.
/// - `decide`: a person has decided, nobody was told yes. It waits for the decision again.
inline void crashPoint(std::string_view name)
{
    if (detail::crashPointsArmed) [[unlikely]]
        detail::passCrashPoint(name);
}

} // namespace signalbox
