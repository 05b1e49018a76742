// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// What is wrong is said in a sentence, with the exit status that scripts branch on, and harms nothing.
class TestBadInput : public QObject
{
    Q_OBJECT

private slots:
    void commandsSayWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments"); // RULE, TABLE: files that are sound
        QTest::addColumn<int>("exit");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const QStringList &arguments, int exit, const char *says) {
            QTest::newRow(name) << arguments << exit << QByteArray(says);
        };
        row("no such command", {u"dance"_s}, 2, "dance");
        row("event data", {u"event"_s, u"emit"_s, u"--type"_s, u"t"_s, u"--data"_s, u"{a"_s}, 2, "--data");
        row("event without a type", {u"event"_s, u"emit"_s, u"--type"_s, QString()}, 2, "type");
        row("limit", {u"event"_s, u"list"_s, u"--limit"_s, u"10001"_s}, 2, "10000");
        row("limit of nothing", {u"run"_s, u"list"_s, u"--limit"_s, u"0"_s}, 2, "--limit");
        row("sequence", {u"event"_s, u"list"_s, u"--after"_s, u"yesterday"_s}, 2, "--after");
        row("filter", {u"event"_s, u"list"_s, u"--filter"_s, u"event.data. >"_s}, 2, "--filter");
        row("state", {u"run"_s, u"list"_s, u"--state"_s, u"tired"_s}, 2, "tired");
        row("no such rule to show", {u"rule"_s, u"export"_s, u"nobody"_s}, 1, "nobody");
        row("no such rule to enable", {u"rule"_s, u"enable"_s, u"nobody"_s}, 1, "nobody");
        row("no such rule to disable", {u"rule"_s, u"disable"_s, u"nobody"_s}, 1, "nobody");
        row("no such rule to delete", {u"rule"_s, u"delete"_s, u"nobody"_s}, 1, "nobody");
        row("no such rule to run", {u"rule"_s, u"run"_s, u"nobody"_s}, 1, "nobody");
        row("no such button", {u"button"_s, u"press"_s, u"nobody"_s}, 1, "nobody");
        row("no such form", {u"form"_s, u"submit"_s, u"nobody"_s}, 1, "nobody");
        row("form data", {u"form"_s, u"submit"_s, u"nobody"_s, u"--data"_s, u"[1]"_s}, 2, "--data");
        row("no such run", {u"run"_s, u"show"_s, u"nobody"_s}, 1, "nobody");
        row("no such run to cancel", {u"run"_s, u"cancel"_s, u"nobody"_s}, 1, "nobody");
        row("no such table", {u"record"_s, u"list"_s, u"nobody"_s}, 1, "nobody");
        row("no such table for a record", {u"record"_s, u"create"_s, u"nobody"_s}, 1, "nobody");
        row("no such table to delete", {u"table"_s, u"delete"_s, u"nobody"_s}, 1, "nobody");
        row("cron", {u"schedule"_s, u"next"_s, u"0 0 30 2 *"_s}, 2, "column");
        row("cron with a bad field", {u"schedule"_s, u"next"_s, u"61 * * * *"_s}, 2, "column 1");
        row("zone", {u"schedule"_s, u"next"_s, u"* * * * *"_s, u"--zone"_s, u"Mars/Base"_s}, 2, "Mars/Base");
        row("from", {u"schedule"_s, u"next"_s, u"* * * * *"_s, u"--from"_s, u"noon"_s}, 2, "--from");
        row("count", {u"schedule"_s, u"next"_s, u"* * * * *"_s, u"--count"_s, u"0"_s}, 2, "--count");
        row("expression", {u"expression"_s, u"eval"_s, u"1 +"_s}, 1, "");
        row("expression that fails", {u"expression"_s, u"eval"_s, u"1 / 0"_s}, 1, "");
        row("bindings", {u"expression"_s, u"eval"_s, u"a"_s, u"--bindings"_s, u"[]"_s}, 2, "--bindings");
    }
    void commandsSayWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const auto answer = m_program.run(arguments);
        QTEST(answer.exit, "exit");
        QVERIFY(answer.out.isEmpty());
        QVERIFY(!answer.err.isEmpty());
        QVERIFY2(answer.err.contains(says), answer.err.constData());
    }

    void rulesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no JSON") << QByteArray("{\"format\":") << QByteArray("line 1");
        QTest::newRow("another format") << QByteArray("{}") << QByteArray("signalbox/rule");
        QTest::newRow("a newer format")
            << QByteArray("{\"format\":\"signalbox/rule\",\"formatVersion\":9,\"id\":\"x\"}")
            << QByteArray("newer");
        QTest::newRow("bad id") << QByteArray(
            "{\"format\":\"signalbox/rule\",\"formatVersion\":1,\"id\":\"X!\"}")
                                << QByteArray("id");
    }
    void rulesThatAreNone()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, says);
        const auto file = m_program.write(u"faulty.json"_s, content);
        const auto imported = m_program.run({u"rule"_s, u"import"_s, file});
        QCOMPARE(imported.exit, 2);
        QVERIFY(imported.out.isEmpty());
        QVERIFY2(
            imported.err.contains(says) && imported.err.contains("faulty.json"), imported.err.constData());
        const auto validated = m_program.run({u"rule"_s, u"validate"_s, file});
        QCOMPARE(validated.exit, 1);
        QCOMPARE(validated.lines().size(), 1);
        QCOMPARE(validated.line().value(u"file"_s).toString(), file);
        QVERIFY(!validated.line().value(u"message"_s).toString().isEmpty());
    }

    /// They come in, so that nothing of them is lost, and stay off.
    void rulesWithProblems_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("unknown step type")
            << QByteArray("\"type\":\"teleport\",\"config\":{}") << u"type"_s << QByteArray("teleport");
        QTest::newRow("broken expression") << QByteArray("\"type\":\"if\",\"config\":{\"condition\":\"1 +\"}")
                                           << u"condition"_s << QByteArray();
        QTest::newRow("broken template")
            << QByteArray("\"type\":\"log\",\"config\":{\"message\":\"{{ 1 + }}\"}") << u"message"_s
            << QByteArray();
        QTest::newRow("a field missing")
            << QByteArray("\"type\":\"http\",\"config\":{}") << u"url"_s << QByteArray();
    }
    void rulesWithProblems()
    {
        QFETCH(QByteArray, step);
        QFETCH(QString, field);
        QFETCH(QByteArray, says);
        Program program;
        const auto file = program.write(u"faulty.json"_s,
            "{\"format\":\"signalbox/"
            "rule\",\"formatVersion\":1,\"id\":\"faulty\",\"steps\":[{\"id\":\"go\",\"type\":"
            "\"button\"},{\"id\":\"bad\","
                + step + "}],\"links\":[{\"from\":\"go\",\"to\":\"bad\"}]}");
        const auto enabled = program.run({u"rule"_s, u"import"_s, file, u"--enable"_s});
        QCOMPARE(enabled.exit, 1);
        QCOMPARE(enabled.line().value(u"enabled"_s), QJsonValue(false));
        QVERIFY2(enabled.err.contains("bad") && enabled.err.contains(says), enabled.err.constData());
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file}).exit, 0); // as a draft of work it is welcome
        const auto switched = program.run({u"rule"_s, u"enable"_s, u"faulty"_s});
        QCOMPARE(switched.exit, 1);
        QVERIFY(!switched.err.isEmpty());
        const auto problems = program.run({u"rule"_s, u"validate"_s, file});
        QCOMPARE(problems.exit, 1);
        QCOMPARE(problems.line().value(u"step"_s).toString(), u"bad"_s);
        QCOMPARE(problems.line().value(u"field"_s).toString(), field);
        const auto exported = program.run({u"rule"_s, u"export"_s, u"faulty"_s});
        QCOMPARE(exported.line().value(u"steps"_s).toArray().size(), 2);
    }

    void foldersThatCannotBeUsed_data()
    {
        QTest::addColumn<QString>("folder");
        const auto file = m_program.write(u"a-file"_s, "x");
        QTest::newRow("below a file") << file + u"/data"_s;
        QTest::newRow("a file") << file;
        QTest::newRow("nowhere to make it") << u"/proc/signalbox"_s;
    }
    void foldersThatCannotBeUsed()
    {
        QFETCH(QString, folder);
        for (const auto &arguments :
            {QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s}, QStringList{u"rule"_s, u"list"_s}}) {
            const auto answer = m_program.runOn(folder, arguments);
            QCOMPARE(answer.exit, 3);
            QVERIFY(answer.out.isEmpty());
            QVERIFY2(answer.err.contains(folder.toUtf8()), answer.err.constData());
        }
    }

    void aNewerFolderIsLeftAlone()
    {
        Program program;
        QCOMPARE(program.run({u"event"_s, u"emit"_s, u"--type"_s, u"t"_s}).exit, 0);
        QFile store(program.dataDir() + u"/signalbox.db"_s);
        QVERIFY(store.open(QIODevice::ReadWrite));
        store.seek(60); // user_version, big-endian (sqlite.org/fileformat2.html, 1.3)
        const auto before = store.peek(4);
        store.write(QByteArray::fromHex("00000fff"));
        store.close();
        for (const auto &arguments :
            {QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s}, QStringList{u"event"_s, u"list"_s}}) {
            const auto answer = program.run(arguments);
            QCOMPARE(answer.exit, 3);
            QVERIFY(answer.out.isEmpty());
            QVERIFY2(answer.err.contains("newer"), answer.err.constData());
        }
        // Put right, everything is as it was.
        QVERIFY(store.open(QIODevice::ReadWrite));
        store.seek(60);
        store.write(before);
        store.close();
        QCOMPARE(program.run({u"event"_s, u"list"_s}).lines().size(), 1);
    }

    void damagedSettingsAreSaid()
    {
        Program program;
        QCOMPARE(program.run({u"rule"_s, u"list"_s}).exit, 0);
        QFile settings(program.dataDir() + u"/settings.json"_s);
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write("{oh");
        settings.close();
        const auto answer = program.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
        QCOMPARE(answer.exit, 3);
        QVERIFY2(answer.err.contains("settings.json"), answer.err.constData());
    }

    void aStoreThatIsNoneIsSaid()
    {
        Program program;
        QCOMPARE(program.run({u"rule"_s, u"list"_s}).exit, 0);
        QFile store(program.dataDir() + u"/signalbox.db"_s);
        QVERIFY(store.open(QIODevice::WriteOnly | QIODevice::Truncate));
        store.write(QByteArray(8192, 'x'));
        store.close();
        const auto answer = program.run({u"rule"_s, u"list"_s});
        QCOMPARE(answer.exit, 3);
        QVERIFY2(answer.err.contains("signalbox.db"), answer.err.constData());
    }

private:
    Program m_program;
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
