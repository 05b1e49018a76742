// SPDX-License-Identifier: GPL-3.0-or-later
// paypal/ has a root of our own, what it certifies for PayPal's name and for another, a certificate that
// certifies itself, and for each what its key makes of `signedText`. The keys are gone.
#include "core/webhook/certificatebook.h"
#include "core/webhook/x509.h"
#include "tests/core/webhook/signedcase.h"
#include "tests/support/fixedclock.h"

#include <QFile>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray signedText("tx-1|2026-01-02T03:04:05Z|WEBHOOK-ID|1429317798");
const QByteArray certificateUrl("https://api.paypal.com/v1/notifications/certs/CERT-1");

QByteArray fileOf(const char *name)
{
    QFile file(QStringLiteral(SIGNALBOX_PAYPAL_FOLDER) + u'/' + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A network that has one page, and answers when told.
struct Network
{
    CertificateBook::Fetch fetch()
    {
        return [this](const QString &url, const CertificateBook::Take &take) {
            asked += url;
            open += take;
            if (!holds)
                answer();
        };
    }
    void answer()
    {
        for (const auto &take : std::exchange(open, {})) {
            if (page.isEmpty())
                take(failure(Error::Code::Unavailable, u"Away."_s));
            else
                take(page);
        }
    }

    QByteArray page = fileOf("paypal.pem");
    QStringList asked;
    bool holds = false;
    QList<CertificateBook::Take> open;
};

SignedCase good(const char *signature = "paypal.sig")
{
    return {.verify = {{u"scheme"_s, u"paypal"_s}},
        .secret = "WEBHOOK-ID",
        .headers = {{"paypal-transmission-id", "tx-1"}, {"paypal-transmission-time", "2026-01-02T03:04:05Z"},
            {"paypal-transmission-sig", fileOf(signature)}, {"paypal-cert-url", certificateUrl},
            {"paypal-auth-algo", "SHA256withRSA"}},
        .body = R"({"id":"WH-1","event_type":"PAYMENT.SALE.COMPLETED"})"};
}

} // namespace

class TestWebhookPaypal : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void letsIn();
    void tampering_data();
    void tampering();
    void urls_data();
    void urls();
    void otherCertificates_data();
    void otherCertificates();
    void firstWaitsThenKnows();
    void failuresAreTriedAgain();
    void asksNoMoreThanFourAtOnce();
    void goesWhileFetching();
    void withoutBook();
    void garbageIsNoCertificate();

private:
    int status(const SignedCase &given, Proof *proof = nullptr)
    {
        const MapSecrets secrets({{u"sender"_s, given.secret}});
        auto answer = checkSender(given.request(), *given.endpoint(), *findSignatureScheme(u"paypal"_s),
            &secrets, m_clock.now(), m_book.get());
        if (answer && proof)
            *proof = *answer;
        return answer ? 200 : answer.error().status;
    }

    FixedClock m_clock;
    std::unique_ptr<Network> m_network;
    std::unique_ptr<CertificateBook> m_book;
};

void TestWebhookPaypal::init()
{
    m_clock.set(*fromRfc3339(u"2030-01-01T00:00:00Z"));
    m_network = std::make_unique<Network>();
    m_book = std::make_unique<CertificateBook>(m_network->fetch(), m_clock, fileOf("root.pem"));
    QVERIFY(!m_network->page.isEmpty());
}

void TestWebhookPaypal::letsIn()
{
    QVERIFY(x509::isSignedBy(fileOf("paypal.pem"), QByteArray::fromBase64(fileOf("paypal.sig")), signedText));
    Proof proof;
    QCOMPARE(status(good(), &proof), 200);
    QCOMPARE(proof.id, QByteArray("tx-1"));
    QCOMPARE(status(good()), 200);
    QCOMPARE(m_network->asked, QStringList{QString::fromLatin1(certificateUrl)});
}

void TestWebhookPaypal::tampering_data()
{
    QTest::addColumn<QByteArray>("header"); // empty: the body, "secret": the secret
    QTest::addColumn<QByteArray>("value"); // null: it is not there
    const auto row = [](const char *name, const QByteArray &header, const QByteArray &value) {
        QTest::newRow(name) << header << value;
    };
    row("other body", {}, R"({"id":"WH-2","event_type":"PAYMENT.SALE.COMPLETED"})");
    row("empty body", {}, "");
    row("other webhook", "secret", "WEBHOOK-IE");
    row("webhook with a line end", "secret", "WEBHOOK-ID\n");
    row("other id", "paypal-transmission-id", "tx-2");
    row("other time", "paypal-transmission-time", "2026-01-02T03:04:06Z");
    row("other algorithm", "paypal-auth-algo", "SHA1withRSA");
    row("signature of another", "paypal-transmission-sig", fileOf("foreign.sig"));
    row("no signature", "paypal-transmission-sig", "x");
    row("signature without padding", "paypal-transmission-sig", fileOf("paypal.sig").chopped(2));
    row("signature and a space", "paypal-transmission-sig", fileOf("paypal.sig") + ' ');
    for (const auto &[name, value] : good().headers) {
        row(qPrintable(u"without "_s + QString::fromLatin1(name)), name, {});
        row(qPrintable(u"empty "_s + QString::fromLatin1(name)), name, "");
        row(qPrintable(u"twice "_s + QString::fromLatin1(name)), name, "twice");
    }
}

void TestWebhookPaypal::tampering()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    auto given = good();
    if (header.isEmpty()) {
        given.body = value;
    } else if (header == "secret") {
        given.secret = value;
    } else if (value.isNull()) {
        given.headers.removeIf([&](const auto &one) { return one.first == header; });
    } else if (value == "twice") {
        given.headers.emplace_back(header, given.header(header));
    } else {
        given.header(header) = value;
    }
    QCOMPARE(status(given), 401);
}

void TestWebhookPaypal::urls_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *url, bool allowed) { QTest::newRow(url) << QByteArray(url) << allowed; };
    row("https://api.paypal.com/v1/notifications/certs/CERT-1", true);
    row("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1", true);
    row("https://API.PayPal.com/x", true);
    row("http://api.paypal.com/x", false);
    row("https://paypal.com.evil.example/x", false);
    row("https://evilpaypal.com/x", false);
    row("https://api.paypal.com:8443/x", false);
    row("https://api.paypal.com@evil.example/x", false);
    row("https://evil.example/.paypal.com", false);
    row("https://evil.example#.paypal.com", false);
    row("https://evil.example\\.paypal.com/x", false);
    row("https://user@api.paypal.com/x", false);
    row("https://api.paypal.com/x#y", false);
    row("https://127.0.0.1/x", false);
    row("file:///etc/passwd", false);
    row("//api.paypal.com/x", false);
    row("https://api.paypal.com./x", false);
    row("x", false);
    QTest::newRow("long") << "https://api.paypal.com/" + QByteArray(512, 'x') << false;
}

/// Nobody can make us ask another host.
void TestWebhookPaypal::urls()
{
    QFETCH(QByteArray, url);
    QFETCH(bool, allowed);
    auto given = good();
    given.header("paypal-cert-url") = url;
    QCOMPARE(status(given), allowed ? 200 : 401);
    QCOMPARE(m_network->asked.size(), allowed ? 1 : 0);
}

void TestWebhookPaypal::otherCertificates_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("signature");
    QTest::addColumn<QString>("now");
    const auto later = u"2030-01-01T00:00:00Z"_s;
    QTest::newRow("of another name") << fileOf("foreign.pem") << QByteArray("foreign.sig") << later;
    QTest::newRow("by itself") << fileOf("self.pem") << QByteArray("self.sig") << later;
    QTest::newRow("by itself, with the root behind it")
        << fileOf("self.pem") + fileOf("root.pem") << QByteArray("self.sig") << later;
    QTest::newRow("foreign, with PayPal's behind it")
        << fileOf("foreign.pem") + fileOf("paypal.pem") << QByteArray("foreign.sig") << later;
    QTest::newRow("not yet valid") << fileOf("paypal.pem") << QByteArray("paypal.sig")
                                   << u"2020-01-01T00:00:00Z"_s;
    QTest::newRow("no longer valid") << fileOf("paypal.pem") << QByteArray("paypal.sig")
                                     << u"2200-01-01T00:00:00Z"_s;
    QTest::newRow("a page") << QByteArray("<html>Not found</html>") << QByteArray("paypal.sig") << later;
    QTest::newRow("cut") << fileOf("paypal.pem").chopped(100) << QByteArray("paypal.sig") << later;
}

void TestWebhookPaypal::otherCertificates()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, signature);
    QFETCH(QString, now);
    m_network->page = page;
    m_clock.set(*fromRfc3339(now));
    QCOMPARE(status(good(signature.constData())), 503);
}

void TestWebhookPaypal::firstWaitsThenKnows()
{
    m_network->holds = true;
    QCOMPARE(status(good()), 503);
    QCOMPARE(status(good()), 503);
    QCOMPARE(m_network->asked.size(), 1);
    m_network->answer();
    QCOMPARE(status(good()), 200);
    m_network->holds = false;
    m_clock.move(23h);
    QCOMPARE(status(good()), 200);
    QCOMPARE(m_network->asked.size(), 1);
    m_clock.move(1h);
    QCOMPARE(status(good()), 200); // asked for anew
    QCOMPARE(m_network->asked.size(), 2);
}

void TestWebhookPaypal::failuresAreTriedAgain()
{
    const auto page = std::exchange(m_network->page, {});
    QCOMPARE(status(good()), 503);
    m_network->page = page;
    QCOMPARE(status(good()), 503); // not at once
    QCOMPARE(m_network->asked.size(), 1);
    m_clock.move(1min);
    QCOMPARE(status(good()), 200);
}

void TestWebhookPaypal::asksNoMoreThanFourAtOnce()
{
    m_network->holds = true;
    m_network->page.clear();
    for (int i = 0; i < 200; ++i) {
        auto given = good();
        given.header("paypal-cert-url") += QByteArray::number(i);
        QCOMPARE(status(given), 503);
    }
    QCOMPARE(m_network->asked.size(), 4);
    m_network->answer();
    m_network->holds = false;
    for (int i = 0; i < 200; ++i) {
        auto given = good();
        given.header("paypal-cert-url") += "again" + QByteArray::number(i);
        QCOMPARE(status(given), 503);
    }
    // Whatever was made up before, there is room for the real one.
    m_network->page = fileOf("paypal.pem");
    QCOMPARE(status(good()), 200);
}

void TestWebhookPaypal::goesWhileFetching()
{
    m_network->holds = true;
    QCOMPARE(status(good()), 503);
    m_book.reset();
    m_network->answer();
    QCOMPARE(status(good()), 503);
}

void TestWebhookPaypal::withoutBook()
{
    m_book.reset();
    QCOMPARE(status(good()), 503);
}

void TestWebhookPaypal::garbageIsNoCertificate()
{
    for (const auto &pem :
        {QByteArray(), QByteArray("x"), fileOf("paypal.sig"), fileOf("paypal.pem").first(300)}) {
        QVERIFY(!x509::isTrusted(pem, fileOf("root.pem"), ".paypal.com", m_clock.now()));
        QVERIFY(!x509::isSignedBy(pem, QByteArray::fromBase64(fileOf("paypal.sig")), signedText));
    }
    QVERIFY(!x509::isTrusted(fileOf("paypal.pem"), {}, ".paypal.com", m_clock.now())); // not by the system
    QVERIFY(!x509::isTrusted(fileOf("paypal.pem"), "x", ".paypal.com", m_clock.now()));
}

QTEST_APPLESS_MAIN(TestWebhookPaypal)
#include "tst_webhookpaypal.moc"
