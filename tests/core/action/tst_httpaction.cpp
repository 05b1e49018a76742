// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/httpclient.h"
#include "tests/support/receiver.h"
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHttpAction : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_receiver = std::make_unique<Receiver>();
        m_http = std::make_unique<HttpClient>();
    }
    void cleanup()
    {
        m_http.reset();
        m_receiver.reset();
    }

    void sendsWhatItIsTold()
    {
        const auto outcome = send({{u"method"_s, u"PUT"_s}, {u"url"_s, m_receiver->url(u"/paid?x=1"_s)},
            {u"headers"_s, QJsonObject{{u"X-Shop"_s, u"7"_s}}},
            {u"body"_s, QJsonObject{{u"order"_s, 7}, {u"note"_s, u"ä"_s}}}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().error.message));
        QCOMPARE(m_receiver->requests.size(), 1);
        const auto &request = m_receiver->requests.first();
        QCOMPARE(request.method, QByteArray("PUT"));
        QCOMPARE(request.target, QByteArray("/paid?x=1"));
        QCOMPARE(request.header("x-shop"), QByteArray("7"));
        QCOMPARE(request.header("content-type"), QByteArray("application/json"));
        QCOMPARE(request.header("idempotency-key"), QByteArray("run-step"));
        QCOMPARE(request.body, QByteArray(R"({"note":"ä","order":7})"));
    }

    void aTextIsSentAsItIs()
    {
        QVERIFY(send({{u"url"_s, m_receiver->url()}, {u"body"_s, u"hello"_s}}));
        QCOMPARE(m_receiver->requests.first().method, QByteArray("POST"));
        QCOMPARE(m_receiver->requests.first().body, QByteArray("hello"));
        QVERIFY(m_receiver->requests.first().header("content-type").startsWith("text/plain"));
    }

    void headersOfTheUserWin()
    {
        QVERIFY(send({{u"url"_s, m_receiver->url()}, {u"body"_s, QJsonObject{{u"a"_s, 1}}},
            {u"headers"_s,
                QJsonObject{
                    {u"content-type"_s, u"application/vnd.x+json"_s}, {u"idempotency-key"_s, u"mine"_s}}}}));
        const auto &request = m_receiver->requests.first();
        QCOMPARE(request.header("content-type"), QByteArray("application/vnd.x+json"));
        QCOMPARE(request.header("idempotency-key"), QByteArray("mine"));
        QCOMPARE(std::ranges::count_if(request.headers,
                     [](const auto &header) { return header.first.toLower() == "idempotency-key"; }),
            1);
    }

    void deliversTheAnswer()
    {
        m_receiver->answer = [](const Receiver::Request &) {
            return Receiver::reply(201, R"({"ok": true})", "Content-Type: application/json\r\nX-Id: 9\r\n");
        };
        const auto outcome = send({{u"url"_s, m_receiver->url()}});
        QVERIFY(outcome);
        QCOMPARE(*outcome->output.find("status"), Value::integer(201));
        QCOMPARE(outcome->output.find("body")->toJson(), QByteArray(R"({"ok":true})"));
        QCOMPARE(outcome->output.find("headers")->find("x-id")->toQString(), u"9"_s);
    }

    void anAnswerThatIsNoJsonIsText()
    {
        m_receiver->answer = [](const Receiver::Request &) {
            return Receiver::reply(200, "not {json", "Content-Type: application/json\r\n");
        };
        const auto outcome = send({{u"url"_s, m_receiver->url()}});
        QVERIFY(outcome);
        QCOMPARE(outcome->output.find("body")->toQString(), u"not {json"_s);
    }

    void saysWhetherAnotherAttemptHelps_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        QTest::newRow("500") << 500 << true;
        QTest::newRow("503") << 503 << true;
        QTest::newRow("429") << 429 << true;
        QTest::newRow("401") << 401 << true; // the other side may just be mending it
        QTest::newRow("410") << 410 << false;
        QTest::newRow("redirect, which is not followed") << 302 << true;
    }
    void saysWhetherAnotherAttemptHelps()
    {
        QFETCH(int, status);
        m_receiver->answer = [status](const Receiver::Request &) {
            return Receiver::reply(status, "sorry", "Retry-After: 7\r\nLocation: http://127.0.0.1:1/\r\n");
        };
        const auto outcome = send({{u"url"_s, m_receiver->url()}});
        QVERIFY(!outcome);
        QTEST(outcome.error().retry, "again");
        QVERIFY2(outcome.error().error.message.contains(QString::number(status))
                && outcome.error().error.message.contains(u"sorry"_s),
            qPrintable(outcome.error().error.message));
        if (status == 503)
            QCOMPARE(outcome.error().notBefore, std::optional<std::chrono::milliseconds>(7s));
        QCOMPARE(m_receiver->requests.size(), 1);
    }

    void nobodyThereMayBeThereLater()
    {
        const auto url = m_receiver->url();
        m_receiver->closeServer();
        const auto outcome = send({{u"url"_s, url}});
        QVERIFY(!outcome);
        QVERIFY(outcome.error().retry);
    }

    void silenceEndsWithTheTimeLimit()
    {
        m_receiver->answer = [](const Receiver::Request &) { return QByteArray(); };
        const auto outcome = send({{u"url"_s, m_receiver->url()}, {u"timeout"_s, u"100ms"_s}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().error.code, Error::Code::Timeout);
        QVERIFY(outcome.error().retry);
    }

    /// A host that stands in the URL as the user wrote it may be any; one that an expression gave must be
    /// public.
    void guardsHostsFromExpressions_data()
    {
        QTest::addColumn<QString>("written"); // HOST stands for the receiver's address
        QTest::addColumn<QStringList>("allowed");
        QTest::addColumn<bool>("goes");
        const QStringList none;
        QTest::newRow("written out") << u"http://HOST/x"_s << none << true;
        QTest::newRow("expression in the path") << u"http://HOST/{{ event.data.x }}"_s << none << true;
        QTest::newRow("expression in the query") << u"http://HOST?x={{ event.data.x }}"_s << none << true;
        QTest::newRow("expression as the host") << u"http://{{ event.data.x }}/"_s << none << false;
        QTest::newRow("expression as the port") << u"http://127.0.0.1:{{ event.data.x }}/"_s << none << false;
        QTest::newRow("expression behind the host") << u"http://HOST{{ event.data.x }}"_s << none << false;
        QTest::newRow("expression as the whole") << u"{{ event.data.x }}"_s << none << false;
        QTest::newRow("expression as the scheme") << u"{{ event.data.x }}://HOST/"_s << none << false;
        QTest::newRow("host that is allowed")
            << u"http://{{ event.data.x }}/"_s << QStringList{u"127.0.0.1"_s} << true;
        QTest::newRow("another host is allowed")
            << u"http://{{ event.data.x }}/"_s << QStringList{u"127.0.0.2"_s} << false;
    }
    void guardsHostsFromExpressions()
    {
        QFETCH(QString, written);
        QFETCH(QStringList, allowed);
        QFETCH(bool, goes);
        const auto work = workFor(u"http"_s,
            {{u"url"_s, written.replace(u"HOST"_s, u"127.0.0.1:%1"_s.arg(m_receiver->port()))},
                {u"allowHosts"_s, QJsonArray::fromStringList(allowed)}},
            {{"url", Value::fromText(m_receiver->url())}});
        const auto outcome = outcomeOf(startStep(u"http"_s, work, {m_http.get(), nullptr}));
        QCOMPARE(outcome.has_value(), goes);
        QCOMPARE(m_receiver->requests.size(), goes ? 1 : 0);
        if (!goes) {
            QCOMPARE(outcome.error().error.code, Error::Code::Denied);
            QVERIFY(!outcome.error().retry);
        }
    }

    void aTimeLimitThatIsNoneIsRefused()
    {
        const auto result = startStep(u"http"_s,
            workFor(u"http"_s, {{u"url"_s, m_receiver->url()}, {u"timeout"_s, u"soon"_s}}),
            {m_http.get(), nullptr});
        QVERIFY(!result);
        QCOMPARE(result.error().context, u"timeout"_s);
    }

private:
    tl::expected<Delivery, AttemptError> send(const QJsonObject &config)
    {
        return outcomeOf(startStep(u"http"_s, workFor(u"http"_s, config), {m_http.get(), nullptr}));
    }

    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<HttpClient> m_http;
};

QTEST_GUILESS_MAIN(TestHttpAction)
#include "tst_httpaction.moc"
