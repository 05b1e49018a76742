// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/purge.h"

#include "core/store/blockindex.h"
#include "core/store/space.h"
#include "core/store/transaction.h"

#include <algorithm>
#include <set>

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
    QString type;
    QByteArray hash;
};

struct FoundRun
{
    Sequence event = 0;
    qint64 number = 0;
    RuleId rule;
    bool mayGo = true; ///< if its event is old enough
    bool hasFailed = false;
};

/// The runs of events that are asked for one after the other, read for many of them at once.
class RunsOfEvents
{
public:
    RunsOfEvents(Transaction &tx, Sequence after)
        : m_tx(tx)
        , m_readUpTo(after)
    {
    }

    /// From the event that was asked for before on: runs whose event was lost go with the next one.
    Result<QList<FoundRun>> upTo(Sequence event)
    {
        if (event > m_readUpTo) {
            if (auto read = readUpTo((BlockIndex::blockOf(event) + 1) * BlockIndex::blockSize - 1); !read)
                return Failure(read.error());
        }
        const auto end = std::ranges::upper_bound(m_runs, event, {}, &FoundRun::event);
        QList<FoundRun> runs(m_runs.begin(), end);
        m_runs.erase(m_runs.begin(), end);
        return runs;
    }

private:
    Result<void> readUpTo(Sequence last)
    {
        static const auto sql
            = "SELECT event, number, rule, state, EXISTS (SELECT 1 FROM run_pin WHERE run = number) FROM "
            + runsByEvents.joined()
            + " WHERE b.value BETWEEN ? AND ? AND event > ? AND event <= ? ORDER BY event";
        const auto runs = m_tx.db.list(sql,
            {BlockIndex::blockOf(m_readUpTo), BlockIndex::blockOf(last), m_readUpTo, last}, [](Row &row) {
                FoundRun run;
                run.event = row.integer();
                run.number = row.integer();
                run.rule = row.id<RuleId>();
                const auto state = row.state();
                run.mayGo = !row.boolean() && isFinished(state);
                run.hasFailed = state == State::Failed;
                return run;
            });
        if (!runs)
            return Failure(runs.error());
        m_runs += *runs;
        m_readUpTo = last;
        return {};
    }

    Transaction &m_tx;
    Sequence m_readUpTo;
    QList<FoundRun> m_runs; ///< that have not been asked for
};

/// Entries of the indexes that may be of no use any more.
class OldEntries
{
public:
    void add(const Candidate &event) { m_types.emplace(event.type, BlockIndex::blockOf(event.sequence)); }
    void add(const FoundRun &run)
    {
        const auto block = BlockIndex::blockOf(run.number);
        m_rules.emplace(run.rule.value, block);
        m_events.emplace(BlockIndex::blockOf(run.event), block);
    }

    Result<void> trim(Transaction &tx) const
    {
        tx.blocks.forget();
        return trim(tx, eventsByType, m_types)
            .and_then([&] { return trim(tx, runsByRule, m_rules); })
            .and_then([&] { return trim(tx, runsByEvents, m_events); });
    }

private:
    template <typename Value> using Entries = std::set<std::pair<Value, qint64>>;

    template <typename Value>
    static Result<void> trim(Transaction &tx, const BlockIndex &index, const Entries<Value> &entries)
    {
        for (const auto &[value, block] : entries) {
            if (auto done = index.trim(tx.db, value, block); !done)
                return done;
        }
        return {};
    }

    Entries<QString> m_types;
    Entries<QString> m_rules;
    Entries<qint64> m_events;
};

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
    const auto events = tx.db.list("SELECT sequence, received, type, hash FROM event WHERE sequence > ? AND "
                                   "sequence <= ? ORDER BY sequence LIMIT ?",
        {order.after, *cursor, mostEvents}, [](Row &row) {
            Candidate event;
            event.sequence = row.integer();
            event.received = row.instant();
            event.type = row.text();
            event.hash = row.bytes();
            return event;
        });
    if (!events)
        return Failure(events.error());
    Purged purged{.upTo = order.after, .isThrough = events->size() < mostEvents};
    Stretches stretches(tx);
    RunsOfEvents runsOf(tx, order.after);
    OldEntries oldEntries;
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
        const auto runs = runsOf.upTo(event.sequence);
        if (!runs)
            return Failure(runs.error());
        purged.upTo = event.sequence;
        const bool keepsFailed = event.received >= order.failedBefore;
        if (!std::ranges::all_of(
                *runs, [&](const FoundRun &run) { return run.mayGo && !(run.hasFailed && keepsFailed); }))
            continue;
        for (const auto &run : *runs) {
            if (auto gone = removeRun(tx, run.number); !gone)
                return Failure(gone.error());
            oldEntries.add(run);
        }
        if (auto gone = tx.db.run("DELETE FROM event WHERE sequence = ?", {event.sequence}); !gone)
            return Failure(gone.error());
        if (auto added = stretches.add(event); !added)
            return Failure(added.error());
        oldEntries.add(event);
        ++purged.events;
        purged.runs += runs->size();
    }
    if (auto written = stretches.finish(); !written)
        return Failure(written.error());
    if (auto trimmed = oldEntries.trim(tx); !trimmed)
        return Failure(trimmed.error());
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
