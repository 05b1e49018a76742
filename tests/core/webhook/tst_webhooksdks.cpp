// SPDX-License-Identifier: GPL-3.0-or-later
// What the senders' own libraries sign is let in, and what was changed behind them is not. They are installed
// into a temporary folder by npm; without npm, or without a network, there is nothing to test.
#include "core/webhook/listener.h"
#include "tests/support/mapsecrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int installTime = 80'000; // ms
constexpr int sendTime = 20'000;

class KeepingSink : public EventSink
{
public:
    void append(QList<Event> events, Answered answered) override
    {
        QList<Appended> answer;
        for (const auto &event : events) {
            taken += event;
            answer += Appended{event.id.isEmpty() ? EventId(u"made"_s) : event.id, taken.size(), false};
        }
        answered(answer);
    }

    QList<Event> taken; // in the listener's thread, which is the test's
};

/// Whether it ended well in time, the listener answering meanwhile.
bool run(QProcess &process, int ms)
{
    process.start();
    const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, ms);
    if (!ended) {
        process.kill();
        process.waitForFinished(2000);
    }
    return ended && process.error() != QProcess::FailedToStart && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

QJsonObject config(
    const char *path, const char *scheme, const char *connection, const char *publicUrl = nullptr)
{
    QJsonObject verify{
        {u"scheme"_s, QLatin1StringView(scheme)}, {u"connection"_s, QLatin1StringView(connection)}};
    if (publicUrl)
        verify.insert(u"publicUrl"_s, QLatin1StringView(publicUrl));
    return {{u"path"_s, QLatin1StringView(path)}, {u"verify"_s, verify}};
}

} // namespace

class TestWebhookSdks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void signedByTheirOwn();
    void cloudEventsByTheirOwn();

private:
    /// What the script has printed, a line each.
    QList<QJsonObject> told(const QStringList &scriptAndArguments);

    QTemporaryDir m_folder;
    QString m_node;
};

void TestWebhookSdks::initTestCase()
{
    m_node = QStandardPaths::findExecutable(u"node"_s);
    const auto npm = QStandardPaths::findExecutable(u"npm"_s);
    if (m_node.isEmpty() || npm.isEmpty())
        QSKIP("Node and npm are not there.");
    for (const char *name : {"package.json", "send.mjs", "cloudevents.mjs"}) {
        QVERIFY(QFile::copy(QStringLiteral(SIGNALBOX_SDK_FOLDER) + u'/' + QLatin1StringView(name),
            m_folder.filePath(QLatin1StringView(name))));
    }
    QProcess install;
    install.setWorkingDirectory(m_folder.path());
    install.setProgram(npm);
    // Their scripts are not wanted: what is run here is only what is called.
    install.setArguments({u"install"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s,
        u"--fetch-retries=0"_s, u"--loglevel=error"_s});
    if (!run(install, installTime))
        QSKIP("The senders' libraries could not be installed (no network?).");
}

void TestWebhookSdks::signedByTheirOwn()
{
    const QByteArray standardSecret = "whsec_" + QByteArray(24, '\x05').toBase64();
    const MapSecrets secrets({{u"hush"_s, "hush"}, {u"standard"_s, standardSecret}});
    KeepingSink sink;
    const SystemClock clock;
    WebhookListener listener(sink, clock, &secrets);
    const auto url = listener.listen(u"127.0.0.1:0"_s).result();
    QVERIFY(url);
    QList<WebhookEndpoint> endpoints;
    for (const auto &one : {config("stripe", "stripe", "hush"), config("github", "github", "hush"),
             config("standardwebhooks", "standard-webhooks", "standard"), config("svix", "svix", "standard"),
             config("twilio", "twilio", "hush", "https://hooks.example.com/hook/twilio")})
        endpoints += *WebhookEndpoint::fromConfig(one);
    listener.setEndpoints(endpoints);

    int good = 0, bad = 0;
    for (const auto &answer : told({u"send.mjs"_s, *url, QString::fromLatin1(standardSecret)})) {
        const auto name = answer.value(u"name").toString();
        const bool isGood = name.endsWith(u", good");
        QVERIFY2(answer.value(u"status").toInt() == (isGood ? 202 : 401), qPrintable(name));
        ++(isGood ? good : bad);
    }
    QCOMPARE(good, 6);
    QCOMPARE(bad, 12);
    QStringList types;
    for (const auto &event : std::as_const(sink.taken))
        types += event.type;
    QCOMPARE(types,
        QStringList({u"com.stripe.order.paid"_s, u"com.github.push"_s, u"order.paid"_s, u"order.paid"_s,
            u"signalbox.webhook.received"_s, u"signalbox.webhook.received"_s}));
}

void TestWebhookSdks::cloudEventsByTheirOwn()
{
    KeepingSink sink;
    const SystemClock clock;
    WebhookListener listener(sink, clock, nullptr);
    const auto url = listener.listen(u"127.0.0.1:0"_s).result();
    QVERIFY(url);
    listener.setEndpoints({*WebhookEndpoint::fromConfig({{u"path"_s, u"cloudevents"_s}})});

    const auto answers = told({u"cloudevents.mjs"_s, *url});
    QCOMPARE(answers.size(), 2);
    for (const auto &answer : answers)
        QVERIFY2(answer.value(u"status").toInt() == 202, qPrintable(answer.value(u"answer").toString()));
    QCOMPARE(sink.taken.size(), 2);
    for (const auto &event : std::as_const(sink.taken)) {
        QVERIFY(event.id.value == u"A 1 binary" || event.id.value == u"A 1 structured");
        QCOMPARE(event.source, u"/shop/eu"_s);
        QCOMPARE(event.type, u"com.example.order"_s);
        QCOMPARE(event.subject, u"order 7%"_s);
        QCOMPARE(event.dataContentType, u"application/json"_s);
        QCOMPARE(toRfc3339(event.time), u"2026-11-29T10:00:00.250Z"_s);
        QCOMPARE(event.extensions, QJsonObject({{u"partnerkey"_s, u"a-1"_s}}));
        QCOMPARE(QJsonDocument::fromJson(event.data.value_or(QByteArray())).object(),
            QJsonObject({{u"note"_s, u"h\u00e9llo"_s}, {u"total"_s, 1.5}}));
    }
    QVERIFY(sink.taken.first().id != sink.taken.last().id);
}

QList<QJsonObject> TestWebhookSdks::told(const QStringList &scriptAndArguments)
{
    QProcess node;
    node.setWorkingDirectory(m_folder.path());
    node.setProgram(m_node);
    node.setArguments(scriptAndArguments);
    if (!run(node, sendTime))
        qWarning("%s", node.readAllStandardError().constData());
    QList<QJsonObject> lines;
    for (const auto &line : node.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty())
            lines += QJsonDocument::fromJson(line).object();
    }
    return lines;
}

QTEST_GUILESS_MAIN(TestWebhookSdks)
#include "tst_webhooksdks.moc"
