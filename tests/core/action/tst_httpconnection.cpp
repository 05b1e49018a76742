// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that go out through a connection: what they carry, where they do not go, and what is never told.
#include "core/delivery/httpclient.h"
#include "core/secret/connectionbook.h"
#include "tests/support/fixedclock.h"
#include "tests/support/receiver.h"
#include "tests/support/stepwork.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestHttpConnection : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoIsAsking_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("bearer") << QJsonObject{{u"scheme"_s, u"bearer"_s}} << QByteArray("s3cret")
                                << QByteArray("authorization") << QByteArray("Bearer s3cret");
        QTest::newRow("basic") << QJsonObject{{u"scheme"_s, u"basic"_s}} << QByteArray("me:s3cret")
                               << QByteArray("authorization")
                               << "Basic " + QByteArray("me:s3cret").toBase64();
        QTest::newRow("own header") << QJsonObject{{u"scheme"_s, u"header"_s}, {u"header"_s, u"X-Api-Key"_s}}
                                    << QByteArray("s3cret") << QByteArray("x-api-key")
                                    << QByteArray("s3cret");
    }
    void saysWhoIsAsking()
    {
        QFETCH(QJsonObject, config);
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, header);
        keep(u"http-auth"_s, config, secret);
        // One header of the name goes out, and it is not what the step says.
        QVERIFY(send({{u"url"_s, m_receiver.url()},
            {u"headers"_s, QJsonObject{{QString::fromLatin1(header).toUpper(), u"mine"_s}}}}));
        QCOMPARE(m_receiver.requests.size(), 1);
        QTEST(m_receiver.requests.first().header(header), "value");
        QCOMPARE(std::ranges::count_if(m_receiver.requests.first().headers,
                     [&](const auto &sent) { return sent.first.compare(header, Qt::CaseInsensitive) == 0; }),
            1);
        QVERIFY(m_book.use(u"shop"_s).last);
        QCOMPARE(m_book.use(u"shop"_s).error, QString());
    }

    void signsWhatItSends()
    {
        // The example of the libraries of Standard Webhooks.
        keep(u"webhook-secret"_s, {}, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        auto work = workFor(u"http"_s,
            {{u"url"_s, m_receiver.url()}, {u"connection"_s, u"shop"_s},
                {u"body"_s, uR"({"test": 2432232314})"_s}});
        work.idempotencyKey = u"msg_p5jXN8AQM9LWM0D4loKWxJek"_s;
        work.now = fromMicroseconds(1'614'265'330'999'999);
        QVERIFY(outcomeOf(startStep(u"http"_s, work, services())));
        const auto &request = m_receiver.requests.first();
        QCOMPARE(request.header("webhook-id"), QByteArray("msg_p5jXN8AQM9LWM0D4loKWxJek"));
        QCOMPARE(request.header("webhook-timestamp"), QByteArray("1614265330"));
        QCOMPARE(request.header("webhook-signature"),
            QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    void aSecretThatCannotSignIsSaid()
    {
        keep(u"webhook-secret"_s, {}, "no base64!");
        const auto outcome = send({{u"url"_s, m_receiver.url()}});
        QVERIFY(!outcome);
        QVERIFY(!outcome.error().error.message.contains(u"no base64!"_s));
        QVERIFY(!m_book.use(u"shop"_s).error.isEmpty());
        QVERIFY(m_receiver.requests.isEmpty());
    }

    void withoutItsSecretNothingGoesOut()
    {
        QVERIFY(!send({{u"url"_s, m_receiver.url()}}));
        m_book.set(u"shop"_s, {u"http-auth"_s, {}});
        QVERIFY(!send({{u"url"_s, m_receiver.url()}}));
        const auto none = startStep(u"http"_s,
            workFor(u"http"_s, {{u"url"_s, m_receiver.url()}, {u"connection"_s, u"shop"_s}}),
            {&m_http, nullptr});
        QVERIFY(!none); // an engine that keeps no connections
        QVERIFY(m_receiver.requests.isEmpty());
    }

    void noEventChoosesWhoGetsTheSecret()
    {
        keep(u"http-auth"_s, {}, "s3cret");
        const auto start = [&](const QStringList &allowed) {
            return startStep(u"http"_s,
                workFor(u"http"_s,
                    {{u"url"_s, u"http://{{ event.data.host }}/"_s}, {u"connection"_s, u"shop"_s},
                        {u"allowHosts"_s, QJsonArray::fromStringList(allowed)}},
                    {{"url", Value::fromText(m_receiver.url())}}),
                services());
        };
        const auto refused = start({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Denied);
        QVERIFY(m_receiver.requests.isEmpty());
        QVERIFY(outcomeOf(start({u"127.0.0.1"_s})));
        QCOMPARE(m_receiver.requests.size(), 1);
    }

    void aRedirectTakesTheSecretNowhere()
    {
        keep(u"http-auth"_s, {}, "s3cret");
        Receiver elsewhere;
        m_receiver.answer = [&](const Receiver::Request &) {
            return Receiver::reply(302, {}, "Location: " + elsewhere.url().toLatin1() + "\r\n");
        };
        QVERIFY(!send({{u"url"_s, m_receiver.url()}}));
        QCOMPARE(m_receiver.requests.size(), 1);
        QVERIFY(elsewhere.requests.isEmpty());
    }

    void whatEchoesTheSecretIsCleaned_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("taken") << 200;
        QTest::newRow("refused") << 401;
        QTest::newRow("broken") << 500;
    }
    void whatEchoesTheSecretIsCleaned()
    {
        QFETCH(int, status);
        keep(u"http-auth"_s, {{u"scheme"_s, u"basic"_s}}, "me:s3cret-word");
        m_receiver.answer = [&](const Receiver::Request &request) {
            return Receiver::reply(status,
                R"({"you sent": ")" + request.header("authorization") + R"(", "password": "s3cret-word"})",
                "Content-Type: application/json\r\nX-Echo: " + request.header("authorization") + "\r\n");
        };
        const auto outcome = send({{u"url"_s, m_receiver.url()}});
        QCOMPARE(outcome.has_value(), status == 200);
        const auto told = outcome ? outcome->output.toJson() : outcome.error().error.message.toUtf8();
        QVERIFY2(told.contains("[secret]"), told.constData());
        QVERIFY2(!told.contains("s3cret-word"), told.constData());
        QVERIFY2(!told.contains(QByteArray("me:s3cret-word").toBase64().first(18)), told.constData());
        QCOMPARE(m_book.use(u"shop"_s).error.isEmpty(), status != 401);
        QVERIFY(!m_book.use(u"shop"_s).error.contains(u"s3cret-word"_s));
    }

private:
    void keep(const QString &type, const QJsonObject &config, const QByteArray &secret)
    {
        QVERIFY(m_vault.set(u"shop"_s, secret));
        m_book.set(u"shop"_s, {type, config});
    }
    ActionServices services() { return {&m_http, nullptr, &m_book}; }
    tl::expected<Delivery, AttemptError> send(QJsonObject config)
    {
        config.insert(u"connection"_s, u"shop"_s);
        return outcomeOf(startStep(u"http"_s, workFor(u"http"_s, config), services()));
    }

private slots:
    void cleanup()
    {
        m_receiver.requests.clear();
        m_receiver.answer = [](const Receiver::Request &) { return Receiver::reply(200, "ok"); };
        m_book.remove(u"shop"_s);
        QVERIFY(m_vault.remove(u"shop"_s));
    }

private:
    QTemporaryDir m_dir;
    FixedClock m_clock;
    Vault m_vault{m_dir.path()};
    ConnectionBook m_book{m_vault, m_clock};
    Receiver m_receiver;
    HttpClient m_http;
};

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_httpconnection.moc"
