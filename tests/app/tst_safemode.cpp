// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QTest>

#include <csignal>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// The program begins paused when it has crashed three times in a row, and says so.
class TestSafeMode : public QObject
{
    Q_OBJECT

private slots:
    void begunInVain()
    {
        Program program;
        import(program);
        for (int i = 0; i < 3; ++i) {
            program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"start"_s}};
            QVERIFY(!program.tryServe());
        }
        program.environment.clear();
        program.serve();
        const auto status = program.run({u"engine"_s, u"status"_s}).line();
        QCOMPARE(status.value(u"paused"_s).toBool(), true);
        QCOMPARE(status.value(u"safe"_s).toBool(), true);
        QVERIFY(status.value(u"trouble"_s).toString().contains(u"3"_s));
        // What comes in is kept, and carried out when somebody says so.
        QCOMPARE(program.post(u"/hook/in"_s, "{}").status, 202);
        QCOMPARE(program.run({u"run"_s, u"list"_s}).lines().size(), 0);
        // A clean end proves nothing as long as nothing goes on.
        QCOMPARE(program.terminate(), 0);
        program.serve();
        const auto resumed = program.run({u"engine"_s, u"resume"_s});
        QCOMPARE(resumed.exit, 0);
        QCOMPARE(resumed.line().value(u"paused"_s).toBool(), false);
        QCOMPARE(resumed.line().value(u"safe"_s).toBool(), false);
        QCOMPARE(resumed.line().value(u"trouble"_s), QJsonValue());
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 1);
        QCOMPARE(program.terminate(), 0);
        program.serve();
        QCOMPARE(isSafe(program), false);
    }

    void faultsOfItsOwnCount_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("isCrash");
        QTest::newRow("a bad address") << SIGSEGV << true;
        QTest::newRow("an assertion") << SIGABRT << true;
        QTest::newRow("kill -9") << SIGKILL << false;
    }
    void faultsOfItsOwnCount()
    {
        QFETCH(int, signal);
        QFETCH(bool, isCrash);
        Program program;
        // A sanitizer would take the signal for itself, and end the program in its own way.
        program.environment.insert(
            u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":handle_segv=0"_s);
        for (int i = 0; i < 3; ++i) {
            program.serve();
            QCOMPARE(isSafe(program), false);
            QCOMPARE(::kill(pid_t(program.process()->processId()), signal), 0);
            QTRY_COMPARE(program.process()->state(), QProcess::NotRunning);
            QCOMPARE(program.process()->exitStatus(), QProcess::CrashExit);
        }
        program.serve();
        QCOMPARE(isSafe(program), isCrash);
    }

    void whereNothingRunsNothingIsPaused()
    {
        Program program;
        QCOMPARE(program.run({u"engine"_s, u"status"_s}).exit, 3);
        QCOMPARE(program.run({u"engine"_s, u"resume"_s}).exit, 3);
    }

private:
    static void import(Program &program)
    {
        const auto file = program.write(u"r.json"_s,
            R"({"format":"signalbox/rule","formatVersion":1,"id":"r","steps":[
                {"id":"hook","type":"webhook","config":{"path":"in"}}],"links":[]})");
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
    }
    static bool isSafe(Program &program)
    {
        return program.run({u"engine"_s, u"status"_s}).line().value(u"safe"_s).toBool();
    }
};

QTEST_GUILESS_MAIN(TestSafeMode)
#include "tst_safemode.moc"
