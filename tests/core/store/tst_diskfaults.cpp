// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"

#include <atomic>
#include <map>
#include <mutex>
#include <sqlite3.h>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// The system's file access with faults on demand, put in front of SQLite's own.
namespace faulty {

constexpr int never = std::numeric_limits<int>::max();
std::atomic<int> writesLeft = never; ///< then the disk is full
std::atomic<bool> syncFails = false;

sqlite3_vfs *real = nullptr;
int (*realWrite)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
int (*realSync)(sqlite3_file *, int) = nullptr;

int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (writesLeft.load() != never && writesLeft.fetch_sub(1) <= 0)
        return SQLITE_FULL;
    return realWrite(file, data, size, offset);
}

int sync(sqlite3_file *file, int flags)
{
    return syncFails ? SQLITE_IOERR_FSYNC : realSync(file, flags);
}

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    // One table of functions for the database and another for its logs, as the system's has it.
    static std::mutex mutex; // tables
    static std::map<const sqlite3_io_methods *, sqlite3_io_methods> tables;
    const int code = real->xOpen(real, name, file, flags, outFlags);
    if (code != SQLITE_OK || !file->pMethods)
        return code;
    std::scoped_lock lock(mutex);
    const auto [table, isNew] = tables.try_emplace(file->pMethods, *file->pMethods);
    if (isNew) {
        realWrite = std::exchange(table->second.xWrite, write);
        realSync = std::exchange(table->second.xSync, sync);
    }
    file->pMethods = &table->second;
    return code;
}

void install()
{
    real = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs shim = *real;
    shim.zName = "faulty";
    shim.xOpen = open;
    sqlite3_vfs_register(&shim, 1);
}

} // namespace faulty

} // namespace

class TestDiskFaults : public QObject
{
    Q_OBJECT

    /// Appends that many at once; those that were answered with a place.
    static QList<Sequence> addMany(StoreFixture &store, int count)
    {
        QList<QFuture<Result<QList<Appended>>>> futures;
        Event event = eventOf(u"t"_s);
        event.data = QByteArray(2000, 'x');
        for (int i = 0; i < count; ++i)
            futures += store->append({event});
        QList<Sequence> stored;
        for (auto &future : futures) {
            const auto answer = future.result();
            if (answer)
                stored += answer->first().sequence;
            else if (answer.error().code != Error::Code::Unavailable)
                qFatal("%s", qPrintable(answer.error().message));
        }
        return stored;
    }

private slots:
    void initTestCase() { faulty::install(); }
    void cleanup()
    {
        faulty::writesLeft = faulty::never;
        faulty::syncFails = false;
    }

    void aFullDiskIsSaidAndOver()
    {
        StoreFixture store;
        QCOMPARE(store.add(u"t"_s), 1);
        faulty::writesLeft = 0;
        QCOMPARE(store->append({eventOf(u"t"_s)}).result().error().code, Error::Code::Unavailable);
        QVERIFY(addMany(store, 50).isEmpty());
        QCOMPARE(store->lastSequence(), 1);
        QCOMPARE(*store.reader->countEvents({}), 1);
        faulty::writesLeft = faulty::never;
        QCOMPARE(store.add(u"t"_s), 2);
        store.reopen();
        QCOMPARE(*store.reader->countEvents({}), 2);
    }

    void whateverWriteFailsTheAnswersAreTrue()
    {
        for (int writes = 1; writes < 60; writes += 3) {
            StoreFixture store;
            store.add(u"t"_s);
            faulty::writesLeft = writes;
            const auto stored = addMany(store, 40);
            faulty::writesLeft = faulty::never;
            store.reopen();
            const auto events = store.reader->events({}, 1, Page::Newer, 1000);
            QCOMPARE(sequencesOf(events), stored);
            QCOMPARE(store.add(u"t"_s), stored.size() + 2);
        }
    }

    void afterAFailedSyncNothingIsPromised()
    {
        StoreFixture store;
        QCOMPARE(store.add(u"t"_s), 1);
        faulty::syncFails = true;
        const auto refused = store->append({eventOf(u"t"_s, u"a"_s)}).result();
        QCOMPARE(refused.error().code, Error::Code::Unavailable);
        faulty::syncFails = false;
        // The disk says that all is well again, which cannot be believed.
        QCOMPARE(store->append({eventOf(u"t"_s, u"b"_s)}).result().error(), refused.error());
        QVERIFY(!store->saveDraft({.id = RuleId(u"r"_s)}).result());
        QCOMPARE(store->lastSequence(), 1);
        store.reopen();
        QVERIFY(store->append({eventOf(u"t"_s, u"b"_s)}).result());
        QCOMPARE(store.reader->event(1)->type, u"t"_s);
    }
};

QTEST_GUILESS_MAIN(TestDiskFaults)
#include "tst_diskfaults.moc"
