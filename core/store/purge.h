// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/event/event.h"

namespace signalbox {

/// One bite of a pass through the log from its beginning; the next begins where it ended.
struct PurgeOrder
{
    Sequence after = 0;
    Instant before; ///< what was received earlier goes …
    Instant failedBefore; ///< … and where a run failed, what was received before this
    qint64 downTo = 0; ///< no more than needed for so few bytes in use; 0: all of it
};

struct Purged
{
    Sequence upTo = 0; ///< looked at
    qint64 events = 0; ///< removed
    qint64 runs = 0; ///< removed with them
    bool isThrough = false; ///< what comes after it stays in any case
};

/// How much of the file is in use.
struct SpaceUse
{
    qint64 bytes = 0; ///< of the file
    qint64 free = 0; ///< of these, what nothing stands in

    qint64 used() const { return bytes - free; }
};

struct Transaction;

namespace jobs {

/// Removes events with their runs, steps and pins, for a few milliseconds. What a removed event's hash was is
/// kept for the chain, one row for each stretch of removed events (logcheck.h); at the beginning of the log
/// that is one row in all. Thread: store, as every job.
Result<Purged> purge(Transaction &tx, const PurgeOrder &order);

/// Gives free pages at the end of the file back, for a few milliseconds, and says how much is left. More
/// stay than asked for where the file cannot shrink (schema::prepare).
Result<SpaceUse> shrink(Transaction &tx, qint64 keepFree);

} // namespace jobs

} // namespace signalbox
