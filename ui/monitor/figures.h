// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

namespace signalbox {

/// The numbers above the event table, all as of one moment.
struct Figures
{
    double eventsPerSecond = 0; ///< over the last ten whole seconds
    QList<int> rate; ///< events in each bucket, oldest first
    std::chrono::milliseconds bucket{};
    Instant until; ///< end of the last bucket
    RunCounts runs;
    QList<ScheduleRow> next; ///< that come due next, soonest first, at most three
};

/// How far back the rate strip goes: sixty buckets of a second, or of fifteen seconds.
enum class RateSpan { Minute, QuarterHour };

/// For a reader's thread. Buckets end at whole multiples of their width, so that bars do not change once they
/// are past.
Result<Figures> readFigures(Reader &reader, Instant now, RateSpan span);

} // namespace signalbox
