// SPDX-License-Identifier: GPL-3.0-or-later
// The senders' own libraries send to the real program: what they sign is let in, what was changed behind them
// is not, and what is let in stands in the log as it was meant. They are installed into a temporary folder by
// npm; without npm, or without a network, there is nothing to test.
#include "tests/support/program.h"

#include <QStandardPaths>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int installTime = 80'000; // ms
constexpr int sendTime = 20'000;

bool endsWell(QProcess &process, int ms)
{
    process.start();
    if (!process.waitForFinished(ms)) {
        process.kill();
        process.waitForFinished();
        return false;
    }
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace

class TestWebhookSdks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void signedByTheirOwn();
    void cloudEventsByTheirOwn();

private:
    void addConnection(const QString &name, const QByteArray &secret);
    void addHook(const QString &path, const QJsonObject &verify = {});
    /// What the script has printed, a line each.
    QList<QJsonObject> told(const QStringList &scriptAndArguments);

    QTemporaryDir m_folder;
    QString m_node;
    std::unique_ptr<Program> m_program;
};

void TestWebhookSdks::initTestCase()
{
    m_node = QStandardPaths::findExecutable(u"node"_s);
    const auto npm = QStandardPaths::findExecutable(u"npm"_s);
    if (m_node.isEmpty() || npm.isEmpty())
        QSKIP("Node and npm are not there.");
    for (const char *name : {"package.json", "send.mjs", "cloudevents.mjs"}) {
        QVERIFY(QFile::copy(QStringLiteral(SDK_FOLDER) + u'/' + QLatin1StringView(name),
            m_folder.filePath(QLatin1StringView(name))));
    }
    QProcess install;
    install.setWorkingDirectory(m_folder.path());
    install.setProgram(npm);
    // Their scripts are not wanted: what is run here is only what is called.
    install.setArguments({u"install"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s,
        u"--fetch-retries=0"_s, u"--loglevel=error"_s});
    if (!endsWell(install, installTime))
        QSKIP("The senders' libraries could not be installed (no network?).");
}

void TestWebhookSdks::init()
{
    m_program = std::make_unique<Program>();
    m_program->serve();
}

void TestWebhookSdks::cleanup()
{
    m_program.reset();
}

void TestWebhookSdks::addConnection(const QString &name, const QByteArray &secret)
{
    const auto set = m_program->run(
        {u"connection"_s, u"set"_s, name, u"--type"_s, u"webhook-secret"_s, u"--secret-stdin"_s}, secret);
    QVERIFY2(set.exit == 0, set.err.constData());
}

void TestWebhookSdks::addHook(const QString &path, const QJsonObject &verify)
{
    QJsonObject config{{u"path"_s, path}};
    if (!verify.isEmpty())
        config.insert(u"verify"_s, verify);
    const QJsonObject rule{{u"format"_s, u"signalbox/rule"_s}, {u"formatVersion"_s, 1}, {u"id"_s, path},
        {u"name"_s, path},
        {u"steps"_s,
            QJsonArray{QJsonObject{{u"id"_s, u"hook"_s}, {u"type"_s, u"webhook"_s}, {u"config"_s, config}}}}};
    const auto file = m_program->write(path + u".rule.json"_s, toCompactJson(rule));
    const auto imported = m_program->run({u"rule"_s, u"import"_s, file, u"--enable"_s});
    QVERIFY2(imported.exit == 0, imported.err.constData());
}

void TestWebhookSdks::signedByTheirOwn()
{
    const QByteArray standardSecret = "whsec_" + QByteArray(24, '\x05').toBase64();
    addConnection(u"hush"_s, "hush");
    addConnection(u"standard"_s, standardSecret);
    addHook(u"stripe"_s, {{u"scheme"_s, u"stripe"_s}, {u"connection"_s, u"hush"_s}});
    addHook(u"github"_s, {{u"scheme"_s, u"github"_s}, {u"connection"_s, u"hush"_s}});
    addHook(u"standardwebhooks"_s, {{u"scheme"_s, u"standard-webhooks"_s}, {u"connection"_s, u"standard"_s}});
    addHook(u"svix"_s, {{u"scheme"_s, u"svix"_s}, {u"connection"_s, u"standard"_s}});
    addHook(u"twilio"_s,
        {{u"scheme"_s, u"twilio"_s}, {u"connection"_s, u"hush"_s},
            {u"publicUrl"_s, u"https://hooks.example.com/hook/twilio"_s}});

    int good = 0, bad = 0;
    for (const auto &answer : told({u"send.mjs"_s, m_program->hooks, QString::fromLatin1(standardSecret)})) {
        const auto name = answer.value(u"name").toString();
        const bool isGood = name.endsWith(u", good");
        QVERIFY2(answer.value(u"status").toInt() == (isGood ? 202 : 401), qPrintable(name));
        ++(isGood ? good : bad);
    }
    QCOMPARE(good, 6);
    QCOMPARE(bad, 12);
    QStringList types;
    const auto listed = m_program->run({u"event"_s, u"list"_s});
    QCOMPARE(listed.exit, 0);
    for (const auto &event : listed.lines()) {
        if (event.value(u"source").toString().startsWith(u"/hook/"))
            types += event.value(u"type").toString();
    }
    QCOMPARE(types,
        QStringList({u"com.stripe.order.paid"_s, u"com.github.push"_s, u"order.paid"_s, u"order.paid"_s,
            u"signalbox.webhook.received"_s, u"signalbox.webhook.received"_s}));
}

void TestWebhookSdks::cloudEventsByTheirOwn()
{
    addHook(u"cloudevents"_s);
    const auto answers = told({u"cloudevents.mjs"_s, m_program->hooks});
    QCOMPARE(answers.size(), 2);
    for (const auto &answer : answers)
        QVERIFY2(answer.value(u"status").toInt() == 202, qPrintable(answer.value(u"answer").toString()));

    const auto events = m_program->run({u"event"_s, u"list"_s, u"--type"_s, u"com.example.order"_s}).lines();
    QStringList ids;
    for (auto event : events) {
        ids += event.take(u"id"_s).toString();
        QCOMPARE(event.take(u"sequence"_s), event.take(u"correlation"_s)); // caused by nothing
        QCOMPARE(event,
            QJsonObject({{u"specversion"_s, u"1.0"_s}, {u"source"_s, u"/shop/eu"_s},
                {u"type"_s, u"com.example.order"_s}, {u"subject"_s, u"order 7%"_s},
                {u"time"_s, u"2026-11-29T10:00:00.250Z"_s}, {u"datacontenttype"_s, u"application/json"_s},
                {u"partnerkey"_s, u"a-1"_s},
                {u"data"_s, QJsonObject{{u"note"_s, u"h\u00e9llo"_s}, {u"total"_s, 1.5}}}}));
    }
    QCOMPARE(ids, QStringList({u"A 1 binary"_s, u"A 1 structured"_s}));
}

QList<QJsonObject> TestWebhookSdks::told(const QStringList &scriptAndArguments)
{
    QProcess node;
    node.setWorkingDirectory(m_folder.path());
    node.setProgram(m_node);
    node.setArguments(scriptAndArguments);
    if (!endsWell(node, sendTime))
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
