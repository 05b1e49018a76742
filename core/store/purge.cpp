// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/purge.h"

#include "core/store/space.h"
#include "core/store/transaction.h"

namespace signalbox::jobs {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Who waits for an answer meanwhile hardly notices: an fsync takes as long.
constexpr auto longestBite = 3ms;
constexpr int mostEvents = 500; // a bite
constexpr qint64 eventsBetweenLooks = 8; // at the space in use
constexpr int pagesAtOnce = 16;

bool isOver(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::steady_clock::now() - begun > longestBite;
}

struct Candidate
{
    Sequence sequence = 0;
    Instant received;
    QByteArray hash;
};

/// The runs of an event: whether all may go, and their numbers.
struct Runs
{
    bool mayGo = true;
    QList<qint64> numbers;
};

Result<Runs> runsOf(Transaction &tx, Sequence after, const Candidate &event, const PurgeOrder &order)
{
    Runs runs;
    // From the event before on: runs whose event was lost go with the next one.
    const auto read = tx.db.each("SELECT number, state, EXISTS (SELECT 1 FROM run_pin WHERE run = number) "
                                 "FROM run WHERE event > ? AND event <= ?",
        {after, event.sequence}, [&](Row &row) -> Result<void> {
            runs.numbers += row.integer();
            const auto state = row.state();
            const bool isPinned = row.boolean();
            if (isPinned || !isFinished(state)
                || (state == State::Failed && event.received >= order.failedBefore))
                runs.mayGo = false;
            return {};
        });
    if (!read)
        return Failure(read.error());
    return runs;
}

/// All that belongs to a run goes here.
Result<void> removeRun(Transaction &tx, qint64 number)
{
    for (const auto *sql : {"DELETE FROM step_run WHERE run = ?", "DELETE FROM run_pin WHERE run = ?",
             "DELETE FROM run WHERE number = ?"}) {
        if (auto gone = tx.db.run(sql, {number}); !gone)
            return gone;
    }
    return {};
}

/// Collects removed events that follow each other, and keeps one hash for each such stretch.
class Stretches
{
public:
    explicit Stretches(Transaction &tx)
        : m_tx(tx)
    {
    }

    Result<void> add(const Candidate &event)
    {
        if (m_first > 0 && event.sequence != m_last + 1) {
            if (auto written = write(); !written)
                return written;
            m_first = 0;
        }
        if (m_first == 0)
            m_first = event.sequence;
        m_last = event.sequence;
        m_hash = event.hash;
        return {};
    }

    Result<void> finish() { return m_first > 0 ? write() : Result<void>(); }

private:
    Result<void> write()
    {
        auto &db = m_tx.db;
        auto first = m_first;
        const auto kept
            = db.first("SELECT 1 FROM event WHERE sequence < ? LIMIT 1", {first}, [](Row &) { return true; });
        if (!kept)
            return Failure(kept.error());
        if (!*kept) {
            // The log begins after it now, whatever was before.
            first = 1;
            if (auto gone = db.run("DELETE FROM event_gone WHERE sequence < ?", {m_first}); !gone)
                return gone;
        } else {
            const auto before = db.first("SELECT CASE WHEN first = 0 THEN sequence ELSE first END FROM "
                                         "event_gone WHERE sequence = ?",
                {first - 1}, [](Row &row) { return row.integer(); });
            if (!before)
                return Failure(before.error());
            if (*before) {
                if (auto gone = db.run("DELETE FROM event_gone WHERE sequence = ?", {first - 1}); !gone)
                    return gone;
                first = **before;
            }
        }
        if (auto grown = db.run("UPDATE event_gone SET first = ? WHERE sequence = (SELECT min(sequence) FROM "
                                "event_gone WHERE sequence > ?) AND (first = ? OR (first = 0 AND sequence = "
                                "?))",
                {first, m_last, m_last + 1, m_last + 1});
            !grown)
            return grown;
        if (db.changes() > 0)
            return {};
        return db.run(
            "INSERT INTO event_gone (sequence, first, hash) VALUES (?, ?, ?)", {m_last, first, m_hash});
    }

    Transaction &m_tx;
    Sequence m_first = 0; ///< 0: none under way
    Sequence m_last = 0;
    QByteArray m_hash;
};

} // namespace

Result<Purged> purge(Transaction &tx, const PurgeOrder &order)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto cursor = tx.db.integer("SELECT cursor FROM router");
    if (!cursor)
        return Failure(cursor.error());
    const auto events = tx.db.list("SELECT sequence, received, hash FROM event WHERE sequence > ? AND "
                                   "sequence <= ? ORDER BY sequence LIMIT ?",
        {order.after, *cursor, mostEvents}, [](Row &row) {
            const auto sequence = row.integer();
            const auto received = row.instant();
            return Candidate{sequence, received, row.bytes()};
        });
    if (!events)
        return Failure(events.error());
    Purged purged{.upTo = order.after, .isThrough = events->size() < mostEvents};
    Stretches stretches(tx);
    for (const auto &event : *events) {
        if (event.received >= order.before) {
            purged.isThrough = true;
            break;
        }
        if (order.downTo > 0 && purged.events % eventsBetweenLooks == 0) {
            const auto use = spaceUse(tx.db);
            if (!use)
                return Failure(use.error());
            if (use->used() <= order.downTo) {
                purged.isThrough = true;
                break;
            }
        }
        if (isOver(begun)) {
            purged.isThrough = false;
            break;
        }
        const auto runs = runsOf(tx, purged.upTo, event, order);
        if (!runs)
            return Failure(runs.error());
        purged.upTo = event.sequence;
        if (!runs->mayGo)
            continue;
        for (const auto run : runs->numbers) {
            if (auto gone = removeRun(tx, run); !gone)
                return Failure(gone.error());
        }
        if (auto gone = tx.db.run("DELETE FROM event WHERE sequence = ?", {event.sequence}); !gone)
            return Failure(gone.error());
        if (auto added = stretches.add(event); !added)
            return Failure(added.error());
        ++purged.events;
        purged.runs += runs->numbers.size();
    }
    if (auto written = stretches.finish(); !written)
        return Failure(written.error());
    return purged;
}

Result<SpaceUse> shrink(Transaction &tx, qint64 keepFree)
{
    const auto begun = std::chrono::steady_clock::now();
    auto use = spaceUse(tx.db);
    while (use && use->free > keepFree && !isOver(begun)) {
        const auto before = use->free;
        // A row for each page, and all must be asked for.
        static const auto sql = "PRAGMA incremental_vacuum(" + std::to_string(pagesAtOnce) + ')';
        if (auto done = tx.db.run(sql); !done)
            return Failure(done.error());
        use = spaceUse(tx.db);
        if (use && use->free == before)
            break;
    }
    return use;
}

} // namespace signalbox::jobs
