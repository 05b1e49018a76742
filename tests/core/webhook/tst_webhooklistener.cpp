// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/listener.h"
#include "tests/core/webhook/signedcase.h"
#include "tests/support/fixedclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUrl>

#include <mutex>
#include <zlib.h>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A log in memory. Answers at once, or when the test says so; from the thread in which that is.
class FakeSink : public EventSink
{
public:
    QFuture<Result<QList<Appended>>> append(QList<Event> events) override
    {
        const std::lock_guard lock(m_mutex);
        ++calls;
        QPromise<Result<QList<Appended>>> promise;
        promise.start();
        auto future = promise.future();
        m_open.push_back({std::move(events), std::move(promise)});
        if (!holds)
            answerOpen();
        return future;
    }

    void answerAll()
    {
        const std::lock_guard lock(m_mutex);
        answerOpen();
    }

    /// As a log that goes away without an answer.
    void dropAll()
    {
        const std::lock_guard lock(m_mutex);
        m_open.clear();
    }

    qsizetype openCount()
    {
        const std::lock_guard lock(m_mutex);
        return qsizetype(m_open.size());
    }

    QList<Event> stored()
    {
        const std::lock_guard lock(m_mutex);
        return m_stored;
    }

    std::atomic<bool> holds = false;
    std::atomic<int> calls = 0;
    std::optional<Error> error; // set while nothing is under way

private:
    struct Job
    {
        QList<Event> events;
        QPromise<Result<QList<Appended>>> promise;
    };

    void answerOpen()
    {
        for (auto &job : m_open) {
            if (error)
                job.promise.addResult(Failure(*error));
            else
                job.promise.addResult(store(job.events));
            job.promise.finish();
        }
        m_open.clear();
    }

    QList<Appended> store(const QList<Event> &events)
    {
        QList<Appended> answer;
        for (auto event : events) {
            if (event.id.isEmpty())
                event.id = EventId(u"made-%1"_s.arg(m_stored.size() + 1));
            const auto same = std::ranges::find_if(m_stored,
                [&](const Event &other) { return other.id == event.id && other.source == event.source; });
            if (same != m_stored.end()) {
                answer += {same->id, same->sequence, true};
                continue;
            }
            event.sequence = m_stored.size() + 1;
            m_stored += event;
            answer += {event.id, event.sequence, false};
        }
        return answer;
    }

    std::mutex m_mutex; // for what is below, and `error`
    QList<Event> m_stored;
    std::vector<Job> m_open;
};

/// A listener in a thread of its own, as in the program.
struct Fixture
{
    Fixture()
    {
        listener = new WebhookListener(sink, clock, &secrets);
        listener->moveToThread(&thread);
        thread.start();
        const auto listening = listener->listen(u"127.0.0.1:0"_s).result();
        Q_ASSERT(listening);
        url = QUrl(*listening);
        WebhookEndpoint plain, full;
        plain.path = u"shop"_s;
        full.path = u"a/b.c"_s;
        full.methods = {"PUT", "GET"};
        full.eventType = u"shop.paid"_s;
        full.idHeader = "x-delivery";
        full.maxBody = 100;
        full.keepInvalidJson = true;
        listener->setEndpoints({plain, full});
    }
    ~Fixture() { stop(); }

    void stop()
    {
        if (listener)
            std::exchange(listener, nullptr)->deleteLater();
        thread.quit();
        thread.wait();
    }

    /// Instead of those above: one endpoint for each of these configs, with these paths.
    void take(const QJsonObject &configs)
    {
        QList<WebhookEndpoint> endpoints;
        for (auto it = configs.begin(); it != configs.end(); ++it) {
            auto config = it.value().toObject();
            config.insert(u"path"_s, it.key());
            const auto endpoint = WebhookEndpoint::fromConfig(config);
            if (!endpoint)
                qFatal("%s", qPrintable(endpoint.error().message));
            endpoints += *endpoint;
        }
        listener->setEndpoints(endpoints);
    }

    FixedClock clock;
    FakeSink sink;
    const MapSecrets secrets{{{u"hush"_s, "hush"}, {u"empty"_s, ""}, {u"meta"_s, "ver ify"}}};
    QThread thread;
    WebhookListener *listener = nullptr; // deletes itself in its thread
    QUrl url;
};

class Client
{
public:
    explicit Client(const QUrl &url)
    {
        socket.connectToHost(url.host(), quint16(url.port()));
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
    }

    void send(const QByteArray &bytes) { socket.write(bytes); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    int answers() const { return int(received.count("HTTP/1.1 ")); }

    QTcpSocket socket;
    QByteArray received;
};

struct Answer
{
    int status = 0;
    QByteArray head;
    QByteArray body;
};

/// One request over a connection of its own.
Answer ask(const QUrl &url, const QByteArray &request)
{
    Client client(url);
    client.send(request);
    QByteArray body;
    const bool whole = QTest::qWaitFor([&] {
        const auto end = client.received.indexOf("\r\n\r\n");
        const auto lengthAt = client.received.indexOf("Content-Length: ");
        if (end < 0 || lengthAt < 0)
            return false;
        const auto digits
            = client.received.mid(lengthAt + 16, client.received.indexOf('\r', lengthAt) - lengthAt - 16);
        body = client.received.mid(end + 4);
        return body.size() >= digits.toLongLong() || request.startsWith("HEAD");
    });
    if (!whole)
        return {};
    return {
        client.received.mid(9, 3).toInt(), client.received.left(client.received.indexOf("\r\n\r\n")), body};
}

QByteArray request(
    const QByteArray &method, const QByteArray &target, const QByteArray &fields, const QByteArray &body)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray post(const QByteArray &body, const QByteArray &fields = "Content-Type: application/json\r\n")
{
    return request("POST", "/hook/shop", fields, body);
}

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    constexpr int gzipFormat = 16;
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipFormat + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    auto copy = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(copy.data());
    stream.avail_in = uInt(copy.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

} // namespace

class TestWebhookListener : public QObject
{
    Q_OBJECT

private slots:
    void answersWhenStored();
    void keepsTheRequest();
    void statuses_data();
    void statuses();
    void bodies_data();
    void bodies();
    void tellsDuplicates();
    void idHeaders_data();
    void idHeaders();
    void readsBinaryEvents();
    void readsStructuredEvents();
    void readsBatches();
    void refusesBadEvents_data();
    void refusesBadEvents();
    void sinkRefuses_data();
    void sinkRefuses();
    void sinkGoesAway();
    void manyAtOnce();
    void health();
    void head();
    void allowedHosts();
    void limitsAreSetUp();
    void countsStrayRequests();
    void marksWhatNoRuleTakes();
    void readsSettings_data();
    void readsSettings();
    void endpointsChange();
    void endpointGoesWhileTheBodyComes();
    void listensAndStops();
    void stopAnswersWhatIsUnderWay();
    void refusesAddresses_data();
    void refusesAddresses();
    void portInUse();
    void verifiesBeforeItReads();
    void verifiesPackedBodies();
    void replaysStartNothing();
    void withoutSecrets();
    void handshakes_data();
    void handshakes();
    void signedHandshakes();
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

void TestWebhookListener::keepsTheRequest()
{
    Fixture f;
    const auto answer
        = ask(f.url, request("PUT", "/hook/a%2Fb.c?x=1", "", "")); // an escaped slash is no slash
    QCOMPARE(answer.status, 404);
    QCOMPARE(ask(f.url,
                 request("PUT", "/hook/%61/b%2Ec?x=1&token=no",
                     "Authorization: Bearer no\r\nX-Hub-Signature-256: no\r\nX-Thing: yes\r\n", "hello"))
                 .status,
        202);
    const auto event = f.sink.stored().first();
    QCOMPARE(event.source, u"/hook/a/b.c"_s);
    QCOMPARE(event.type, u"shop.paid"_s);
    QCOMPARE(event.request,
        (QJsonObject{{u"method"_s, u"PUT"_s}, {u"path"_s, u"/hook/a/b.c"_s},
            {u"query"_s, QJsonObject{{u"x"_s, u"1"_s}}},
            {u"headers"_s,
                QJsonObject{
                    {u"host"_s, u"localhost"_s}, {u"x-thing"_s, u"yes"_s}, {u"content-length"_s, u"5"_s}}}}));
}

void TestWebhookListener::statuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contains");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *contains = "") {
        QTest::newRow(name) << bytes << status << QByteArray(contains);
    };
    const auto get = [](const QByteArray &target, const QByteArray &fields = {}) {
        return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "\r\n";
    };
    row("taken", post("{}"), 202);
    row("unknown path", request("POST", "/hook/none", "", ""), 404);
    row("no hook", request("POST", "/", "", ""), 404);
    row("prefix only", request("POST", "/hook/", "", ""), 404);
    row("slash behind", request("POST", "/hook/shop/", "", ""), 404);
    row("dots", request("POST", "/hook/x/../shop", "", ""), 404);
    row("other case", request("POST", "/hook/Shop", "", ""), 404);
    row("method not taken", get("/hook/shop"), 405, "\r\nAllow: POST\r\n");
    row("HEAD with GET", get("/hook/a/b.c"), 202);
    row("other method", request("DELETE", "/hook/a/b.c", "", ""), 405, "\r\nAllow: PUT, GET, HEAD\r\n");
    row("unknown method", request("BREW", "/hook/shop", "", ""), 405);
    row("options", request("OPTIONS", "/hook/shop", "", ""), 405, "\r\nAllow: POST\r\n");
    row("options of all", request("OPTIONS", "*", "", ""), 404);
    row("method of health", request("POST", "/healthz", "", ""), 405, "\r\nAllow: GET, HEAD\r\n");
    row("too large", request("PUT", "/hook/a/b.c", "", QByteArray(101, 'x')), 413);
    row("just small enough", request("PUT", "/hook/a/b.c", "", QByteArray(100, 'x')), 202);
    row("more than a megabyte", post('"' + QByteArray(1024 * 1024, 'x') + '"'), 413);
    row("a megabyte", post('"' + QByteArray(1024 * 1024 - 2, 'x') + '"'), 202);
    row("too large in chunks",
        "PUT /hook/a/b.c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n65\r\nabc", 413);
    row("other encoding", post("x", "Content-Encoding: br\r\n"), 415, "\r\nAccept-Encoding: gzip\r\n");
    row("encodings", post("x", "Content-Encoding: gzip, gzip\r\n"), 415);
    row("encoding twice", post("x", "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"), 415);
    row("no gzip", post("{}", "Content-Encoding: gzip\r\n"), 400);
    row("too large when unpacked",
        request("PUT", "/hook/a/b.c", "Content-Encoding: gzip\r\n", gzip(QByteArray(101, 'x'))), 413);
    row("two content types", post("{}", "Content-Type: text/plain\r\nContent-Type: application/json\r\n"),
        400);
    row("no JSON", post("{\n\"a\":}"), 400, "line 2, column 5");
    row("other expectation", post("{}", "Expect: more\r\n"), 417);
    row("other host", "POST /hook/shop HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n", 421);
    row("other host for health", "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
    row("1.0 without host", "POST /hook/shop HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}", 202);
    row("page of another origin", post("{}", "Origin: https://evil.example\r\n"), 403);
    row("image in a page", get("/hook/a/b.c", "Sec-Fetch-Site: cross-site\r\n"), 403);
    row("id too long", request("PUT", "/hook/a/b.c", "X-Delivery: " + QByteArray(257, 'x') + "\r\n", ""), 400,
        "x-delivery");
    row("id is no text", request("PUT", "/hook/a/b.c", "X-Delivery: \xff\r\n", ""), 400);
    row("no HTTP", "hello\r\n\r\n", 400);
}

void TestWebhookListener::statuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, contains);
    Fixture f;
    const auto answer = ask(f.url, bytes);
    QCOMPARE(answer.status, status);
    QVERIFY2(contains.isEmpty() || (answer.head + answer.body).contains(contains), answer.body.constData());
    if (status >= 400) {
        const auto error = QJsonDocument::fromJson(answer.body).object();
        QCOMPARE(error.keys(), QStringList{u"error"_s});
        QVERIFY(error.value(u"error").toString().endsWith(u'.'));
        QVERIFY(answer.head.contains("Connection: close"));
        QVERIFY(f.sink.stored().isEmpty());
    } else {
        QCOMPARE(f.sink.stored().size(), 1);
    }
}

void TestWebhookListener::bodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("data"); // null: none
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &data, const char *type) {
        QTest::newRow(name) << bytes << data << QString::fromLatin1(type);
    };
    row("form", post("a=1&a=2", "Content-Type: application/x-www-form-urlencoded\r\n"),
        "{\"a\":[\"1\",\"2\"]}", "application/json");
    row("form of several parts",
        post("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--",
            "Content-Type: multipart/form-data; boundary=x\r\n"),
        "{\"a\":\"1\"}", "application/json");
    row("XML", post("<a b='1'/>", "Content-Type: text/xml\r\n"), "{\"a\":{\"@b\":\"1\"}}",
        "application/json");
    row("text", post("hi", "Content-Type: text/plain\r\n"), "hi", "text/plain");
    row("bytes", post("\xff\x01", "Content-Type: image/png\r\n"), "\xff\x01", "image/png");
    row("gzip", post(gzip("{\"a\":1}"), "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"),
        "{\"a\":1}", "application/json");
    row("empty", post(""), {}, "");
    row("kept as text", request("PUT", "/hook/a/b.c", "Content-Type: application/json\r\n", "{"), "{",
        "text/plain; charset=utf-8");
    row("chunks",
        "POST /hook/shop HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
        "application/json\r\n\r\n1\r\n[\r\n2\r\n1]\r\n0\r\n\r\n",
        "[1]", "application/json");
}

void TestWebhookListener::bodies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, data);
    QFETCH(QString, type);
    Fixture f;
    QCOMPARE(ask(f.url, bytes).status, 202);
    const auto event = f.sink.stored().first();
    QCOMPARE(event.data.has_value(), !data.isNull());
    QCOMPARE(event.data.value_or(QByteArray()), data);
    QCOMPARE(event.dataContentType, type);
}

void TestWebhookListener::tellsDuplicates()
{
    Fixture f;
    const auto once = ask(f.url, post("{}", "X-GitHub-Delivery: abc\r\n"));
    QCOMPARE(once.body, QByteArray("{\"id\":\"abc\",\"sequence\":1}"));
    QCOMPARE(ask(f.url, post("{}", "X-GitHub-Delivery: other\r\n")).body,
        QByteArray("{\"id\":\"other\",\"sequence\":2}"));
    const auto again = ask(f.url, post("{}", "X-GitHub-Delivery: abc\r\n"));
    QCOMPARE(again.status, 202);
    QCOMPARE(again.body, once.body);
    QCOMPARE(f.sink.stored().size(), 2);
}

void TestWebhookListener::idHeaders_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("id");
    for (const auto *name : {"webhook-id", "svix-id", "X-GitHub-Delivery", "X-Gitea-Delivery",
             "X-Gitlab-Event-UUID", "X-Shopify-Webhook-Id", "I-Twilio-Idempotency-Token",
             "X-WC-Webhook-Delivery-ID", "X-Request-UUID", "Linear-Delivery"})
        QTest::newRow(name) << QByteArray(name) + ": the-id\r\n" << u"the-id"_s;
    QTest::newRow("none") << QByteArray("X-Other: the-id\r\n") << u"made-1"_s;
    QTest::newRow("empty") << QByteArray("webhook-id:\r\n") << u"made-1"_s;
}

void TestWebhookListener::idHeaders()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, id);
    Fixture f;
    QCOMPARE(ask(f.url, post("{}", fields)).status, 202);
    QCOMPARE(f.sink.stored().first().id.value, id);
    // An endpoint with a header of its own asks no other.
    QCOMPARE(ask(f.url, request("PUT", "/hook/a/b.c", fields + "X-Delivery: own\r\n", "")).status, 202);
    QCOMPARE(f.sink.stored().last().id.value, u"own"_s);
}

void TestWebhookListener::readsBinaryEvents()
{
    Fixture f;
    const QByteArray fields
        = "ce-specversion: 1.0\r\nce-id: 7\r\nce-source: /shop%2520one\r\nce-type: shop.paid\r\n"
          "ce-subject: Euro%20%E2%82%AC\r\nce-time: 2026-11-23T15:04:05Z\r\nce-tenant: t1\r\n"
          "ce-sequence: 99\r\nContent-Type: application/json\r\n";
    const auto answer = ask(f.url, post("{ }", fields));
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.body, QByteArray("{\"id\":\"7\",\"sequence\":1}"));
    const auto event = f.sink.stored().first();
    QCOMPARE(event.source, u"/shop%20one"_s);
    QCOMPARE(event.type, u"shop.paid"_s);
    QCOMPARE(event.subject, u"Euro €"_s);
    QCOMPARE(toRfc3339(event.time), u"2026-11-23T15:04:05Z"_s);
    QCOMPARE(event.extensions, (QJsonObject{{u"tenant"_s, u"t1"_s}}));
    QCOMPARE(*event.data, QByteArray("{ }"));
    QCOMPARE(event.request.value(u"path").toString(), u"/hook/shop"_s);
    QCOMPARE(event.sequence, Sequence(1)); // the log's own, not the sender's
}

void TestWebhookListener::readsStructuredEvents()
{
    Fixture f;
    const auto answer = ask(f.url,
        post("{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/"
             "shop\",\"type\":\"shop.paid\",\"data\":{\"b\":1,"
             "\"a\":1e400}}",
            "Content-Type: Application/CloudEvents+JSON; charset=utf-8\r\n"));
    QCOMPARE(answer.status, 202);
    const auto event = f.sink.stored().first();
    QCOMPARE(event.source, u"/shop"_s);
    QCOMPARE(*event.data, QByteArray("{\"b\":1,\"a\":1e400}"));
    QCOMPARE(event.request.value(u"path").toString(), u"/hook/shop"_s);
}

void TestWebhookListener::readsBatches()
{
    Fixture f;
    const QByteArray type = "Content-Type: application/cloudevents-batch+json\r\n";
    const auto answer = ask(f.url,
        post("[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"},"
             "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\"}]",
            type));
    QCOMPARE(answer.status, 202);
    QCOMPARE(answer.body,
        QByteArray("{\"events\":[{\"id\":\"1\",\"sequence\":1},{\"id\":\"2\",\"sequence\":2}]}"));
    QCOMPARE(f.sink.calls.load(), 1);
    QCOMPARE(f.sink.stored().last().request.value(u"path").toString(), u"/hook/shop"_s);
    QCOMPARE(ask(f.url, post("[]", type)).body, QByteArray("{\"events\":[]}"));
    QCOMPARE(
        ask(f.url, post("[{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/s\",\"type\":\"t\"}]", type))
            .body,
        QByteArray("{\"events\":[{\"id\":\"3\",\"sequence\":3}]}"));
}

void TestWebhookListener::refusesBadEvents_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *body, const char *fields, int status = 400) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(fields) << status;
    };
    row("binary without id", "", "ce-specversion: 1.0\r\nce-source: /s\r\nce-type: t\r\n");
    row("binary without source", "", "ce-specversion: 1.0\r\nce-id: 1\r\nce-type: t\r\n");
    row("other version", "", "ce-specversion: 0.3\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n");
    row("attribute twice", "",
        "ce-specversion: 1.0\r\nce-id: 1\r\nce-id: 2\r\nce-source: /s\r\nce-type: t\r\n");
    row("bad time", "", "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nce-time: now\r\n");
    row("bad escape", "", "ce-specversion: 1.0\r\nce-id: %C0%A0\r\nce-source: /s\r\nce-type: t\r\n");
    row("bad name", "", "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nce-a_b: 1\r\n");
    row("content type among the attributes", "",
        "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nce-datacontenttype: "
        "text/plain\r\n");
    row("binary with bad JSON", "{",
        "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nContent-Type: "
        "application/json\r\n");
    row("structured and empty", "", "Content-Type: application/cloudevents+json\r\n");
    row("structured without type", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
        "Content-Type: application/cloudevents+json\r\n");
    row("batch that is none", "{}", "Content-Type: application/cloudevents-batch+json\r\n");
    row("one of a batch is bad",
        "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"},{\"specversion\":\"1.0\"}]",
        "Content-Type: application/cloudevents-batch+json\r\n");
    row("other format", "x", "Content-Type: application/cloudevents+avro\r\n", 415);
}

void TestWebhookListener::refusesBadEvents()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    Fixture f;
    QCOMPARE(ask(f.url, post(body, fields)).status, status);
    QVERIFY(f.sink.stored().isEmpty());
    QCOMPARE(f.sink.calls.load(), 0);
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

void TestWebhookListener::head()
{
    Fixture f;
    const auto answer = ask(f.url, "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.isEmpty());
    QCOMPARE(ask(f.url, "HEAD /hook/a/b.c HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 202);
    QCOMPARE(f.sink.stored().first().request.value(u"method").toString(), u"HEAD"_s);
}

void TestWebhookListener::allowedHosts()
{
    Fixture f;
    const QByteArray question = "GET /healthz HTTP/1.1\r\nHost: Tunnel.example:443\r\n\r\n";
    QCOMPARE(ask(f.url, question).status, 421);
    f.listener->setUp({{u"tunnel.example"_s}, {}});
    QCOMPARE(ask(f.url, question).status, 200);
    f.url = QUrl(*f.listener->listen(u"127.0.0.1:0"_s).result());
    QCOMPARE(ask(f.url, question).status, 200);
}

void TestWebhookListener::limitsAreSetUp()
{
    Fixture f;
    const auto bytes
        = request("POST", "/hook/shop", "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\nF: 6\r\n", "{}");
    QCOMPARE(ask(f.url, bytes).status, 202);
    HookSettings settings;
    settings.limits.headerFields = 5;
    f.listener->setUp(settings);
    QCOMPARE(ask(f.url, bytes).status, 431);
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

void TestWebhookListener::readsSettings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("fault"); // the key; empty: none
    const auto row = [](const char *name, const QByteArray &json, const QString &fault = {}) {
        QTest::newRow(name) << json << fault;
    };
    const auto hosts = u"allowedHosts"_s, limits = u"listenLimits"_s;
    row("nothing", "{}");
    row("hosts", R"({"allowedHosts": ["hooks.example.com"]})");
    row("no list", R"({"allowedHosts": "hooks.example.com"})", hosts);
    row("a URL", R"({"allowedHosts": ["https://hooks.example.com"]})", hosts);
    row("a port", R"({"allowedHosts": ["hooks.example.com:443"]})", hosts);
    row("every host", R"({"allowedHosts": ["*"]})", hosts);
    row("an empty one", R"({"allowedHosts": [""]})", hosts);
    row("limits", R"({"listenLimits": {"connections": 1000, "headerSeconds": 5, "bodyRate": 0}})");
    row("no object", R"({"listenLimits": 5})", limits);
    row("unknown", R"({"listenLimits": {"conections": 5}})", limits);
    row("too small", R"({"listenLimits": {"connections": 0}})", limits);
    row("too large", R"({"listenLimits": {"headerFields": 100000}})", limits);
    row("no number", R"({"listenLimits": {"idleSeconds": "5"}})", limits);
    row("a part of one", R"({"listenLimits": {"idleSeconds": 1.5}})", limits);
}

void TestWebhookListener::readsSettings()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, fault);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"settings.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json);
    file.close();
    const auto settings = Settings::load(file.fileName());
    QVERIFY(settings);
    const auto read = HookSettings::read(**settings);
    QCOMPARE(read ? QString() : read.error().context, fault);
    if (!read)
        return;
    const auto given = QJsonDocument::fromJson(json).object();
    QCOMPARE(read->allowedHosts.size(), given.value(u"allowedHosts").toArray().size());
    const auto limits = given.value(u"listenLimits").toObject();
    QCOMPARE(read->limits.connections, limits.value(u"connections").toInt(http::Limits().connections));
    QCOMPARE(read->limits.headerTime, std::chrono::seconds(limits.value(u"headerSeconds").toInt(10)));
    QCOMPARE(read->limits.bodyRate, limits.value(u"bodyRate").toInteger(http::Limits().bodyRate));
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

namespace {

QJsonObject github(const QString &connection)
{
    return {{u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}, {u"connection"_s, connection}}}};
}

QByteArray githubHeader(const QByteArray &body)
{
    return "X-Hub-Signature-256: sha256=" + hmacOf("hush", body).toHex() + "\r\n";
}

QByteArray slackHeaders(const QByteArray &body)
{
    return "X-Slack-Request-Timestamp: 1700000000\r\nX-Slack-Signature: v0="
        + hmacOf("hush", "v0:1700000000:" + body).toHex() + "\r\n";
}

} // namespace

void TestWebhookListener::verifiesBeforeItReads()
{
    Fixture f;
    f.take({{u"gh"_s, github(u"hush"_s)}});
    const QByteArray type = "Content-Type: application/json\r\n", event = "X-GitHub-Event: push\r\n";
    const auto send = [&](const QByteArray &fields, const QByteArray &body) {
        return ask(f.url, request("POST", "/hook/gh", type + event + fields, body));
    };
    QCOMPARE(send(githubHeader("{}"), "{}").status, 202);
    QCOMPARE(f.sink.stored().first().type, u"com.github.push"_s);
    QVERIFY(!f.sink.stored().first().request.value(u"headers").toObject().contains(u"x-hub-signature-256"_s));
    // Whether it is JSON is only said to those who are let in.
    QCOMPARE(send(githubHeader("{"), "{").status, 400);
    const auto refused = send(githubHeader("{}"), "{");
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.head.contains("\r\nWWW-Authenticate: Signature"));
    QCOMPARE(refused.body, send({}, "{}").body);
    QCOMPARE(send(githubHeader("{}") + githubHeader("{}"), "{}").status, 401);
    // In chunks it is the body that is signed, not its framing.
    const auto chunked = "POST /hook/gh HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n" + type
        + githubHeader("[1]") + "\r\n1\r\n[\r\n2\r\n1]\r\n0\r\n\r\n";
    QCOMPARE(ask(f.url, chunked).status, 202);
    QCOMPARE(f.sink.stored().size(), 2);
}

void TestWebhookListener::verifiesPackedBodies()
{
    Fixture f;
    f.take({{u"gh"_s, github(u"hush"_s)}});
    const auto packed = gzip("{\"a\":1}");
    const QByteArray fields = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
    QCOMPARE(ask(f.url, request("POST", "/hook/gh", fields + githubHeader(packed), packed)).status, 202);
    QCOMPARE(*f.sink.stored().first().data, QByteArray("{\"a\":1}"));
    QCOMPARE(ask(f.url, request("POST", "/hook/gh", fields + githubHeader("{\"a\":1}"), packed)).status, 401);
    // What is not signed is not even unpacked.
    QCOMPARE(ask(f.url, request("POST", "/hook/gh", fields, "no gzip")).status, 401);
}

void TestWebhookListener::replaysStartNothing()
{
    Fixture f;
    f.take({{u"slack"_s,
        QJsonObject{{u"verify"_s, QJsonObject{{u"scheme"_s, u"slack"_s}, {u"connection"_s, u"hush"_s}}}}}});
    const QByteArray type = "Content-Type: application/json\r\n";
    const auto caught = type + slackHeaders("{}");
    const auto send
        = [&](const QByteArray &fields) { return ask(f.url, request("POST", "/hook/slack", fields, "{}")); };
    const auto first = send(caught);
    QCOMPARE(first.status, 202);
    QCOMPARE(send(caught + "webhook-id: another\r\n").body, first.body);
    f.clock.move(300s);
    QCOMPARE(send(caught).body, first.body);
    QCOMPARE(f.sink.stored().size(), 1);
    f.clock.move(1s);
    QCOMPARE(send(caught).status, 401);
}

void TestWebhookListener::withoutSecrets()
{
    Fixture f;
    f.take({{u"gone"_s, github(u"gone"_s)}, {u"empty"_s, github(u"empty"_s)}});
    for (const char *path : {"/hook/gone", "/hook/empty"}) {
        const auto answer = ask(f.url, request("POST", path, githubHeader("{}"), "{}"));
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.head.contains("\r\nRetry-After: "));
        QVERIFY(!answer.body.contains("secret"));
    }
    // Signed with nothing.
    const auto code = hmacOf({}, "{}").toHex();
    QCOMPARE(ask(f.url, request("POST", "/hook/empty", "X-Hub-Signature-256: sha256=" + code + "\r\n", "{}"))
                 .status,
        503);
    QVERIFY(f.sink.stored().isEmpty());
}

void TestWebhookListener::handshakes_data()
{
    QTest::addColumn<QJsonObject>("config");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contains");
    const auto row
        = [](const char *name, const QJsonObject &config, const QByteArray &method, const QByteArray &query,
              const QByteArray &fields, int status, const char *contains) {
              QTest::newRow(name) << config << request(method, "/hook/x" + query, fields, {}) << status
                                  << QByteArray(contains);
          };
    const QJsonObject none, meta{{u"handshake"_s, u"meta"_s}, {u"handshakeConnection"_s, u"meta"_s}},
        graph{{u"handshake"_s, u"microsoft-graph"_s}}, dropbox{{u"handshake"_s, u"dropbox"_s}},
        cloudEvents{{u"handshake"_s, u"cloudevents"_s}};
    row("Meta", meta, "GET", "?hub.mode=subscribe&hub.challenge=115%3Cb&hub.verify_token=ver+ify", {}, 200,
        "\r\n\r\n115<b");
    row("Meta, other token", meta, "GET", "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x", {}, 403,
        "");
    row("Meta, no token", meta, "GET", "?hub.mode=subscribe&hub.challenge=1", {}, 403, "");
    row("Meta, token twice", meta, "GET",
        "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=ver+ify&hub.verify_token=ver+ify", {}, 403, "");
    row("Meta, another GET", meta, "GET", "?hub.mode=other&hub.challenge=1", {}, 405, "Allow: POST\r\n");
    row("Meta, an event", meta, "POST", "", {}, 202, "");
    auto forgotten = meta;
    forgotten.insert(u"handshakeConnection"_s, u"empty"_s);
    row("Meta, empty token", forgotten, "GET", "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=", {},
        503, "");
    row("Graph", graph, "POST", "?validationToken=Validation%3A+it%27s+%3Cme%3E", {}, 200,
        "\r\n\r\nValidation: it's <me>");
    row("Graph, as plain text", graph, "POST", "?validationToken=x", {}, 200,
        "Content-Type: text/plain; charset=utf-8\r\n");
    row("Graph, no page for a browser", graph, "POST", "?validationToken=x", {}, 200,
        "X-Content-Type-Options: nosniff\r\n");
    row("Graph, token too long", graph, "POST", "?validationToken=" + QByteArray(1025, 'x'), {}, 202, "");
    row("Graph, an event", graph, "POST", "", {}, 202, "");
    row("Dropbox", dropbox, "GET", "?challenge=abc", {}, 200, "\r\n\r\nabc");
    row("Dropbox, no question", dropbox, "GET", "?chal=abc", {}, 405, "");
    row("Dropbox, empty", dropbox, "GET", "?challenge=", {}, 405, "");
    row("CloudEvents", cloudEvents, "OPTIONS", "", "WebHook-Request-Origin: eventemitter.example.com\r\n",
        200, "WebHook-Allowed-Origin: eventemitter.example.com\r\n");
    row("CloudEvents, allow", cloudEvents, "OPTIONS", "", "WebHook-Request-Origin: a.example\r\n", 200,
        "Allow: POST\r\n");
    row("CloudEvents, rate", cloudEvents, "OPTIONS", "",
        "WebHook-Request-Origin: a.example\r\nWebHook-Request-Rate: 120\r\n", 200,
        "WebHook-Allowed-Rate: *\r\n");
    row("CloudEvents, no origin", cloudEvents, "OPTIONS", "", {}, 405, "");
    row("not asked for: OPTIONS", none, "OPTIONS", "", "WebHook-Request-Origin: a.example\r\n", 405, "");
    row("not asked for: Graph", none, "POST", "?validationToken=x", {}, 202, "");
    row("not asked for: Dropbox", none, "GET", "?challenge=x", {}, 405, "");
}

void TestWebhookListener::handshakes()
{
    QFETCH(QJsonObject, config);
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, contains);
    Fixture f;
    f.take({{u"x"_s, config}});
    const auto answer = ask(f.url, bytes);
    QCOMPARE(answer.status, status);
    const auto whole = answer.head + "\r\n\r\n" + answer.body;
    QVERIFY2(whole.contains(contains), whole.constData());
    QCOMPARE(f.sink.stored().size(), status == 202 ? 1 : 0);
}

/// The questions of those who sign them too: nobody else gets an answer.
void TestWebhookListener::signedHandshakes()
{
    Fixture f;
    const QJsonObject zoom{{u"handshake"_s, u"zoom"_s},
        {u"verify"_s,
            QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"connection"_s, u"hush"_s},
                {u"header"_s, u"x-zm-signature"_s}, {u"prefix"_s, u"v0="_s},
                {u"template"_s, u"v0:{ts}:{body}"_s}, {u"timestampHeader"_s, u"x-zm-request-timestamp"_s}}}};
    const QJsonObject slack{
        {u"verify"_s, QJsonObject{{u"scheme"_s, u"slack"_s}, {u"connection"_s, u"hush"_s}}}};
    f.take({{u"slack"_s, slack}, {u"zoom"_s, zoom}});

    const QByteArray question(R"({"token":"t","challenge":"3eZb\u00e9","type":"url_verification"})"),
        type("Content-Type: application/json\r\n");
    const auto answer = ask(f.url, request("POST", "/hook/slack", type + slackHeaders(question), question));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("3eZb\xc3\xa9"));
    QCOMPARE(ask(f.url, request("POST", "/hook/slack", type, question)).status, 401);
    const QByteArray event(R"({"type":"event_callback","text":"url_verification","challenge":"x"})");
    QCOMPARE(ask(f.url, request("POST", "/hook/slack", type + slackHeaders(event), event)).status, 202);

    const QByteArray validation(
        R"({"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event":"endpoint.url_validation"})");
    const auto fields = type + "x-zm-request-timestamp: 1700000000\r\nx-zm-signature: v0="
        + hmacOf("hush", "v0:1700000000:" + validation).toHex() + "\r\n";
    const auto zoomAnswer = ask(f.url, request("POST", "/hook/zoom", fields, validation));
    QCOMPARE(zoomAnswer.status, 200);
    QCOMPARE(QJsonDocument::fromJson(zoomAnswer.body).object(),
        (QJsonObject{{u"plainToken"_s, u"qgg8vlvZRS6UYooatFL8Aw"_s},
            {u"encryptedToken"_s, QString::fromLatin1(hmacOf("hush", "qgg8vlvZRS6UYooatFL8Aw").toHex())}}));
    QCOMPARE(ask(f.url, request("POST", "/hook/zoom", type, validation)).status, 401);
    QCOMPARE(f.sink.stored().size(), 1);
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
