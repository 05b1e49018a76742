// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/core/webhook/hookfixture.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHookRequests : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheRequest();
    void statuses_data();
    void statuses();
    void bodies_data();
    void bodies();
    void keepsWhatDataWasReadFrom_data();
    void keepsWhatDataWasReadFrom();
    void noHeaderReachesBeyondItsValue();
    void tellsDuplicates();
    void idHeaders_data();
    void idHeaders();
    void readsBinaryEvents();
    void readsStructuredEvents();
    void readsBatches();
    void refusesBadEvents_data();
    void refusesBadEvents();
    void head();
};

void TestHookRequests::keepsTheRequest()
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
    QCOMPARE(event.request.object(),
        (QJsonObject{{u"method"_s, u"PUT"_s}, {u"path"_s, u"/hook/a/b.c"_s},
            {u"query"_s, QJsonObject{{u"x"_s, u"1"_s}}},
            {u"headers"_s,
                QJsonObject{
                    {u"host"_s, u"localhost"_s}, {u"x-thing"_s, u"yes"_s}, {u"content-length"_s, u"5"_s}}}}));
}

void TestHookRequests::statuses_data()
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

void TestHookRequests::statuses()
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

void TestHookRequests::bodies_data()
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

void TestHookRequests::bodies()
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

void TestHookRequests::tellsDuplicates()
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

void TestHookRequests::idHeaders_data()
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

void TestHookRequests::idHeaders()
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

void TestHookRequests::keepsWhatDataWasReadFrom_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("base64");
    QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << QByteArray("b=x+y&a=%7E")
                            << u"b=x+y&a=%7E"_s << QString();
    QTest::newRow("XML") << QByteArray("text/xml") << QByteArray("<a>\n <b/> </a>") << u"<a>\n <b/> </a>"_s
                         << QString();
    QTest::newRow("a form that is no UTF-8")
        << QByteArray("application/x-www-form-urlencoded") << QByteArray("a=\xe4") << QString() << u"YT3k"_s;
    QTest::newRow("JSON is data as it came")
        << QByteArray("application/json") << QByteArray("{ }") << QString() << QString();
}

void TestHookRequests::keepsWhatDataWasReadFrom()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    Fixture f;
    QCOMPARE(ask(f.url, post(body, "Content-Type: " + contentType + "\r\n")).status, 202);
    const auto request = f.sink.stored().first().request;
    QTEST(request.value(u"body").toString(), "text");
    QTEST(request.value(u"bodyBase64").toString(), "base64");
}

void TestHookRequests::noHeaderReachesBeyondItsValue()
{
    Fixture f;
    const QByteArray odd = R"("},"path":"/hook/other","x":"\)";
    QCOMPARE(
        ask(f.url, post("{}", "X-Odd: " + odd + "\r\nPath: /hook/other\r\nX-Latin: \xe4\r\n")).status, 202);
    const auto request = f.sink.stored().first().request;
    QVERIFY(parseJsonObject(request.json()));
    QCOMPARE(request.value(u"path").toString(), u"/hook/shop"_s);
    const auto headers = request.value(u"headers").toObject();
    QCOMPARE(headers.value(u"x-odd").toString(), QString::fromLatin1(odd));
    QCOMPARE(headers.value(u"path").toString(), u"/hook/other"_s);
    QCOMPARE(headers.value(u"x-latin").toString(), u"ä"_s);
}

void TestHookRequests::readsBinaryEvents()
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

void TestHookRequests::readsStructuredEvents()
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

void TestHookRequests::readsBatches()
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

void TestHookRequests::refusesBadEvents_data()
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
    row("two byte order marks", "",
        "ce-specversion: 1.0\r\nce-id: %EF%BB%BF%EF%BB%BF1\r\nce-source: /s\r\nce-type: t\r\n");
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

void TestHookRequests::refusesBadEvents()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    Fixture f;
    QCOMPARE(ask(f.url, post(body, fields)).status, status);
    QVERIFY(f.sink.stored().isEmpty());
    QCOMPARE(f.sink.calls.load(), 0);
}

void TestHookRequests::head()
{
    Fixture f;
    const auto answer = ask(f.url, "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.isEmpty());
    QCOMPARE(ask(f.url, "HEAD /hook/a/b.c HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 202);
    QCOMPARE(f.sink.stored().first().request.value(u"method").toString(), u"HEAD"_s);
}

QTEST_GUILESS_MAIN(TestHookRequests)
#include "tst_hookrequests.moc"
