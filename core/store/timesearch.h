// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/store/connection.h"

namespace signalbox {

/// The place, from `from` on, of the first event received at that time or later; `last` + 1 if there is none
/// up to `last`, the end of the log. Events are written as they are received, so that it is found by a few
/// looks at the log; where the clock was set back, several places fit, and it is one of them.
Result<Sequence> firstEventSince(Connection &db, Instant then, Sequence from, Sequence last);
/// The same for the numbers of runs, by when they were made.
Result<qint64> firstRunSince(Connection &db, Instant then, qint64 from, qint64 last);

} // namespace signalbox
