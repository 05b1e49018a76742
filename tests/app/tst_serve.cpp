// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/receiver.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray ruleFile(const QByteArray &id, const QByteArray &steps, const QByteArray &links = "[]")
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":")" + id + R"(","steps":)" + steps
        + R"(,"links":)" + links + '}';
}

} // namespace

/// `serve` as a process: how it begins, whom it serves, how it ends.
class TestServe : public QObject
{
    Q_OBJECT

private slots:
    void endsWhenAsked_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void endsWhenAsked()
    {
        QFETCH(int, signal);
        Program program;
        program.serve();
        ::kill(pid_t(program.process()->processId()), signal);
        QTRY_COMPARE(program.process()->state(), QProcess::NotRunning);
        QCOMPARE(program.process()->exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.process()->exitCode(), 0);
    }

    void endsWhileSomethingRuns()
    {
        Program program;
        program.serve();
        const auto file = program.write(u"r.json"_s,
            ruleFile("slow", R"([{"id":"go","type":"button"},{"id":"sleep","type":"program",
                "config":{"program":"sleep","arguments":["600"],"timeout":"1h"}}])",
                R"([{"from":"go","to":"sleep"}])"));
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        QCOMPARE(program.run({u"button"_s, u"press"_s, u"slow"_s}).exit, 0);
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"running"_s}).lines().size(), 1);
        QCOMPARE(program.terminate(), 0);
        // It may have done something, so a person is asked.
        program.serve();
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"in-doubt"_s}).lines().size(), 1);
        const auto run = program.run({u"run"_s, u"list"_s}).line().value(u"id"_s).toString();
        QCOMPARE(program.run({u"run"_s, u"cancel"_s, run}).exit, 0);
        QCOMPARE(program.run({u"run"_s, u"show"_s, run}).line().value(u"state"_s).toString(), u"cancelled"_s);
    }

    /// Somebody who waits for a run does not keep the program from ending, and is told.
    void endsWhileSomebodyWaits()
    {
        Program program;
        program.serve();
        const auto file = program.write(u"r.json"_s,
            ruleFile("later",
                R"([{"id":"go","type":"button"},{"id":"w","type":"wait","config":{"for":"1h"}}])",
                R"([{"from":"go","to":"w"}])"));
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        QProcess waiting;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGNALBOX_DATA_DIR"_s, program.dataDir());
        waiting.setProcessEnvironment(environment);
        waiting.start(QStringLiteral(SIGNALBOX_PROGRAM), {u"rule"_s, u"run"_s, u"later"_s, u"--wait"_s});
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"waiting"_s}).lines().size(), 1);
        QCOMPARE(program.terminate(), 0);
        QTRY_COMPARE(waiting.state(), QProcess::NotRunning);
        QVERIFY(waiting.exitCode() != 0);
    }

    void answersAreAsPromised()
    {
        Program program;
        program.serve();
        QCOMPARE(program.request("GET", u"/healthz"_s).status, 200);
        QCOMPARE(program.post(u"/hook/nowhere"_s, "{}").status, 404);
        const auto file = program.write(
            u"r.json"_s, ruleFile("hook", R"([{"id":"hook","type":"webhook","config":{"path":"in"}}])"));
        QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        QCOMPARE(program.post(u"/hook/in"_s, "{}").status, 202); // as soon as the import has answered
        QCOMPARE(program.post(u"/hook/in"_s, "{\"a\":").status, 400);
        QCOMPARE(program.post(u"/hook/in/deeper"_s, "{}").status, 404);
        QCOMPARE(program.request("GET", u"/hook/in"_s).status, 405);
        QCOMPARE(program
                     .request("POST", u"/hook/in"_s, "a=1&b=x+y&a=2",
                         "Content-Type: application/x-www-form-urlencoded\r\n")
                     .status,
            202);
        QCOMPARE(
            program.request("POST", u"/hook/in"_s, "hällo", "Content-Type: text/plain; charset=utf-8\r\n")
                .status,
            202);
        QCOMPARE(program.run({u"rule"_s, u"delete"_s, u"hook"_s}).exit, 0);
        QCOMPARE(program.post(u"/hook/in"_s, "{}").status, 404);

        const auto events = program.run({u"event"_s, u"list"_s, u"--type"_s, u"*.received"_s}).lines();
        QCOMPARE(events.size(), 3);
        QCOMPARE(events.at(1).value(u"data"_s),
            QJsonValue(QJsonObject{{u"a"_s, QJsonArray{u"1"_s, u"2"_s}}, {u"b"_s, u"x y"_s}}));
        QCOMPARE(events.at(2).value(u"data"_s), QJsonValue(u"hällo"_s));
        const auto run = program.run({u"run"_s, u"list"_s}).lines().last();
        const auto steps
            = program.run({u"run"_s, u"show"_s, run.value(u"id"_s).toString()}).line().value(u"steps"_s);
        QCOMPARE(steps.toArray().first().toObject().value(u"output"_s), QJsonValue(u"hällo"_s));
    }

    void theSecondOneIsTurnedAway()
    {
        Program program;
        program.serve();
        const auto second = program.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s});
        QCOMPARE(second.exit, 3);
        QVERIFY(second.out.isEmpty());
        QVERIFY2(
            second.err.contains(QByteArray::number(program.process()->processId())), second.err.constData());
        QCOMPARE(program.run({u"rule"_s, u"list"_s}).exit, 0); // the first one is well
    }

    void aKilledOneLeavesNoLock()
    {
        Program program;
        program.serve();
        program.kill();
        QCOMPARE(program.run({u"rule"_s, u"list"_s}).exit, 0); // without it
        program.serve();
        QCOMPARE(program.run({u"rule"_s, u"list"_s}).exit, 0); // over its socket
    }

    void aPortThatIsInUseIsSaid()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Program program;
        const auto answer
            = program.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:%1"_s.arg(other.serverPort())});
        QCOMPARE(answer.exit, 3);
        QVERIFY(answer.out.isEmpty());
        QVERIFY2(answer.err.contains(QByteArray::number(other.serverPort())), answer.err.constData());
        QCOMPARE(answer.err.trimmed().count('\n'), 0);
        program.serve(); // the folder is free again
    }

    void anAddressThatIsNoneIsWrongInput()
    {
        Program program;
        QCOMPARE(program.run({u"serve"_s, u"--listen"_s, u"nowhere"_s}).exit, 2);
    }

    void commandsAtOnce()
    {
        Program program;
        program.serve();
        constexpr int count = 20;
        std::vector<std::unique_ptr<QProcess>> processes;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGNALBOX_DATA_DIR"_s, program.dataDir());
        for (int i = 0; i < count; ++i) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->setProcessEnvironment(environment);
            processes.back()->start(QStringLiteral(SIGNALBOX_PROGRAM),
                {u"event"_s, u"emit"_s, u"--type"_s, u"t"_s, u"--data"_s, QString::number(i)});
        }
        for (const auto &process : processes) {
            QTRY_COMPARE(process->state(), QProcess::NotRunning);
            QCOMPARE(process->exitCode(), 0);
        }
        QSet<int> seen;
        for (const auto &event : program.run({u"event"_s, u"list"_s, u"--type"_s, u"t"_s}).lines())
            seen += event.value(u"data"_s).toInt();
        QCOMPARE(seen.size(), count);
    }
};

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
