// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/webhook/hookfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHookSettings : public QObject
{
    Q_OBJECT

private slots:
    void allowedHosts();
    void limitsAreSetUp();
    void readsSettings_data();
    void readsSettings();
};

void TestHookSettings::allowedHosts()
{
    Fixture f;
    const QByteArray question = "GET /healthz HTTP/1.1\r\nHost: Tunnel.example:443\r\n\r\n";
    QCOMPARE(ask(f.url, question).status, 421);
    f.listener->setUp({.allowedHosts = {u"tunnel.example"_s}});
    QCOMPARE(ask(f.url, question).status, 200);
    f.url = QUrl(*f.listener->listen(u"127.0.0.1:0"_s).result());
    QCOMPARE(ask(f.url, question).status, 200);
}

void TestHookSettings::limitsAreSetUp()
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

void TestHookSettings::readsSettings_data()
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
    row("TLS", R"({"listenTls": {"certificate": "c.pem", "key": "/k.pem"}})");
    row("TLS without key", R"({"listenTls": {"certificate": "c.pem"}})", u"listenTls"_s);
    row("TLS as text", R"({"listenTls": "on"})", u"listenTls"_s);
    row("public URL", R"({"publicUrl": "https://hooks.example.com/base/"})");
    row("public URL without scheme", R"({"publicUrl": "hooks.example.com"})", u"publicUrl"_s);
    row("public URL with query", R"({"publicUrl": "https://hooks.example.com/?a"})", u"publicUrl"_s);
    row("a part of one", R"({"listenLimits": {"idleSeconds": 1.5}})", limits);
}

void TestHookSettings::readsSettings()
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
    if (given.contains(u"publicUrl"_s)) {
        QCOMPARE(read->publicUrl, u"https://hooks.example.com/base"_s);
        QCOMPARE(read->allowedHosts, QStringList{u"hooks.example.com"_s});
        return;
    }
    if (given.contains(u"listenTls"_s)) {
        QCOMPARE(read->certificateFile, dir.filePath(u"c.pem"_s));
        QCOMPARE(read->keyFile, u"/k.pem"_s);
    }
    QCOMPARE(read->allowedHosts.size(), given.value(u"allowedHosts").toArray().size());
    const auto limits = given.value(u"listenLimits").toObject();
    QCOMPARE(read->limits.connections, limits.value(u"connections").toInt(http::Limits().connections));
    QCOMPARE(read->limits.headerTime, std::chrono::seconds(limits.value(u"headerSeconds").toInt(10)));
    QCOMPARE(read->limits.bodyRate, limits.value(u"bodyRate").toInteger(http::Limits().bodyRate));
}

QTEST_GUILESS_MAIN(TestHookSettings)
#include "tst_hooksettings.moc"
