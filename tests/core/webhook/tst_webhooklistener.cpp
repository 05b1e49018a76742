// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/webhook/hookfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWebhookListener : public QObject
{
    Q_OBJECT

private slots:
    void answersWhenStored();
    void sinkRefuses_data();
    void sinkRefuses();
    void sinkGoesAway();
    void manyAtOnce();
    void health();
    void countsStrayRequests();
    void marksWhatNoRuleTakes();
    void endpointsChange();
    void endpointGoesWhileTheBodyComes();
    void listensAndStops();
    void stopAnswersWhatIsUnderWay();
    void refusesAddresses_data();
    void refusesAddresses();
    void portInUse();
    void destroyedWhileRequestsArePending();
    void listenIsCancelledWhenTheListenerGoes();
};

void TestWebhookListener::answersWhenStored()
{
    Fixture f;
    f.sink.holds = true;
    Client client(f.url);
    client.send(post("{ \"b\":1, \"a\":1e400 }"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    QTest::qWait(0);
    QVERIFY(client.received.isEmpty());
    f.sink.answerAll(); // from another thread than the listener's
    QTRY_VERIFY(client.received.endsWith("{\"id\":\"made-1\",\"sequence\":1}"));
    QVERIFY(client.received.startsWith("HTTP/1.1 202 Accepted\r\n"));
    QVERIFY(client.received.contains("Content-Type: application/json\r\n"));
    const auto event = f.sink.stored().first();
    QCOMPARE(event.source, u"/hook/shop"_s);
    QCOMPARE(event.type, u"signalbox.webhook.received"_s);
    QCOMPARE(*event.data, QByteArray("{ \"b\":1, \"a\":1e400 }"));
    QCOMPARE(event.dataContentType, u"application/json"_s);
    QVERIFY(event.time == Instant());
    // The connection goes on.
    client.send(post("[2]"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    f.sink.answerAll();
    QTRY_COMPARE(client.answers(), 2);
}

void TestWebhookListener::sinkRefuses_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("full") << int(Error::Code::Unavailable) << 503;
    QTest::newRow("slow") << int(Error::Code::Timeout) << 503;
    QTest::newRow("bad event") << int(Error::Code::InvalidInput) << 400;
    QTest::newRow("our mistake") << int(Error::Code::Internal) << 500;
}

void TestWebhookListener::sinkRefuses()
{
    QFETCH(int, code);
    QFETCH(int, status);
    Fixture f;
    f.sink.error = Error{Error::Code(code), u"The id is too long."_s, {}};
    const auto answer = ask(f.url, post("{}"));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.head.contains("Retry-After: "), status == 503);
    QCOMPARE(answer.body.contains("The id is too long."), status == 400);
}

void TestWebhookListener::sinkGoesAway()
{
    Fixture f;
    f.sink.holds = true;
    Client client(f.url);
    client.send(post("{}"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    f.sink.dropAll();
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 503 "));
    QVERIFY(client.received.contains("Retry-After: "));
}

void TestWebhookListener::manyAtOnce()
{
    Fixture f;
    f.sink.holds = true;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<Client>(f.url));
        clients.back()->send(post("{}", "webhook-id: " + QByteArray::number(i) + "\r\n"));
    }
    QTRY_COMPARE(f.sink.openCount(), 50);
    f.sink.answerAll();
    for (int i = 0; i < 50; ++i)
        QTRY_VERIFY(clients[size_t(i)]->received.contains("{\"id\":\"" + QByteArray::number(i) + "\","));
}

void TestWebhookListener::health()
{
    Fixture f;
    const QByteArray question = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const auto well = ask(f.url, question);
    QCOMPARE(well.status, 200);
    QCOMPARE(well.body, QByteArray("{\"ok\":true}"));
    QVERIFY(f.sink.stored().isEmpty());
    f.sink.error = Error{Error::Code::Unavailable, u"The disk is full."_s, {}};
    QCOMPARE(ask(f.url, question).status, 503);
}

void TestWebhookListener::countsStrayRequests()
{
    Fixture f;
    QCOMPARE(f.listener->strayCount(), 0);
    QCOMPARE(ask(f.url, request("POST", "/hook/nobody", "", "{}")).status, 404);
    QCOMPARE(ask(f.url, request("GET", "/favicon.ico", "", "")).status, 404);
    QCOMPARE(ask(f.url, post("{}")).status, 202);
    QCOMPARE(f.listener->strayCount(), 2);
    QCOMPARE(f.sink.stored().size(), 1);
}

void TestWebhookListener::marksWhatNoRuleTakes()
{
    Fixture f;
    WebhookEndpoint live, draft;
    live.path = u"live"_s;
    draft.path = u"draft"_s;
    draft.isLive = false;
    f.listener->setEndpoints({live, draft});
    QCOMPARE(ask(f.url, request("POST", "/hook/live", "", "{}")).status, 202);
    QCOMPARE(ask(f.url, request("POST", "/hook/draft", "", "{}")).status, 202);
    const auto stored = f.sink.stored();
    QVERIFY(!stored[0].request.contains(u"unrouted"));
    QCOMPARE(stored[1].request.value(u"unrouted"), QJsonValue(true));
}

void TestWebhookListener::endpointsChange()
{
    Fixture f;
    WebhookEndpoint other;
    other.path = u"other"_s;
    f.listener->setEndpoints({other});
    QCOMPARE(ask(f.url, post("{}")).status, 404);
    QCOMPARE(ask(f.url, request("POST", "/hook/other", "", "{}")).status, 202);
    f.listener->setEndpoints({});
    QCOMPARE(ask(f.url, request("POST", "/hook/other", "", "{}")).status, 404);
}

void TestWebhookListener::endpointGoesWhileTheBodyComes()
{
    Fixture f;
    Client client(f.url);
    client.send(
        "POST /hook/shop HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 100 "));
    f.listener->setEndpoints({});
    client.send("{}");
    QTRY_VERIFY(client.received.contains("HTTP/1.1 404 "));
}

void TestWebhookListener::listensAndStops()
{
    Fixture f;
    QVERIFY(f.url.toString().startsWith(u"http://127.0.0.1:"));
    const auto stopped = f.listener->listen({}).result();
    QVERIFY(stopped);
    QVERIFY(stopped->isEmpty());
    QTcpSocket socket;
    socket.connectToHost(f.url.host(), quint16(f.url.port()));
    QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(f.listener->listen({}).result());
    f.url = QUrl(*f.listener->listen(u"localhost:0"_s).result());
    QCOMPARE(ask(f.url, post("{}")).status, 202); // and the endpoints are those that were set
}

void TestWebhookListener::stopAnswersWhatIsUnderWay()
{
    Fixture f;
    f.sink.holds = true;
    Client client(f.url);
    client.send(post("{}"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    const auto stopped = f.listener->listen({});
    f.listener->setEndpoints({}); // done by the listener's thread after `listen`
    QTest::qWait(0);
    QVERIFY(!stopped.isFinished());
    f.sink.answerAll();
    QTRY_VERIFY(stopped.isFinished());
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.startsWith("HTTP/1.1 202 "));
}

void TestWebhookListener::refusesAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("code");
    QTest::newRow("no port") << u"127.0.0.1"_s << int(Error::Code::InvalidInput);
    QTest::newRow("a name") << u"shop.example:80"_s << int(Error::Code::InvalidInput);
    QTest::newRow("not ours") << u"192.0.2.1:0"_s << int(Error::Code::Unavailable);
}

void TestWebhookListener::refusesAddresses()
{
    QFETCH(QString, address);
    QFETCH(int, code);
    Fixture f;
    const auto listening = f.listener->listen(address).result();
    QVERIFY(!listening);
    QCOMPARE(int(listening.error().code), code);
    QVERIFY(listening.error().message.contains(address.section(u':', 0, 0)));
}

void TestWebhookListener::portInUse()
{
    Fixture f;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const auto listening = f.listener->listen(u"127.0.0.1:%1"_s.arg(other.serverPort())).result();
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, Error::Code::Unavailable);
    QVERIFY(listening.error().message.contains(u"127.0.0.1:%1"_s.arg(other.serverPort())));
    QVERIFY(f.listener->listen(u"127.0.0.1:0"_s).result());
}

void TestWebhookListener::destroyedWhileRequestsArePending()
{
    Fixture f;
    f.sink.holds = true;
    Client client(f.url);
    client.send(post("{}"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    f.stop();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.isEmpty());
    f.sink.answerAll(); // to nobody
    QCOMPARE(f.sink.stored().size(), 1);
}

void TestWebhookListener::listenIsCancelledWhenTheListenerGoes()
{
    FixedClock clock;
    FakeSink sink;
    QFuture<Result<QString>> listening;
    {
        QThread neverStarted;
        auto listener = std::make_unique<WebhookListener>(sink, clock, nullptr);
        listener->moveToThread(&neverStarted);
        listening = listener->listen(u"127.0.0.1:0"_s);
        QVERIFY(!listening.isFinished());
    }
    QVERIFY(listening.isFinished());
    QVERIFY(listening.isCanceled());
}

QTEST_GUILESS_MAIN(TestWebhookListener)
#include "tst_webhooklistener.moc"
