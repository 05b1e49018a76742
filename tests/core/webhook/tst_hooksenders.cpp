// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/webhook/hookfixture.h"
#include "tests/core/webhook/signedcase.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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

class TestHookSenders : public QObject
{
    Q_OBJECT

private slots:
    void verifiesBeforeItReads();
    void verifiesPackedBodies();
    void replaysStartNothing();
    void withoutSecrets();
    void handshakes_data();
    void handshakes();
    void signedHandshakes();
};

void TestHookSenders::verifiesBeforeItReads()
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

void TestHookSenders::verifiesPackedBodies()
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

void TestHookSenders::replaysStartNothing()
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

void TestHookSenders::withoutSecrets()
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

void TestHookSenders::handshakes_data()
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

void TestHookSenders::handshakes()
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
void TestHookSenders::signedHandshakes()
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

QTEST_GUILESS_MAIN(TestHookSenders)
#include "tst_hooksenders.moc"
