// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"
#include "tests/core/store/storefixture.h"

#include <QDir>
#include <QFile>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// Opening: what is made, migrated and refused.
class TestSchema : public QObject
{
    Q_OBJECT

    static Error errorOfOpening(const QString &file)
    {
        FixedClock clock;
        SeededRandom random(1);
        const auto store = Store::open(file, clock, random);
        return store ? Error{Error::Code::Internal, u"opened"_s, {}} : store.error();
    }

    static void write(const QString &file, const QByteArray &content)
    {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }

    static void execute(const QString &file, const QByteArray &sql)
    {
        auto db = Connection::open(file, Connection::Mode::ReadWrite);
        QVERIFY(db);
        const auto done = (*db)->script(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

private slots:
    void aNewStoreSaysWhoseItIs()
    {
        StoreFixture store;
        store.close();
        QVERIFY(!QFile::exists(store.file() + u"-wal"_s)); // closing leaves one file
        auto db = Connection::open(store.file(), Connection::Mode::ReadOnly);
        QCOMPARE((*db)->integer("PRAGMA application_id"), schema::applicationId);
        QCOMPARE((*db)->integer("PRAGMA user_version"), schema::migrations().size());
    }

    void aNewerStoreIsRefusedAndUntouched()
    {
        StoreFixture store;
        store.close();
        execute(store.file(), "PRAGMA user_version = 99");
        const auto error = errorOfOpening(store.file());
        QCOMPARE(error.code, Error::Code::InvalidInput);
        QVERIFY(error.message.contains(u"99"_s));
        const auto reader = Reader::open(store.file());
        QCOMPARE(reader.error().code, Error::Code::InvalidInput);
        auto db = Connection::open(store.file(), Connection::Mode::ReadOnly);
        QCOMPARE((*db)->integer("PRAGMA user_version"), 99);
    }

    void whatIsNoStoreIsRefusedAndUntouched_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("This is a letter, not a store.\n").repeated(300);
        QTest::newRow("short text") << QByteArray("hello");
        QTest::newRow("noise") << QByteArray(8192, '\xa5');
    }
    void whatIsNoStoreIsRefusedAndUntouched()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        write(file, content);
        const auto error = errorOfOpening(file);
        QCOMPARE(error.code, Error::Code::Corrupt);
        QVERIFY(error.message.contains(file));
        const auto reader = Reader::open(file);
        QCOMPARE(reader.error().code, Error::Code::Corrupt);
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(), content);
    }

    void anotherProgramsDatabaseIsRefused()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        execute(file, "CREATE TABLE t(a)");
        QCOMPARE(errorOfOpening(file).code, Error::Code::Corrupt);
        QCOMPARE(Reader::open(file).error().code, Error::Code::Corrupt);
    }

    void aDamagedStoreIsRefused()
    {
        StoreFixture store;
        for (int i = 0; i < 200; ++i)
            store.add(u"type.%1"_s.arg(i), QByteArray(500, 'x'));
        store.close();
        QFile file(store.file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 20 * 4096);
        for (qint64 page = 2; page < file.size() / 4096; ++page) {
            file.seek(page * 4096);
            file.write(QByteArray(64, '\x77'));
        }
        file.close();
        QCOMPARE(errorOfOpening(store.file()).code, Error::Code::Corrupt);
    }

    void aStoreThatWasCutOffIsRefused()
    {
        StoreFixture store;
        for (int i = 0; i < 200; ++i)
            store.add(u"t"_s, QByteArray(500, 'x'));
        store.close();
        QFile file(store.file());
        QVERIFY(file.resize(file.size() / 2));
        QCOMPARE(errorOfOpening(store.file()).code, Error::Code::Corrupt);
    }

    void aPlaceThatCannotBeWrittenIsSaid()
    {
        QTemporaryDir dir;
        write(dir.filePath(u"file"_s), "x");
        const auto below = dir.filePath(u"file/signalbox.db"_s);
        const auto error = errorOfOpening(below);
        QCOMPARE(error.code, Error::Code::Unavailable);
        QVERIFY(error.message.contains(below));
        QCOMPARE(errorOfOpening(dir.path()).code, Error::Code::Unavailable); // a folder
        QCOMPARE(errorOfOpening(dir.filePath(u"none/signalbox.db"_s)).code, Error::Code::Unavailable);
    }

    void aReaderNeedsAStore()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        QCOMPARE(Reader::open(file).error().code, Error::Code::NotFound);
        QVERIFY(!QFile::exists(file));
        write(file, {});
        QCOMPARE(Reader::open(file).error().code, Error::Code::NotFound);
    }

    void anOlderStoreIsBackedUpAndMigrated()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        const QByteArray first = "CREATE TABLE a(x);INSERT INTO a VALUES (7);";
        const QByteArray second = "CREATE TABLE b(x);INSERT INTO b SELECT x + 1 FROM a;";
        {
            auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
            QVERIFY(schema::prepare(*db, {first}));
            QVERIFY(schema::prepare(*db, {first})); // nothing to do
        }
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"signalbox.db"_s});
        {
            auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
            QVERIFY(schema::prepare(*db, {first, second}));
            QCOMPARE(db->integer("SELECT x FROM b"), 8);
            QCOMPARE(db->integer("PRAGMA user_version"), 2);
            QCOMPARE(schema::prepare(*db, {first}).error().code, Error::Code::InvalidInput);
        }
        auto backup = std::move(*Connection::open(file + u".version-1.backup"_s, Connection::Mode::ReadOnly));
        QCOMPARE(backup->integer("SELECT x FROM a"), 7);
        QCOMPARE(backup->integer("PRAGMA user_version"), 1);
        QCOMPARE(backup->integer("PRAGMA application_id"), schema::applicationId);
    }

    void aMigrationThatFailsChangesNothing()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        auto db = std::move(*Connection::open(file, Connection::Mode::ReadWrite));
        QVERIFY(schema::prepare(*db, {"CREATE TABLE a(x);"}));
        QVERIFY(!schema::prepare(*db, {"CREATE TABLE a(x);", "CREATE TABLE b(x);CREATE TABLE a(x);"}));
        QVERIFY(db->isAutocommit());
        QCOMPARE(db->integer("PRAGMA user_version"), 1);
        QCOMPARE(db->integer("SELECT count(*) FROM sqlite_schema"), 1);
    }
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
