// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/httpclient.h"
#include "core/secret/connectiontype.h"
#include "core/secret/httpauth.h"
#include "tests/support/await.h"
#include "tests/support/receiver.h"

#include <QSet>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestConnectionTypes : public QObject
{
    Q_OBJECT

    static const ConnectionType &httpAuth() { return *findConnectionType(u"http-auth"_s); }

private slots:
    void everyKindCanBeShownAndFilledIn()
    {
        const QHash<QString, QJsonObject> smallest{
            {u"smtp"_s, {{u"host"_s, u"mail.test"_s}, {u"from"_s, u"shop@shop.test"_s}}}};
        QSet<QString> ids;
        for (const auto &type : connectionTypes()) {
            QVERIFY(!ids.contains(type.id));
            ids += type.id;
            QCOMPARE(findConnectionType(type.id), &type);
            for (const auto &text : {type.title, type.help, type.icon, type.secretLabel, type.secretHelp})
                QVERIFY2(!text.isEmpty(), qPrintable(type.id));
            for (const auto &field : type.fields)
                QVERIFY2(!field.label.isEmpty(), qPrintable(type.id + u'.' + field.name));
            // What is kept is taken again as it is.
            const auto checked = type.checked(smallest.value(type.id));
            QVERIFY2(checked.problems.isEmpty(), qPrintable(describe(checked.problems)));
            QCOMPARE(type.checked(checked.values).values, checked.values);
            auto strange = checked.values;
            strange.insert(u"no such field"_s, 1);
            QCOMPARE(type.checked(strange).problems.size(), 1);
            QCOMPARE(toJson(type).value(u"id"_s).toString(), type.id);
        }
        QCOMPARE(findConnectionType(u"nonsense"_s), nullptr);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << u"stripe-signing"_s << true;
        QTest::newRow("words") << u"Lager Süd 2"_s << true;
        QTest::newRow("one letter") << u"a"_s << true;
        QTest::newRow("longest") << QString(64, u'a') << true;
        QTest::newRow("too long") << QString(65, u'a') << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("space first") << u" a"_s << false;
        QTest::newRow("dash last") << u"a-"_s << false;
        QTest::newRow("looks like an option") << u"--force"_s << false;
        QTest::newRow("path") << u"../vault"_s << false;
        QTest::newRow("line break") << u"a\nb"_s << false;
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, isGood);
        QCOMPARE(isConnectionName(name), isGood);
    }

    void headers_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("bearer") << u"bearer"_s << QByteArray("abc") << QByteArray("Authorization")
                                << QByteArray("Bearer abc");
        // The example of RFC 7617, section 2.
        QTest::newRow("basic") << u"basic"_s << QByteArray("Aladdin:open sesame")
                               << QByteArray("Authorization")
                               << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        QTest::newRow("own") << u"header"_s << QByteArray("abc") << QByteArray("X-Api-Key")
                             << QByteArray("abc");
    }
    void headers()
    {
        QFETCH(QString, scheme);
        QFETCH(QByteArray, secret);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto header = httpAuthHeader({{u"scheme"_s, scheme}, {u"header"_s, u"X-Api-Key"_s}}, secret);
        QCOMPARE(header.first, name);
        QCOMPARE(header.second, value);
    }

    void whatNoHeaderCanBeIsRefused()
    {
        const QJsonObject own{{u"scheme"_s, u"header"_s}};
        QCOMPARE(httpAuth().checked(own).problems.value(0).field, u"header"_s);
        for (const auto &name : {u"X Api"_s, u"X:"_s, u"X\r\nY"_s, u"Ключ"_s})
            QCOMPARE(
                httpAuth().checked({{u"scheme"_s, u"header"_s}, {u"header"_s, name}}).problems.size(), 1);
        QVERIFY(httpAuth()
                    .checked({{u"scheme"_s, u"header"_s}, {u"header"_s, u"X-Api-Key"_s}})
                    .problems.isEmpty());
        QCOMPARE(httpAuth().checked({{u"testUrl"_s, u"file:///etc/passwd"_s}}).problems.size(), 1);
        QCOMPARE(httpAuth().checked({{u"scheme"_s, u"magic"_s}}).problems.size(), 1);

        QVERIFY(httpAuth().checkSecretOf({}, "abc").isEmpty());
        const auto injected = httpAuth().checkSecretOf({}, "abc\r\nX-Evil: 1");
        QVERIFY(!injected.isEmpty());
        QVERIFY(!injected.contains(u"abc"_s));
        const QJsonObject basic{{u"scheme"_s, u"basic"_s}};
        QVERIFY(!httpAuth().checkSecretOf(basic, "hunter2").contains(u"hunter2"_s));
        QVERIFY(!httpAuth().checkSecretOf(basic, "hunter2").isEmpty());
        QVERIFY(httpAuth().checkSecretOf(basic, "me:hunter2").isEmpty());
    }

    void theTestAsksTheService_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("taken") << 200 << true;
        QTest::newRow("elsewhere") << 302 << true;
        QTest::newRow("refused") << 401 << false;
        QTest::newRow("forbidden") << 403 << false;
        QTest::newRow("broken") << 500 << false;
    }
    void theTestAsksTheService()
    {
        QFETCH(int, status);
        QFETCH(bool, isGood);
        Receiver service;
        service.answer = [status](const Receiver::Request &) { return Receiver::reply(status, "s3cret"); };
        HttpClient http;
        const auto result = await(httpAuth().test(
            {{u"scheme"_s, u"bearer"_s}, {u"testUrl"_s, service.url()}}, "s3cret", {&http, nullptr}));
        QCOMPARE(service.requests.size(), 1);
        QCOMPARE(service.requests.first().method, QByteArray("GET"));
        QCOMPARE(service.requests.first().header("authorization"), QByteArray("Bearer s3cret"));
        QCOMPARE(result.has_value(), isGood);
        const auto said = result ? *result : result.error().message;
        QVERIFY2(said.contains(QString::number(status)), qPrintable(said));
        QVERIFY(!said.contains(u"s3cret"_s));
    }

    void aServiceThatIsNotThere()
    {
        Receiver service;
        const auto url = service.url();
        service.closeServer();
        HttpClient http;
        QCOMPARE(await(httpAuth().test({{u"testUrl"_s, url}}, "s3cret", {&http, nullptr})).error().code,
            Error::Code::Unavailable);
        QVERIFY(await(httpAuth().test({}, "s3cret", {&http, nullptr}))); // nobody to ask
    }
};

QTEST_GUILESS_MAIN(TestConnectionTypes)
#include "tst_connectiontypes.moc"
