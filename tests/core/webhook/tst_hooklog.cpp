// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/signaturegate.h"
#include "tests/core/webhook/hookfixture.h"

#include <QJsonObject>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = HookRequest::Verdict;

namespace {

HookRequest withBody(qsizetype size)
{
    HookRequest request;
    request.body = QByteArray(size, 'x');
    return request;
}

QJsonObject github()
{
    return {{u"verify"_s, QJsonObject{{u"scheme"_s, u"github"_s}, {u"connection"_s, u"hush"_s}}}};
}

} // namespace

class TestHookLog : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheNewestOfEachPath();
    void isBounded();
    void settles();
    void verdicts_data();
    void verdicts();
    void followsTheLog();
    void saysWhatIsUnrouted();
    void keepsNoSecrets();
    void tellsTheConnection();
    void forgetsHooksThatAreGone();
};

void TestHookLog::keepsTheNewestOfEachPath()
{
    HookLog log;
    QCOMPARE(log.lastNumber(), 0);
    for (int i = 0; i < 25; ++i)
        log.add(u"a"_s, withBody(1));
    log.add(u"b"_s, withBody(2));
    QCOMPARE(log.lastNumber(), 26);
    const auto kept = log.newest(u"a"_s);
    QCOMPARE(kept.size(), qsizetype(HookLog::perPath));
    QCOMPARE(kept.first().number, 25);
    QCOMPARE(kept.last().number, 6);
    QCOMPARE(log.newest(u"b"_s).size(), 1);
    QVERIFY(log.newest(u"c"_s).isEmpty());
    log.keepOnly({u"b"_s});
    QVERIFY(log.newest(u"a"_s).isEmpty());
    QCOMPARE(log.newest(u"b"_s).size(), 1);
}

void TestHookLog::isBounded()
{
    HookLog log;
    log.add(u"large"_s, withBody(HookLog::mostBody + 1));
    const auto cut = log.newest(u"large"_s).first();
    QCOMPARE(cut.body.size(), HookLog::mostBody);
    QCOMPARE(cut.bodySize, HookLog::mostBody + 1);
    QVERIFY(cut.isBodyCut());
    for (int path = 0; path < 1000; ++path) {
        for (int i = 0; i < 5; ++i)
            log.add(QString::number(path), withBody(HookLog::mostBody));
        qsizetype sum = 0;
        for (int other = 0; path % 100 == 0 && other <= path; ++other) {
            const auto kept = log.newest(QString::number(other));
            for (const auto &request : kept)
                sum += request.body.size();
        }
        QVERIFY(sum <= HookLog::mostBytes);
    }
    QCOMPARE(log.newest(u"999"_s).first().number, 5001); // the newest stays
}

void TestHookLog::settles()
{
    HookLog log;
    const auto settled = [&](const Result<QList<Appended>> &answer, int status) {
        const auto number = log.add(u"a"_s, withBody(1));
        log.settle(u"a"_s, number, status, answer);
        return log.newest(u"a"_s).first();
    };
    const auto accepted = settled(QList{Appended{EventId(u"x"_s), 7, false}}, 202);
    QCOMPARE(accepted.verdict, Verdict::Accepted);
    QCOMPARE(accepted.event, 7);
    QCOMPARE(accepted.status, 202);
    QCOMPARE(settled(QList{Appended{EventId(u"x"_s), 7, true}}, 202).verdict, Verdict::Duplicate);
    QCOMPARE(settled(failure(Error::Code::Unavailable, u"Full."_s), 503).verdict, Verdict::Full);
    QCOMPARE(settled(failure(Error::Code::InvalidInput, u"Bad."_s), 400).detail, u"Bad."_s);
    QCOMPARE(settled(failure(Error::Code::Internal, u"Oh."_s), 500).verdict, Verdict::Failed);
    log.settle(u"a"_s, 999, 202, QList<Appended>()); // one that is gone
    log.settle(u"b"_s, 1, 202, QList<Appended>());
    for (int verdict = 0; verdict <= int(Verdict::Failed); ++verdict) {
        HookRequest request;
        request.verdict = Verdict(verdict);
        QVERIFY(!verdictText(request).isEmpty());
    }
}

void TestHookLog::verdicts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, Verdict verdict, int status) {
        QTest::newRow(name) << bytes << int(verdict) << status;
    };
    const auto to = [](const QByteArray &fields, const QByteArray &body = {}) {
        return request("PUT", "/hook/a/b.c", fields, body);
    };
    row("accepted", to({}), Verdict::Accepted, 202);
    row("method", request("POST", "/hook/a/b.c", {}, {}), Verdict::WrongMethod, 405);
    row("too large", to({}, QByteArray(101, 'x')), Verdict::TooLarge, 413);
    row("too large in chunks",
        "PUT /hook/a/b.c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n65\r\nabc",
        Verdict::TooLarge, 413);
    row("too large when unpacked", to("Content-Encoding: gzip\r\n", gzip(QByteArray(101, 'x'))),
        Verdict::TooLarge, 413);
    row("encoding", to("Content-Encoding: br\r\n", "x"), Verdict::WrongEncoding, 415);
    row("web page", to("Origin: https://evil.example\r\n"), Verdict::WebPage, 403);
    row("other host", "PUT /hook/a/b.c HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n",
        Verdict::OtherHost, 421);
    row("body", to("X-Delivery: " + QByteArray(257, 'x') + "\r\n"), Verdict::BadBody, 400);
}

void TestHookLog::verdicts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, verdict);
    QFETCH(int, status);
    Fixture f;
    QCOMPARE(ask(f.url, bytes).status, status);
    QTRY_COMPARE(f.listener->requests(u"a/b.c"_s).size(), 1);
    const auto noted = f.listener->requests(u"a/b.c"_s).first();
    QCOMPARE(int(noted.verdict), verdict);
    QCOMPARE(noted.status, status);
    QVERIFY(noted.time == f.clock.now());
    QCOMPARE(noted.record.value(u"path").toString(), u"/hook/a/b.c"_s);
    QCOMPARE(noted.event, verdict == int(Verdict::Accepted) ? 1 : 0);
    QVERIFY(f.listener->requests(u"shop"_s).isEmpty());
}

void TestHookLog::followsTheLog()
{
    Fixture f;
    f.sink.holds = true;
    Client client(f.url);
    client.send(post("{\"a\":1}"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    const auto pending = f.listener->requests(u"shop"_s).first();
    QCOMPARE(pending.verdict, Verdict::Pending);
    QCOMPARE(pending.body, QByteArray("{\"a\":1}"));
    f.sink.answerAll();
    QTRY_COMPARE(f.listener->requests(u"shop"_s).first().verdict, Verdict::Accepted);
    client.send(post("{}", "Content-Type: application/json\r\nWebhook-Id: x\r\n"));
    QTRY_COMPARE(f.sink.openCount(), 1);
    f.sink.dropAll();
    QTRY_COMPARE(f.listener->requests(u"shop"_s).first().verdict, Verdict::Full);
}

void TestHookLog::saysWhatIsUnrouted()
{
    Fixture f;
    WebhookEndpoint off;
    off.path = u"off"_s;
    off.isLive = false;
    f.listener->setEndpoints({off});
    QCOMPARE(ask(f.url, request("POST", "/hook/off", {}, {})).status, 202);
    QTRY_COMPARE(f.listener->requests(u"off"_s).value(0).verdict, Verdict::Accepted);
    QVERIFY(f.listener->requests(u"off"_s).first().isUnrouted);
}

void TestHookLog::keepsNoSecrets()
{
    Fixture f;
    f.take({{u"gh"_s, github()}});
    const QByteArray body(R"({"token":"hush","a":1})");
    QCOMPARE(ask(f.url,
                 request("POST", "/hook/gh?key=k&x=1",
                     "X-Hub-Signature-256: sha256=abc\r\nAuthorization: Bearer t\r\nX-Thing: yes\r\n", body))
                 .status,
        401);
    const auto noted = f.listener->requests(u"gh"_s).value(0);
    QCOMPARE(noted.verdict, Verdict::WrongSignature);
    QVERIFY(!noted.body.contains("hush"));
    QVERIFY(noted.body.contains("\"a\":1"));
    QCOMPARE(noted.record.value(u"query").toObject(), (QJsonObject{{u"x"_s, u"1"_s}}));
    const auto headers = noted.record.value(u"headers").toObject();
    QVERIFY(headers.contains(u"x-thing"_s));
    QVERIFY(!headers.contains(u"authorization"_s));
    QVERIFY(!headers.contains(u"x-hub-signature-256"_s));
}

namespace {

struct TellingSecrets : MapSecrets
{
    using MapSecrets::MapSecrets;

    void succeeded(const QString &connection) const override
    {
        const std::scoped_lock lock(mutex);
        told += u"good "_s + connection;
    }
    void failed(const QString &connection, const QString &message) const override
    {
        const std::scoped_lock lock(mutex);
        told += u"bad "_s + connection;
        messages += message;
    }

    mutable std::mutex mutex;
    mutable QStringList told;
    mutable QStringList messages;
};

} // namespace

void TestHookLog::tellsTheConnection()
{
    const TellingSecrets secrets({{u"one"_s, "first"}, {u"two"_s, "second"}, {u"none"_s, ""}});
    WebhookEndpoint endpoint;
    endpoint.path = u"x"_s;
    endpoint.verify.scheme = u"bearer"_s;
    endpoint.verify.connections = {u"none"_s, u"one"_s, u"two"_s};
    const auto check = [&](QByteArrayView value) {
        http::Request request;
        request.fields = {{"authorization", value}};
        return checkSender(request, endpoint, *findSignatureScheme(u"bearer"_s), &secrets, Instant())
            .has_value();
    };
    QVERIFY(check("Bearer second"));
    QCOMPARE(secrets.told, QStringList{u"good two"_s});
    QVERIFY(!check("Bearer third"));
    QCOMPARE(secrets.told.last(), u"bad one"_s);
    QVERIFY(secrets.messages.first().contains(u"/hook/x"_s));
    endpoint.verify.connections = {u"none"_s};
    QVERIFY(!check("Bearer third"));
    QCOMPARE(secrets.told.size(), 2); // there was nothing to compare with
}

void TestHookLog::forgetsHooksThatAreGone()
{
    Fixture f;
    QCOMPARE(ask(f.url, post("{}")).status, 202);
    QTRY_COMPARE(f.listener->requests(u"shop"_s).size(), 1);
    f.listener->setEndpoints({});
    QTRY_VERIFY(f.listener->requests(u"shop"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestHookLog)
#include "tst_hooklog.moc"
