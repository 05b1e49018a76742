// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/http/tls.h"
#include "core/webhook/formdesk.h"
#include "tests/core/webhook/hookfixture.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

WebForm contact()
{
    DataField name, amount, gift;
    name.name = u"name"_s;
    name.required = true;
    amount.name = u"amount"_s;
    amount.kind = DataField::Kind::Number;
    amount.maximum = 10;
    gift.name = u"gift"_s;
    gift.kind = DataField::Kind::Checkbox;
    gift.fallback = true;
    return {.slug = u"contact"_s,
        .rule = RuleId(u"shop"_s),
        .step = StepId(u"form"_s),
        .title = u"Contact"_s,
        .thanks = u"We write back."_s,
        .fields = {name, amount, gift}};
}

/// A listener with a form, and a browser that has opened it.
struct Desk : Fixture
{
    Desk()
    {
        listener->setForms({contact()});
        page = open();
        take(page);
    }

    Answer open() const { return ask(url, request("GET", "/form/contact", cookieField(), {})); }

    /// Keeps what the page hides.
    void take(const Answer &answer)
    {
        submission = hidden(answer, "_submission");
        token = hidden(answer, "_token");
        static const QRegularExpression set(u"Set-Cookie: (signalbox_form=[0-9a-f]+); (.*)"_s);
        if (const auto match = set.match(QString::fromLatin1(answer.head)); match.hasMatch())
            cookie = match.captured(1).toLatin1();
    }
    static QByteArray hidden(const Answer &answer, const QByteArray &name)
    {
        const QByteArray before = "name=\"" + name + "\" value=\"";
        const auto begin = answer.body.indexOf(before);
        return begin < 0 ? QByteArray()
                         : answer.body.mid(begin + before.size(),
                             answer.body.indexOf('"', begin + before.size()) - begin - before.size());
    }
    QByteArray cookieField() const
    {
        return cookie.isEmpty() ? QByteArray() : "Cookie: a=b; " + cookie + "\r\n";
    }

    QByteArray bodyOf(const QByteArray &fields) const
    {
        return fields + "&_submission=" + submission + "&_token=" + token;
    }
    Answer send(const QByteArray &fields,
        const QByteArray &headers = "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n")
    {
        return ask(url,
            request("POST", "/form/contact",
                headers + cookieField() + "Content-Type: application/x-www-form-urlencoded\r\n",
                bodyOf(fields)));
    }

    Answer page;
    QByteArray submission, token, cookie;
};

QJsonObject dataOf(const Event &event)
{
    return QJsonDocument::fromJson(*event.data).object();
}

} // namespace

class TestFormDesk : public QObject
{
    Q_OBJECT

private slots:
    void showsTheForm()
    {
        Desk desk;
        QCOMPARE(desk.page.status, 200);
        QVERIFY(desk.page.body.contains("<h1 id=\"title\">Contact</h1>"));
        QCOMPARE(desk.submission.size(), 32);
        for (const QByteArray header :
            {"Content-Type: text/html; charset=utf-8", "Content-Security-Policy: default-src 'none'",
                "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: same-origin",
                "Cross-Origin-Opener-Policy: same-origin", "Cache-Control: private, no-cache"})
            QVERIFY2(desk.page.head.contains("\r\n" + header), header.constData());
        QVERIFY(desk.page.head.contains("; Path=/form; HttpOnly; SameSite=Lax"));
        // Every opening is a submission of its own, in the same browser.
        const auto first = std::pair(desk.submission, desk.cookie);
        desk.take(desk.open());
        QVERIFY(desk.submission != first.first);
        QCOMPARE(desk.cookie, first.second);
        const auto head = ask(desk.url, request("HEAD", "/form/contact", {}, {}));
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
    }

    void whatIsSentIsTheBoardsEvent()
    {
        Desk desk;
        const auto answer = desk.send("name=Ada+L%C3%B6w&amount=2%2C5");
        QCOMPARE(answer.status, 303);
        QVERIFY(answer.head.contains("\r\nLocation: /form/contact?sent\r\n"));
        const auto event = desk.sink.stored().value(0);
        QCOMPARE(event.type, eventtype::formSubmitted);
        QCOMPARE(event.source, u"/form/contact"_s);
        QCOMPARE(event.subject, u"shop/form"_s);
        QCOMPARE(event.id.value, QString::fromLatin1(desk.submission));
        QVERIFY(event.request.isEmpty()); // it would be taken for what came through a hook
        QCOMPARE(
            dataOf(event), (QJsonObject{{u"name"_s, u"Ada Löw"_s}, {u"amount"_s, 2.5}, {u"gift"_s, false}}));
        const auto thanks = ask(desk.url, request("GET", "/form/contact?sent", {}, {}));
        QCOMPARE(thanks.status, 200);
        QVERIFY(thanks.body.contains("We write back."));
    }

    void theSamePageSendsOnce()
    {
        Desk desk;
        QCOMPARE(desk.send("name=Ada").status, 303);
        const auto again = desk.send("name=Bob");
        QCOMPARE(again.status, 303);
        QVERIFY(again.head.contains("\r\nLocation: /form/contact?sent=before\r\n"));
        QCOMPARE(desk.sink.stored().size(), 1);
        QCOMPARE(dataOf(desk.sink.stored().first()).value(u"name"_s).toString(), u"Ada"_s);
        QVERIFY(ask(desk.url, request("GET", "/form/contact?sent=before", {}, {}))
                    .body.contains("What was sent first counts"));
        desk.take(desk.open());
        QCOMPARE(desk.send("name=Bob").status, 303);
        QCOMPARE(desk.sink.stored().size(), 2);
    }

    void whatIsWrongIsSaidAndKept()
    {
        Desk desk;
        const auto submission = desk.submission;
        auto answer = desk.send("name=&amount=%3Cb%3E11&extra=1&gift=true");
        QCOMPARE(answer.status, 422);
        QCOMPARE(desk.sink.stored().size(), 0);
        QVERIFY(answer.body.contains("href=\"#f-name\"") && answer.body.contains("href=\"#f-amount\""));
        QVERIFY(answer.body.contains("value=\"&lt;b&gt;11\""));
        QVERIFY(answer.body.contains("id=\"f-amount-problem\""));
        QVERIFY(answer.body.contains("<li>extra: "));
        QVERIFY(answer.body.contains(" checked"));
        desk.take(answer);
        QCOMPARE(desk.submission, submission);
        QCOMPARE(desk.send("name=Ada&amount=10").status, 303);
        QCOMPARE(desk.sink.stored().size(), 1);
    }

    // --- who may send

    void otherSitesCannotSend_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("origin") << QByteArray("Origin: http://evil.example\r\n");
        QTest::newRow("other port") << QByteArray("Origin: http://localhost:1\r\n");
        QTest::newRow("no origin") << QByteArray("Origin: null\r\n");
        QTest::newRow("cross-site") << QByteArray("Sec-Fetch-Site: cross-site\r\n");
        QTest::newRow("same site") << QByteArray("Sec-Fetch-Site: same-site\r\n");
    }
    void otherSitesCannotSend()
    {
        QFETCH(QByteArray, headers);
        Desk desk;
        QCOMPARE(desk.send("name=Ada", headers).status, 403);
        QCOMPARE(desk.sink.stored().size(), 0);
    }

    void onlyOurPageCanSend_data()
    {
        QTest::addColumn<QByteArray>("submission");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("cookie");
        const QByteArray ours, none = "-", other(32, 'a');
        QTest::newRow("no token") << ours << none << ours;
        QTest::newRow("another's token") << ours << QByteArray("1700000000." + QByteArray(64, 'a')) << ours;
        QTest::newRow("another submission") << other << ours << ours;
        QTest::newRow("no submission") << none << ours << ours;
        QTest::newRow("no cookie") << ours << ours << none;
        QTest::newRow("another browser") << ours << ours << "signalbox_form=" + other;
    }
    void onlyOurPageCanSend()
    {
        QFETCH(QByteArray, submission);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, cookie);
        Desk desk;
        const auto use = [](QByteArray &own, const QByteArray &given) {
            if (!given.isEmpty())
                own = given == "-" ? QByteArray() : given;
        };
        use(desk.submission, submission);
        use(desk.token, token);
        use(desk.cookie, cookie);
        const auto answer = desk.send("name=Ada%22");
        QCOMPARE(answer.status, 403);
        QCOMPARE(desk.sink.stored().size(), 0);
        // The page comes back with what was typed, and works now.
        QVERIFY(answer.body.contains("value=\"Ada&quot;\""));
        desk.take(answer);
        QCOMPARE(desk.send("name=Ada").status, 303);
    }

    void aPageOfYesterdayIsSentOnceMore()
    {
        Desk desk;
        desk.clock.move(25h);
        const auto answer = desk.send("name=Ada");
        QCOMPARE(answer.status, 403);
        QVERIFY(answer.body.contains("send it once more"));
        desk.take(answer);
        QCOMPARE(desk.send("name=Ada").status, 303);
    }

    void aTokenIsOfOneForm()
    {
        Desk desk;
        auto other = contact();
        other.slug = u"other"_s;
        desk.listener->setForms({contact(), other});
        const auto answer = ask(desk.url,
            request("POST", "/form/other",
                desk.cookieField() + "Content-Type: application/x-www-form-urlencoded\r\n",
                desk.bodyOf("name=Ada")));
        QCOMPARE(answer.status, 403);
    }

    // --- limits

    void refusesWhatIsNoForm_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray type = "Content-Type: application/x-www-form-urlencoded\r\n";
        QTest::newRow("unknown") << request("GET", "/form/other", {}, {}) << 404;
        QTest::newRow("below it") << request("GET", "/form/contact/x", {}, {}) << 404;
        QTest::newRow("no slug") << request("GET", "/form/", {}, {}) << 404;
        QTest::newRow("method") << request("PUT", "/form/contact", {}, {}) << 405;
        QTest::newRow("JSON") << request("POST", "/form/contact", "Content-Type: application/json\r\n", "{}")
                              << 415;
        QTest::newRow("text/plain") << request("POST", "/form/contact", "Content-Type: text/plain\r\n", "a=b")
                                    << 415;
        QTest::newRow("multipart") << request(
            "POST", "/form/contact", "Content-Type: multipart/form-data; boundary=x\r\n", "")
                                   << 415;
        QTest::newRow("packed") << request("POST", "/form/contact", type + "Content-Encoding: gzip\r\n",
            gzip("a=b")) << 415;
        QTest::newRow("too large") << request("POST", "/form/contact", type, QByteArray(1024 * 1024 + 1, 'a'))
                                   << 413;
        QTest::newRow("host") << QByteArray("GET /form/contact HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                              << 421;
    }
    void refusesWhatIsNoForm()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        Desk desk;
        QCOMPARE(ask(desk.url, bytes).status, status);
    }

    void manyFieldsMakeNoEndlessPage()
    {
        Desk desk;
        QByteArray fields = "name=Ada";
        for (int i = 0; i < 100'000; ++i)
            fields += "&x" + QByteArray::number(i);
        const auto answer = desk.send(fields);
        QCOMPARE(answer.status, 422);
        QVERIFY(answer.body.size() < 100'000);
    }

    void aFullDiskKeepsWhatWasTyped()
    {
        Desk desk;
        desk.sink.error = Error{Error::Code::Unavailable, u"full"_s, {}};
        const auto submission = desk.submission;
        const auto answer = desk.send("name=Ada");
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.head.contains("\r\nRetry-After: "));
        QVERIFY(answer.body.contains("value=\"Ada\""));
        desk.sink.error.reset();
        desk.take(answer);
        QCOMPARE(desk.submission, submission);
        QCOMPARE(desk.send("name=Ada").status, 303);
    }

    void overTlsTheCookieIsSecure()
    {
        Desk desk;
        QVERIFY(!desk.page.head.contains("; Secure")); // or plain HTTP would never get it back
        const QTemporaryDir folder;
        const auto made = http::makeSelfSigned({u"localhost"_s}, desk.clock.now());
        for (const auto &[name, content] : {std::pair(u"c"_s, made->certificate), {u"k"_s, made->key}}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        }
        desk.listener->setUp(
            {.certificateFile = folder.filePath(u"c"_s), .keyFile = folder.filePath(u"k"_s)});
        const QUrl url(*desk.listener->listen(u"127.0.0.1:0"_s).result());
        QCOMPARE(url.scheme(), u"https"_s);
        QSslSocket browser;
        connect(&browser, &QSslSocket::sslErrors, &browser, [&] { browser.ignoreSslErrors(); });
        browser.connectToHostEncrypted(url.host(), quint16(url.port()));
        browser.write(request("GET", "/form/contact", {}, {}));
        QByteArray received;
        connect(&browser, &QSslSocket::readyRead, &browser, [&] { received += browser.readAll(); });
        QTRY_VERIFY(received.contains("\r\n\r\n"));
        const auto cookie = received.mid(received.indexOf("\r\nSet-Cookie: ") + 2);
        QVERIFY2(cookie.left(cookie.indexOf('\r')).endsWith("; Secure"), received.constData());
    }

    void aFormThatGoesIsGone()
    {
        Desk desk;
        desk.listener->setForms({});
        QCOMPARE(desk.send("name=Ada").status, 404);
        QCOMPARE(desk.open().status, 404);
        QVERIFY(desk.listener->strayCount() >= 2);
    }

    void slugsAreSafeInEveryAddress_data()
    {
        QTest::addColumn<QString>("slug");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << u"contact-us_2.0~x"_s << true;
        for (const auto &bad : {u""_s, u"."_s, u".."_s, u"a/b"_s, u"a b"_s, u"ä"_s, u"a?b"_s, u"a#b"_s,
                 u"a\n"_s, u"a%20b"_s, u"\"><b>"_s, QString(101, u'a')})
            QTest::newRow(qPrintable(bad)) << bad << false;
    }
    void slugsAreSafeInEveryAddress()
    {
        QFETCH(QString, slug);
        QFETCH(bool, isGood);
        QCOMPARE(checkSlug(slug).has_value(), isGood);
    }
};

QTEST_GUILESS_MAIN(TestFormDesk)
#include "tst_formdesk.moc"
