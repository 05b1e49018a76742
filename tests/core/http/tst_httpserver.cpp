// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/server.h"
#include "tests/support/fixedclock.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace signalbox;
using namespace signalbox::http;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Takes /…: /now is answered at once with its body, /later when the test says so, /no is refused.
class TestHandler : public Handler
{
public:
    Admission admit(const Request &header) override
    {
        ++admitted;
        if (header.path == "/no")
            return {Response::error(404, "No such thing."), 0};
        return {{}, maxBody};
    }

    void handle(Request &request, RequestId id) override
    {
        bodies += request.body;
        if (request.path == "/later")
            later += id;
        else
            server->answer(id, {.status = 200, .contentType = "text/plain", .body = answer + request.body});
    }

    void left(RequestId id) override { gone += id; }

    Server *server = nullptr;
    QByteArray answer;
    QByteArrayList bodies;
    QList<RequestId> later;
    QList<RequestId> gone;
    qint64 maxBody = 1'000'000;
    int admitted = 0;
};

/// A server whose time stands until it is moved.
struct Fixture
{
    explicit Fixture(const Limits &limits = {})
        : server(handler, clock, limits, [this] { return now; })
    {
        handler.server = &server;
        const auto listening = server.listen(QHostAddress(QHostAddress::LocalHost), 0);
        Q_ASSERT(listening);
    }

    void pass(std::chrono::milliseconds time)
    {
        now += time;
        server.sweep();
    }

    FixedClock clock;
    TestHandler handler;
    std::chrono::milliseconds now{1'000};
    Server server;
};

/// A client that keeps all that it was sent.
class Client
{
public:
    explicit Client(const Server &server)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHost(server.address(), server.port());
    }

    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    QList<int> statuses() const
    {
        QList<int> found;
        qsizetype at = 0;
        while ((at = received.indexOf("HTTP/1.1 ", at)) >= 0) {
            found += received.mid(at + 9, 3).toInt();
            at += 9;
        }
        return found;
    }

    QTcpSocket socket;
    QByteArray received;
};

/// Until the server has read what the client sent: it is in the system's hands at the other end, and the
/// event loop has turned.
void letServerRead(const Client &client)
{
    const auto isThere = [&] {
        int unsent = 1;
        return client.socket.bytesToWrite() == 0
            && ::ioctl(int(client.socket.socketDescriptor()), SIOCOUTQ, &unsent) == 0 && unsent == 0;
    };
    QVERIFY(QTest::qWaitFor(isThere));
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
}

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body)
{
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void answers();
    void keepsAlive();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void pipelines();
    void readsNothingWhileAnAnswerIsAwaited();
    void readsChunks();
    void saysGoOn();
    void refusesBeforeTheBody();
    void refusesBrokenFraming();
    void answersAClientThatClosedItsSide();
    void head();
    void clientLeavesWhileAnAnswerIsPending();
    void tellsWhoHasLeft();
    void badFieldsAreLeftOut_data();
    void badFieldsAreLeftOut();
    void statusesWithoutABody_data();
    void statusesWithoutABody();
    void knowsTheReasons();
    void largeAnswerToASlowReader();
    void silentClient();
    void slowHeader();
    void slowBody();
    void steadyBodyIsLeftAlone();
    void bodiesTogether();
    void idleConnection();
    void manyRequests();
    void makesRoomForTheNext();
    void waitsWhenAllAreBusy();
    void closeFinishesWhatIsUnderWay();
    void listensElsewhere();
    void portInUse();
    void destroyedWhileRequestsArePending();
};

void TestHttpServer::answers()
{
    Fixture f;
    Client client(f.server);
    client.send(post("/now", "hello"));
    QTRY_COMPARE(client.received,
        QByteArray("HTTP/1.1 200 OK\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nContent-Type: "
                   "text/plain\r\nContent-Length: 5\r\n\r\nhello"));
    QVERIFY(!client.isClosed());
}

void TestHttpServer::keepsAlive()
{
    Fixture f;
    Client client(f.server);
    for (int i = 1; i <= 3; ++i) {
        client.send(post("/now", "abc"));
        QTRY_COMPARE(client.statuses().size(), i);
    }
    QCOMPARE(f.server.connectionCount(), 1);
    client.send("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QTRY_COMPARE(client.statuses().size(), 4);
    QVERIFY(client.received.contains("Connection: keep-alive"));
    QVERIFY(!client.isClosed());
}

void TestHttpServer::closesWhenAsked_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("close") << get("/now", "Connection: close\r\n");
    QTest::newRow("1.0") << QByteArray("GET /now HTTP/1.0\r\n\r\n");
}

void TestHttpServer::closesWhenAsked()
{
    QFETCH(QByteArray, request);
    Fixture f;
    Client client(f.server);
    client.send(request + get("/now"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), QList{200});
    QVERIFY(client.received.contains("Connection: close"));
    QTRY_COMPARE(f.server.connectionCount(), 0);
}

void TestHttpServer::pipelines()
{
    Fixture f;
    Client client(f.server);
    QByteArray requests;
    for (int i = 0; i < 50; ++i)
        requests += post(i % 3 == 0 ? "/later" : "/now", '<' + QByteArray::number(i) + '>');
    client.send(requests);
    QByteArrayList expected;
    for (int i = 0; i < 50; ++i) {
        expected += '<' + QByteArray::number(i) + '>';
        if (i % 3 == 0) { // and nothing behind it is begun before it is answered
            QTRY_COMPARE(f.handler.later.size(), i / 3 + 1);
            QCOMPARE(f.handler.bodies, expected);
            f.server.answer(f.handler.later.last(), {.body = expected.last()});
        }
    }
    QTRY_COMPARE(client.statuses().size(), 50);
    qsizetype at = 0;
    for (const auto &body : expected) {
        at = client.received.indexOf(body, at);
        QVERIFY(at >= 0);
    }
}

void TestHttpServer::readsNothingWhileAnAnswerIsAwaited()
{
    Fixture f;
    Client client(f.server);
    client.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);
    // More than the buffers of the system hold, so not all of it can leave until it is read.
    const QByteArray much(20'000'000, 'x');
    f.handler.maxBody = much.size();
    client.send(post("/now", much));
    for (int i = 0; i < 200; ++i)
        QCoreApplication::processEvents();
    QVERIFY(client.socket.bytesToWrite() > 0);
    QCOMPARE(f.handler.admitted, 1);
    f.server.answer(f.handler.later.first(), {});
    QTRY_COMPARE(f.handler.bodies.size(), 2);
    QCOMPARE(f.handler.bodies.last().size(), much.size());
    QCOMPARE(f.handler.bodies.last(), much);
}

void TestHttpServer::readsChunks()
{
    Fixture f;
    Client client(f.server);
    const QByteArray request = "POST /now HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                               "chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: 1\r\n\r\n";
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    for (const char c : request) {
        client.send(QByteArray(1, c));
        client.socket.flush();
        QCoreApplication::processEvents();
    }
    client.send(get("/now"));
    QTRY_COMPARE(client.statuses(), (QList{200, 200}));
    QCOMPARE(f.handler.bodies.first(), QByteArray("abcdefg"));
}

void TestHttpServer::saysGoOn()
{
    Fixture f;
    Client client(f.server);
    const QByteArray header = "POST /now HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
    client.send(header + "3\r\n\r\n");
    QTRY_COMPARE(client.received, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("abc");
    QTRY_COMPARE(client.statuses(), (QList{100, 200}));
    client.send(header + "1000001\r\n\r\n");
    QTRY_COMPARE(client.statuses(), (QList{100, 200, 413}));
    QTRY_VERIFY(client.isClosed());

    Client other(f.server);
    other.send(get("/now", "Expect: the-unexpected\r\n"));
    QTRY_COMPARE(other.statuses(), QList{417});
    QTRY_VERIFY(other.isClosed());
}

void TestHttpServer::refusesBeforeTheBody()
{
    Fixture f;
    Client client(f.server);
    client.send("POST /no HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), QList{404});
    QVERIFY(client.received.endsWith("{\"error\":\"No such thing.\"}"));
    QVERIFY(client.received.contains("Connection: close"));

    // Who sends the body nevertheless gets the answer and not a reset.
    Client eager(f.server);
    eager.send(post("/no", QByteArray(200'000, 'x')));
    QTRY_VERIFY(eager.isClosed());
    QCOMPARE(eager.statuses(), QList{404});
    QVERIFY(f.handler.bodies.isEmpty());
}

void TestHttpServer::refusesBrokenFraming()
{
    Fixture f;
    Client client(f.server);
    client.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n"
        + get("/now"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), QList{400});
    QVERIFY(f.handler.bodies.isEmpty());
    QTRY_COMPARE(f.server.connectionCount(), 0);
}

void TestHttpServer::answersAClientThatClosedItsSide()
{
    Fixture f;
    Client client(f.server);
    client.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);
    ::shutdown(int(client.socket.socketDescriptor()), SHUT_WR); // as "nc -N" does when all is sent
    letServerRead(client);
    f.server.answer(f.handler.later.first(), {.body = "late"});
    QTRY_VERIFY(client.received.endsWith("late"));
    QTRY_COMPARE(f.server.connectionCount(), 0);
}

void TestHttpServer::head()
{
    Fixture f;
    f.handler.answer = "12345";
    Client client(f.server);
    client.send("HEAD /now HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_VERIFY(client.received.endsWith("Content-Length: 5\r\n\r\n"));
    client.send(get("/now"));
    QTRY_VERIFY(client.received.endsWith("12345"));
}

void TestHttpServer::clientLeavesWhileAnAnswerIsPending()
{
    Fixture f;
    {
        Client client(f.server);
        client.send(post("/later", "abc"));
        QTRY_COMPARE(f.handler.later.size(), 1);
        client.socket.abort();
    }
    f.server.answer(f.handler.later.first(), {.body = QByteArray(100, 'x')});
    f.server.answer(f.handler.later.first(), {.body = "again"}); // an id that is used up
    f.server.answer(4711, {.body = "never given"});
    QTRY_COMPARE(f.server.connectionCount(), 0);
    Client next(f.server);
    next.send(get("/now"));
    QTRY_COMPARE(next.statuses(), QList{200});
}

/// Also of a client whose next requests are not read yet.
void TestHttpServer::tellsWhoHasLeft()
{
    Fixture f;
    Client stays(f.server), leaves(f.server), closes(f.server);
    for (auto *client : {&stays, &leaves, &closes}) {
        client->send(get("/later") + get("/now"));
        QTRY_COMPARE(client->socket.bytesToWrite(), 0);
        letServerRead(*client);
    }
    QTRY_COMPARE(f.handler.later.size(), 3);
    f.pass(1s);
    QVERIFY(f.handler.gone.isEmpty());
    leaves.socket.close();
    ::shutdown(int(closes.socket.socketDescriptor()), SHUT_WR);
    QTRY_VERIFY((f.pass(1s), f.handler.gone.size() >= 2));
    const QSet<RequestId> gone(f.handler.gone.cbegin(), f.handler.gone.cend());
    QCOMPARE(gone.size(), 2);
    QVERIFY(!gone.contains(f.handler.later.first()));
    for (const auto id : std::as_const(f.handler.later))
        f.server.answer(id, {});
    QTRY_COMPARE(closes.statuses(), QList({200, 200}));
    QTRY_COMPARE(stays.statuses(), QList({200, 200}));
    const auto told = f.handler.gone.size();
    f.pass(1s);
    QCOMPARE(f.handler.gone.size(), told); // they have their answers
}

void TestHttpServer::badFieldsAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("line break") << QByteArray("X-A") << QByteArray("a\r\nSet-Cookie: b");
    QTest::newRow("line feed") << QByteArray("X-A") << QByteArray("a\nSet-Cookie: b");
    QTest::newRow("NUL") << QByteArray("X-A") << QByteArray("Set-Cookie\0", 11);
    QTest::newRow("name with a colon") << QByteArray("Set-Cookie: b\r\nX") << QByteArray("a");
    QTest::newRow("no name") << QByteArray() << QByteArray("Set-Cookie");
    QTest::newRow("type") << QByteArray("Content-Type") << QByteArray("a\r\nSet-Cookie: b");
}

void TestHttpServer::badFieldsAreLeftOut()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    Response response{.status = 200, .body = "x", .headers = {{"X-Good", "y"}}};
    if (name == "Content-Type")
        response.contentType = value;
    else
        response.headers.prepend({name, value});
    QByteArray out;
    append(out, response, {.date = "D"});
    QCOMPARE(out, QByteArray("HTTP/1.1 200 OK\r\nDate: D\r\nX-Good: y\r\nContent-Length: 1\r\n\r\nx"));
}

void TestHttpServer::statusesWithoutABody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("length");
    QTest::newRow("204") << 204 << QByteArray();
    QTest::newRow("205") << 205 << QByteArray("\r\nContent-Length: 0");
    QTest::newRow("304") << 304 << QByteArray();
}

void TestHttpServer::statusesWithoutABody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, length);
    QByteArray out;
    append(out, {.status = status, .body = "never"}, {.date = "D"});
    QVERIFY2(out.endsWith("\r\nDate: D" + length + "\r\n\r\n"), out.constData());
}

void TestHttpServer::knowsTheReasons()
{
    QCOMPARE(reasonOf(201), QByteArrayView("Created"));
    QCOMPARE(reasonOf(302), QByteArrayView("Found"));
    QCOMPARE(reasonOf(409), QByteArrayView("Conflict"));
    QCOMPARE(reasonOf(429), QByteArrayView("Too Many Requests"));
    QVERIFY(!reasonOf(299).isEmpty()); // some word has to stand there
}

void TestHttpServer::largeAnswerToASlowReader()
{
    Fixture f;
    Client client(f.server);
    client.socket.setReadBufferSize(1000);
    QObject::disconnect(&client.socket, &QTcpSocket::readyRead, nullptr, nullptr);
    client.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);
    const QByteArray much(30'000'000, 'x');
    f.server.answer(f.handler.later.first(), {.body = much});
    f.pass(9s);
    QCOMPARE(f.server.connectionCount(), 1);
    f.pass(2s);
    QCOMPARE(f.server.connectionCount(), 0);

    Client better(f.server);
    better.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 2);
    f.server.answer(f.handler.later.last(), {.body = much});
    QTRY_VERIFY(better.received.size() > much.size());
    better.send(get("/now"));
    QTRY_COMPARE(better.statuses().size(), 2);
}

void TestHttpServer::silentClient()
{
    Fixture f;
    Client client(f.server);
    QTRY_COMPARE(f.server.connectionCount(), 1);
    f.pass(9'999ms);
    QCOMPARE(f.server.connectionCount(), 1);
    f.pass(1ms);
    QCOMPARE(f.server.connectionCount(), 0);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.isEmpty());
}

void TestHttpServer::slowHeader()
{
    Fixture f;
    Client client(f.server);
    client.send("GET /now HT");
    QTRY_COMPARE(f.server.connectionCount(), 1);
    for (int i = 0; i < 5; ++i) { // a byte now and then does not help
        f.pass(1900ms);
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        client.send("T");
        letServerRead(client);
    }
    QVERIFY(client.received.isEmpty());
    f.pass(2s);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), QList{408});
}

void TestHttpServer::slowBody()
{
    Fixture f;
    Client client(f.server);
    client.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
    QTRY_COMPARE(f.handler.admitted, 1);
    f.pass(4900ms);
    QVERIFY(client.received.isEmpty());
    f.pass(200ms);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), QList{408});
    QVERIFY(f.handler.bodies.isEmpty());
}

void TestHttpServer::steadyBodyIsLeftAlone()
{
    Fixture f;
    Client client(f.server);
    client.send("POST /now HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
    QTRY_COMPARE(f.handler.admitted, 1);
    // 10,000 bytes in 9 s are just above the least rate, on and on; what is saved up does not count beyond
    // the grace.
    for (int i = 0; i < 9; ++i) {
        client.send(QByteArray(10'000, 'x'));
        letServerRead(client);
        f.pass(4900ms);
        QCOMPARE(client.received, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    client.send(QByteArray(10'000, 'x'));
    QTRY_COMPARE(client.statuses(), (QList{100, 200}));
}

void TestHttpServer::bodiesTogether()
{
    Limits limits;
    limits.heldBodies = 1000;
    Fixture f(limits);
    const QByteArray header
        = "POST /now HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n";
    Client first(f.server), second(f.server);
    for (auto *client : {&first, &second}) {
        client->send(header);
        QTRY_COMPARE(client->statuses(), QList{100});
    }
    first.send(QByteArray(600, 'x'));
    letServerRead(first);
    second.send(QByteArray(600, 'x'));
    QTRY_COMPARE(second.statuses(), (QList{100, 503}));
    QVERIFY(second.received.contains("Retry-After: "));
    first.send(QByteArray(300, 'x'));
    QTRY_COMPARE(first.statuses(), (QList{100, 200}));
    // What is done no longer counts, also of those that left half-way.
    Client third(f.server);
    third.send(header);
    QTRY_COMPARE(third.statuses(), QList{100});
    third.send(QByteArray(800, 'x'));
    letServerRead(third);
    third.socket.abort();
    QTRY_COMPARE(f.server.connectionCount(), 1);
    first.send(post("/now", QByteArray(900, 'x')));
    QTRY_COMPARE(first.statuses(), (QList{100, 200, 200}));
}

void TestHttpServer::idleConnection()
{
    Fixture f;
    Client client(f.server);
    client.send(get("/now"));
    QTRY_COMPARE(client.statuses().size(), 1);
    f.pass(14s);
    client.send(get("/now"));
    QTRY_COMPARE(client.statuses().size(), 2);
    f.pass(14s);
    QCOMPARE(f.server.connectionCount(), 1);
    f.pass(1s);
    QCOMPARE(f.server.connectionCount(), 0);

    // Whose answer takes long is not idle.
    Client waiting(f.server);
    waiting.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);
    f.pass(std::chrono::hours(1));
    QCOMPARE(f.server.connectionCount(), 1);
    f.server.answer(f.handler.later.first(), {});
    QTRY_COMPARE(waiting.statuses(), QList{200});
}

void TestHttpServer::manyRequests()
{
    Limits limits;
    limits.requestsPerConnection = 3;
    Fixture f(limits);
    Client client(f.server);
    client.send(get("/now") + get("/now") + get("/now") + get("/now"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.statuses(), (QList{200, 200, 200}));
    QCOMPARE(client.received.count("Connection: close"), 1);
}

void TestHttpServer::makesRoomForTheNext()
{
    Limits limits;
    limits.connections = 3;
    Fixture f(limits);
    Client sending(f.server);
    sending.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
    QTRY_COMPARE(f.handler.admitted, 1);
    f.now += 10ms;
    Client idle(f.server);
    QTRY_COMPARE(f.server.connectionCount(), 2);
    f.now += 10ms;
    Client busy(f.server);
    busy.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);

    f.now += 1s;
    Client fourth(f.server);
    fourth.send(get("/now"));
    QTRY_COMPARE(fourth.statuses(), QList{200});
    QTRY_VERIFY(idle.isClosed());
    QVERIFY(!sending.isClosed());
    QCOMPARE(f.server.connectionCount(), 3);

    // No idle one is left that has been here long enough, so the one that sends slowly goes next.
    Client fifth(f.server);
    fifth.send(get("/now"));
    QTRY_COMPARE(fifth.statuses(), QList{200});
    QTRY_VERIFY(sending.isClosed());
    QVERIFY(!busy.isClosed());
    f.server.answer(f.handler.later.first(), {});
    QTRY_COMPARE(busy.statuses(), QList{200});
}

void TestHttpServer::waitsWhenAllAreBusy()
{
    Limits limits;
    limits.connections = 2;
    Fixture f(limits);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(std::make_unique<Client>(f.server));
        clients.back()->send(get("/later", "Connection: close\r\n"));
        QTRY_COMPARE(clients.back()->socket.state(), QAbstractSocket::ConnectedState);
    }
    f.pass(1s);
    // One more than allowed is in our hands when we notice that there are too many.
    QTRY_COMPARE(f.handler.later.size(), 3);
    QCOMPARE(f.server.connectionCount(), 3);
    for (int i = 0; i < 8; ++i) {
        QTRY_VERIFY(f.handler.later.size() > i);
        QVERIFY(f.server.connectionCount() <= 3);
        f.server.answer(f.handler.later[i], {});
    }
    for (const auto &client : clients)
        QTRY_COMPARE(client->statuses(), QList{200});
}

void TestHttpServer::closeFinishesWhatIsUnderWay()
{
    Fixture f;
    int drained = 0;
    connect(&f.server, &Server::drained, this, [&] { ++drained; });
    Client waiting(f.server), idle(f.server), sending(f.server);
    waiting.send(get("/later") + get("/now"));
    sending.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
    QTRY_COMPARE(f.handler.admitted, 2);
    QTRY_COMPARE(f.server.connectionCount(), 3);
    f.server.close();
    QCOMPARE(f.server.port(), quint16(0));
    QTRY_VERIFY(idle.isClosed() && sending.isClosed());
    QCOMPARE(drained, 0);
    f.server.answer(f.handler.later.first(), {.body = "done"});
    QTRY_VERIFY(waiting.isClosed());
    QCOMPARE(waiting.statuses(), QList{200});
    QCOMPARE(drained, 1);
    f.server.close();
    QTRY_COMPARE(drained, 2);
}

void TestHttpServer::listensElsewhere()
{
    Fixture f;
    const auto before = f.server.port();
    Client waiting(f.server);
    waiting.send(get("/later"));
    QTRY_COMPARE(f.handler.later.size(), 1);
    QVERIFY(f.server.listen(QHostAddress(QHostAddress::LocalHost), 0));
    Client next(f.server);
    next.send(get("/now"));
    QTRY_COMPARE(next.statuses(), QList{200});
    f.server.answer(f.handler.later.first(), {});
    QTRY_COMPARE(waiting.statuses(), QList{200});
    QTRY_VERIFY(waiting.isClosed());
    if (f.server.port() != before) {
        QTcpSocket late;
        late.connectToHost(QHostAddress(QHostAddress::LocalHost), before);
        QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
    }
}

void TestHttpServer::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Fixture f;
    const auto listening = f.server.listen(QHostAddress(QHostAddress::LocalHost), other.serverPort());
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, Error::Code::Unavailable);
    QCOMPARE(listening.error().context, u"127.0.0.1:%1"_s.arg(other.serverPort()));
    QVERIFY(listening.error().message.contains(listening.error().context));
    QCOMPARE(f.server.port(), quint16(0));
    const auto foreign = f.server.listen(QHostAddress(u"192.0.2.1"_s), 0);
    QVERIFY(!foreign);
    QCOMPARE(foreign.error().code, Error::Code::Unavailable);
    QVERIFY(f.server.listen(QHostAddress(QHostAddress::LocalHost), 0));
}

void TestHttpServer::destroyedWhileRequestsArePending()
{
    auto f = std::make_unique<Fixture>();
    Client waiting(f->server), idle(f->server), sending(f->server);
    waiting.send(get("/later"));
    sending.send("POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
    QTRY_COMPARE(f->handler.admitted, 2);
    QTRY_COMPARE(f->server.connectionCount(), 3);
    f.reset();
    QTRY_VERIFY(waiting.isClosed() && idle.isClosed() && sending.isClosed());
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
