// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"
#include "core/store/schema.h"
#include "tests/bench/whole/bench.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace signalbox::bench {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The tables of the store, written by SQLite alone: what there is to gain. It inserts what the store inserts
/// for such an event, byte for byte as many: its row with a hash, and for each block of 64 an entry of the
/// index of types. Ids and hashes are ready beforehand; nothing is checked and nothing is answered.
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
        prepare("INSERT OR IGNORE INTO event_of_type VALUES ('com.example.order', ?1 / 64)", &m_insertType);
    }
    ~PlainSqlite()
    {
        sqlite3_finalize(m_insert);
        sqlite3_finalize(m_insertType);
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
            const std::array<quint64, 2> hash{quint64(m_last), quint64(m_last) * 0x9e3779b97f4a7c15};
            sqlite3_bind_int64(m_insert, 1, m_last);
            sqlite3_bind_int64(m_insert, 2, toMicroseconds(SystemClock().now()));
            sqlite3_bind_text(m_insert, 3, id.constData(), int(id.size()), SQLITE_STATIC);
            sqlite3_bind_blob(m_insert, 4, hash.data(), sizeof(hash), SQLITE_STATIC);
            sqlite3_bind_blob(m_insert, 5, data.constData(), int(data.size()), SQLITE_STATIC);
            step(m_insert);
            if (m_last % 64 == 0) {
                sqlite3_bind_int64(m_insertType, 1, m_last);
                step(m_insertType);
            }
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
    sqlite3_stmt *m_insertType = nullptr;
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

/// From when to when something took.
struct Span
{
    std::chrono::steady_clock::time_point from, to;

    double ms() const { return std::chrono::duration<double, std::milli>(to - from).count(); }
    bool meets(const Span &other) const { return from < other.to && other.from < to; }
};

/// What the disk does meanwhile for somebody who writes hardly anything: a page of 4 KiB, synced, a hundred
/// times a second, into a file beside the log. A stall in which that takes as long is none of the store's.
class DiskProbe
{
public:
    explicit DiskProbe(const QString &folder)
        : m_thread([this, name = folder + u"/probe"_s](const std::stop_token &stop) {
            QFile file(name);
            if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
                qFatal("%s", qPrintable(file.errorString()));
            while (!stop.stop_requested()) {
                const auto from = std::chrono::steady_clock::now();
                file.seek(0);
                file.write(QByteArray(4096, char(m_spans.size())));
                fdatasync(file.handle());
                m_spans.push_back({from, std::chrono::steady_clock::now()});
                std::this_thread::sleep_for(10ms);
            }
        })
    {
    }

    /// Ends it.
    const std::vector<Span> &spans()
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
        return m_spans;
    }

private:
    std::vector<Span> m_spans; // until it has ended, the thread's
    std::jthread m_thread;
};

/// How long batches took.
void tellStalls(const char *when, const std::vector<Span> &batches, const std::vector<Span> &disk)
{
    constexpr double stall = 100;
    std::vector<double> ms;
    int stalls = 0, ofDisk = 0;
    double worst = 0, worstOwn = 0;
    for (const auto &batch : batches) {
        ms.push_back(batch.ms());
        worst = std::max(worst, batch.ms());
        const bool isDisk = std::ranges::any_of(
            disk, [&](const Span &sync) { return sync.meets(batch) && sync.ms() > batch.ms() / 2; });
        if (!isDisk)
            worstOwn = std::max(worstOwn, batch.ms());
        stalls += batch.ms() > stall;
        ofDisk += batch.ms() > stall && isDisk;
    }
    out() << "    a batch of 1000, " << when << ": middle " << middle(ms) << " ms, worst " << worst
          << " ms, over 100 ms: " << stalls << " of " << ms.size() << ", in " << ofDisk
          << " of which a sync of 4 KiB took more than half as long; worst of the others " << worstOwn
          << " ms" << Qt::endl;
}

/// Appends so many events and tells what that was like: the rates at both ends, how long a batch took at
/// worst and how long the write-ahead log became, while two read between the ends.
void fill(const QString &file, qint64 events, Ids ids)
{
    constexpr int batch = 1000;
    Log log(file, ids);
    DiskProbe probe(QFileInfo(file).path());
    std::vector<Span> alone;
    std::vector<Span> beside;
    qint64 written = 0;
    qint64 longestWal = 0;
    const auto fillUpTo = [&](qint64 until, std::vector<Span> &batches) {
        const auto from = written;
        QElapsedTimer timer;
        timer.start();
        for (; written < until; written += batch) {
            const auto begun = std::chrono::steady_clock::now();
            log.append(batch);
            batches.push_back({begun, std::chrono::steady_clock::now()});
            longestWal = std::max(longestWal, QFileInfo(file + u"-wal"_s).size());
        }
        return double(written - from) * 1e9 / double(timer.nsecsElapsed());
    };
    const qint64 stretch = std::min<qint64>(200'000, events / 4);
    const auto empty = fillUpTo(stretch, alone);
    fillUpTo(events / 2, alone);
    {
        const BusyReader first(file);
        const BusyReader second(file);
        fillUpTo(events - stretch, beside);
    }
    const auto full = fillUpTo(events, alone);
    out() << "  log of " << events << (ids == Ids::Own ? "" : ", ids from outside in any order") << ": "
          << qint64(empty) << " events/s at first, " << qint64(full) << " at the end, ratio " << full / empty
          << "; longest write-ahead log " << longestWal / (1 << 20) << " MiB" << Qt::endl;
    tellStalls("alone", alone, probe.spans());
    tellStalls("beside two busy readers", beside, probe.spans());
    const auto slowest = std::ranges::max_element(probe.spans(), {}, &Span::ms);
    out() << "    the disk meanwhile: a sync of 4 KiB at worst " << slowest->ms() << " ms, over 100 ms: "
          << std::ranges::count_if(probe.spans(), [](const Span &sync) { return sync.ms() > 100; }) << " of "
          << probe.spans().size() << Qt::endl;
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
