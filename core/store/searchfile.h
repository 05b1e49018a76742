// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/store/connection.h"

#include <functional>
#include <limits>
#include <memory>
#include <vector>

namespace signalbox {

struct SearchWords
{
    Sequence sequence = 0;
    QByteArray hash;
    QString text; ///< all that can be searched for
};

/// The index of words over the events of a store: a file of its own beside it (`FILE-search`), so that
/// filling it takes nothing from the store's writer or its log, a query never meets the writer, and a damaged
/// or missing one is just made anew; no backup needs it. It holds which events have a word, not the words'
/// places (FTS5 without content and details: 280 bytes for an event of 1 KB and 0.13 ms, measured), in one
/// table for each half million places in the log, which goes when its last event has gone: taking single
/// events out would cost as much as putting them in.
///
/// It gives candidates only; the event itself decides (SearchText::isIn), so that it may lag behind the log
/// or know events that are gone. Of large data the first 64 KiB are in it. Thread: one.
class SearchFile
{
public:
    static QString nameFor(const QString &store);
    /// With its logs; of a store that nobody has open.
    static void remove(const QString &store);

    /// For filling. Begins anew where it is damaged, of another version or of another log. Errors are the
    /// store's or the disk's. While `cancelled` is true, which outlives it, nothing goes on (Unavailable).
    static Result<std::unique_ptr<SearchFile>> open(
        const QString &store, const std::atomic<bool> *cancelled = nullptr);

    struct Filled
    {
        Sequence upTo = 0; ///< all of the log up to there is in it
        bool isThrough = false; ///< there was nothing more
    };
    /// Takes in the next events, a few hundred at most: about 20 ms.
    Result<Filled> fill();

    /// Lets tables go whose events have all gone, and those of which most have gone be filled anew.
    Result<void> trim();

    /// A stretch of the log with the table of the file that knows its words; none: look at every event.
    struct Piece
    {
        Sequence first = 1;
        Sequence last = std::numeric_limits<Sequence>::max();
        std::string table = {};
    };
    /// So that a reader's questions can use it, as `search`. False: there is no file yet. Outside of a
    /// transaction.
    static bool attachTo(Connection &reader);
    /// The whole log in pieces, oldest first, for a reader that it is attached to.
    static std::vector<Piece> pieces(Connection &reader);

private:
    SearchFile(std::unique_ptr<Connection> store, std::unique_ptr<Connection> db);
    Result<void> prepare();
    Result<bool> isOfThisLog();
    Result<void> inTransaction(const std::function<Result<void>()> &work);
    Result<QList<SearchWords>> read(Sequence after, Sequence last);
    Result<void> add(const QList<SearchWords> &events);
    Result<void> refill(qint64 slice);
    Result<void> ensureTable(qint64 slice);

    std::unique_ptr<Connection> m_store;
    std::unique_ptr<Connection> m_db;
};

} // namespace signalbox
