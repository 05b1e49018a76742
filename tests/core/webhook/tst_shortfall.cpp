// SPDX-License-Identifier: GPL-3.0-or-later
// What the owner of a hook is told of a request that was not let in; of every scheme that signs.
#include "core/webhook/hooklog.h"
#include "tests/core/webhook/signedcase.h"

#include <QHash>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 now = 1'700'000'000;
const QByteArray body("{\"id\":1}");

/// What is missed where nothing is signed: of a scheme that takes two ways the header of its first.
QByteArray missedOf(const Sender &sender)
{
    static const QHash<QString, QByteArray> firstWays{{u"gitea x-forgejo-signature"_s, "x-gitea-signature"},
        {u"shopify shopify-hmac-sha256"_s, "x-shopify-hmac-sha256"}, {u"svix webhook-signature"_s, "svix-id"},
        {u"gitlab webhook-signature"_s, "x-gitlab-token"}};
    const auto scheme = sender.name.section(u' ', 0, 0);
    return firstWays.value(scheme + u' ' + QString::fromLatin1(sender.signature), sender.signature);
}

/// None: it was let in.
std::optional<Shortfall> shortfallOf(const SignedCase &given)
{
    const MapSecrets secrets({{u"sender"_s, given.secret}});
    Shortfall shortfall;
    const auto endpoint = given.endpoint();
    if (!endpoint)
        qFatal("%s", qPrintable(endpoint.error().message));
    const auto proof = checkSender(given.request(), *endpoint, *findSignatureScheme(endpoint->verify.scheme),
        &secrets, Instant(std::chrono::seconds(given.now)), nullptr, &shortfall);
    if (proof)
        return {};
    return shortfall;
}

QString told(const Shortfall &shortfall)
{
    HookRequest request;
    request.verdict = HookRequest::Verdict::WrongSignature;
    request.shortfall = shortfall;
    return verdictText(request);
}

} // namespace

class TestShortfall : public QObject
{
    Q_OBJECT

private slots:
    void ofEachScheme_data()
    {
        QTest::addColumn<int>("place");
        int place = 0;
        for (const auto &sender : senders())
            QTest::newRow(qPrintable(sender.name)) << place++;
    }

    void ofEachScheme()
    {
        QFETCH(int, place);
        const auto sender = senders().at(place);
        const auto good = sender.sign(body, timeOf(sender, now));
        QVERIFY(!shortfallOf(good));

        auto unsigned_ = good;
        unsigned_.headers.removeIf([&](const auto &one) { return one.first == sender.signature; });
        QCOMPARE(shortfallOf(unsigned_).value().header, missedOf(sender));
        auto twice = good;
        twice.headers.emplace_back(sender.signature, twice.header(sender.signature));
        QCOMPARE(shortfallOf(twice).value().header, sender.signature);

        auto wrong = good;
        wrong.header(sender.signature).back() = wrong.header(sender.signature).back() == 'A' ? 'B' : 'A';
        QCOMPARE(shortfallOf(wrong).value(), Shortfall());

        if (!sender.isTimed)
            return;
        const auto old = sender.sign(body, timeOf(sender, now - sender.tolerance - 60));
        QCOMPARE(shortfallOf(old).value().age, std::chrono::seconds(sender.tolerance + 60));
        const auto early = sender.sign(body, timeOf(sender, now + sender.tolerance + 60));
        QCOMPARE(shortfallOf(early).value().age, -std::chrono::seconds(sender.tolerance + 60));
    }

    void isToldInWords()
    {
        QVERIFY(told({"x-hub-signature-256", {}}).contains(u"x-hub-signature-256"_s));
        QVERIFY(told({{}, 4000s}).contains(u"66 minutes ago"_s));
        QVERIFY(told({{}, -100s}).contains(u"in 100 seconds"_s));
        QVERIFY(told({{}, 24h}).contains(u"24 hours ago"_s));
        QVERIFY(told({{}, 240h}).contains(u"10 days ago"_s));
        QVERIFY(told({}).contains(u"secret"_s));
    }
};

QTEST_GUILESS_MAIN(TestShortfall)
#include "tst_shortfall.moc"
