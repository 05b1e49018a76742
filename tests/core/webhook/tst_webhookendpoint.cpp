// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/address.h"
#include "core/webhook/endpoint.h"
#include "core/webhook/hostguard.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWebhookEndpoint : public QObject
{
    Q_OBJECT

private slots:
    void reads();
    void refuses_data();
    void refuses();
    void readsAnswer();
    void refusesAnswer_data();
    void refusesAnswer();
    void readsVerify();
    void refusesVerify_data();
    void refusesVerify();
    void handshakeOfTheScheme();
    void paths_data();
    void paths();
    void addresses_data();
    void addresses();
    void urls_data();
    void urls();
    void hosts_data();
    void hosts();
    void origins_data();
    void origins();
};

void TestWebhookEndpoint::reads()
{
    const auto plain = WebhookEndpoint::fromConfig({{u"path"_s, u"payments"_s}});
    QVERIFY(plain);
    QCOMPARE(plain->path, u"payments"_s);
    QCOMPARE(plain->methods, QByteArrayList{"POST"});
    QCOMPARE(plain->maxBody, qint64(1024 * 1024));
    QVERIFY(plain->eventType.isEmpty() && plain->idHeader.isEmpty() && !plain->keepInvalidJson);

    const QJsonObject config{{u"path"_s, u"a/b"_s}, {u"methods"_s, QJsonArray{u"PUT"_s, u"GET"_s, u"PUT"_s}},
        {u"eventType"_s, u" shop.paid "_s}, {u"idHeader"_s, u"X-Delivery"_s}, {u"maxBody"_s, 10},
        {u"keepInvalidJson"_s, true}, {u"verify"_s, QJsonObject{}}};
    const auto full = WebhookEndpoint::fromConfig(config);
    QVERIFY(full);
    QCOMPARE(full->methods, (QByteArrayList{"PUT", "GET"}));
    QCOMPARE(full->eventType, u"shop.paid"_s);
    QCOMPARE(full->idHeader, QByteArray("x-delivery"));
    QCOMPARE(full->maxBody, qint64(10));
    QVERIFY(full->keepInvalidJson);
    QVERIFY(*full == *WebhookEndpoint::fromConfig(config));
    QVERIFY(*full != *plain);
}

void TestWebhookEndpoint::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("path is no text") << u"path"_s << QJsonValue(5);
    QTest::newRow("methods are no list") << u"methods"_s << QJsonValue(u"POST"_s);
    QTest::newRow("no methods") << u"methods"_s << QJsonValue(QJsonArray{});
    QTest::newRow("unknown method") << u"methods"_s << QJsonValue(QJsonArray{u"TRACE"_s});
    QTest::newRow("method in lower case") << u"methods"_s << QJsonValue(QJsonArray{u"post"_s});
    QTest::newRow("method is no text") << u"methods"_s << QJsonValue(QJsonArray{1});
    QTest::newRow("header with a space") << u"idHeader"_s << QJsonValue(u"X Id"_s);
    QTest::newRow("header with an accent") << u"idHeader"_s << QJsonValue(u"X-Íd"_s);
    QTest::newRow("negative") << u"maxBody"_s << QJsonValue(-1);
    QTest::newRow("too large") << u"maxBody"_s << QJsonValue(qint64(1) << 40);
    QTest::newRow("fraction") << u"maxBody"_s << QJsonValue(1.5);
    QTest::newRow("no number") << u"maxBody"_s << QJsonValue(u"1 MB"_s);
    QTest::newRow("no truth") << u"keepInvalidJson"_s << QJsonValue(u"yes"_s);
}

void TestWebhookEndpoint::refuses()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject config{{u"path"_s, u"good"_s}};
    config.insert(key, value);
    const auto endpoint = WebhookEndpoint::fromConfig(config);
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().code, Error::Code::InvalidInput);
    QCOMPARE(endpoint.error().context, key);
    QVERIFY(!endpoint.error().message.isEmpty());
}

void TestWebhookEndpoint::readsAnswer()
{
    const auto read = [](QJsonObject config) {
        config.insert(u"path"_s, u"x"_s);
        return *WebhookEndpoint::fromConfig(config);
    };
    QVERIFY(!read({}).answerWithin);
    // What is left over from another choice counts for nothing.
    QVERIFY(!read({{u"answer"_s, u"accepted"_s}, {u"answerWithin"_s, u"never"_s}}).answerWithin);
    const auto usual = read({{u"answer"_s, u"run"_s}, {u"answerWithin"_s, u""_s}});
    QCOMPARE(usual.answerWithin, std::optional(10'000ms));
    QCOMPARE(usual.answerLate, 202);
    const auto full = read({{u"answer"_s, u"run"_s}, {u"answerWithin"_s, u"1m"_s}, {u"answerLate"_s, 504}});
    QCOMPARE(full.answerWithin, std::optional(60'000ms));
    QCOMPARE(full.answerLate, 504);
    QVERIFY(full != usual); // two rules with one path have to say the same
}

void TestWebhookEndpoint::refusesAnswer_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("unknown") << u"answer"_s << QJsonValue(u"later"_s);
    QTest::newRow("no time") << u"answerWithin"_s << QJsonValue(u"soon"_s);
    QTest::newRow("nothing") << u"answerWithin"_s << QJsonValue(u"0s"_s);
    QTest::newRow("longer than a minute") << u"answerWithin"_s << QJsonValue(u"61s"_s);
    QTest::newRow("no final status") << u"answerLate"_s << QJsonValue(100);
    QTest::newRow("no status") << u"answerLate"_s << QJsonValue(600);
    QTest::newRow("without a body") << u"answerLate"_s << QJsonValue(204);
}

void TestWebhookEndpoint::refusesAnswer()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject config{{u"path"_s, u"good"_s}, {u"answer"_s, u"run"_s}};
    config.insert(key, value);
    const auto endpoint = WebhookEndpoint::fromConfig(config);
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().context, key);
}

void TestWebhookEndpoint::readsVerify()
{
    const auto read = [](const QJsonValue &verify) {
        return WebhookEndpoint::fromConfig({{u"path"_s, u"x"_s}, {u"verify"_s, verify}});
    };
    QCOMPARE(read(QJsonValue::Null)->verify.scheme, u"none"_s);
    QCOMPARE(read(QJsonObject{})->verify.scheme, u"none"_s);
    const auto stripe = read(QJsonObject{{u"scheme"_s, u"stripe"_s}, {u"connection"_s, u" a "_s},
                                 {u"connections"_s, QJsonArray{u"b"_s, u"a"_s}}, {u"unknown"_s, 1}})
                            ->verify;
    QCOMPARE(stripe.connections, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(stripe.tolerance, 300s);
    QCOMPARE(read(QJsonObject{{u"scheme"_s, u"linear"_s}, {u"connection"_s, u"a"_s}})->verify.tolerance, 60s);
    const auto hmac = read(
        QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"connection"_s, u"a"_s}, {u"header"_s, u"X-Sig"_s},
            {u"prefix"_s, u"p="_s}, {u"algorithm"_s, u"sha512"_s}, {u"encoding"_s, u"base64url"_s},
            {u"template"_s, u"a{ts}.{id}{method}{url}{body}z"_s}, {u"timestampHeader"_s, u"X-Time"_s},
            {u"idHeader"_s, u"X-Id"_s}, {u"publicUrl"_s, u"https://h.example/x"_s},
            {u"tolerance"_s,
                5}})->verify;
    QCOMPARE(hmac.header, QByteArray("x-sig"));
    QCOMPARE(hmac.prefix, QByteArray("p="));
    QVERIFY(hmac.algorithm == mac::Algorithm::Sha512 && hmac.encoding == mac::Encoding::Base64Url);
    using Kind = Verification::Piece::Kind;
    const QList<Verification::Piece> pieces{{Kind::Text, "a"}, {Kind::Time, {}}, {Kind::Text, "."},
        {Kind::Id, {}}, {Kind::Method, {}}, {Kind::Url, {}}, {Kind::Body, {}}, {Kind::Text, "z"}};
    QVERIFY(hmac.pieces == pieces);
    QCOMPARE(hmac.timestampHeader, QByteArray("x-time"));
    QCOMPARE(hmac.idHeader, QByteArray("x-id"));
    QCOMPARE(hmac.publicUrl, QByteArray("https://h.example/x"));
    QCOMPARE(hmac.tolerance, 5s);
    const auto ip
        = read(QJsonObject{{u"scheme"_s, u"ip"_s}, {u"addresses"_s, QJsonArray{u"10.0.0.0/8"_s, u"::1"_s}},
                   {u"proxies"_s, QJsonArray{u"127.0.0.1"_s}}})
              ->verify;
    QCOMPARE(ip.addresses.size(), 2);
    QCOMPARE(ip.proxies.size(), 1);
}

void TestWebhookEndpoint::refusesVerify_data()
{
    QTest::addColumn<QJsonValue>("verify");
    const auto row = [](const char *name, const QJsonValue &verify) { QTest::newRow(name) << verify; };
    const auto with = [](const char *scheme, QJsonObject others, bool named = true) {
        others.insert(u"scheme"_s, QString::fromLatin1(scheme));
        if (named && !others.contains(u"connection"_s))
            others.insert(u"connection"_s, u"a"_s);
        return others;
    };
    row("text", u"github"_s);
    row("list", QJsonArray{});
    row("false", false);
    row("no scheme", QJsonObject{{u"connection"_s, u"a"_s}});
    row("empty scheme", QJsonObject{{u"scheme"_s, u""_s}});
    row("scheme is a number", QJsonObject{{u"scheme"_s, 1}});
    row("unknown scheme", with("Github", {}));
    row("no connection", with("github", {}, false));
    row("empty connection", with("github", {{u"connection"_s, u" "_s}}));
    row("connection is a number", with("github", {{u"connection"_s, 5}}));
    row("no connections", with("github", {{u"connections"_s, QJsonArray{}}}, false));
    row("connections are no names", with("github", {{u"connections"_s, QJsonArray{5}}}));
    row("connections are no list", with("github", {{u"connections"_s, u"a"_s}}));
    row("tolerance of none", with("stripe", {{u"tolerance"_s, 0}}));
    row("tolerance below none", with("stripe", {{u"tolerance"_s, -300}}));
    row("tolerance of days", with("stripe", {{u"tolerance"_s, 100'000}}));
    row("tolerance as text", with("stripe", {{u"tolerance"_s, u"300"_s}}));
    row("tolerance with a fraction", with("stripe", {{u"tolerance"_s, 1.5}}));
    row("no public URL", with("twilio", {}));
    row("public URL without host", with("square", {{u"publicUrl"_s, u"/hook/x"_s}}));
    row("public URL with query", with("square", {{u"publicUrl"_s, u"https://h.example/?a=1"_s}}));
    row("public URL of another kind", with("square", {{u"publicUrl"_s, u"ftp://h.example/"_s}}));
    row("no header", with("hmac", {}));
    row("no header for a token", with("header-token", {}));
    row("bad header", with("hmac", {{u"header"_s, u"X Sig"_s}}));
    const QString h = u"header"_s, x = u"X-Sig"_s;
    row("unknown algorithm", with("hmac", {{h, x}, {u"algorithm"_s, u"md5"_s}}));
    row("unknown encoding", with("hmac", {{h, x}, {u"encoding"_s, u"HEX"_s}}));
    row("body not signed", with("hmac", {{h, x}, {u"template"_s, u"{method}"_s}}));
    row("unknown piece", with("hmac", {{h, x}, {u"template"_s, u"{body}{host}"_s}}));
    row("time without header", with("hmac", {{h, x}, {u"template"_s, u"{ts}{body}"_s}}));
    row("time not signed", with("hmac", {{h, x}, {u"timestampHeader"_s, u"X-T"_s}}));
    row("id without header", with("hmac", {{h, x}, {u"template"_s, u"{id}{body}"_s}}));
    row("URL without URL", with("hmac", {{h, x}, {u"template"_s, u"{url}{body}"_s}}));
    row("no addresses", with("ip", {}, false));
    row("empty addresses", with("ip", {{u"addresses"_s, QJsonArray{}}}, false));
    row("addresses as text", with("ip", {{u"addresses"_s, u"10.0.0.1"_s}}, false));
    for (const char *bad : {"", "10", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "host.example", "10.0.0.256"})
        row(qPrintable(u"address \"%1\""_s.arg(QLatin1StringView(bad))),
            with("ip", {{u"addresses"_s, QJsonArray{QLatin1StringView(bad)}}}, false));
}

/// Above all: nothing that was meant to let in some lets in all.
void TestWebhookEndpoint::refusesVerify()
{
    QFETCH(QJsonValue, verify);
    const auto endpoint = WebhookEndpoint::fromConfig({{u"path"_s, u"x"_s}, {u"verify"_s, verify}});
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().code, Error::Code::InvalidInput);
    QCOMPARE(endpoint.error().context, u"verify"_s);
    QVERIFY(endpoint.error().message.endsWith(u'.'));
}

void TestWebhookEndpoint::handshakeOfTheScheme()
{
    QJsonObject config{{u"path"_s, u"x"_s},
        {u"verify"_s, QJsonObject{{u"scheme"_s, u"slack"_s}, {u"connection"_s, u"a"_s}}}};
    QCOMPARE(WebhookEndpoint::fromConfig(config)->handshake, u"slack"_s);
    config.insert(u"handshake"_s, u"cloudevents"_s);
    QCOMPARE(WebhookEndpoint::fromConfig(config)->handshake, u"cloudevents"_s);
    config.insert(u"handshake"_s, u"other"_s);
    QCOMPARE(WebhookEndpoint::fromConfig(config).error().context, u"handshake"_s);
    config.insert(u"handshake"_s, u"meta"_s);
    QCOMPARE(WebhookEndpoint::fromConfig(config).error().context, u"handshakeConnection"_s);
    config.insert(u"handshakeConnection"_s, u"meta"_s);
    QCOMPARE(WebhookEndpoint::fromConfig(config)->handshakeConnection, u"meta"_s);
}

void TestWebhookEndpoint::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("good");
    const auto row = [](const QString &path, bool good) {
        QTest::newRow(qPrintable(u'"' + path.left(30) + u'"')) << path << good;
    };
    row(u"a"_s, true);
    row(u"Shop/orders.v1/~new_one-2"_s, true);
    row(u"..."_s, true);
    row(QString(256, u'a'), true);
    row(QString(257, u'a'), false);
    row(u""_s, false);
    row(u"/a"_s, false);
    row(u"a/"_s, false);
    row(u"a//b"_s, false);
    row(u".."_s, false);
    row(u"a/../b"_s, false);
    row(u"./a"_s, false);
    row(u"a b"_s, false);
    row(u"a?b"_s, false);
    row(u"a%20b"_s, false);
    row(u"a\\b"_s, false);
    row(u"ä"_s, false);
    row(u"a\tb"_s, false);
}

void TestWebhookEndpoint::paths()
{
    QFETCH(QString, path);
    QFETCH(bool, good);
    const auto endpoint = WebhookEndpoint::fromConfig({{u"path"_s, path}});
    QCOMPARE(endpoint.has_value(), good);
    if (!good)
        QCOMPARE(endpoint.error().context, u"path"_s);
}

void TestWebhookEndpoint::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host"); // empty: refused
    QTest::addColumn<int>("port");
    const auto row = [](const char *text, const char *host, int port = 0) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(host) << port;
    };
    row("127.0.0.1:8787", "127.0.0.1", 8787);
    row(" 127.0.0.1:8787 ", "127.0.0.1", 8787);
    row("127.0.0.1:0", "127.0.0.1", 0);
    row("localhost:80", "127.0.0.1", 80);
    row("LOCALHOST:80", "127.0.0.1", 80);
    row("0.0.0.0:80", "0.0.0.0", 80);
    row("*:80", "0.0.0.0", 80);
    row("[::1]:8787", "::1", 8787);
    row("[::]:8787", "::", 8787);
    row("192.0.2.7:65535", "192.0.2.7", 65535);
    row("127.0.0.1", "");
    row("8787", "");
    row(":8787", "");
    row("127.0.0.1:", "");
    row("127.0.0.1:65536", "");
    row("127.0.0.1:-1", "");
    row("127.0.0.1:+1", "");
    row("127.0.0.1:http", "");
    row("::1:8787", "");
    row("[127.0.0.1]:80", "");
    row("[]:80", "");
    row("shop.example:80", "");
    row("127.1:80", "");
    row("http://127.0.0.1:80", "");
    row("256.0.0.1:80", "");
}

void TestWebhookEndpoint::addresses()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto address = ListenAddress::parse(text);
    QCOMPARE(address.has_value(), !host.isEmpty());
    if (address) {
        QCOMPARE(address->host.toString(), host);
        QCOMPARE(int(address->port), port);
    } else {
        QCOMPARE(address.error().code, Error::Code::InvalidInput);
        QCOMPARE(address.error().context, text);
    }
}

void TestWebhookEndpoint::urls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("v4") << u"127.0.0.1:8787"_s << u"http://127.0.0.1:8787"_s;
    QTest::newRow("v6") << u"[::1]:8787"_s << u"http://[::1]:8787"_s;
    QTest::newRow("any v4") << u"0.0.0.0:80"_s << u"http://127.0.0.1:80"_s;
    QTest::newRow("any v6") << u"[::]:80"_s << u"http://[::1]:80"_s;
}

void TestWebhookEndpoint::urls()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QCOMPARE(ListenAddress::parse(text)->url(), url);
}

void TestWebhookEndpoint::hosts_data()
{
    QTest::addColumn<QString>("bound");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("ours");
    const auto row = [](const char *bound, const char *host, bool ours) {
        QTest::newRow(
            qPrintable(QString::fromLatin1("%1 at %2").arg(QLatin1String(host), QLatin1String(bound))))
            << QString::fromLatin1(bound) << QByteArray(host) << ours;
    };
    row("127.0.0.1", "127.0.0.1:8787", true);
    row("127.0.0.1", "127.0.0.1", true);
    row("127.0.0.1", "localhost", true);
    row("127.0.0.1", "LocalHost:99", true);
    row("127.0.0.1", "[::1]:8787", true);
    row("127.0.0.1", "127.0.0.2", true);
    row("127.0.0.1", "tunnel.example", true);
    row("127.0.0.1", "Tunnel.Example:443", true);
    row("127.0.0.1", "evil.example", false);
    row("127.0.0.1", "localhost.evil.example", false);
    row("127.0.0.1", "192.0.2.7", false);
    row("127.0.0.1", "0.0.0.0", false);
    row("0.0.0.0", "192.0.2.7:8787", true);
    row("0.0.0.0", "[2001:db8::1]", true);
    row("0.0.0.0", "localhost", true);
    row("0.0.0.0", "evil.example", false);
    row("192.0.2.7", "192.0.2.7", true);
}

void TestWebhookEndpoint::hosts()
{
    QFETCH(QString, bound);
    QFETCH(QByteArray, host);
    QFETCH(bool, ours);
    const HostGuard guard(QHostAddress(bound), {"tunnel.EXAMPLE"});
    http::Request request;
    request.host = host;
    const auto refusal = guard.checkHost(request);
    QCOMPARE(!refusal, ours);
    if (refusal)
        QCOMPARE(refusal->status, 421);
}

void TestWebhookEndpoint::origins_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char *name, const char *value, bool taken) {
        QTest::newRow(
            qPrintable(QString::fromLatin1("%1: %2").arg(QLatin1String(name), QLatin1String(value))))
            << QByteArray(name) << QByteArray(value) << taken;
    };
    row("x", "y", true);
    row("origin", "http://127.0.0.1:8787", true);
    row("origin", "http://127.0.0.1:9999", false);
    row("origin", "http://127.0.0.1", false);
    row("origin", "https://evil.example", false);
    row("origin", "null", false);
    row("origin", "", false);
    row("origin", "file://127.0.0.1:8787", false);
    row("sec-fetch-site", "cross-site", false);
    row("sec-fetch-site", "same-site", false);
    row("sec-fetch-site", "same-origin", true);
    row("sec-fetch-site", "none", true);
}

void TestWebhookEndpoint::origins()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, taken);
    http::Request request;
    request.host = "127.0.0.1:8787";
    request.fields = {{name, value}};
    const auto refusal = HostGuard::checkOrigin(request);
    QCOMPARE(!refusal, taken);
    if (refusal)
        QCOMPARE(refusal->status, 403);
}

QTEST_APPLESS_MAIN(TestWebhookEndpoint)
#include "tst_webhookendpoint.moc"
