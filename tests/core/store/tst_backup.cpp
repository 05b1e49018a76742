// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestBackup : public QObject
{
    Q_OBJECT

    static void execute(const QString &file, const QByteArray &sql)
    {
        auto db = Connection::open(file, Connection::Mode::ReadWrite);
        QVERIFY(db);
        const auto done = (*db)->script(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

private slots:
    void aBackupIsMadeBesideTheWriterAndRestored()
    {
        StoreFixture store;
        QTemporaryDir dir;
        const auto backup = dir.filePath(u"backup"_s);
        for (int i = 0; i < 100; ++i)
            store.add(u"t"_s, QByteArray(1000, 'x'));
        QVERIFY(store->saveDraft({.id = RuleId(u"r"_s), .name = u"R"_s}).result());
        const auto made = backUpStore(store.file(), backup);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(made->last, 100);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"backup"_s});
        QVERIFY(backUpStore(store.file(), backup)); // over the one that is there

        for (int i = 0; i < 10; ++i)
            store.add(u"later"_s);
        store.close();
        const auto restored = restoreStore(backup, store.file());
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
        store.open();
        QCOMPARE(store->faults(), QStringList()); // the end of the other log is not this one's
        QCOMPARE(store.count(), 100);
        QCOMPARE(store.reader->rule(RuleId(u"r"_s))->draft.name, u"R"_s);
        QCOMPARE(store.add(u"t"_s), 101);
        // What was there is kept whole.
        QCOMPARE(examine(store.file() + u".before-restore"_s)->last, 110);
        QVERIFY(examine(store.file())->isSound());
    }

    void aDamagedBackupIsRefused()
    {
        StoreFixture store;
        QTemporaryDir dir;
        const auto backup = dir.filePath(u"backup"_s);
        for (int i = 0; i < 10; ++i)
            store.add(u"t"_s);
        QVERIFY(backUpStore(store.file(), backup));
        execute(backup, "UPDATE event SET data = X'79' WHERE sequence = 5");
        store.add(u"t"_s);
        store.close();
        const auto refused = restoreStore(backup, store.file());
        QCOMPARE(refused.error().code, Error::Code::Corrupt);
        QVERIFY(refused.error().context.contains(u"Event 5"_s));
        QCOMPARE(restoreStore(dir.filePath(u"none"_s), store.file()).error().code, Error::Code::NotFound);
        store.open();
        QCOMPARE(store.count(), 11);
        QVERIFY(!QFile::exists(store.file() + u".part"_s));
        QVERIFY(!QFile::exists(store.file() + u".before-restore"_s));
    }

    void aDamagedStoreMakesNoBackup()
    {
        StoreFixture store;
        QTemporaryDir dir;
        const auto backup = dir.filePath(u"backup"_s);
        for (int i = 0; i < 10; ++i)
            store.add(u"t"_s);
        QVERIFY(backUpStore(store.file(), backup));
        execute(store.file(), "DELETE FROM event WHERE sequence = 5");
        QCOMPARE(backUpStore(store.file(), backup).error().code, Error::Code::Corrupt);
        QVERIFY(examine(backup)->isSound()); // the good one stays
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"backup"_s});
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        StoreFixture store;
        store.add(u"t"_s);
        QTemporaryDir dir;
        QCOMPARE(
            backUpStore(store.file(), dir.filePath(u"none/backup"_s)).error().code, Error::Code::Unavailable);
        QCOMPARE(backUpStore(store.file(), store.file()).error().code, Error::Code::InvalidInput);
        QVERIFY(examine(store.file())->isSound());
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
