// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"
#include "core/store/schema.h"
#include "tests/core/store/faultydisk.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QLoggingCategory>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// Backup, restore and migration on a disk that is full after any number of writes, or does not sync: they
/// are done or not done, never by half, and what was there stays.
class TestCopyFaults : public QObject
{
    Q_OBJECT

    static void copy(const QString &from, const QString &to)
    {
        for (const auto *part : {"", "-journal", "-wal", "-shm"})
            QFile::remove(to + QLatin1StringView(part));
        QVERIFY(QFile::copy(from, to));
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"default.warning=false"_s);
        faulty::install();
    }
    void cleanup()
    {
        faulty::writesLeft = faulty::never;
        faulty::syncFails = false;
    }

    void aBackupIsWholeOrNone()
    {
        StoreFixture store;
        for (int i = 0; i < 60; ++i)
            store.add(u"t"_s, QByteArray(3000, 'x'));
        QTemporaryDir dir;
        const auto target = dir.filePath(u"backup"_s);
        int failures = 0;
        for (int writes = 0;; writes += 3) {
            faulty::writesLeft = writes;
            const auto made = backUpStore(store.file(), target);
            faulty::writesLeft = faulty::never;
            if (made)
                break;
            ++failures;
            QCOMPARE(made.error().code, Error::Code::Unavailable);
            QVERIFY(QDir(dir.path()).isEmpty());
            QVERIFY(writes < 1000);
        }
        QVERIFY(failures > 5);
        QCOMPARE(examine(target)->events, 60);
        QVERIFY(examine(store.file())->isSound());
    }

    void aRestoreThatFailsLeavesTheStore()
    {
        StoreFixture store;
        for (int i = 0; i < 60; ++i)
            store.add(u"t"_s, QByteArray(3000, 'x'));
        QTemporaryDir dir;
        const auto backup = dir.filePath(u"backup"_s);
        QVERIFY(backUpStore(store.file(), backup));
        store.add(u"later"_s);
        store.close();
        for (int writes = 0;; writes += 3) {
            faulty::writesLeft = writes;
            const auto restored = restoreStore(backup, store.file());
            faulty::writesLeft = faulty::never;
            if (restored)
                break;
            QCOMPARE(examine(store.file())->events, 61);
            QVERIFY(!QFile::exists(store.file() + u".part"_s));
            QVERIFY(writes < 1000);
        }
        QCOMPARE(examine(store.file())->events, 60);
    }

    void aMigrationIsWholeOrNone_data()
    {
        QTest::addColumn<bool>("syncFails");
        QTest::newRow("disk full") << false;
        QTest::newRow("does not sync") << true;
    }
    void aMigrationIsWholeOrNone()
    {
        QFETCH(bool, syncFails);
        QTemporaryDir dir;
        const auto old = dir.filePath(u"old.db"_s);
        const auto file = dir.filePath(u"signalbox.db"_s);
        {
            auto db = std::move(*Connection::open(old, Connection::Mode::ReadWrite));
            QVERIFY(schema::prepare(*db, schema::migrations().mid(0, 1)));
            QVERIFY(db->run("PRAGMA journal_mode = WAL"));
            for (int i = 0; i < 50; ++i)
                QVERIFY(db->run("INSERT INTO rule VALUES (?, 'n', '', 0, 0, 0, 0, 0, ?)",
                    {u"rule%1"_s.arg(i), QByteArray(3000, 'x')}));
        }
        const auto rules = [&] {
            auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
            const auto whole = db->first("PRAGMA integrity_check", {}, [](Row &row) { return row.text(); });
            return whole && *whole == u"ok" ? *db->integer("SELECT count(*) FROM rule") : -1;
        };
        int failures = 0;
        for (int writes = 0;; writes += syncFails ? 1'000'000 : 3) {
            copy(old, file);
            {
                auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
                faulty::writesLeft = syncFails ? faulty::never : writes;
                faulty::syncFails = syncFails && writes == 0;
                const auto done = schema::prepare(*db);
                faulty::writesLeft = faulty::never;
                faulty::syncFails = false;
                failures += !done;
            }
            QCOMPARE(rules(), 50);
            auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
            const auto version = *db->integer("PRAGMA user_version");
            QVERIFY(version == 1 || version == schema::migrations().size());
            if (version > 1)
                break;
            QVERIFY(schema::prepare(*db)); // the next start brings it to its end
            QCOMPARE(*db->integer("PRAGMA user_version"), schema::migrations().size());
            QCOMPARE(rules(), 50);
            QVERIFY(writes < 2'000'000);
        }
        QVERIFY(failures > 0);
        // Whether the file could be written anew or not, it is whole.
        QCOMPARE(rules(), 50);
    }

    void anOldStoreIsWrittenAnewSoThatItCanShrink()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        {
            auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
            QVERIFY(
                db->script(schema::migrations().first() + "PRAGMA user_version = 1; PRAGMA application_id = "
                    + QByteArray::number(schema::applicationId)));
            QCOMPARE(*db->integer("PRAGMA auto_vacuum"), 0);
            QVERIFY(schema::prepare(*db));
        }
        auto db = std::move(*Connection::open(file, Connection::Mode::ReadOnly));
        QCOMPARE(*db->integer("PRAGMA auto_vacuum"), 2);
    }

    void aBackupCanBeCancelled()
    {
        StoreFixture store;
        for (int i = 0; i < 200; ++i)
            store.add(u"t"_s, QByteArray(20'000, 'x'));
        QTemporaryDir dir;
        const std::atomic<bool> cancelled = true;
        const auto made = backUpStore(store.file(), dir.filePath(u"backup"_s), &cancelled);
        QCOMPARE(made.error().code, Error::Code::Unavailable);
        QVERIFY(QDir(dir.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCopyFaults)
#include "tst_copyfaults.moc"
