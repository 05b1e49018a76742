// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/eventchain.h"

#include <QList>
#include <QStringList>

#include <atomic>

namespace signalbox {

// Of a connection, for the store itself. Each is a sentence for a person.

Result<ChainEnd> endOfLog(Connection &db);
/// Whether the log reaches as far as its end file says, and holds that event there.
Result<QStringList> checkEnd(Connection &db, const std::optional<ChainEnd> &said);
/// Whether the events after `after` (0 or less: all) are those that were stored. At most 20 faults. Reads all
/// of them, in short transactions.
Result<QStringList> checkLog(Connection &db, Sequence after);

/// A stretch of the log that is missing or not as it was stored.
struct LogLoss
{
    Sequence first = 0;
    Sequence last = 0;
    QString fault; ///< a sentence

    bool operator==(const LogLoss &) const = default;
};

/// As checkLog, of the whole log, in a form that can be accepted (Upkeep::acceptLosses). At most 1,000.
Result<QList<LogLoss>> findLosses(Connection &db);

/// How a store is, in its file.
struct Health
{
    QStringList faults; ///< sentences; empty: it is sound
    QList<LogLoss> accepted; ///< what somebody has taken for granted; no faults
    qint64 events = 0;
    Sequence first = 0; ///< 0: the log is empty
    Sequence last = 0;
    qint64 bytes = 0; ///< of the file and its write-ahead log

    bool isSound() const { return faults.isEmpty(); }
};

/// Looks through a whole store: its pages, the chain of its events, its end file. Changes nothing, and may
/// run beside an engine. Blocks, for about a second per 100 MB. Faults of the store are no error; NotFound:
/// there is none, InvalidInput: of a newer Signalbox, Unavailable: it cannot be read just now.
/// Once `cancelled` is true it ends soon, with Unavailable.
Result<Health> examine(const QString &file, const std::atomic<bool> *cancelled = nullptr);

/// The losses in a whole store, beside an engine too. Errors as of examine().
Result<QList<LogLoss>> lossesIn(const QString &file);

} // namespace signalbox
