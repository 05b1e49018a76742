// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// hook > …: the webhook at /hook/in waits for its run. `steps` and `links` go on from there.
QByteArray waitingRule(const QByteArray &answer, const QByteArray &steps, const QByteArray &links)
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":"r","steps":[
        {"id":"hook","type":"webhook","config":{"path":"in","answer":"run",)"
        + answer + "}}," + steps + R"(],"links":[)" + links + "]}";
}

const QByteArray respond = R"({"id":"respond","type":"respond","config":{"status":201,
    "body":{"n":"{{ event.data.n }}"},"headers":{"X-Name":"{{ event.data.name }}"}}})";

void import(Program &program, const QByteArray &content)
{
    const auto file = program.write(u"r.json"_s, content);
    QCOMPARE(program.run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
}

QJsonObject onlyRun(Program &program)
{
    const auto runs = program.run({u"run"_s, u"list"_s}).lines();
    return runs.size() == 1 ? runs.first() : QJsonObject{{u"state"_s, u"%1 runs"_s.arg(runs.size())}};
}

/// A request that is sent while the test goes on.
class Asking
{
public:
    explicit Asking(const Program &program, const QByteArray &more = {})
    {
        const QUrl url(program.hooks);
        m_socket.connectToHost(url.host(), quint16(url.port()));
        m_socket.write("POST /hook/in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                       "Content-Type: application/json\r\nContent-Length: 18\r\n"
            + more + "\r\n" + R"({"n":1,"name":"a"})");
    }
    QByteArray answer()
    {
        QObject::connect(&m_socket, &QTcpSocket::disconnected, &m_loop, &QEventLoop::quit);
        if (m_socket.state() != QAbstractSocket::UnconnectedState)
            m_loop.exec();
        return m_socket.readAll();
    }

private:
    QTcpSocket m_socket;
    QEventLoop m_loop;
};

} // namespace

/// The program, and senders that wait for what its runs answer.
class TestAnswers : public QObject
{
    Q_OBJECT

private slots:
    void theRunAnswers()
    {
        Program program;
        program.serve();
        import(program, waitingRule(R"("answerWithin":"1m")", respond, R"({"from":"hook","to":"respond"})"));
        Asking asking(program);
        const auto answer = asking.answer();
        QVERIFY2(answer.startsWith("HTTP/1.1 201 Created\r\n"), answer.constData());
        QVERIFY(answer.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(answer.contains("\r\nX-Name: a\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n{\"n\":1}"));
        // It was on disk before it went out.
        QCOMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s);
        const auto run
            = program.run({u"run"_s, u"show"_s, onlyRun(program).value(u"id"_s).toString()}).line();
        QCOMPARE(run.value(u"steps"_s).toArray().last().toObject().value(u"output"_s),
            QJsonValue(QJsonObject{{u"status"_s, 201}, {u"waiting"_s, true}}));
    }

    /// The end of a run is seen in its rows before the runner hears that they are written: it must not
    /// overtake the answer.
    void theEndDoesNotOvertakeTheAnswer()
    {
        Program program;
        program.serve();
        import(program, waitingRule(R"("answerWithin":"1m")", respond, R"({"from":"hook","to":"respond"})"));
        for (int i = 0; i < 200; ++i)
            QCOMPARE(program.post(u"/hook/in"_s, R"({"n":1,"name":"a"})").status, 201);
    }

    void aRunThatTakesItsTime()
    {
        Program program;
        program.serve();
        import(program,
            waitingRule(R"("answerWithin":"1m")",
                R"({"id":"pause","type":"wait","config":{"for":"1s"}},)" + respond,
                R"({"from":"hook","to":"pause"},{"from":"pause","to":"respond"})"));
        QCOMPARE(program.post(u"/hook/in"_s, R"({"n":1,"name":"a"})").status, 201);
    }

    void theTimeIsUp()
    {
        Program program;
        program.serve();
        import(program,
            waitingRule(R"("answerWithin":"200ms","answerLate":504)",
                R"({"id":"pause","type":"wait","config":{"for":"1h"}},)" + respond,
                R"({"from":"hook","to":"pause"},{"from":"pause","to":"respond"})"));
        const auto answer = program.post(u"/hook/in"_s, "{}");
        QCOMPARE(answer.status, 504);
        QVERIFY(answer.json().value(u"sequence"_s).toInteger() > 0);
        QVERIFY(!answer.json().value(u"id"_s).toString().isEmpty());
        QCOMPARE(onlyRun(program).value(u"state"_s).toString(), u"waiting"_s); // goes on
    }

    /// Whatever keeps a run from answering is known long before the time is up.
    void runsThatEndWithoutAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<QString>("state");
        QTest::newRow("fails before") << QByteArray(R"({"name":"a"})") << true << u"failed"_s;
        QTest::newRow("a line break in a header")
            << QByteArray(R"({"n":1,"name":"a\r\nSet-Cookie: b=1"})") << true << u"failed"_s;
        QTest::newRow("no rule that is on") << QByteArray("{}") << false << u"0 runs"_s;
    }
    void runsThatEndWithoutAnAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, enabled);
        QFETCH(QString, state);
        Program program;
        program.serve();
        import(program, waitingRule(R"("answerWithin":"1m")", respond, R"({"from":"hook","to":"respond"})"));
        if (!enabled)
            QCOMPARE(program.run({u"rule"_s, u"disable"_s, u"r"_s}).exit, 0);
        QElapsedTimer timer;
        timer.start();
        const auto answer = program.post(u"/hook/in"_s, body);
        QVERIFY(timer.elapsed() < 30'000); // half of what it would wait
        QCOMPARE(answer.status, 202);
        QVERIFY(answer.json().contains(u"sequence"_s));
        QCOMPARE(onlyRun(program).value(u"state"_s).toString(), state);
    }

    /// A restart takes the connection and nothing else.
    void aRestartInBetween()
    {
        Program program;
        program.serve();
        import(program,
            waitingRule(R"("answerWithin":"1m","answerLate":503)",
                R"({"id":"pause","type":"wait","config":{"for":"1h"}},)" + respond,
                R"({"from":"hook","to":"pause"},{"from":"pause","to":"respond"})"));
        Asking stopped(program, "webhook-id: 1\r\n");
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"waiting"_s);
        QCOMPARE(program.terminate(), 0);
        QVERIFY(stopped.answer().startsWith("HTTP/1.1 503 "));
        program.serve();
        Asking killed(program, "webhook-id: 2\r\n");
        QTRY_COMPARE(program.run({u"run"_s, u"list"_s, u"--state"_s, u"waiting"_s}).lines().size(), 2);
        program.kill();
        QVERIFY(killed.answer().isEmpty());
        program.serve();
        // Both are there, and whoever asks again is told so.
        QCOMPARE(program.post(u"/hook/in"_s, "{}", "webhook-id: 1\r\n").status, 202);
        QCOMPARE(program.post(u"/hook/in"_s, "{}", "webhook-id: 2\r\n").status, 202);
        QCOMPARE(program.run({u"run"_s, u"list"_s}).lines().size(), 2);
    }

    /// The answer is on disk as the step's outcome, and the program dies before it goes out.
    void killedRightBeforeTheAnswer()
    {
        Program program;
        import(program, waitingRule(R"("answerWithin":"1m")", respond, R"({"from":"hook","to":"respond"})"));
        program.environment = {{u"SIGNALBOX_CRASH_AT"_s, u"outcome-written"_s}};
        program.serve();
        Asking asking(program, "webhook-id: 1\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(program.process()->state(), QProcess::NotRunning, 20'000);
        QVERIFY(asking.answer().isEmpty());
        program.environment.clear();
        program.serve();
        QTRY_COMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(program.post(u"/hook/in"_s, "{}", "webhook-id: 1\r\n").status, 202);
        QCOMPARE(onlyRun(program).value(u"state"_s).toString(), u"succeeded"_s); // the only one
    }
};

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
