// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/searchfile.h"

#include "core/store/logcheck.h"
#include "core/store/schema.h"
#include "core/store/searchtext.h"

#include <QFile>
#include <QFileInfo>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1; // another one: made anew
constexpr Sequence sliceLength = 500'000;
constexpr int eventsAtOnce = 300;
constexpr auto endless = std::numeric_limits<Sequence>::max();
constexpr auto mostOfData = "65536";
// A table is filled anew when less than this part of its events is left.
constexpr qint64 leastLeft = 4;

std::string tableOf(qint64 slice)
{
    return "words_" + std::to_string(slice);
}

qint64 sliceOf(Sequence sequence)
{
    return sequence / sliceLength;
}

SearchWords readWords(Row &row)
{
    SearchWords words;
    words.sequence = row.integer();
    words.hash = row.bytes();
    for (int i = 0; i < 4; ++i)
        words.text += row.text() + u'\n';
    words.text += readableText(row.bytes());
    return words;
}

} // namespace

QString SearchFile::nameFor(const QString &store)
{
    return store + u"-search"_s;
}

void SearchFile::remove(const QString &store)
{
    for (const auto *part : {"", "-wal", "-shm", "-journal"})
        QFile::remove(nameFor(store) + QLatin1StringView(part));
}

SearchFile::SearchFile(std::unique_ptr<Connection> store, std::unique_ptr<Connection> db)
    : m_store(std::move(store))
    , m_db(std::move(db))
{
}

Result<std::unique_ptr<SearchFile>> SearchFile::open(const QString &store, const std::atomic<bool> *cancelled)
{
    for (bool isAnew = false;; isAnew = true) {
        auto reading = Connection::open(store, Connection::Mode::ReadOnly);
        if (!reading)
            return Failure(reading.error());
        if (auto good = schema::check(**reading); !good)
            return Failure(good.error());
        auto db = Connection::open(nameFor(store), Connection::Mode::ReadWrite);
        if (!db)
            return Failure(db.error());
        (*reading)->setCancelled(cancelled);
        (*db)->setCancelled(cancelled);
        std::unique_ptr<SearchFile> file(new SearchFile(std::move(*reading), std::move(*db)));
        auto ready = file->prepare();
        const auto fits = ready ? file->isOfThisLog() : Result<bool>(Failure(ready.error()));
        if (fits && *fits)
            return file;
        if (!fits && (fits.error().code != Error::Code::Corrupt || isAnew))
            return Failure(fits.error());
        file.reset();
        remove(store);
    }
}

Result<void> SearchFile::prepare()
{
    // A commit needs no sync: what a power cut takes is filled in again, and the file stays whole.
    if (auto set = m_db->script("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA "
                                "synchronous = NORMAL; PRAGMA journal_size_limit = 8388608; PRAGMA "
                                "cache_size = -8192;");
        !set)
        return set;
    const auto found = m_db->integer("PRAGMA user_version");
    if (!found)
        return Failure(found.error());
    if (*found == version)
        return {};
    if (*found != 0)
        return failure(Error::Code::Corrupt, u"The search index is of another version."_s);
    return m_db->script(
        "BEGIN IMMEDIATE; CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), "
        "upto INTEGER NOT NULL, hash BLOB NOT NULL); INSERT INTO progress VALUES (1, 0, X''); "
        "CREATE TABLE slice (number INTEGER PRIMARY KEY, events INTEGER NOT NULL); PRAGMA "
        "user_version = "
        + QByteArray::number(version) + "; COMMIT;");
}

/// A store that was restored has another log under the same name.
Result<bool> SearchFile::isOfThisLog()
{
    const auto known = m_db->first("SELECT upto, hash FROM progress", {}, [](Row &row) {
        const auto upTo = row.integer();
        return ChainEnd{upTo, row.bytes()};
    });
    if (!known)
        return Failure(known.error());
    if (!*known)
        return false;
    const auto end = endOfLog(*m_store);
    if (!end)
        return Failure(end.error());
    if (end->last < (*known)->last)
        return false;
    const auto there = m_store->first("SELECT hash FROM event WHERE sequence = ?1 UNION ALL SELECT hash FROM "
                                      "event_gone WHERE sequence = ?1",
        {(*known)->last}, [](Row &row) { return row.bytes(); });
    if (!there)
        return Failure(there.error());
    return !*there || **there == (*known)->hash;
}

Result<void> SearchFile::ensureTable(qint64 slice)
{
    const auto there = m_db->integer("SELECT count(*) FROM slice WHERE number = ?", {slice});
    if (!there)
        return Failure(there.error());
    if (*there > 0)
        return {};
    if (auto made = m_db->script("CREATE VIRTUAL TABLE " + QByteArray::fromStdString(tableOf(slice))
            + " USING fts5(text, content='', detail=none, columnsize=0, tokenize='unicode61')");
        !made)
        return made;
    return m_db->run("INSERT INTO slice VALUES (?, 0)", {slice});
}

Result<QList<SearchWords>> SearchFile::read(Sequence after, Sequence last)
{
    static const auto sql = "SELECT sequence, hash, type, source, subject, id, substr(data, 1, "
        + std::string(mostOfData)
        + ") FROM event WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?";
    return m_store->list(sql, {after, last, eventsAtOnce}, readWords);
}

Result<void> SearchFile::add(const QList<SearchWords> &events)
{
    qint64 slice = -1;
    std::string insert;
    for (const auto &event : events) {
        if (sliceOf(event.sequence) != slice) {
            slice = sliceOf(event.sequence);
            if (auto made = ensureTable(slice); !made)
                return made;
            insert = "INSERT INTO " + tableOf(slice) + " (rowid, text) VALUES (?, ?)";
        }
        if (auto added = m_db->run(insert, {event.sequence, event.text}); !added)
            return added;
        if (auto counted = m_db->run("UPDATE slice SET events = events + 1 WHERE number = ?", {slice});
            !counted)
            return counted;
    }
    return {};
}

Result<void> SearchFile::inTransaction(const std::function<Result<void>()> &work)
{
    auto done = m_db->run("BEGIN IMMEDIATE");
    if (done)
        done = work();
    if (done)
        done = m_db->run("COMMIT");
    if (!done && !m_db->isAutocommit())
        m_db->run("ROLLBACK");
    return done;
}

Result<SearchFile::Filled> SearchFile::fill()
{
    const auto after = m_db->integer("SELECT upto FROM progress");
    if (!after)
        return Failure(after.error());
    const auto events = read(*after, endless);
    if (!events)
        return Failure(events.error());
    if (events->isEmpty())
        return Filled{*after, true};
    const auto &last = events->last();
    auto done = inTransaction([&]() -> Result<void> {
        if (auto added = add(*events); !added)
            return added;
        return m_db->run("UPDATE progress SET upto = ?, hash = ?", {last.sequence, last.hash});
    });
    if (!done)
        return Failure(done.error());
    return Filled{last.sequence, events->size() < eventsAtOnce};
}

/// All that is left of a slice, which has no table.
Result<void> SearchFile::refill(qint64 slice)
{
    const auto end = (slice + 1) * sliceLength - 1;
    for (auto at = slice * sliceLength - 1;;) {
        const auto events = read(at, end);
        if (!events)
            return Failure(events.error());
        if (events->isEmpty())
            return {};
        if (auto added = add(*events); !added)
            return added;
        at = events->last().sequence;
    }
}

Result<void> SearchFile::trim()
{
    const auto slices = m_db->list("SELECT number, events FROM slice", {}, [](Row &row) {
        const auto number = row.integer();
        return std::pair(number, row.integer());
    });
    if (!slices)
        return Failure(slices.error());
    const auto upTo = m_db->integer("SELECT upto FROM progress");
    if (!upTo)
        return Failure(upTo.error());
    for (const auto &counted : *slices) {
        const auto slice = counted.first;
        const auto events = counted.second;
        if (sliceOf(*upTo) == slice)
            continue; // grows
        const auto first = slice * sliceLength;
        const auto left = m_store->integer(
            "SELECT count(*) FROM event WHERE sequence BETWEEN ? AND ?", {first, first + sliceLength - 1});
        if (!left)
            return Failure(left.error());
        if (*left * leastLeft > events)
            continue;
        auto done = inTransaction([&]() -> Result<void> {
            if (auto gone = m_db->script("DROP TABLE " + QByteArray::fromStdString(tableOf(slice))); !gone)
                return gone;
            if (auto gone = m_db->run("DELETE FROM slice WHERE number = ?", {slice}); !gone)
                return gone;
            return *left > 0 ? refill(slice) : Result<void>();
        });
        if (!done)
            return done;
    }
    return m_db->script("PRAGMA incremental_vacuum");
}

bool SearchFile::attachTo(Connection &reader)
{
    const auto name = nameFor(reader.file());
    return QFileInfo::exists(name) && reader.run("ATTACH ? AS search", {name});
}

std::vector<SearchFile::Piece> SearchFile::pieces(Connection &reader)
{
    const auto upTo = reader.integer("SELECT upto FROM search.progress");
    const auto slices = reader.list(
        "SELECT number FROM search.slice ORDER BY number", {}, [](Row &row) { return row.integer(); });
    if (!upTo || !slices)
        return {Piece()};
    std::vector<Piece> pieces;
    for (const auto slice : *slices) {
        const auto first = slice * sliceLength;
        pieces.push_back({first, std::min(first + sliceLength - 1, *upTo), tableOf(slice)});
    }
    pieces.push_back({*upTo + 1, endless, {}});
    return pieces;
}

} // namespace signalbox
