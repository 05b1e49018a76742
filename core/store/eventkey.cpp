// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventkey.h"

#include "core/base/random.h"

#include <QCryptographicHash>
#include <QtEndian>

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

QByteArray blake2s(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Blake2s_128);
}

int digitOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    return c >= u'a' && c <= u'f' ? c.unicode() - u'a' + 10 : -1;
}

/// Only the spelling that IdSource uses, so that two spellings are two ids as CloudEvents has it.
bool readUuid7(const QString &id, std::array<char, 16> &bytes)
{
    if (id.size() != 36 || id[14] != u'7')
        return false;
    qsizetype at = 0;
    for (auto &byte : bytes) {
        if (at == 8 || at == 13 || at == 18 || at == 23) {
            if (id[at++] != u'-')
                return false;
        }
        const int high = digitOf(id[at]);
        const int low = digitOf(id[at + 1]);
        if (high < 0 || low < 0)
            return false;
        byte = char(high << 4 | low);
        at += 2;
    }
    return true;
}

} // namespace

QByteArray EventKeys::keyOf(const Event &event)
{
    const auto key = EventKeys().key(event);
    return {key.data(), qsizetype(key.size())};
}

EventKeys::Key EventKeys::key(const Event &event) const
{
    Key key{};
    if (!readUuid7(event.id.value, key)) {
        const auto hash = blake2s(event.source.toUtf8() + '\0' + event.id.value.toUtf8());
        std::ranges::copy(hash, key.begin());
        return key;
    }
    if (m_source.isEmpty() || m_source != event.source) {
        const auto hash = blake2s(event.source.toUtf8());
        std::ranges::copy(hash.last(8), m_sourceHash.begin());
        m_source = event.source;
    }
    for (size_t i = 0; i < m_sourceHash.size(); ++i)
        key[8 + i] = char(key[8 + i] ^ m_sourceHash[i]);
    return key;
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
    if (auto same = findByPlace(db, event); !same || *same)
        return same;
    const auto bytes = key(event);
    for (const auto slice : m_slices) {
        // The key alone decides only where the event is gone: 128 bits do not meet by chance.
        auto same = db.first("SELECT k.sequence FROM event_key k LEFT JOIN event e ON e.sequence = "
                             "k.sequence WHERE k.slice = ? "
                             "AND k.key = ? AND (e.sequence IS NULL OR (e.id = ? AND e.source = ?)) "
                             "ORDER BY k.sequence LIMIT 1",
            {slice, BytesView{bytes}, event.id, event.source}, [](Row &row) { return row.integer(); });
        if (!same || *same)
            return same;
    }
    return std::optional<Sequence>();
}

Result<std::optional<Sequence>> EventKeys::findByPlace(Connection &db, const Event &event)
{
    std::array<char, 16> uuid{};
    if (!readUuid7(event.id.value, uuid))
        return std::optional<Sequence>();
    const auto place = qFromBigEndian<quint64>(uuid.data() + 8) & ((quint64(1) << IdSource::placeBits) - 1);
    return db.first("SELECT sequence FROM event WHERE sequence = ? AND id = ? AND source = ?",
        {qint64(place), event.id, event.source}, [](Row &row) { return row.integer(); });
}

Result<void> EventKeys::add(Connection &db, const Event &event)
{
    const auto slice = sliceOf(event.received);
    if (!m_slices.contains(slice)) {
        m_slices += slice;
        std::ranges::sort(m_slices, std::greater());
    }
    const auto bytes = key(event);
    const std::array<SqlValue, 3> values{slice, BytesView{bytes}, event.sequence};
    return db.write("INSERT INTO event_key VALUES (?, ?, ?)", values);
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
