// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hooksettings.h"
#include "tests/core/webhook/hookfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <sys/socket.h>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// A listener with one path whose answer waits for runs, and one whose answer does not.
struct WaitingFixture : Fixture
{
    explicit WaitingFixture(const QString &within = u"1m"_s, int late = 202)
    {
        listener->setAwaited([this](Sequence event) {
            const std::lock_guard lock(m_mutex);
            m_told += event;
        });
        take({{u"ask"_s,
                  QJsonObject{{u"answer"_s, u"run"_s}, {u"answerWithin"_s, within}, {u"answerLate"_s, late},
                      {u"methods"_s, QJsonArray{u"POST"_s, u"GET"_s}}}},
            {u"shop"_s, {}}});
    }

    ~WaitingFixture() { stop(); } // nothing more is told

    /// The events that the listener has told of.
    QList<Sequence> told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    std::mutex m_mutex; // for m_told
    QList<Sequence> m_told;
};

QByteArray asking(const QByteArray &id = {}, const QByteArray &path = "/hook/ask")
{
    return request("POST", path,
        "Content-Type: application/json\r\n" + (id.isEmpty() ? id : "webhook-id: " + id + "\r\n"), "{}");
}

QList<int> statuses(const Client &client)
{
    QList<int> found;
    for (qsizetype at = 0; (at = client.received.indexOf("HTTP/1.1 ", at)) >= 0; at += 9)
        found += client.received.mid(at + 9, 3).toInt();
    return found;
}

} // namespace

/// Requests whose answer comes from the runs of their events.
class TestHookAnswers : public QObject
{
    Q_OBJECT

private slots:
    void theRunAnswers()
    {
        WaitingFixture f;
        Client client(f.url);
        client.send(asking());
        QTRY_COMPARE(f.told(), QList<Sequence>{1});
        QVERIFY(f.listener->isAwaited(1));
        QVERIFY(!f.listener->isAwaited(2));
        QTRY_COMPARE(f.listener->requests(u"ask"_s).value(0).verdict, HookRequest::Verdict::Accepted);
        QCOMPARE(f.listener->requests(u"ask"_s).first().status, 0);
        QVERIFY(client.received.isEmpty());
        f.listener->answer(1, {201, "text/csv", "a;b", {{"X-Order", "5"}}});
        QTRY_VERIFY(client.received.endsWith("\r\n\r\na;b"));
        QVERIFY(client.received.startsWith("HTTP/1.1 201 Created\r\n"));
        QVERIFY(client.received.contains("\r\nContent-Type: text/csv\r\n"));
        QVERIFY(client.received.contains("\r\nX-Order: 5\r\n"));
        QVERIFY(client.received.contains("\r\nContent-Length: 3\r\n"));
        QVERIFY(!f.listener->isAwaited(1));
        const auto seen = f.listener->requests(u"ask"_s).first();
        QCOMPARE(seen.status, 201);
        QCOMPARE(seen.event, 1);
        QVERIFY(verdictText(seen).contains(u"201"_s));
        // Once: a second answer is nobody's, and the connection goes on.
        f.listener->answer(1, {500, {}, "again", {}});
        f.listener->runsEnded(1);
        client.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(2));
        f.listener->answer(2, {});
        QTRY_COMPARE(statuses(client), QList({201, 200}));
        QVERIFY(!client.received.contains("again"));
    }

    void nothingIsToldBeforeItIsStored()
    {
        WaitingFixture f;
        f.sink.holds = true;
        Client client(f.url);
        client.send(asking());
        QTRY_COMPARE(f.sink.openCount(), 1);
        QVERIFY(f.told().isEmpty());
        QVERIFY(!f.listener->isAwaited(1));
        f.sink.answerAll();
        QVERIFY(f.listener->isAwaited(1)); // at once, in the log's thread
        QCOMPARE(f.told(), QList<Sequence>{1});
        f.listener->answer(
            1, {.body = "x"}); // as a run that is there before the listener's thread has looked
        QTRY_VERIFY(client.received.endsWith("\r\n\r\nx"));
    }

    void whatIsNotStoredIsNotWaitedFor()
    {
        WaitingFixture f;
        f.sink.error = Error{Error::Code::Unavailable, u"The disk is full."_s, {}};
        QCOMPARE(ask(f.url, asking()).status, 503);
        QVERIFY(f.told().isEmpty());
    }

    void theTimeIsUp_data()
    {
        QTest::addColumn<int>("late");
        QTest::addColumn<QByteArray>("body");
        const QByteArray place = R"("id":"made-1","sequence":1})";
        QTest::newRow("accepted") << 202 << '{' + place;
        QTest::newRow("well") << 200 << '{' + place;
        QTest::newRow("an error") << 504
                                  << R"({"error":"The event is stored, but none of its runs has answered.",)"
                + place;
    }
    void theTimeIsUp()
    {
        QFETCH(int, late);
        QFETCH(QByteArray, body);
        WaitingFixture f(u"1ms"_s, late);
        const auto answer = ask(f.url, asking());
        QCOMPARE(answer.status, late);
        QCOMPARE(answer.body, body);
        QVERIFY(QJsonDocument::fromJson(answer.body).isObject());
        QVERIFY(!f.listener->isAwaited(1));
        QCOMPARE(f.sink.stored().size(), 1);
    }

    /// Each has its own time.
    void theShorterTimeComesFirst()
    {
        WaitingFixture f;
        Client slow(f.url);
        slow.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.take({{u"ask"_s, QJsonObject{{u"answer"_s, u"run"_s}, {u"answerWithin"_s, u"1ms"_s}}}});
        QCOMPARE(ask(f.url, asking()).status, 202);
        QVERIFY(slow.received.isEmpty());
        f.listener->answer(1, {});
        QTRY_COMPARE(statuses(slow), QList{200});
    }

    void runsThatEndWithoutAnAnswer()
    {
        WaitingFixture f(u"1m"_s, 504);
        Client client(f.url);
        client.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.listener->runsEnded(1);
        QTRY_COMPARE(statuses(client), QList{504});
        QVERIFY(!f.listener->isAwaited(1));
    }

    void duplicatesDoNotWait()
    {
        WaitingFixture f;
        Client first(f.url);
        first.send(asking("one"));
        QTRY_VERIFY(f.listener->isAwaited(1));
        QCOMPARE(ask(f.url, asking("one")).status, 202); // while the first one waits
        f.listener->answer(1, {.status = 201});
        QTRY_COMPARE(statuses(first), QList{201});
        const auto again = ask(f.url, asking("one"));
        QCOMPARE(again.status, 202);
        QCOMPARE(again.body, QByteArray(R"({"id":"one","sequence":1})"));
        QCOMPARE(f.told(), QList<Sequence>{1});
    }

    void batchesDoNotWait()
    {
        WaitingFixture f;
        const auto answer = ask(f.url,
            request("POST", "/hook/ask", "Content-Type: application/cloudevents-batch+json\r\n",
                R"([{"specversion":"1.0","id":"a","source":"/s","type":"t"}])"));
        QCOMPARE(answer.status, 202);
        QVERIFY(f.told().isEmpty());
    }

    void headGetsNoBody()
    {
        WaitingFixture f;
        Client client(f.url);
        client.send("HEAD /hook/ask HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.listener->answer(1, {200, "text/plain", "body", {}});
        QTRY_VERIFY(client.received.endsWith("Content-Length: 4\r\n\r\n"));
    }

    void oneTooMany()
    {
        WaitingFixture f;
        constexpr int most = 256;
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < most; ++i) {
            clients.push_back(std::make_unique<Client>(f.url));
            clients.back()->send(asking());
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.told().size(), most, 60'000);
        QCOMPARE(ask(f.url, asking()).status, 202); // stored, and answered at once
        QCOMPARE(f.sink.stored().size(), most + 1);
        QCOMPARE(f.told().size(), most);
        for (Sequence event = 1; event <= most; ++event)
            f.listener->answer(event, {.status = 201});
        for (const auto &client : clients)
            QTRY_COMPARE(statuses(*client), QList{201});
        Client next(f.url);
        next.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(most + 2)); // there is room again
    }

    /// However many may wait, others get in.
    void halfOfTheConnectionsAtMost()
    {
        WaitingFixture f;
        f.listener->setUp({.limits = {.connections = 3}});
        Client client(f.url);
        client.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        QCOMPARE(ask(f.url, asking()).status, 202);
        QVERIFY(!f.listener->isAwaited(2));
    }

    void aClientThatLeavesFreesItsPlace()
    {
        WaitingFixture f;
        f.listener->setUp({.limits = {.waitingRequests = 1}});
        {
            Client client(f.url);
            client.send(asking() + "POST /hook/ask HTTP/1.1\r\n"); // the second one is not even read
            QTRY_VERIFY(f.listener->isAwaited(1));
        }
        QTRY_VERIFY(!f.listener->isAwaited(1));
        Client next(f.url);
        next.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(2));
        f.listener->answer(2, {});
        QTRY_COMPARE(statuses(next), QList{200});
    }

    /// It may still read, so it is told that the event is stored.
    void aClientThatClosesItsSide()
    {
        WaitingFixture f;
        Client client(f.url);
        client.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        ::shutdown(int(client.socket.socketDescriptor()), SHUT_WR);
        QTRY_VERIFY(client.received.endsWith(R"({"id":"made-1","sequence":1})"));
    }

    void answersStayInOrder()
    {
        WaitingFixture f;
        Client client(f.url);
        client.send(asking() + asking({}, "/hook/shop") + asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        QVERIFY(client.received.isEmpty());
        f.listener->answer(1, {.status = 201});
        QTRY_VERIFY(f.listener->isAwaited(3));
        f.listener->answer(3, {.status = 203});
        QTRY_COMPARE(statuses(client), QList({201, 202, 203}));
    }

    void testsAreAnsweredByRunsToo()
    {
        WaitingFixture f;
        auto answer = f.listener->test({.path = u"ask"_s, .body = "{}"});
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.listener->answer(1, {201, "application/json", R"({"sequence":99})", {}});
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result()->status, 201);
        QCOMPARE(answer.result()->event, 1);
    }

    void aStopAnswersWhoWaits()
    {
        WaitingFixture f(u"1m"_s, 503);
        Client waiting(f.url), storing(f.url);
        waiting.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.sink.holds = true;
        storing.send(asking());
        QTRY_COMPARE(f.sink.openCount(), 1);
        const auto stopped = f.listener->listen({});
        QTRY_COMPARE(statuses(waiting), QList{503});
        f.sink.answerAll();
        QTRY_COMPARE(statuses(storing), QList{503});
        QTRY_VERIFY(stopped.isFinished());
        QTRY_VERIFY(waiting.isClosed() && storing.isClosed());
    }

    void goesAwayWhileSomebodyWaits()
    {
        WaitingFixture f;
        Client client(f.url);
        client.send(asking());
        QTRY_VERIFY(f.listener->isAwaited(1));
        f.stop();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHookAnswers)
#include "tst_hookanswers.moc"
