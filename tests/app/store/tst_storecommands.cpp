// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// backup, restore and doctor, beside an engine and without one.
class TestStoreCommands : public QObject
{
    Q_OBJECT

    static Answer emitOne(Program &program)
    {
        return program.run({u"event"_s, u"emit"_s, u"--type"_s, u"t"_s});
    }
    static qsizetype countOf(Program &program)
    {
        return program.run({u"event"_s, u"list"_s, u"--type"_s, u"t"_s}).lines().size();
    }

private slots:
    void aBackupComesBack()
    {
        Program program;
        const auto backup = program.file(u"backup"_s);
        program.serve();
        QCOMPARE(emitOne(program).exit, 0);
        const auto made = program.run({u"backup"_s, backup});
        QCOMPARE(made.exit, 0);
        QCOMPARE(made.line().value(u"ok"_s), QJsonValue(true));
        QCOMPARE(emitOne(program).exit, 0);
        QCOMPARE(program.run({u"doctor"_s}).line().value(u"ok"_s), QJsonValue(true));

        // Not under a running engine.
        const auto refused = program.run({u"restore"_s, backup});
        QCOMPARE(refused.exit, 3);
        QVERIFY(refused.err.contains("Stop Signalbox"));
        QCOMPARE(countOf(program), 2);
        QCOMPARE(program.terminate(), 0);

        QCOMPARE(program.run({u"restore"_s, backup}).exit, 0);
        QCOMPARE(countOf(program), 1);
        const auto healthy = program.run({u"doctor"_s});
        QCOMPARE(healthy.exit, 0);
        QCOMPARE(healthy.line().value(u"ok"_s), QJsonValue(true));
    }

    void theDoctorFindsDamage()
    {
        Program program;
        QCOMPARE(emitOne(program).exit, 0);
        QFile store(program.dataDir() + u"/signalbox.db"_s);
        QVERIFY(store.open(QIODevice::ReadWrite));
        for (qint64 page = 2; page < store.size() / 4096; ++page) {
            store.seek(page * 4096);
            store.write(QByteArray(64, '\x77'));
        }
        store.close();
        const auto answer = program.run({u"doctor"_s});
        QCOMPARE(answer.exit, 1);
        QCOMPARE(answer.line().value(u"ok"_s), QJsonValue(false));
        QVERIFY(!answer.err.isEmpty());
        QCOMPARE(program.run({u"backup"_s, program.file(u"backup"_s)}).exit, 1);
        QVERIFY(!QFile::exists(program.file(u"backup"_s)));
    }

    void aLossCanBeAccepted_data()
    {
        QTest::addColumn<bool>("isServed");
        QTest::newRow("beside an engine") << true;
        QTest::newRow("without one") << false;
    }
    void aLossCanBeAccepted()
    {
        QFETCH(bool, isServed);
        Program program;
        QCOMPARE(program.run({u"doctor"_s, u"--accept"_s}).exit, 1); // nothing is lost
        QCOMPARE(emitOne(program).exit, 0);
        program.serve();
        QCOMPARE(emitOne(program).exit, 0);
        program.kill();
        for (const auto *part : {"-wal", "-shm"})
            QVERIFY(QFile::remove(program.dataDir() + u"/signalbox.db"_s + QLatin1StringView(part)));
        QCOMPARE(program.run({u"doctor"_s}).exit, 1);
        if (isServed)
            program.serve();
        const auto accepted = program.run({u"doctor"_s, u"--accept"_s});
        QVERIFY2(accepted.exit == 0, accepted.err.constData());
        QCOMPARE(accepted.line().value(u"accepted"_s).toArray().size(), 1);
        const auto healthy = program.run({u"doctor"_s});
        QCOMPARE(healthy.exit, 0);
        QCOMPARE(healthy.line().value(u"accepted"_s).toArray().size(), 1); // on record
        QCOMPARE(program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.store.loss-accepted"_s})
                     .lines()
                     .size(),
            1);
        QCOMPARE(program.run({u"storage"_s, u"show"_s}).line().value(u"accepted"_s).toArray().size(), 1);
    }

    void eventsAreFoundByWords()
    {
        Program program;
        const auto emitted = [&](const QString &data) {
            return program.run({u"event"_s, u"emit"_s, u"--type"_s, u"t"_s, u"--data"_s, data}).exit;
        };
        QCOMPARE(emitted(uR"({"what":"old cheese"})"_s), 0);
        QCOMPARE(emitted(uR"({"what":"new cheese"})"_s), 0);
        const auto count = [&](const QString &text) {
            return program.run({u"event"_s, u"list"_s, u"--search"_s, text}).lines().size();
        };
        QCOMPARE(count(u"cheese"_s), 2);
        QCOMPARE(count(u"chee old"_s), 1);
        QCOMPARE(count(u"\"cheese old\""_s), 0);
    }

    void whatIsNotThereIsSaid()
    {
        Program program;
        QCOMPARE(program.run({u"doctor"_s}).exit, 1);
        QCOMPARE(program.run({u"restore"_s, program.file(u"none"_s)}).exit, 1);
        QCOMPARE(program.run({u"backup"_s}).exit, 2);
    }
};

QTEST_GUILESS_MAIN(TestStoreCommands)
#include "tst_storecommands.moc"
