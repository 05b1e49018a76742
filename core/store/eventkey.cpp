// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventkey.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

constexpr auto sliceLength = std::chrono::microseconds(240h);
constexpr qint64 slicesKept = 4; // the growing one and thirty days before it
constexpr int bite = 1000; // of old keys, a transaction

qint64 sliceOf(Instant instant)
{
    return toMicroseconds(instant) / sliceLength.count();
}

} // namespace

QByteArray EventKeys::keyOf(const Event &event)
{
    const auto &id = event.id.value;
    const auto source = event.source.toUtf8();
    if (id.size() == 36 && id[14] == u'7') {
        // Only the spelling that IdSource uses, so that two spellings are two ids as CloudEvents has it.
        const auto uuid = QUuid::fromString(id);
        if (!uuid.isNull() && uuid.toString(QUuid::WithoutBraces) == id) {
            auto key = uuid.toRfc4122();
            const auto hash = QCryptographicHash::hash(source, QCryptographicHash::Blake2s_128);
            for (qsizetype i = 8; i < 16; ++i)
                key[i] = char(key[i] ^ hash[i]);
            return key;
        }
    }
    return QCryptographicHash::hash(source + '\0' + id.toUtf8(), QCryptographicHash::Blake2s_128);
}

Result<void> EventKeys::open(Connection &db)
{
    // From slice to slice by the index: `DISTINCT` would read every key.
    auto slices = db.list("WITH RECURSIVE s(slice) AS (SELECT max(slice) FROM event_key UNION ALL SELECT "
                          "(SELECT max(slice) FROM event_key WHERE slice < s.slice) FROM s WHERE s.slice "
                          "IS NOT NULL) SELECT slice FROM s WHERE slice IS NOT NULL",
        {}, [](Row &row) { return row.integer(); });
    if (!slices)
        return Failure(slices.error());
    m_slices = *slices;
    return {};
}

Result<std::optional<Sequence>> EventKeys::find(Connection &db, const Event &event) const
{
    const auto key = keyOf(event);
    for (const auto slice : m_slices) {
        // The key alone decides only where the event is gone: 128 bits do not meet by chance.
        auto same = db.first("SELECT k.sequence FROM event_key k LEFT JOIN event e ON e.sequence = "
                             "k.sequence WHERE k.slice = ? "
                             "AND k.key = ? AND (e.sequence IS NULL OR (e.id = ? AND e.source = ?)) "
                             "ORDER BY k.sequence LIMIT 1",
            {slice, key, event.id, event.source}, [](Row &row) { return row.integer(); });
        if (!same || *same)
            return same;
    }
    return std::optional<Sequence>();
}

Result<void> EventKeys::add(Connection &db, const Event &event)
{
    const auto slice = sliceOf(event.received);
    if (!m_slices.contains(slice)) {
        m_slices += slice;
        std::ranges::sort(m_slices, std::greater());
    }
    return db.run("INSERT INTO event_key VALUES (?, ?, ?)", {slice, keyOf(event), event.sequence});
}

Result<void> EventKeys::trim(Connection &db, Instant now)
{
    if (m_slices.isEmpty() || m_slices.last() > sliceOf(now) - slicesKept)
        return {};
    auto done = db.run("DELETE FROM event_key WHERE (slice, key, sequence) IN (SELECT slice, key, sequence "
                       "FROM event_key WHERE slice = ? LIMIT ?)",
        {m_slices.last(), bite});
    if (done && db.changes() < bite)
        m_slices.removeLast();
    return done;
}

} // namespace signalbox
