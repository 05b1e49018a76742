// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer.h"

#include "core/event/eventtypes.h"
#include "core/store/jobs.h"
#include "core/store/logcheck.h"
#include "core/store/schema.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <sqlite3.h>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// More jobs in one transaction gain nothing that could be measured (store.h), and their answers come later.
constexpr size_t mostJobsAtOnce = 1024;
// What one transaction takes in memory and in the write-ahead log.
constexpr qint64 mostBytesAtOnce = 32 << 20;
// What may wait, for intake; the engine has as much again. A few seconds of work.
constexpr size_t mostQueuedJobs = 16'384;
constexpr qint64 mostQueuedBytes = 256 << 20;
// So many batches after one in which a job has failed are done with savepoints from the start: where it goes
// on like that, to be undone and done again costs a thirtieth.
constexpr int waryBatches = 30;
// The write-ahead log is copied back when it has grown by this many pages (of 4 KiB).
constexpr int checkpointPages = 300;
// Above 32 MiB the log is to begin again at its first page, with a moment's patience for who reads just now;
// above 48 MiB with more, since it is to stay under 64 MiB. Only who reads for more than a second, again and
// again, makes it longer.
constexpr int longWalPages = 8192;
constexpr int veryLongWalPages = 12'288;
constexpr int waitForReaders = 25; // ms
constexpr int longWaitForReaders = 1000; // ms
// Events whose hashes are looked through at each start, newest first: a few milliseconds. `doctor` looks at
// all.
constexpr Sequence checkedAtStart = 1000;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

} // namespace

Writer::Writer(QString file, const Clock &clock, Random &random, Committed committed)
    : m_file(std::move(file))
    , m_clock(clock)
    , m_ids(clock, random)
    , m_committed(std::move(committed))
{
}

Writer::~Writer()
{
    stop();
}

Result<void> Writer::start()
{
    // Shared, since finish() may still be under way when the result can be read.
    auto opened = std::make_shared<QPromise<Result<void>>>();
    opened->start();
    auto future = opened->future();
    m_thread.reset(QThread::create([this, opened] {
        const auto good = open();
        opened->addResult(good);
        opened->finish();
        if (good)
            loop();
        m_tx.reset();
        m_db.reset();
    }));
    m_thread->setObjectName(u"store"_s);
    m_thread->start();
    auto result = future.result();
    if (!result)
        stop();
    return result;
}

Result<void> Writer::open()
{
    auto db = Connection::open(m_file, Connection::Mode::ReadWrite);
    if (!db)
        return Failure(db.error());
    m_db = std::move(*db);
    // Whether it is ours, before anything is written: not even the journal's mode.
    if (auto good = schema::prepare(*m_db); !good)
        return good;
    // Temporary memory: savepoints keep what they may have to bring back, and a file for that costs more than
    // the writes themselves. The log that a checkpoint has emptied shrinks to 64 MiB.
    // What is removed is not overwritten where that would write more (Debian's SQLite does otherwise).
    if (auto set = m_db->script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -32768; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = "
            "FAST;");
        !set)
        return set;
    const auto mode = m_db->first("PRAGMA journal_mode", {}, [](Row &row) { return row.text(); });
    if (!mode)
        return Failure(mode.error());
    if (mode->value_or(QString()) != u"wal")
        return failure(Error::Code::Unavailable,
            Tr::tr(
                "The store %1 lies on a file system that cannot hold it (a network folder?). Choose another "
                "data "
                "folder.")
                .arg(m_file),
            m_file);
    sqlite3_wal_hook(m_db->handle(), &Writer::onCommit, this);
    m_checkpointer = std::make_unique<Checkpointer>(m_file);

    EventKeys keys;
    if (auto read = keys.open(*m_db); !read)
        return read;
    // The router's cursor counts too: a log that was emptied by age does not begin again at 1.
    const auto last
        = m_db->integer("SELECT max(coalesce((SELECT max(sequence) FROM event), 0), cursor) FROM router");
    if (!last)
        return Failure(last.error());
    m_last = *last;
    m_tx.reset(new Transaction{*m_db, m_clock, m_ids, std::move(keys), *last});
    return findEnd();
}

/// Goes on where the log ended, and tells what is missing at its end or is not as it was.
Result<void> Writer::findEnd()
{
    const auto end = endOfLog(*m_db);
    if (!end)
        return Failure(end.error());
    m_tx->hash = end->hash;
    const auto said = m_end.open(m_file);
    auto faults = checkEnd(*m_db, said);
    if (faults)
        faults = faults->isEmpty() ? checkLog(*m_db, end->last - checkedAtStart) : faults;
    if (!faults)
        return Failure(faults.error());
    // What was lost had been answered with these places, so nothing else gets them.
    if (said && said->last > m_tx->last)
        m_tx->last = said->last;
    if (!faults->isEmpty()) {
        if (auto told = tellDamage(*faults); !told)
            return told;
    }
    m_last = m_tx->last;
    m_end.write({m_tx->last, m_tx->hash});
    return {};
}

Result<void> Writer::tellDamage(const QStringList &faults)
{
    m_faults = faults;
    for (const auto &fault : faults)
        qWarning("store: %s", qPrintable(fault));
    Event event;
    event.type = eventtype::storeDamaged;
    event.source = u"/store"_s;
    event.dataContentType = u"application/json"_s;
    event.data = QJsonDocument(QJsonObject{{u"faults"_s, QJsonArray::fromStringList(faults)}})
                     .toJson(QJsonDocument::Compact);
    if (auto begun = m_db->run("BEGIN IMMEDIATE"); !begun)
        return begun;
    if (const auto appended = jobs::append(*m_tx, event); !appended)
        return Failure(appended.error());
    return m_db->run("COMMIT");
}

int Writer::onCommit(void *writer, sqlite3 *, const char *, int pages)
{
    static_cast<Writer *>(writer)->m_walPages = pages;
    static_cast<Writer *>(writer)->m_hasWritten = true;
    return SQLITE_OK;
}

void Writer::stop()
{
    {
        std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread)
        m_thread->wait();
    m_thread.reset();
}

std::unique_ptr<Writer::Job> Writer::take(Lane lane, std::unique_ptr<Job> job)
{
    const int room = lane == Lane::Intake ? 1 : 2;
    if (lane == Lane::Intake && m_reserve.isReleased() && !m_reserve.tryAgain())
        return job;
    {
        std::scoped_lock lock(m_mutex);
        if (m_stopping || m_queue.size() >= mostQueuedJobs * size_t(room)
            || m_queued >= mostQueuedBytes * room)
            return job;
        m_queued += job->weight;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return {};
}

Error Writer::refusal() const
{
    std::scoped_lock lock(m_mutex);
    return {Error::Code::Unavailable,
        m_stopping ? Tr::tr("Signalbox is closing; nothing more is stored.")
            : m_reserve.isReleased()
            ? Tr::tr("The disk is full: nothing is taken in until there is space.")
            : Tr::tr("More comes in than can be stored just now; try again in a moment."),
        m_file};
}

Writer::Batch Writer::nextBatch()
{
    Batch batch;
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
    qint64 bytes = 0;
    while (!m_queue.empty() && batch.size() < mostJobsAtOnce && bytes < mostBytesAtOnce) {
        bytes += m_queue.front()->weight;
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_queued -= bytes;
    return batch;
}

void Writer::loop()
{
    for (;;) {
        auto batch = nextBatch();
        if (batch.empty())
            break;
        const bool isIdle = !m_checkpointer->isBusy();
        m_hasWritten = false;
        process(batch);
        checkpointIfDue(isIdle && m_hasWritten);
    }
    m_checkpointer.reset();
    if (!m_broken)
        sqlite3_wal_checkpoint_v2(m_db->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void Writer::process(Batch &batch)
{
    News news;
    const auto before = m_last.load();
    const auto hashBefore = m_tx->hash;
    m_db->forgetFullDisk();
    auto done = m_broken ? Result<void>(Failure(*m_broken)) : carryOut(batch, news);
    if (!done && !m_db->syncHasFailed() && m_db->diskIsFull() && releaseReserve()) {
        m_db->forgetFullDisk();
        takeBack(before, hashBefore);
        news = {};
        done = carryOut(batch, news);
    }
    if (!done) {
        takeBack(before, hashBefore);
        // Whatever it was, nothing of the batch is stored; the askers may try again.
        auto error = done.error();
        error.code = Error::Code::Unavailable;
        if (m_db->syncHasFailed()) {
            // The system may have dropped what it could not write and say nothing the next time, so there is
            // no second try: what is on disk is known only after opening anew.
            error.message
                = Tr::tr("The disk did not take what was to be stored in %1. Check the disk, then start "
                         "Signalbox again.")
                      .arg(m_file);
            m_broken = error;
        }
        for (const auto &job : batch)
            job->refuse(error);
        return;
    }
    if (m_tx->last > before)
        m_end.write({m_tx->last, m_tx->hash});
    m_last.store(m_tx->last, std::memory_order_release);
    for (const auto &job : batch)
        job->answer();
    m_committed(before, m_tx->last, std::move(news));
}

/// For what comes next to be written, and not for what is just being copied from the log into the file.
bool Writer::releaseReserve()
{
    m_checkpointer->wait();
    return m_reserve.release();
}

/// Whether a checkpoint would need space.
bool Writer::fileWouldGrow()
{
    const auto pages
        = m_db->integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
    return !pages || *pages > QFileInfo(m_file).size();
}

/// As it was before the batch.
void Writer::takeBack(Sequence last, const QByteArray &hash)
{
    if (!m_db->isAutocommit())
        m_db->run("ROLLBACK");
    m_tx->last = last;
    m_tx->hash = hash;
    m_tx->blocks.forget();
    if (m_broken || m_db->syncHasFailed())
        return;
    // A slice of keys may have been taken for removed. If this fails too, so will the next batch.
    if (const auto read = m_tx->keys.open(*m_db); !read)
        qWarning("store: %s", qPrintable(read.error().message));
}

/// An error only if the whole transaction is lost. A savepoint for each job costs a fifth of the time, and
/// hardly a job ever fails; where one does, all are undone and done again with savepoints, as is what comes
/// soon after, since failures come in swarms.
Result<void> Writer::carryOut(Batch &batch, News &news)
{
    if (m_waryBatches > 0) {
        --m_waryBatches;
        return carryOutEach(batch, news);
    }
    const auto last = m_tx->last;
    const auto hash = m_tx->hash;
    if (auto begun = m_db->run("BEGIN IMMEDIATE"); !begun)
        return begun;
    for (const auto &job : batch) {
        m_tx->news = {};
        if (job->work(*m_tx)) {
            news.add(m_tx->news);
            continue;
        }
        if (isLost())
            return Failure(m_db->lastError());
        takeBack(last, hash);
        news = {};
        m_waryBatches = waryBatches;
        return carryOutEach(batch, news);
    }
    return commit();
}

/// The same with a savepoint for each job: what fails, fails alone.
Result<void> Writer::carryOutEach(Batch &batch, News &news)
{
    if (auto begun = m_db->run("BEGIN IMMEDIATE"); !begun)
        return begun;
    for (const auto &job : batch) {
        const auto last = m_tx->last;
        const auto hash = m_tx->hash;
        m_tx->news = {};
        if (auto begun = m_db->run("SAVEPOINT job"); !begun)
            return begun;
        if (job->work(*m_tx)) {
            news.add(m_tx->news);
        } else {
            m_tx->last = last;
            m_tx->hash = hash;
            m_tx->blocks.forget();
            if (isLost())
                return Failure(m_db->lastError());
            if (auto undone = m_db->run("ROLLBACK TO job"); !undone)
                return undone;
        }
        if (auto released = m_db->run("RELEASE job"); !released)
            return released;
    }
    return commit();
}

/// After a full disk and the like SQLite has rolled back everything by itself, the other jobs too; and where
/// it has not, they would find it full as well.
bool Writer::isLost() const
{
    return m_db->isAutocommit() || m_db->diskIsFull();
}

Result<void> Writer::commit()
{
    if (auto trimmed = m_tx->keys.trim(*m_db, m_clock.now()); !trimmed)
        return trimmed;
    return m_db->run("COMMIT");
}

/// `mayPass`: something was committed since the last pass ended.
void Writer::checkpointIfDue(bool mayPass)
{
    if (m_reserve.isReleased() && fileWouldGrow())
        return;
    if (m_walPages < m_walPagesAtPass) { // it has begun again
        m_walPagesAtPass = 0;
        m_isPassNew = false;
    }
    // Behind a pass there is little left to copy: what was written meanwhile.
    if (m_walPages > longWalPages && m_isPassNew) {
        const bool isVeryLong = m_walPages > veryLongWalPages;
        if (isVeryLong)
            m_checkpointer->wait();
        if (!m_checkpointer->isBusy()) {
            beginLogAgain(isVeryLong ? longWaitForReaders : waitForReaders);
            m_isPassNew = false;
        }
    } else if (mayPass && m_walPages - m_walPagesAtPass >= checkpointPages) {
        m_checkpointer->begin();
        m_walPagesAtPass = m_walPages;
        m_isPassNew = true;
    }
}

/// Readers whose questions overlap keep the log from beginning again at its first page, and it would grow for
/// as long as they do. So those who read now are waited for; who comes later reads what the checkpoint has
/// put in place. One who takes longer is waited for again soon.
void Writer::beginLogAgain(int patience)
{
    sqlite3_busy_timeout(m_db->handle(), patience);
    sqlite3_wal_checkpoint_v2(m_db->handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
    sqlite3_busy_timeout(m_db->handle(), 5000);
}

} // namespace signalbox
