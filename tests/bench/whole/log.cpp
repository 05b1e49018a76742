// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"
#include "core/store/schema.h"
#include "tests/bench/whole/bench.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <sqlite3.h>
#include <thread>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

/// The tables of the store, written by SQLite alone: what there is to gain. It inserts what the store inserts
/// for such an event, byte for byte as many: its row with a hash, and the key by which duplicates are told.
/// Ids, hashes and keys are ready beforehand; nothing is checked and nothing is answered.
class PlainSqlite
{
public:
    explicit PlainSqlite(const QString &file)
    {
        sqlite3_open(file.toUtf8().constData(), &m_db);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        for (const auto &sql : schema::migrations())
            run(sql);
        prepare(
            "INSERT INTO event (sequence, received, time, id, source, type, subject, content_type, "
            "data_schema, trace_parent, extensions, correlation, cause_run, cause_step, cause_event, depth, "
            "hash, request, data) VALUES (?1, ?2, ?2, ?3, '/shop', 'com.example.order', '', '', '', '', "
            "x'', ?1, '', '', 0, 0, ?4, x'', ?5)",
            &m_insert);
        prepare("INSERT INTO event_key (slice, key, sequence) VALUES (2000, ?1, ?2)", &m_insertKey);
    }
    ~PlainSqlite()
    {
        sqlite3_finalize(m_insert);
        sqlite3_finalize(m_insertKey);
        sqlite3_close(m_db);
    }
    PlainSqlite(const PlainSqlite &) = delete;
    PlainSqlite &operator=(const PlainSqlite &) = delete;

    void append(int events)
    {
        static const auto data = orderOf1Kb();
        run("BEGIN IMMEDIATE");
        for (int i = 0; i < events; ++i) {
            ++m_last;
            const auto id = "01930000-0000-7000-8000-" + QByteArray::number(m_last).rightJustified(12, '0');
            // Rises in its first half only, as the keys of our own ids do.
            std::array<quint64, 2> key{qToBigEndian(quint64(m_last)), quint64(m_last) * 0x9e3779b97f4a7c15};
            sqlite3_bind_int64(m_insert, 1, m_last);
            sqlite3_bind_int64(m_insert, 2, toMicroseconds(SystemClock().now()));
            sqlite3_bind_text(m_insert, 3, id.constData(), int(id.size()), SQLITE_STATIC);
            sqlite3_bind_blob(m_insert, 4, key.data(), sizeof(key), SQLITE_STATIC);
            sqlite3_bind_blob(m_insert, 5, data.constData(), int(data.size()), SQLITE_STATIC);
            step(m_insert);
            sqlite3_bind_blob(m_insertKey, 1, key.data(), sizeof(key), SQLITE_STATIC);
            sqlite3_bind_int64(m_insertKey, 2, m_last);
            step(m_insertKey);
        }
        run("COMMIT");
    }

private:
    void run(const QByteArray &sql)
    {
        if (sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_db));
    }
    void prepare(const char *sql, sqlite3_stmt **statement)
    {
        if (sqlite3_prepare_v2(m_db, sql, -1, statement, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_db));
    }
    void step(sqlite3_stmt *statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_db));
        sqlite3_reset(statement);
    }

    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_insert = nullptr;
    sqlite3_stmt *m_insertKey = nullptr;
    qint64 m_last = 0;
};

/// Who makes the ids of events.
enum class Ids {
    Own, ///< the store: they rise
    Foreign ///< the sender: any order
};

/// The real store, waited for batch by batch: each batch is one transaction.
class Log
{
public:
    explicit Log(QString file, Ids ids = Ids::Own)
        : m_file(std::move(file))
        , m_ids(ids)
        , m_store(Store::open(m_file, m_clock, m_random).value())
    {
    }
    /// One in a thousand is of another type, so that there is something to filter.
    void append(int events)
    {
        static const auto data = orderOf1Kb();
        QList<Event> batch;
        batch.reserve(events);
        for (int i = 0; i < events; ++i) {
            Event event;
            if (m_ids == Ids::Foreign)
                event.id = EventId(QString::number(m_random.next(), 16));
            event.type = ++m_count % 1000 == 0 ? u"com.example.rare"_s : u"com.example.order"_s;
            event.source = u"/shop"_s;
            event.data = data;
            batch += event;
        }
        if (const auto answer = m_store->append(std::move(batch)).result(); !answer)
            qFatal("%s", qPrintable(answer.error().message));
    }

private:
    QString m_file;
    const Ids m_ids;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_store;
    qint64 m_count = 0;
};

/// Events a second while `append` is called for a moment.
double rate(int batch, const std::function<void(int)> &append)
{
    QElapsedTimer timer;
    timer.start();
    qint64 events = 0;
    for (; timer.elapsed() < 250; events += batch)
        append(batch);
    return double(events) * 1e9 / double(timer.nsecsElapsed());
}

double middle(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Both in turn and often, so that what else the computer does meets both.
void byBatch()
{
    constexpr int rounds = 11;
    for (const int batch : {1, 16, 64, 256, 1000}) {
        const QTemporaryDir folder;
        Log log(folder.filePath(u"log"_s));
        PlainSqlite plain(folder.filePath(u"plain"_s));
        std::vector<double> ours;
        std::vector<double> theirs;
        std::vector<double> ratios;
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(rate(batch, [&](int events) { log.append(events); }));
            theirs.push_back(rate(batch, [&](int events) { plain.append(events); }));
            ratios.push_back(ours.back() / theirs.back());
        }
        out() << "  batches of " << batch << ": " << qint64(middle(ours)) << " events/s, plain SQLite "
              << qint64(middle(theirs)) << ", ratio " << middle(ratios) << Qt::endl;
    }
}

template <typename Question> void ask(const char *what, Question question)
{
    QElapsedTimer timer;
    timer.start();
    const auto answer = question();
    const auto took = double(timer.nsecsElapsed()) / 1e6;
    if (!answer)
        qFatal("%s: %s", what, qPrintable(answer.error().message));
    out() << "    " << what << ": " << took << " ms" << Qt::endl;
}

/// Reads pages one after the other, as a window that scrolls, while it lives.
class BusyReader
{
public:
    explicit BusyReader(const QString &file)
        : m_thread([file](const std::stop_token &stop) {
            const auto reader = Reader::open(file).value();
            for (Sequence from = 0; !stop.stop_requested();) {
                const auto page = reader->eventHeads({}, from, Page::Newer, 500).value();
                from = page.isEmpty() ? 0 : page.last().sequence;
            }
        })
    {
    }

private:
    std::jthread m_thread;
};

/// Appends so many events and tells what that was like: the rates at both ends, how long a batch took at
/// worst and how long the write-ahead log became, while two read between the ends.
void fill(const QString &file, qint64 events, Ids ids)
{
    constexpr int batch = 1000;
    Log log(file, ids);
    std::vector<double> stalls; // milliseconds a batch
    qint64 written = 0;
    qint64 longestWal = 0;
    const auto fillUpTo = [&](qint64 until) {
        const auto from = written;
        QElapsedTimer timer;
        timer.start();
        for (; written < until; written += batch) {
            QElapsedTimer each;
            each.start();
            log.append(batch);
            stalls.push_back(double(each.nsecsElapsed()) / 1e6);
            longestWal = std::max(longestWal, QFileInfo(file + u"-wal"_s).size());
        }
        return double(written - from) * 1e9 / double(timer.nsecsElapsed());
    };
    const qint64 stretch = std::min<qint64>(200'000, events / 4);
    const auto empty = fillUpTo(stretch);
    fillUpTo(events / 2);
    {
        const BusyReader first(file);
        const BusyReader second(file);
        fillUpTo(events - stretch);
    }
    const auto full = fillUpTo(events);
    out() << "  log of " << events << (ids == Ids::Own ? "" : ", ids from outside in any order") << ": "
          << qint64(empty) << " events/s at first, " << qint64(full) << " at the end, ratio " << full / empty
          << Qt::endl;
    out() << "    a batch of " << batch << ": middle " << middle(stalls) << " ms, worst "
          << *std::max_element(stalls.begin(), stalls.end()) << " ms, over 100 ms: "
          << std::count_if(stalls.begin(), stalls.end(), [](double ms) { return ms > 100; }) << " of "
          << stalls.size() << "; longest write-ahead log " << longestWal / (1 << 20) << " MiB" << Qt::endl;
}

void foreignIds(qint64 events)
{
    const QTemporaryDir folder;
    fill(folder.filePath(u"log"_s), events, Ids::Foreign);
}

void longLog(qint64 events)
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(u"log"_s);
    fill(file, events, Ids::Own);
    out() << "    file: " << QFileInfo(file).size() / 1'000'000 << " MB, data of " << orderOf1Kb().size()
          << " bytes" << Qt::endl;
    ask("open the store", [&] {
        const SystemClock clock;
        SystemRandom random;
        return Store::open(file, clock, random).transform([](const auto &) { return true; });
    });
    std::unique_ptr<Reader> reader;
    ask("open a reader", [&] {
        return Reader::open(file).transform([&](auto opened) {
            reader = std::move(opened);
            return true;
        });
    });
    ask("newest page", [&] { return reader->eventHeads({}, 0, Page::Older, 200); });
    ask("page in the middle", [&] { return reader->eventHeads({}, events / 2, Page::Older, 200); });
    ask("the moment in the middle", [&]() -> Result<QList<Event>> {
        EventFilter then;
        then.until = reader->event(events / 2).value().received;
        return reader->eventHeads(then, 0, Page::Older, 200);
    });
    for (const auto &[name, type] :
        {std::pair("rare", u"com.example.rare"_s), std::pair("common", u"com.example.order"_s),
            std::pair("a pattern for rare ones", u"*.rare"_s),
            std::pair("a pattern for common ones", u"*.order"_s), std::pair("none", u"com.example.none"_s)}) {
        EventFilter filter;
        filter.type = type;
        ask(qPrintable(u"by type (%1), newest"_s.arg(QLatin1StringView(name))),
            [&] { return reader->eventHeads(filter, 0, Page::Older, 200); });
        ask(qPrintable(u"by type (%1), middle"_s.arg(QLatin1StringView(name))),
            [&] { return reader->eventHeads(filter, events / 2, Page::Older, 200); });
    }
}

} // namespace

void log(qint64 events)
{
    byBatch();
    foreignIds(std::min<qint64>(events, 2'000'000));
    longLog(events);
}

} // namespace signalbox::bench
