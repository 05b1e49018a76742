// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/readerprivate.h"
#include "core/store/reserve.h"
#include "core/store/space.h"
#include "core/store/storageuse.h"

#include <QFileInfo>

#include <algorithm>
#include <random>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Looked at of each kind, spread over the whole range. Two thousand tell a share of a tenth to a twentieth.
constexpr qint64 samples = 2000;
constexpr qsizetype mostShares = 12;
// What a row takes beside its values: SQLite's own, the hash, its entries in the indexes (dbstat, of 600,000
// each).
constexpr qint64 besideEvent = 130;
constexpr qint64 besideRun = 90;
constexpr qint64 besideStep = 80;

/// Adds up by name what the sample found, and then stands for all.
class Shares
{
public:
    void add(const QString &name, qint64 bytes)
    {
        auto &share = m_shares[name];
        share.name = name;
        ++share.count;
        share.bytes += bytes;
        ++m_count;
    }

    QList<StorageUse::Share> of(qint64 all) const
    {
        auto shares = m_shares.values();
        for (auto &share : shares) {
            share.count = scaled(share.count, all);
            share.bytes = scaled(share.bytes, all);
        }
        std::ranges::sort(shares, std::greater(), &StorageUse::Share::bytes);
        return shares.mid(0, mostShares);
    }

    /// What was counted in the sample, of all.
    qint64 scaled(qint64 counted, qint64 all) const
    {
        return m_count > 0 ? qint64(double(counted) * double(all) / double(m_count)) : 0;
    }

private:
    QHash<QString, StorageUse::Share> m_shares;
    qint64 m_count = 0;
};

/// Calls `look` with places between two keys: all of them, or a sample taken by chance, since what comes in
/// turns would deceive whoever looks at every tenth. The same places each time, so that figures do not
/// flicker.
Result<void> visit(qint64 first, qint64 last, const std::function<Result<void>(qint64)> &look)
{
    const auto count = last - first + 1;
    std::mt19937_64 chance; // NOLINT(cert-msc51-cpp)
    for (qint64 i = 0; i < std::min(count, samples); ++i) {
        const auto at = count <= samples ? i : qint64(chance() % quint64(count));
        if (auto looked = look(first + at); !looked)
            return looked;
    }
    return {};
}

struct Range
{
    qint64 first = 0;
    qint64 last = 0;
};

Range readRange(Row &row)
{
    const auto first = row.integer();
    return {first, row.integer()};
}

} // namespace

Result<void> Reader::Private::addEvents(StorageUse &use)
{
    const auto range = db->first(
        "SELECT (SELECT min(sequence) FROM event), (SELECT max(sequence) FROM event)", {}, readRange);
    if (!range)
        return Failure(range.error());
    const auto [first, last] = range->value_or(Range());
    if (last == 0)
        return {};
    const auto oldest = db->first(
        "SELECT received FROM event WHERE sequence = ?", {first}, [](Row &row) { return row.instant(); });
    const auto gone
        = db->integer("SELECT sum(sequence - CASE WHEN first = 0 THEN sequence ELSE first END + 1) "
                      "FROM event_gone WHERE sequence > ?",
            {first});
    const auto lost = db->integer("SELECT sum(last - first + 1) FROM log_loss WHERE first > ?", {first});
    if (!oldest || !gone || !lost)
        return Failure(!oldest ? oldest.error() : !gone ? gone.error() : lost.error());
    use.oldest = *oldest;
    use.eventCount = last - first + 1 - *gone - *lost;
    Shares types;
    qint64 heads = 0;
    qint64 payloads = 0;
    auto done = visit(first, last, [&](qint64 at) {
        return db->each("SELECT type, length(type) + length(id) + length(source) + length(subject) + "
                        "length(content_type) + length(data_schema) + length(trace_parent) + "
                        "length(extensions) + length(cause_run) + length(cause_step), length(request) + "
                        "coalesce(length(data), 0) FROM event WHERE sequence = ?",
            {at}, [&](Row &row) -> Result<void> {
                const auto type = row.text();
                const auto head = row.integer() + besideEvent;
                const auto payload = row.integer();
                heads += head;
                payloads += payload;
                types.add(type, head + payload);
                return {};
            });
    });
    use.events = types.scaled(heads, use.eventCount);
    use.payloads = types.scaled(payloads, use.eventCount);
    use.types = types.of(use.eventCount);
    return done;
}

Result<void> Reader::Private::addRuns(StorageUse &use)
{
    const auto range
        = db->first("SELECT (SELECT min(number) FROM run), (SELECT max(number) FROM run)", {}, readRange);
    const auto count = db->integer("SELECT sum(runs) FROM run_count");
    const auto pinned = db->integer("SELECT count(*) FROM run_pin");
    if (!range || !count || !pinned)
        return Failure(!range ? range.error() : !count ? count.error() : pinned.error());
    use.runCount = *count;
    use.pinnedCount = *pinned;
    if (*count == 0)
        return {};
    Shares rules;
    qint64 all = 0;
    auto done = visit((*range)->first, (*range)->last, [&](qint64 at) {
        return db->each(
            "SELECT coalesce(rule.name, run.rule), length(error) + length(run.id) * 2 + "
            "coalesce(length(steps), 0) + (SELECT "
            "coalesce(sum(length(input) + length(output) + length(error) + length(step) * 2 + ?2), 0) FROM "
            "step_run WHERE step_run.run = run.number) FROM run LEFT JOIN rule ON rule.id = run.rule WHERE "
            "run.number = ?1",
            {at, besideStep}, [&](Row &row) -> Result<void> {
                const auto rule = row.text();
                const auto bytes = row.integer() + besideRun;
                all += bytes;
                rules.add(rule, bytes);
                return {};
            });
    });
    use.runs = rules.scaled(all, use.runCount);
    use.rules = rules.of(use.runCount);
    return done;
}

Result<StorageUse> Reader::storageUse()
{
    Snapshot snapshot(*d->db);
    StorageUse use;
    const auto sized = [](const QString &name) { return QFileInfo(name).size(); };
    const auto &file = d->db->file();
    use.walFile = sized(file + u"-wal"_s);
    use.searchFile = sized(SearchFile::nameFor(file)) + sized(SearchFile::nameFor(file) + u"-wal"_s);
    use.reserveFile = sized(Reserve::nameFor(file));
    const auto space = spaceUse(*d->db);
    if (!space)
        return Failure(space.error());
    // Some of it may still be in the write-ahead log alone.
    use.file = std::min(space->bytes, std::max(sized(file), qint64(0)));
    use.free = std::min(space->free, use.file);
    const auto mode = d->db->integer("PRAGMA auto_vacuum");
    use.canShrink = mode && *mode == 2;
    for (const auto &added : {d->addEvents(use), d->addRuns(use)}) {
        if (!added)
            return Failure(added.error());
    }
    const auto records
        = d->db->first("SELECT count(*), coalesce(sum(length(content) + 2 * length(id) + 60), 0) "
                       "FROM record",
            {}, readRange);
    const auto accepted
        = d->db->list("SELECT first, last, fault FROM log_loss ORDER BY first", {}, [](Row &row) {
              const auto first = row.integer();
              const auto last = row.integer();
              return LogLoss{first, last, row.text()};
          });
    if (!records || !accepted)
        return Failure(!records ? records.error() : accepted.error());
    use.recordCount = (*records)->first;
    use.records = (*records)->last;
    use.accepted = *accepted;
    use.other = std::max(
        qint64(0), space->bytes - space->free - use.events - use.payloads - use.runs - use.records);
    return use;
}

Result<QSet<RunId>> Reader::pinnedRuns()
{
    const auto ids = d->db->list("SELECT id FROM run JOIN run_pin ON run_pin.run = run.number", {},
        [](Row &row) { return row.id<RunId>(); });
    if (!ids)
        return Failure(ids.error());
    return QSet<RunId>(ids->begin(), ids->end());
}

} // namespace signalbox
