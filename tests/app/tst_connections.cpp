// SPDX-License-Identifier: GPL-3.0-or-later
// Connections with the real program: from the command line to a signed webhook and a request that goes out,
// and the secret nowhere but in the vault.
#include "tests/support/program.h"
#include "tests/support/receiver.h"

#include <QDirIterator>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "s3cret-that-nobody-sees";

QByteArray signedRule()
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":"paid","name":"Paid","steps":[
        {"id":"hook","type":"webhook","config":{"path":"paid","verify":{"scheme":"github","connection":"shop"}}},
        {"id":"note","type":"log","config":{"message":"paid"}}],"links":[{"from":"hook","to":"note"}]})";
}

QByteArray callingRule(const QString &url)
{
    return R"({"format":"signalbox/rule","formatVersion":1,"id":"call","name":"Call","steps":[
        {"id":"go","type":"button","config":{}},
        {"id":"post","type":"http","config":{"url":")"
        + url.toUtf8() + R"(","connection":"service","retry":{"attempts":1}}}],
        "links":[{"from":"go","to":"post"}]})";
}

QByteArray signatureOf(const QByteArray &body)
{
    return "X-Hub-Signature-256: sha256="
        + QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toHex() + "\r\n";
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_program = std::make_unique<Program>(); }
    void cleanup() { m_program.reset(); }

    void setListTestDelete_data()
    {
        QTest::addColumn<bool>("isServed");
        QTest::newRow("by itself") << false;
        QTest::newRow("by an engine") << true;
    }
    void setListTestDelete()
    {
        QFETCH(bool, isServed);
        if (isServed)
            m_program->serve();
        auto answer = set(u"shop"_s, {u"--type"_s, u"webhook-secret"_s}, secret + '\n');
        QVERIFY2(answer.exit == 0, answer.err.constData());
        QCOMPARE(answer.line().value(u"hasSecret"_s), QJsonValue(true));
        QCOMPARE(
            set(u"bare"_s, {u"--type"_s, u"http-auth"_s, u"--config"_s, uR"({"scheme":"bearer"})"_s}).exit,
            0);
        answer = run({u"connection"_s, u"list"_s});
        QCOMPARE(answer.lines().size(), 2);
        QCOMPARE(answer.lines().at(0).value(u"name"_s), u"bare"_s);
        QCOMPARE(answer.lines().at(0).value(u"hasSecret"_s), QJsonValue(false));
        QCOMPARE(answer.lines().at(1).value(u"type"_s), u"webhook-secret"_s);
        QCOMPARE(run({u"connection"_s, u"test"_s, u"shop"_s}).exit, 0);
        QCOMPARE(run({u"connection"_s, u"test"_s, u"bare"_s}).exit, 1);
        QVERIFY(run({u"connection"_s, u"test"_s, u"none"_s}).exit != 0);
        QCOMPARE(run({u"connection"_s, u"delete"_s, u"shop"_s}).exit, 0);
        QVERIFY(run({u"connection"_s, u"delete"_s, u"shop"_s}).exit != 0);
        QCOMPARE(run({u"connection"_s, u"list"_s}).lines().size(), 1);
        QVERIFY(!m_said.contains(secret));
    }

    void whatIsWrongIsRefused()
    {
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"nonsense"_s}).exit, 2);
        QCOMPARE(set(u"shop"_s, {}).exit, 2);
        QCOMPARE(set(u"../x"_s, {u"--type"_s, u"http-auth"_s}).exit, 2);
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"http-auth"_s, u"--config"_s, u"{"_s}).exit, 2);
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"webhook-secret"_s}, "\n").exit, 2); // empty
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"http-auth"_s}, secret + "\r\nX-Evil: 1").exit, 2);
        QVERIFY(run({u"connection"_s, u"list"_s}).out.isEmpty());
        QVERIFY(!m_said.contains(secret));
    }

    void aSignedWebhookStartsItsRule()
    {
        m_program->serve();
        QCOMPARE(
            run({u"rule"_s, u"import"_s, u"--enable"_s, m_program->write(u"r.json"_s, signedRule())}).exit,
            0);
        const QByteArray body = R"({"order":7})";
        QCOMPARE(m_program->post(u"/hook/paid"_s, body, signatureOf(body)).status, 503); // no secret yet
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"webhook-secret"_s}, secret + '\n').exit, 0);
        QCOMPARE(m_program->post(u"/hook/paid"_s, body, signatureOf(body)).status, 202);
        QCOMPARE(m_program->post(u"/hook/paid"_s, body, signatureOf("other")).status, 401);
        QCOMPARE(m_program->post(u"/hook/paid"_s, body).status, 401);

        const auto used = run({u"connection"_s, u"delete"_s, u"shop"_s});
        QCOMPARE(used.exit, 1);
        QVERIFY2(used.err.contains("Paid"), used.err.constData());
        // The secret is there again after a restart, from the vault.
        QCOMPARE(m_program->terminate(), 0);
        m_program->serve();
        QCOMPARE(m_program->post(u"/hook/paid"_s, body, signatureOf(body)).status, 202);
        expectNoSecretIn();
    }

    void aClosedVaultStopsNothingElse()
    {
        m_program->serve();
        QCOMPARE(
            run({u"rule"_s, u"import"_s, u"--enable"_s, m_program->write(u"r.json"_s, signedRule())}).exit,
            0);
        QCOMPARE(set(u"shop"_s, {u"--type"_s, u"webhook-secret"_s}, secret).exit, 0);
        QCOMPARE(m_program->terminate(), 0);
        QVERIFY(QFile::remove(m_program->dataDir() + u"/vault.key"_s));
        m_program->serve();
        QCOMPARE(m_program->post(u"/hook/paid"_s, "{}", signatureOf("{}")).status, 503);
        QCOMPARE(m_program->request("GET", u"/healthz"_s).status, 200);
        const auto told = run({u"connection"_s, u"list"_s}).line();
        QVERIFY(told.value(u"lastError"_s).toString().contains(u"vault.key"_s));
        QVERIFY(set(u"new"_s, {u"--type"_s, u"webhook-secret"_s}, secret).exit != 0);
    }

    void theSecretIsNowhereButInTheVault_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("a run that succeeds") << 200;
        QTest::newRow("a run that fails") << 401;
    }
    void theSecretIsNowhereButInTheVault()
    {
        QFETCH(int, status);
        Receiver service;
        // One that says everything back.
        service.answer = [status](const Receiver::Request &request) {
            return Receiver::reply(status, R"({"said": ")" + request.header("authorization") + R"("})",
                "Content-Type: application/json\r\nX-Said: " + request.header("authorization") + "\r\n");
        };
        m_program->serve();
        QCOMPARE(set(u"service"_s, {u"--type"_s, u"http-auth"_s, u"--config"_s, uR"({"scheme":"bearer"})"_s},
                     secret)
                     .exit,
            0);
        QCOMPARE(run({u"rule"_s, u"import"_s, u"--enable"_s,
                         m_program->write(u"r.json"_s, callingRule(service.url()))})
                     .exit,
            0);
        const auto answer = run({u"rule"_s, u"run"_s, u"call"_s, u"--wait"_s});
        QCOMPARE(service.requests.size(), 1);
        QCOMPARE(service.requests.first().header("authorization"), "Bearer " + secret);
        QCOMPARE(answer.line().value(u"state"_s), status == 200 ? u"succeeded"_s : u"failed"_s);
        QVERIFY2(answer.out.contains("[secret]"), answer.out.constData());
        const auto told = run({u"connection"_s, u"list"_s}).line();
        QVERIFY(!told.value(u"lastUsed"_s).isNull());
        QCOMPARE(told.value(u"lastError"_s).isNull(), status == 200);
        expectNoSecretIn();
    }

private:
    Answer run(const QStringList &arguments, const QByteArray &input = {})
    {
        const auto answer = m_program->run(arguments, input);
        m_said += answer.out + answer.err;
        return answer;
    }
    Answer set(const QString &name, const QStringList &options, const QByteArray &given = {})
    {
        QStringList arguments{u"connection"_s, u"set"_s, name};
        arguments += options;
        if (!given.isEmpty())
            arguments += u"--secret-stdin"_s;
        return run(arguments, given);
    }

    /// In nothing that was said, and in no file of the data folder, while the engine runs and after it.
    void expectNoSecretIn()
    {
        QVERIFY(!m_said.contains(secret));
        QCOMPARE(m_program->terminate(), 0);
        int files = 0;
        QDirIterator all(m_program->dataDir(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto content = file.readAll();
            for (const auto &form : {secret, secret.toBase64(QByteArray::OmitTrailingEquals), secret.toHex()})
                QVERIFY2(!content.contains(form), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files >= 3); // store, vault, key
    }

    std::unique_ptr<Program> m_program;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
