// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/receiver.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// The program dies at each place that has a name (core/base/crashpoint.h) and is started again.
class TestCrashPoints : public QObject
{
    Q_OBJECT

private slots:
    void aRunGoesOn_data()
    {
        QTest::addColumn<QString>("point");
        QTest::addColumn<QString>("ifInterrupted");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("state");
        QTest::newRow("decided and not written") << u"route"_s << u"again"_s << 1 << u"succeeded"_s;
        QTest::newRow("a run on disk") << u"routed"_s << u"again"_s << 1 << u"succeeded"_s;
        QTest::newRow("before the effect") << u"attempt-written"_s << u"again"_s << 1 << u"succeeded"_s;
        QTest::newRow("after the effect") << u"effect-ended"_s << u"again"_s << 2 << u"succeeded"_s;
        QTest::newRow("after the outcome") << u"outcome-written"_s << u"again"_s << 1 << u"succeeded"_s;
        QTest::newRow("before the effect, ask") << u"attempt-written"_s << u"ask"_s << 0 << u"in-doubt"_s;
        QTest::newRow("after the effect, ask") << u"effect-ended"_s << u"ask"_s << 1 << u"in-doubt"_s;
        QTest::newRow("before the effect, skip") << u"attempt-written"_s << u"skip"_s << 0 << u"succeeded"_s;
        QTest::newRow("after the effect, skip") << u"effect-ended"_s << u"skip"_s << 1 << u"succeeded"_s;
    }
    void aRunGoesOn()
    {
        QFETCH(QString, point);
        QFETCH(QString, ifInterrupted);
        QFETCH(int, requests);
        QFETCH(QString, state);
        Program program;
        Receiver receiver;
        import(program, httpRule(receiver, ifInterrupted));
        dieAt(program, point);
        program.serve();
        post(program);
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), state);
        QCOMPARE(receiver.requests.size(), requests);
        for (const auto &request : std::as_const(receiver.requests))
            QCOMPARE(request.header("idempotency-key"), receiver.requests.first().header("idempotency-key"));
        // What acts inside did so once, or had no cause to.
        const bool isDone = ifInterrupted == u"again";
        QCOMPARE(program.run({u"event"_s, u"list"_s, u"--type"_s, u"told"_s}).lines().size(), isDone ? 1 : 0);
        QCOMPARE(program.terminate(), 0);
        QCOMPARE(program.run({u"doctor"_s}).exit, 0);
    }

    void aWaitIsOverOnce()
    {
        Program program;
        import(program,
            rule(R"({"id":"pause","type":"wait","config":{"for":"200ms"}})",
                R"({"from":"hook","to":"pause"},{"from":"pause","to":"note"})"));
        dieAt(program, u"timer-fired"_s);
        program.serve();
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(program.run({u"event"_s, u"list"_s, u"--type"_s, u"told"_s}).lines().size(), 1);
    }

    void anAwaitedEventComesOnce()
    {
        Program program;
        import(program,
            rule(R"({"id":"answer","type":"wait-for-event","config":{"type":"answered","limit":"1h"}})",
                R"({"from":"hook","to":"answer"},{"from":"answer","to":"note"})"));
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"event-came"_s}};
        program.serve();
        post(program);
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"waiting"_s);
        program.run({u"event"_s, u"emit"_s, u"--type"_s, u"answered"_s});
        waitForDeath(program);
        program.serve();
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(program.run({u"event"_s, u"list"_s, u"--type"_s, u"told"_s}).lines().size(), 1);
    }

    void aScheduleFiresOnce()
    {
        Program program;
        import(program,
            R"({"format":"signalbox/rule","formatVersion":1,"id":"r","steps":[
                {"id":"tick","type":"schedule","config":{"schedule":"* * * * * *","missed":"all"}}],"links":[]})");
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"schedule-fire:2"_s}};
        program.serve();
        waitForDeath(program);
        program.serve();
        QTRY_VERIFY(program.run({u"run"_s, u"list"_s}).lines().size() >= 4);
        QStringList due;
        for (const auto &event :
            program.run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.schedule.due"_s}).lines())
            due += event.value(u"data"_s).toObject().value(u"due"_s).toString();
        QCOMPARE(QSet<QString>(due.cbegin(), due.cend()).size(), due.size());
        QVERIFY(!due.contains(QString()));
    }

    void whatNobodyWasToldIsAskedAgain()
    {
        Program program;
        Receiver receiver;
        import(program, httpRule(receiver, u"ask"_s));
        dieAt(program, u"attempt-written"_s);
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"decide"_s}};
        program.serve();
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"in-doubt"_s);
        const auto id = onlyRun(program).value(u"id"_s).toString();
        QCOMPARE(program.run({u"run"_s, u"retry"_s, id}).exit, 3);
        waitForDeath(program);
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"cancel"_s}};
        program.serve();
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"in-doubt"_s);
        QCOMPARE(program.run({u"run"_s, u"cancel"_s, id}).exit, 3);
        waitForDeath(program);
        program.serve();
        QCOMPARE(onlyRun(program).value(u"state"_s).toString(), u"in-doubt"_s);
        QCOMPARE(receiver.requests.size(), 0);
        QCOMPARE(program.run({u"run"_s, u"retry"_s, id}).exit, 0);
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(receiver.requests.size(), 1);
    }

private:
    static QByteArray rule(const QByteArray &step, const QByteArray &links)
    {
        return R"({"format":"signalbox/rule","formatVersion":1,"id":"r","steps":[
            {"id":"hook","type":"webhook","config":{"path":"in"}},)"
            + step + R"(,{"id":"note","type":"emit","config":{"type":"told"}}],"links":[)" + links + "]}";
    }
    static QByteArray httpRule(const Receiver &receiver, const QString &ifInterrupted)
    {
        return rule(R"({"id":"tell","type":"http","config":{"method":"POST","url":")"
                + receiver.url().toUtf8() + R"(","ifInterrupted":")" + ifInterrupted.toUtf8() + R"("}})",
            R"({"from":"hook","to":"tell"},{"from":"tell","to":"note"})");
    }
    static void import(Program &program, const QByteArray &content)
    {
        const auto file = program.write(u"r.json"_s, content);
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
    }

    /// Whoever sends repeats what was not answered.
    static void post(Program &program)
    {
        QCOMPARE(program.post(u"/hook/in"_s, "{}", "webhook-id: 1\r\n").status, 202);
    }
    static void dieAt(Program &program, const QString &point)
    {
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, point}};
        program.serve();
        program.post(u"/hook/in"_s, "{}", "webhook-id: 1\r\n"); // it may die before it answers
        waitForDeath(program);
    }
    static void waitForDeath(Program &program)
    {
        QTRY_COMPARE_WITH_TIMEOUT(program.process()->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(program.process()->exitStatus(), QProcess::CrashExit);
        program.environment.clear();
    }
    static QJsonObject onlyRun(Program &program)
    {
        const auto runs = program.run({u"run"_s, u"list"_s}).lines();
        return runs.size() == 1 ? runs.first() : QJsonObject{{u"state"_s, u"%1 runs"_s.arg(runs.size())}};
    }
};

QTEST_GUILESS_MAIN(TestCrashPoints)
#include "tst_crashpoints.moc"
