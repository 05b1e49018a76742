// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/store/logcheck.h"
#include "tests/core/store/storefixture.h"

#include <QFile>
#include <QLoggingCategory>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// What was stored and is not there any more, or not as it was, is told.
class TestLogCheck : public QObject
{
    Q_OBJECT

    static void fill(StoreFixture &store, int count)
    {
        for (int i = 0; i < count; ++i)
            store.add(u"t.%1"_s.arg(i), i % 3 == 0 ? QByteArray() : QByteArray(i * 10, 'x'));
    }

    static void execute(const QString &file, const QByteArray &sql)
    {
        auto db = Connection::open(file, Connection::Mode::ReadWrite);
        QVERIFY(db);
        const auto done = (*db)->script(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void replace(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(u"default.warning=false"_s); }

    void aWholeLogIsSound()
    {
        StoreFixture store;
        fill(store, 1200); // more than one page
        QCOMPARE(store->append({eventOf({})}).result().has_value(), false); // leaves no trace in the chain
        auto event = eventOf(u"all"_s, u"a"_s);
        event.subject = u"Ünï"_s;
        event.extensions = {{u"b"_s, 1}, {u"a"_s, u"x"_s}};
        event.request = {{u"method"_s, u"POST"_s}};
        event.data = QByteArray("");
        event.causation = {RunId(u"r"_s), StepId(u"s"_s), 3};
        store->append({event}).result();
        auto health = examine(store.file()); // beside the open store
        QVERIFY(health);
        QCOMPARE(health->faults, QStringList());
        QCOMPARE(health->events, 1201);
        QCOMPARE(health->first, 1);
        QCOMPARE(health->last, 1201);
        store.reopen();
        QCOMPARE(store->faults(), QStringList());
        store.add(u"t"_s);
        store.close();
        QVERIFY(examine(store.file())->isSound());
    }

    void damageIsTold_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QStringList>("faults");
        const auto changed = QStringList{u"Event 4 is not what was stored."_s};
        QTest::newRow("data") << QByteArray("UPDATE event SET data = X'79' WHERE sequence = 4") << changed;
        QTest::newRow("no data") << QByteArray("UPDATE event SET data = X'' WHERE sequence = 4") << changed;
        QTest::newRow("time") << QByteArray("UPDATE event SET received = received + 1 WHERE sequence = 4")
                              << changed;
        QTest::newRow("type and subject")
            << QByteArray("UPDATE event SET subject = type, type = subject WHERE sequence = 4")
            << QStringList{u"The index event_of_type does not know everything that is stored."_s} + changed;
        QTest::newRow("missing") << QByteArray("DELETE FROM event WHERE sequence = 4")
                                 << QStringList{u"Event 4 is missing."_s};
        QTest::newRow("many missing") << QByteArray("DELETE FROM event WHERE sequence BETWEEN 4 AND 6")
                                      << QStringList{u"Events 4 to 6 are missing."_s};
        QTest::newRow("the first") << QByteArray("DELETE FROM event WHERE sequence = 1")
                                   << QStringList{u"Event 1 is missing."_s};
        QTest::newRow("the last") << QByteArray("DELETE FROM event WHERE sequence > 8")
                                  << QStringList{
                                         u"The end of the log is lost: events 9 to 10 had been stored."_s};
    }
    void damageIsTold()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QStringList, faults);
        StoreFixture store;
        fill(store, 10);
        store.close();
        execute(store.file(), sql);
        QCOMPARE(examine(store.file())->faults, faults);
        store.open();
        QCOMPARE(store->faults(), QStringList{faults.last()}); // a start leaves the indexes to doctor
        // The log tells it itself, and goes on behind what was lost.
        const auto told = store.reader->event(11);
        QVERIFY(told);
        QCOMPARE(told->type, eventtype::storeDamaged);
        QVERIFY(told->data->contains(faults.last().toUtf8()));
        QCOMPARE(store.add(u"t"_s), 12);
    }

    void whatWasRemovedInDueFormIsNotMissed()
    {
        StoreFixture store;
        fill(store, 10);
        store.close();
        // The first three, and two in the middle.
        execute(store.file(),
            "INSERT INTO event_gone (sequence, hash) SELECT sequence, hash FROM event WHERE sequence IN (3, "
            "6, 7);"
            "DELETE FROM event WHERE sequence IN (1, 2, 3, 6, 7)");
        QCOMPARE(examine(store.file())->faults, QStringList());
        execute(store.file(), "UPDATE event SET data = X'79' WHERE sequence = 4");
        QCOMPARE(examine(store.file())->faults, QStringList{u"Event 4 is not what was stored."_s});
    }

    void anEmptiedLogGoesOn()
    {
        StoreFixture store;
        fill(store, 10);
        store.close();
        execute(store.file(),
            "INSERT INTO event_gone (sequence, hash) SELECT sequence, hash FROM event WHERE sequence = 10; "
            "DELETE FROM event");
        store.open();
        QCOMPARE(store->faults(), QStringList());
        QCOMPARE(store.add(u"t"_s), 11);
        QVERIFY(examine(store.file())->isSound());
    }

    void aFlippedBitInTheWriteAheadLogIsTold()
    {
        StoreFixture store;
        fill(store, 10);
        // As after a kill: the files as they are while the store is open.
        const auto database = contentOf(store.file());
        auto log = contentOf(store.file() + u"-wal"_s);
        const auto end = contentOf(EndFile::nameFor(store.file()));
        store.close();
        QVERIFY(log.size() > 8000);
        log[log.size() - 3000] = char(log[log.size() - 3000] ^ 1);
        replace(store.file(), database);
        replace(store.file() + u"-wal"_s, log);
        replace(EndFile::nameFor(store.file()), end);
        store.open();
        QCOMPARE(store->faults().size(), 1);
        QVERIFY2(store->faults().first().contains(u"lost"_s), qPrintable(store->faults().first()));
    }

    void aTornEndFileIsNoFault()
    {
        StoreFixture store;
        fill(store, 10);
        store.close();
        const auto name = EndFile::nameFor(store.file());
        auto content = contentOf(name);
        QVERIFY(content.size() > 4096);
        content[3] = char(content[3] + 1);
        replace(name, content);
        QVERIFY(EndFile::read(store.file())); // the other place
        content[4099] = char(content[4099] + 1);
        replace(name, content);
        QVERIFY(!EndFile::read(store.file()));
        store.open();
        QCOMPARE(store->faults(), QStringList());
        QCOMPARE(EndFile::read(store.file())->last, 10);
    }

    void aStoreThatIsNoneIsToldFrom_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("noise") << QByteArray(8192, '\xa5');
        QTest::newRow("text") << QByteArray("hello");
    }
    void aStoreThatIsNoneIsToldFrom()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        QCOMPARE(examine(file).error().code, Error::Code::NotFound);
        replace(file, content);
        const auto health = examine(file);
        QVERIFY(health);
        QVERIFY(!health->isSound());
    }
};

QTEST_GUILESS_MAIN(TestLogCheck)
#include "tst_logcheck.moc"
