// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/event/event.h"
#include "core/store/logcheck.h"

#include <QList>
#include <QString>

#include <optional>

namespace signalbox {

/// Where the space of a data folder's store goes, in bytes. The file's size and what is free in it are exact;
/// what stands in it is reckoned from a sample of events and runs (all of them, if they are few), so that it
/// takes the same few milliseconds at any size.
struct StorageUse
{
    struct Share
    {
        QString name; ///< event type, or the rule's name
        qint64 count = 0;
        qint64 bytes = 0;

        bool operator==(const Share &) const = default;
    };

    qint64 file = 0;
    qint64 walFile = 0; ///< what is not put into the file yet
    qint64 searchFile = 0;
    qint64 reserveFile = 0;
    qint64 free = 0; ///< of `file`: used again, or given back bit by bit

    qint64 events = 0; ///< without their payloads
    qint64 payloads = 0; ///< data and requests
    qint64 runs = 0; ///< with what steps were given and put out
    qint64 records = 0;
    qint64 other = 0; ///< indexes, keys, rules, and what is not full

    qint64 eventCount = 0;
    qint64 runCount = 0;
    qint64 recordCount = 0;
    qint64 pinnedCount = 0; ///< runs that are kept
    std::optional<Instant> oldest; ///< event, by receipt
    QList<Share> types; ///< of events with their payloads, largest first; at most 12
    QList<Share> rules; ///< of runs, largest first; at most 12
    QList<LogLoss> accepted; ///< stretches of the log taken for lost (Upkeep::acceptLosses)
    bool canShrink = true; ///< free space is given back (schema::prepare)

    qint64 total() const { return file + walFile + searchFile + reserveFile; }
};

} // namespace signalbox
