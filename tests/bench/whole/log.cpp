// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"
#include "tests/bench/whole/bench.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <sqlite3.h>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;

/// A table with the columns of the log and its two indexes, written by SQLite alone: what there is to gain.
class PlainSqlite
{
public:
    explicit PlainSqlite(const QString &file)
    {
        sqlite3_open(file.toUtf8().constData(), &m_db);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE event (sequence INTEGER PRIMARY KEY, received INTEGER NOT NULL, time INTEGER NOT "
            "NULL,"
            " id TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,"
            " content_type TEXT NOT NULL, data_schema TEXT NOT NULL, trace_parent TEXT NOT NULL,"
            " extensions BLOB NOT NULL, correlation INTEGER NOT NULL, cause_run TEXT NOT NULL,"
            " cause_step TEXT NOT NULL, cause_event INTEGER NOT NULL, depth INTEGER NOT NULL,"
            " request BLOB NOT NULL, data BLOB) STRICT;"
            "CREATE INDEX event_by_type ON event(type); CREATE INDEX event_by_received ON event(received);");
        sqlite3_prepare_v2(m_db,
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, '', '', '', '', x'', ?, '', '', 0, 0, x'', ?)", -1,
            &m_insert, nullptr);
    }
    ~PlainSqlite()
    {
        sqlite3_finalize(m_insert);
        sqlite3_close(m_db);
    }
    void append(int events)
    {
        static const auto data = orderOf1Kb();
        run("BEGIN IMMEDIATE");
        for (int i = 0; i < events; ++i) {
            ++m_last;
            const auto id = "019300000000-7000-8000-" + QByteArray::number(m_last).rightJustified(13, '0');
            const auto now = toMicroseconds(SystemClock().now());
            sqlite3_bind_int64(m_insert, 1, m_last);
            sqlite3_bind_int64(m_insert, 2, now);
            sqlite3_bind_int64(m_insert, 3, now);
            sqlite3_bind_text(m_insert, 4, id.constData(), int(id.size()), SQLITE_TRANSIENT);
            sqlite3_bind_text(m_insert, 5, "/shop", -1, SQLITE_STATIC);
            sqlite3_bind_text(m_insert, 6, "com.example.order", -1, SQLITE_STATIC);
            sqlite3_bind_int64(m_insert, 7, m_last);
            sqlite3_bind_blob(m_insert, 8, data.constData(), int(data.size()), SQLITE_STATIC);
            if (sqlite3_step(m_insert) != SQLITE_DONE)
                qFatal("%s", sqlite3_errmsg(m_db));
            sqlite3_reset(m_insert);
        }
        run("COMMIT");
    }

private:
    void run(const char *sql)
    {
        if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_db));
    }

    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_insert = nullptr;
    qint64 m_last = 0;
};

/// The real store, waited for batch by batch: each batch is one transaction.
class Log
{
public:
    explicit Log(QString file)
        : m_file(std::move(file))
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
            event.type = ++m_count % 1000 == 0 ? u"com.example.rare"_s : u"com.example.order"_s;
            event.source = u"/shop"_s;
            event.data = data;
            batch += event;
        }
        if (const auto answer = m_store->append(std::move(batch)).result(); !answer)
            qFatal("%s", qPrintable(answer.error().message));
    }
    QString file() const { return m_file; }

private:
    QString m_file;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_store;
    qint64 m_count = 0;
};

/// Events a second while `append` is called for about a second.
double rate(int batch, const std::function<void(int)> &append)
{
    QElapsedTimer timer;
    timer.start();
    qint64 events = 0;
    for (; timer.elapsed() < 1000; events += batch)
        append(batch);
    return double(events) * 1e9 / double(timer.nsecsElapsed());
}

void byBatch()
{
    for (const int batch : {1, 16, 64, 256, 1000}) {
        const QTemporaryDir folder;
        Log log(folder.filePath(u"log"_s));
        PlainSqlite plain(folder.filePath(u"plain"_s));
        std::vector<double> ours;
        std::vector<double> theirs;
        for (int round = 0; round < 3; ++round) {
            ours.push_back(rate(batch, [&](int events) { log.append(events); }));
            theirs.push_back(rate(batch, [&](int events) { plain.append(events); }));
        }
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
        out() << "  batches of " << batch << ": " << qint64(ours[1]) << " events/s, plain SQLite "
              << qint64(theirs[1]) << ", ratio " << ours[1] / theirs[1] << Qt::endl;
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

void longLog(qint64 events)
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(u"log"_s);
    constexpr int batch = 1000;
    double empty = 0;
    double full = 0;
    {
        Log log(file);
        std::vector<double> stalls; // milliseconds a batch
        qint64 written = 0;
        QElapsedTimer timer;
        // Each stretch is as long as the first, which the rate of the empty log is taken from.
        const qint64 stretch = std::min<qint64>(100'000, events / 4);
        const auto fill = [&](qint64 until) {
            const auto from = written;
            timer.start();
            for (; written < until; written += batch) {
                QElapsedTimer each;
                each.start();
                log.append(batch);
                stalls.push_back(double(each.nsecsElapsed()) / 1e6);
            }
            return double(written - from) * 1e9 / double(timer.nsecsElapsed());
        };
        empty = fill(stretch);
        fill(events - stretch);
        full = fill(events);
        std::sort(stalls.begin(), stalls.end());
        out() << "  log of " << events << ": " << qint64(empty) << " events/s at first, " << qint64(full)
              << " at the end, ratio " << full / empty << Qt::endl;
        out() << "    a batch of " << batch << ": middle " << stalls[stalls.size() / 2] << " ms, worst "
              << stalls.back() << " ms, over 100 ms: "
              << std::count_if(stalls.begin(), stalls.end(), [](double ms) { return ms > 100; }) << " of "
              << stalls.size() << Qt::endl;
    }
    out() << "    file: " << QFileInfo(file).size() / 1'000'000 << " MB" << Qt::endl;
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
    EventFilter rare;
    rare.type = u"com.example.rare"_s;
    ask("by type, newest", [&] { return reader->eventHeads(rare, 0, Page::Older, 200); });
    ask("by type, middle", [&] { return reader->eventHeads(rare, events / 2, Page::Older, 200); });
    rare.type = u"*.rare"_s;
    ask("by pattern of type", [&] { return reader->eventHeads(rare, 0, Page::Older, 200); });
}

} // namespace

void log(qint64 events)
{
    byBatch();
    longLog(events);
}

} // namespace signalbox::bench
