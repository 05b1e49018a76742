// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/intake.h"
#include "core/webhook/mac.h"
#include "tests/core/webhook/signedcase.h"
#include "tests/support/gzip.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(signalbox::SignedCase)

namespace {

QJsonObject scheme(const char *id, const QJsonObject &others = {})
{
    auto config = others;
    config.insert(u"scheme"_s, QString::fromLatin1(id));
    return config;
}

constexpr qint64 now = 1'700'000'000;
const QByteArray anyBody("{\"id\":1,\"note\":\"h\xc3\xa9llo\"}");

void flip(QByteArray &bytes, qsizetype at)
{
    bytes[at] = char(bytes[at] ^ 1);
}

// --- vectors that others have published, or that their own libraries made -----------------------

const QByteArray standardSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
const QByteArray standardGood("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
const QByteArray standardDecoy("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=");
const QByteArray asymmetricGood(
    "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==");

SignedCase standard(const QByteArray &signatures, const QByteArray &secret,
    const char *id = "standard-webhooks", const QByteArray &prefix = "webhook")
{
    return {.verify = scheme(id),
        .secret = secret,
        .headers = {{prefix + "-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"}, {prefix + "-timestamp", "1614265330"},
            {prefix + "-signature", signatures}},
        .body = "{\"test\": 2432232314}",
        .now = 1'614'265'330};
}

SignedCase ofBody(const char *id, const QByteArray &secret, const QByteArray &header, const QByteArray &value,
    const QByteArray &body)
{
    return {.verify = scheme(id), .secret = secret, .headers = {{header, value}}, .body = body};
}

const QByteArray slackBody(
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_"
    "name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%"
    "3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id="
    "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");

SignedCase twilio(const QByteArray &signature, const QByteArray &query, const QByteArray &body,
    const QByteArray &type, const char *url = "https://mycompany.com/myapp.php")
{
    return {.verify = scheme("twilio", {{u"publicUrl"_s, QString::fromLatin1(url)}}),
        .secret = "12345",
        .query = query,
        .headers = {{"content-type", type}, {"x-twilio-signature", signature}},
        .body = body};
}

const QByteArray twilioForm(
    "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To="
    "%2B18005551212");
const QByteArray twilioHash("0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");
const QByteArray stripeBody("{\"id\":\"evt_test_webhook\",\"object\":\"event\"}");
const QByteArray stripeCode("d95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990");

SignedCase stripe(const QByteArray &header, qint64 at = now)
{
    auto one = ofBody("stripe", "whsec_test_secret", "stripe-signature", header, stripeBody);
    one.now = at;
    return one;
}

QJsonObject hmacConfig(const QJsonObject &others = {})
{
    auto config = scheme("hmac", others);
    if (!config.contains(u"header"_s))
        config.insert(u"header"_s, u"X-Sig"_s);
    return config;
}

} // namespace

class TestWebhookSignatures : public QObject
{
    Q_OBJECT

private slots:
    void eachSignatureHasItsOwnKey();
    void vectors_data();
    void vectors();
    void tampering_data();
    void tampering();
    void times_data();
    void times();
    void bodies_data();
    void bodies();
    void secrets_data();
    void secrets();
    void rotation();
    void refusalsSayNothing();
    void tokens_data();
    void tokens();
    void addresses_data();
    void addresses();
    void words_data();
    void words();
    void repetitions_data();
    void repetitions();
    void secretHeadersAreNotKept();
    void cost();
};

/// Whatever key came before it in the same thread: longer than a block of the digest, empty, short.
void TestWebhookSignatures::eachSignatureHasItsOwnKey()
{
    const auto isSigned = [](const QByteArray &key, const QByteArray &code) {
        return mac::hmac(mac::Algorithm::Sha256, key, {"body"}).toHex() == code;
    };
    QVERIFY(
        isSigned(QByteArray(200, 'x'), "a1ab3bb9a1f5e9670affd916864db40de24cde953ca402213818bb9f3033523d"));
    QVERIFY(isSigned({}, "7ec3619ea7f921721b6d8bec83ea2d0c6d557e0b164daf577e62c8cc88ed74ae"));
    for (int i = 0; i < 3; ++i) // the key is kept
        QVERIFY(isSigned("k", "c6d811ef3aeb02437cd423f1abe13209041864630bdc4e2c04def5c7b0031a23"));
    QVERIFY(isSigned({}, "7ec3619ea7f921721b6d8bec83ea2d0c6d557e0b164daf577e62c8cc88ed74ae"));
}

void TestWebhookSignatures::vectors_data()
{
    QTest::addColumn<SignedCase>("given");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const SignedCase &given, int status = 200) {
        QTest::newRow(name) << given << status;
    };

    row("standard", standard(standardGood, standardSecret));
    row("standard, secret without prefix", standard(standardGood, standardSecret.sliced(6)));
    row("standard, decoy first", standard(standardDecoy + ' ' + standardGood, standardSecret));
    row("standard, decoy last", standard(standardGood + ' ' + standardDecoy, standardSecret));
    row("standard, decoy of the other kind", standard(asymmetricGood + ' ' + standardGood, standardSecret));
    row("standard, decoy alone", standard(standardDecoy, standardSecret), 401);
    row("standard, too many", standard((standardDecoy + ' ').repeated(16) + standardGood, standardSecret),
        401);
    row("standard, secret cannot be decoded", standard(standardGood, "whsec_not base64"), 503);
    row("standard, secret empty behind its prefix", standard(standardGood, "whsec_"), 503);
    row("svix", standard(standardGood, standardSecret, "svix", "svix"));
    row("svix with standard headers", standard(standardGood, standardSecret, "svix"));
    row("standard takes no svix headers", standard(standardGood, standardSecret, "standard-webhooks", "svix"),
        401);
    const QByteArray publicKey("whpk_ZlN4eg7dSSqi0moX9hQUk3orrOouK3QVQSlJa248c/g="),
        privateKey("whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=");
    row("v1a", standard(asymmetricGood, publicKey));
    row("v1a, private key", standard(asymmetricGood, privateKey));
    row("v1a, decoy first", standard(standardGood + ' ' + asymmetricGood, publicKey));
    row("v1a as v1", standard("v1," + asymmetricGood.sliced(4), publicKey), 401);
    row("v1 with a public key", standard(standardGood, publicKey), 401);
    row("v1a, key too short", standard(asymmetricGood, "whpk_ZlN4eg=="), 503);
    auto bent = asymmetricGood;
    flip(bent, 20);
    row("v1a, other signature", standard(bent, publicKey), 401);
    row("v1a, without padding", standard(asymmetricGood.chopped(2), publicKey), 401);
    auto changed = standard(asymmetricGood, publicKey);
    flip(changed.body, 3);
    row("v1a, other body", changed, 401);
    changed = standard(asymmetricGood, publicKey);
    changed.header("webhook-id") += 'x';
    row("v1a, other id", changed, 401);

    row("GitHub",
        ofBody("github", "It's a Secret to Everybody", "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", "Hello, World!"));
    row("GitHub, old header only",
        ofBody("github", "hush", "x-hub-signature",
            "sha1=" + hmacOf("hush", "x", QCryptographicHash::Sha1).toHex(), "x"),
        401);
    row("Bitbucket",
        ofBody("bitbucket", "It's a Secret to Everybody", "x-hub-signature",
            "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9", "Hello World!"));
    const QByteArray hex("6112e01409f99db0807f3b5c61acadab4eab0eebbf19be0b800de7fc34653c48"),
        base64("YRLgFAn5nbCAfztcYaytq06rDuu/Gb4LgA3n/DRlPEg=");
    row("Gitea", ofBody("gitea", "hush", "x-gitea-signature", hex, anyBody));
    row("Forgejo", ofBody("gitea", "hush", "x-forgejo-signature", hex, anyBody));
    row("Shopify", ofBody("shopify", "hush", "x-shopify-hmac-sha256", base64, anyBody));
    row("Shopify, newer", ofBody("shopify", "hush", "shopify-hmac-sha256", base64, anyBody));
    row("WooCommerce", ofBody("woocommerce", "hush", "x-wc-webhook-signature", base64, anyBody));
    row("WooCommerce, ping",
        ofBody("woocommerce", "hush", "content-type", "application/x-www-form-urlencoded", "webhook_id=5"),
        401);

    SignedCase slack{.verify = scheme("slack"),
        .secret = "8f742231b10e8888abcd99yyyzzz85a5",
        .headers = {{"x-slack-request-timestamp", "1531420618"},
            {"x-slack-signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"}},
        .body = slackBody,
        .now = 1'531'420'618};
    row("Slack", slack);

    const QByteArray form("application/x-www-form-urlencoded");
    row("Twilio form", twilio("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "foo=1&bar=2", twilioForm, form));
    row("Twilio form, URL has the port",
        twilio("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "foo=1&bar=2", twilioForm, form,
            "https://mycompany.com:443/myapp.php"));
    row("Twilio form, other query", twilio("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "foo=1", twilioForm, form), 401);
    row("Twilio form, sent as JSON",
        twilio("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "foo=1&bar=2", twilioForm, "application/json"), 401);
    const QByteArray json("{\"property\": \"value\", \"boolean\": true}");
    row("Twilio JSON",
        twilio("a9nBmqA0ju/hNViExpshrM61xv4=", "foo=1&bar=2&bodySHA256=" + twilioHash, json,
            "application/json"));
    row("Twilio JSON, other body",
        twilio("a9nBmqA0ju/hNViExpshrM61xv4=", "foo=1&bar=2&bodySHA256=" + twilioHash, json + ' ',
            "application/json"),
        401);
    row("Twilio JSON, hash twice",
        twilio("a9nBmqA0ju/hNViExpshrM61xv4=",
            "foo=1&bar=2&bodySHA256=" + twilioHash + "&bodySHA256=" + twilioHash, json, "application/json"),
        401);
    // A URL that is signed says nothing about a body that is not.
    row("Twilio without hash, body smuggled in",
        twilio(hmacOf("12345", "https://mycompany.com/myapp.php", QCryptographicHash::Sha1).toBase64(), {},
            json, "application/json"),
        401);
    row("Twilio, nothing but the URL",
        twilio(hmacOf("12345", "https://mycompany.com/myapp.php", QCryptographicHash::Sha1).toBase64(), {},
            {}, form));
    row("Twilio, port of the sender",
        twilio(hmacOf("12345", "https://mycompany.com:443/myapp.php", QCryptographicHash::Sha1).toBase64(),
            {}, {}, form));

    const auto signedUrl
        = [](const QByteArray &url) { return hmacOf("12345", url, QCryptographicHash::Sha1).toBase64(); };
    row("Twilio, quote in the query",
        twilio(signedUrl("https://mycompany.com/myapp.php?a=it%27s"), "a=it's", {}, form));
    row("Twilio, query escaped anew",
        twilio(signedUrl("https://mycompany.com:443/myapp.php?a=x%20y&b="), "a=x+y&b", {}, form));
    row("Twilio, user in the URL",
        twilio(signedUrl("https://me:pass@mycompany.com:443/myapp.php"), {}, {}, form,
            "https://me:pass@mycompany.com/myapp.php"));
    row("Twilio, IPv6",
        twilio(signedUrl("http://[2001:db8::1]:80/x"), {}, {}, form, "http://[2001:db8::1]/x"));

    row("Stripe", stripe("t=1700000000,v1=" + stripeCode));
    row("Stripe, others beside it",
        stripe(
            "t=1700000000,v1=" + QByteArray(64, '0') + ",v1=" + stripeCode + ",v0=" + QByteArray(64, '0')));
    row("Stripe, +300 s", stripe("t=1700000000,v1=" + stripeCode, now + 300));
    row("Stripe, +301 s", stripe("t=1700000000,v1=" + stripeCode, now + 301), 401);
    row("Stripe, from the future", stripe("t=1700000000,v1=" + stripeCode, now - 301), 401);
    row("Stripe, only v0", stripe("t=1700000000,v0=" + stripeCode), 401);
    row("Stripe, time twice", stripe("t=1700000000,t=1700000000,v1=" + stripeCode), 401);
    row("Stripe, no time", stripe("v1=" + stripeCode), 401);
    row("Stripe, too much", stripe("t=1700000000," + QByteArray("v0=x,").repeated(40) + "v1=" + stripeCode),
        401);
    row("Stripe, nonsense", stripe("t=1700000000,,v1=" + stripeCode), 401);

    SignedCase hubspot{
        .verify = scheme("hubspot-v3", {{u"publicUrl"_s, u"https://www.example.com/webhook_uri"_s}}),
        .secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
        .headers = {{"x-hubspot-request-timestamp", "1700000000000"},
            {"x-hubspot-signature-v3", "rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o="}},
        .body = "{\"example_field\":\"example_value\"}"};
    row("HubSpot", hubspot);
    hubspot.method = "PUT";
    row("HubSpot, other method", hubspot, 401);
    row("Square",
        {.verify = scheme("square", {{u"publicUrl"_s, u"https://example.com/webhook"_s}}),
            .secret = "asdf1234",
            .headers = {{"x-square-hmacsha256-signature", "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og="}},
            .body = "{\"hello\":\"world\"}"});

    row("bare hex (Sendcloud)",
        {.verify = hmacConfig({{u"header"_s, u"Sendcloud-Signature"_s}}),
            .secret = "secretkey",
            .headers
            = {{"sendcloud-signature", "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"}},
            .body = "{\"key\": \"value\"}"});
    row("RFC 4231, 2",
        {.verify = hmacConfig(),
            .secret = "Jefe",
            .headers = {{"x-sig", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}},
            .body = "what do ya want for nothing?"});
    row("HMAC-SHA1",
        {.verify = hmacConfig({{u"algorithm"_s, u"sha1"_s}}),
            .secret = "Jefe",
            .headers = {{"x-sig", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"}}, // RFC 2202, 3, case 2
            .body = "what do ya want for nothing?"});
}

void TestWebhookSignatures::vectors()
{
    QFETCH(const SignedCase, given);
    QTEST(given.status(), "status");
}

void TestWebhookSignatures::tampering_data()
{
    QTest::addColumn<SignedCase>("given");
    QTest::addColumn<int>("status");
    for (const auto &sender : senders()) {
        const auto good = sender.sign(anyBody, timeOf(sender, now));
        const auto row = [&](const char *name, const SignedCase &given, int status = 401) {
            QTest::newRow(qPrintable(sender.name + u" by "_s + QString::fromLatin1(sender.signature) + u": "_s
                + QString::fromLatin1(name)))
                << given << status;
        };
        row("good", good, 200);
        auto bad = good;
        flip(bad.body, bad.body.size() / 2);
        row("bit in the body", bad);
        bad = good;
        bad.body += '\n';
        row("line end behind the body", bad);
        bad = good;
        flip(bad.header(sender.signature), bad.header(sender.signature).size() - 5);
        row("bit in the signature", bad);
        bad = good;
        bad.header(sender.signature).clear();
        row("signature empty", bad);
        bad = good;
        bad.header(sender.signature).chop(1);
        row("signature cut", bad);
        for (const char *space : {" ", "\n", "\r\n", "\t"}) {
            bad = good;
            bad.header(sender.signature) += space;
            row(qPrintable(u"signature and %1"_s.arg(int(space[0]))), bad);
        }
        bad = good;
        auto &value = bad.header(sender.signature);
        const auto labelAt = sender.label.isEmpty() ? 0 : value.indexOf(sender.label) + sender.label.size();
        const auto code = value.sliced(labelAt);
        const auto withCode = [&](const QByteArray &other) {
            auto one = good;
            one.header(sender.signature) = value.first(labelAt) + other;
            return one;
        };
        const bool isHex = QByteArray::fromHex(code).toHex() == code;
        if (isHex) {
            row("upper case", withCode(code.toUpper()));
            row("as base64", withCode(QByteArray::fromHex(code).toBase64()));
        } else if (code.endsWith('=')) {
            auto bare = code;
            bare.replace("=", "");
            row("without padding", withCode(bare));
            // One of them has a character that the alphabet of URLs writes in another way, or is cut.
            auto url = code;
            url.replace('+', '-').replace('/', '_');
            row("alphabet of URLs", withCode(url == code ? bare : url));
            // The last digit has bits that mean nothing.
            auto loose = code;
            flip(loose, code.lastIndexOf('=') - (code.endsWith("==") ? 2 : 1));
            row("bits that mean nothing", withCode(loose));
            row("as hex", withCode(QByteArray::fromBase64(code).toHex()));
        } else {
            row("with padding", withCode(code + '='));
        }
        if (!sender.otherLabel.isEmpty()) {
            bad = good;
            if (sender.label.isEmpty())
                bad.header(sender.signature).prepend(sender.otherLabel);
            else
                bad.header(sender.signature).replace(sender.label, sender.otherLabel);
            row("other label", bad);
        }
        for (qsizetype i = 0; i < good.headers.size(); ++i) {
            const auto &name = good.headers[i].first;
            if (name == "content-type")
                continue;
            bad = good;
            bad.headers.removeAt(i);
            row(qPrintable(u"without "_s + QString::fromLatin1(name)), bad);
            bad = good;
            bad.headers += good.headers[i];
            row(qPrintable(u"twice "_s + QString::fromLatin1(name)), bad);
            if (name == sender.signature)
                continue;
            bad = good;
            flip(bad.headers[i].second, bad.headers[i].second.size() - 1);
            row(qPrintable(u"bit in "_s + QString::fromLatin1(name)), bad);
        }
        bad = good;
        bad.secret += '\n';
        // What no longer decodes is no key; a token is taken as it stands.
        row("line end behind the secret", bad, sender.decodesSecret ? 503 : 401);
        bad = good;
        bad.secret = "other0other0";
        row("other secret", bad);
        bad = good;
        bad.secret.clear();
        row("empty secret", bad, 503);
    }
}

void TestWebhookSignatures::tampering()
{
    QFETCH(const SignedCase, given);
    QTEST(given.status(), "status");
}

void TestWebhookSignatures::times_data()
{
    QTest::addColumn<SignedCase>("given");
    QTest::addColumn<int>("status");
    for (const auto &sender : senders()) {
        if (!sender.isTimed)
            continue;
        const auto row = [&](const QByteArray &time, int status) {
            QTest::newRow(qPrintable(sender.name + u": "_s + QString::fromLatin1(time)))
                << sender.sign(anyBody, time) << status;
        };
        const auto tolerance = sender.tolerance;
        row(timeOf(sender, now - tolerance - 1), 401);
        row(timeOf(sender, now - tolerance), 200);
        row(timeOf(sender, now + tolerance), 200);
        row(timeOf(sender, now + tolerance + 1), 401);
        // All of these are rightly signed; only how they are written is wrong.
        const auto good = timeOf(sender, now);
        row("1.7e9", 401);
        row("0x6553f100", 401);
        row('-' + good, 401);
        row("99999999999999999999", 401);
        row(good + "abc", 401);
        if (!sender.takesAnyBody)
            continue; // in JSON
        row('+' + good, 401);
        row('0' + good, 200);
        row(good + ' ', 401);
        row(' ' + good, 401);
        row(good + ".0", 401);
        row("\xd9\xa1\xd9\xa7", 401); // digits of another script
    }
    auto narrow = senders().at(8).sign(anyBody, QByteArray::number(now - 10));
    narrow.verify.insert(u"tolerance"_s, 9);
    QTest::newRow("tolerance of 9 s") << narrow << 401;
    narrow.verify.insert(u"tolerance"_s, 10);
    QTest::newRow("tolerance of 10 s") << narrow << 200;
}

void TestWebhookSignatures::times()
{
    QFETCH(const SignedCase, given);
    QTEST(given.status(), "status");
}

void TestWebhookSignatures::bodies_data()
{
    QTest::addColumn<SignedCase>("given");
    for (const auto &sender : senders()) {
        const auto row = [&](const char *name, const QByteArray &body, bool isPacked = false) {
            auto given = sender.sign(body, timeOf(sender, now));
            if (isPacked)
                given.header("content-encoding") = "gzip";
            QTest::newRow(qPrintable(sender.name + u' ' + QString::fromLatin1(sender.signature) + u": "_s
                + QString::fromLatin1(name)))
                << given;
        };
        row("empty", "");
        row("no UTF-8", "\xff\xfe\x80");
        row("mark in front", "\xef\xbb\xbf{}");
        row("null byte", QByteArrayLiteral("a\0b"));
        row("no JSON", "{");
        row("a megabyte", QByteArray(1024 * 1024, 'x'));
        if (sender.takesAnyBody && !sender.name.contains(u"form"))
            row("gzip", gzip("{}"), true);
    }
    // Linear's time is inside what is packed.
    auto packed = senders().at(7).sign({}, QByteArray::number(now * 1000));
    packed.body = gzip(packed.body);
    packed.header("content-encoding") = "gzip";
    packed.header("linear-signature") = hmacOf("hush", packed.body).toHex();
    QTest::newRow("linear: gzip") << packed;
}

/// All are let in, whatever they are: that comes before anything is read.
void TestWebhookSignatures::bodies()
{
    QFETCH(const SignedCase, given);
    QCOMPARE(given.status(), 200);
}

void TestWebhookSignatures::secrets_data()
{
    QTest::addColumn<QString>("id");
    for (const auto &known : signatureSchemes())
        QTest::newRow(qPrintable(known.id)) << known.id;
}

/// Without a secret nothing is taken, and every scheme but three needs one.
void TestWebhookSignatures::secrets()
{
    QFETCH(const QString, id);
    const auto *known = findSignatureScheme(id);
    QVERIFY(known);
    QVERIFY(!known->title.isEmpty() && known->help.endsWith(u'.') && known->check);
    QCOMPARE(known->hasSecret, id != u"none" && id != u"ip");
    for (const auto &key : known->required)
        QVERIFY2(known->keys.contains(key), qPrintable(key));
    if (!known->hasSecret)
        return;
    SignedCase given{
        .verify = {{u"scheme"_s, id}, {u"publicUrl"_s, u"https://x.example/h"_s}, {u"header"_s, u"X-Sig"_s}}};
    QCOMPARE(given.status(), 503); // an empty secret
    const MapSecrets none;
    QCOMPARE(given.check(&none).error().status, 503);
    QCOMPARE(given.check(nullptr).error().status, 503);
    given.secret = "c2VjcmV0"; // can be decoded, if that is wanted
    QCOMPARE(given.status(), 401);
}

void TestWebhookSignatures::rotation()
{
    auto given = senders().first().sign(anyBody, {});
    given.verify.insert(u"connections"_s, QJsonArray{u"old"_s, u"new"_s});
    const auto status = [&](const QMap<QString, QByteArray> &known) {
        const MapSecrets secrets(known);
        const auto proof = given.check(&secrets);
        return proof ? 200 : proof.error().status;
    };
    QCOMPARE(status({{u"old"_s, "hush"}, {u"new"_s, "other"}}), 200);
    QCOMPARE(status({{u"old"_s, "other"}, {u"new"_s, "hush"}}), 200);
    QCOMPARE(status({{u"new"_s, "hush"}}), 200); // the old one is deleted
    QCOMPARE(status({{u"old"_s, ""}, {u"new"_s, "hush"}}), 200);
    QCOMPARE(status({{u"old"_s, "other"}, {u"new"_s, "another"}}), 401);
    QCOMPARE(status({{u"old"_s, "other"}}), 401);
    QCOMPARE(status({{u"old"_s, ""}, {u"new"_s, ""}}), 503);
    QCOMPARE(status({{u"foreign"_s, "hush"}}), 503);
}

/// Whatever was wrong, the answer is the same.
void TestWebhookSignatures::refusalsSayNothing()
{
    const MapSecrets secrets({{u"sender"_s, "hush"}});
    for (const auto &sender : senders()) {
        std::optional<http::Response> before;
        for (const auto &[time, header] :
            QList<std::pair<qint64, QByteArray>>{{now, "x"}, {now - 10'000, {}}, {now, {}}}) {
            auto given = sender.sign(anyBody, timeOf(sender, time));
            if (given.secret.startsWith("whsec_"))
                continue;
            given.secret = "hush";
            given.header(sender.signature) = header;
            const auto proof = given.check(&secrets);
            QVERIFY(!proof);
            QCOMPARE(proof.error().status, 401);
            QVERIFY(!before || *before == proof.error());
            before = proof.error();
        }
    }
}

void TestWebhookSignatures::tokens_data()
{
    QTest::addColumn<SignedCase>("given");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *id, const QByteArray &secret, const QByteArray &header,
                         const QByteArray &value, int status) {
        SignedCase given{.verify = scheme(id), .secret = secret, .headers = {{header, value}}};
        if (given.verify.value(u"scheme") == u"header-token"_s)
            given.verify.insert(u"header"_s, u"X-My-Token"_s);
        QTest::newRow(name) << given << status;
    };
    const QByteArray a("authorization");
    row("basic", "basic", "ada:l\xc3\xb6we:x", a, "Basic " + QByteArray("ada:l\xc3\xb6we:x").toBase64(), 200);
    row("basic, case of the scheme", "basic", "a:b", a, "bAsIc YTpi", 200);
    row("basic, other user", "basic", "a:b", a, "Basic " + QByteArray("c:b").toBase64(), 401);
    row("basic, other password", "basic", "a:b", a, "Basic " + QByteArray("a:c").toBase64(), 401);
    row("basic, without padding", "basic", "a:bc", a, "Basic YTpiYw", 401);
    row("basic, not encoded", "basic", "a:b", a, "Basic a:b", 401);
    row("basic, nothing", "basic", "a:b", a, "Basic ", 401);
    row("basic as bearer", "basic", "a:b", a, "Bearer YTpi", 401);
    row("bearer", "bearer", "to.ken", a, "Bearer to.ken", 200);
    row("bearer, two spaces", "bearer", "to.ken", a, "bearer  to.ken", 200);
    row("bearer, other", "bearer", "to.ken", a, "Bearer to.kem", 401);
    row("bearer, longer", "bearer", "to.ken", a, "Bearer to.kenn", 401);
    row("bearer, shorter", "bearer", "to.ken", a, "Bearer to.ke", 401);
    row("bearer, upper case", "bearer", "to.ken", a, "Bearer TO.KEN", 401);
    row("bearer, word alone", "bearer", "to.ken", a, "Bearer", 401);
    row("bearer, no space", "bearer", "to.ken", a, "Bearerto.ken", 401);
    row("bearer, none", "bearer", "to.ken", "x", "y", 401);
    row("bearer, secret with a line end", "bearer", "to.ken\n", a, "Bearer to.ken", 401);
    row("header", "header-token", "s3cret", "x-my-token", "s3cret", 200);
    row("header, other", "header-token", "s3cret", "x-my-token", "s3creT", 401);
    row("header, empty", "header-token", "s3cret", "x-my-token", "", 401);
    row("header, none", "header-token", "s3cret", "x", "s3cret", 401);
    row("GitLab token", "gitlab", "s3cret", "x-gitlab-token", "s3cret", 200);
    row("GitLab token, other", "gitlab", "s3cret", "x-gitlab-token", "s3cres", 401);
    SignedCase twice{.verify = scheme("bearer"),
        .secret = "t",
        .headers = {{"authorization", "Bearer t"}, {"authorization", "Bearer t"}}};
    QTest::newRow("bearer twice") << twice << 401;
    SignedCase inAddress{
        .verify = scheme("bearer"), .secret = "to+k en", .query = "a=1&access_token=to%2Bk+en"};
    QTest::newRow("bearer in the address") << inAddress << 200;
    inAddress.query += "x";
    QTest::newRow("bearer in the address, other") << inAddress << 401;
    inAddress.query = "access_token=to%2Bk+en&access_token=to%2Bk+en";
    QTest::newRow("bearer in the address twice") << inAddress << 401;
    inAddress.query = "access_token=to%2Bk+en";
    inAddress.headers = {{"authorization", "Basic YTpi"}};
    QTest::newRow("bearer in the address and another header") << inAddress << 401;
    inAddress.headers = {{"authorization", "Bearer to+k en"}};
    QTest::newRow("bearer in the address and in the header") << inAddress << 401;
    // Whoever signs is not let in by a token beside a bad signature.
    SignedCase both{.verify = scheme("gitlab"),
        .secret = "s3cret",
        .headers = {{"x-gitlab-token", "s3cret"}, {"webhook-signature", "v1,x"}}};
    QTest::newRow("GitLab token and bad signature") << both << 401;
    QTest::newRow("none") << SignedCase{.verify = scheme("none")} << 200;
}

void TestWebhookSignatures::tokens()
{
    QFETCH(const SignedCase, given);
    QTEST(given.status(), "status");
}

void TestWebhookSignatures::addresses_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArrayList>("forwarded");
    QTest::addColumn<int>("status");
    const auto row = [](const char *peer, const QByteArrayList &forwarded, int status) {
        QTest::newRow(
            qPrintable(QString::fromLatin1(peer) + u' ' + QString::fromLatin1(forwarded.join("; "))))
            << QString::fromLatin1(peer) << forwarded << status;
    };
    row("192.0.2.7", {}, 200);
    row("192.0.2.8", {}, 401);
    row("198.51.100.99", {}, 200);
    row("198.51.101.1", {}, 401);
    row("2001:db8:1::5", {}, 200);
    row("2001:db8:2::5", {}, 401);
    row("::ffff:192.0.2.7", {}, 200);
    row("::ffff:192.0.2.8", {}, 401);
    row("127.0.0.1", {"192.0.2.7"}, 200);
    row("127.0.0.1", {"192.0.2.8"}, 401);
    row("127.0.0.1", {}, 401);
    row("127.0.0.1", {"192.0.2.8, 192.0.2.7"}, 200);
    row("127.0.0.1", {"192.0.2.7, 192.0.2.8"}, 401); // the left one was made up
    row("127.0.0.1", {"192.0.2.7", "192.0.2.8"}, 401);
    row("127.0.0.1", {"192.0.2.7, 10.1.2.3"}, 200); // through two proxies of ours
    row("127.0.0.1", {"192.0.2.7, nonsense"}, 401);
    row("127.0.0.1", {"192.0.2.7,"}, 401);
    row("192.0.2.8", {"192.0.2.7"}, 401); // no proxy of ours
    row("", {}, 401);
}

void TestWebhookSignatures::addresses()
{
    QFETCH(QString, peer);
    QFETCH(QByteArrayList, forwarded);
    SignedCase given{
        .verify = scheme("ip",
            {{u"addresses"_s, QJsonArray{u"192.0.2.7"_s, u"198.51.100.0/24"_s, u"2001:db8:1::/48"_s}},
                {u"proxies"_s, QJsonArray{u"127.0.0.1"_s, u"10.0.0.0/8"_s}}})};
    given.peer = QHostAddress(peer);
    for (const auto &value : forwarded)
        given.headers.emplace_back("x-forwarded-for", value);
    QTEST(given.status(), "status");
}

void TestWebhookSignatures::words_data()
{
    QTest::addColumn<QString>("id"); // of the scheme
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected"); // id, type, time
    const auto row
        = [](const char *id, const QByteArrayList &headers, const char *body, const QStringList &expected) {
              QTest::newRow(qPrintable(QString::fromLatin1(id) + u' ' + QString::fromUtf8(body)))
                  << QString::fromLatin1(id) << headers << QByteArray(body) << expected;
          };
    const auto received = u"signalbox.webhook.received"_s, epoch = u"1970-01-01T00:00:00Z"_s;
    row("github", {"x-github-delivery", "d-1", "x-github-event", "pull_request"}, "{}",
        {u"d-1"_s, u"com.github.pull_request"_s, epoch});
    row("gitea", {"x-gitea-delivery", "d-1", "x-gitea-event", "push"}, "{}",
        {u"d-1"_s, u"io.gitea.push"_s, epoch});
    row("gitlab", {"x-gitlab-event-uuid", "d-1"}, R"({"object_kind":"push"})",
        {u"d-1"_s, u"com.gitlab.push"_s, epoch});
    row("bitbucket", {"x-request-uuid", "d-1", "x-event-key", "repo:push"}, "{}",
        {u"d-1"_s, u"org.bitbucket.repo:push"_s, epoch});
    row("stripe", {}, R"({"id":"evt_1","type":"payment_intent.succeeded","created":1700000000})",
        {u"evt_1"_s, u"com.stripe.payment_intent.succeeded"_s, u"2023-11-14T22:13:20Z"_s});
    row("shopify",
        {"x-shopify-webhook-id", "d-1", "x-shopify-topic", "orders/create", "x-shopify-triggered-at",
            "2026-01-02T03:04:05.678Z"},
        "{}", {u"d-1"_s, u"com.shopify.orders.create"_s, u"2026-01-02T03:04:05.678Z"_s});
    row("woocommerce", {"x-wc-webhook-delivery-id", "d-1", "x-wc-webhook-topic", "order.created"}, "{}",
        {u"d-1"_s, u"com.woocommerce.order.created"_s, epoch});
    row("square", {}, R"({"event_id":"e","type":"payment.created","created_at":"2026-01-02T03:04:05Z"})",
        {u"e"_s, u"com.squareup.payment.created"_s, u"2026-01-02T03:04:05Z"_s});
    row("slack", {}, R"({"event_id":"Ev1","event":{"type":"app_mention"},"event_time":1700000000})",
        {u"Ev1"_s, u"com.slack.app_mention"_s, u"2023-11-14T22:13:20Z"_s});
    row("twilio", {"i-twilio-idempotency-token", "d-1"}, "{}", {u"d-1"_s, received, epoch});
    row("linear", {"linear-delivery", "d-1"}, R"({"type":"Issue","createdAt":"2026-01-02T03:04:05Z"})",
        {u"d-1"_s, u"app.linear.Issue"_s, u"2026-01-02T03:04:05Z"_s});
    row("standard-webhooks", {}, R"({"type":"invoice.paid","timestamp":"2026-01-02T03:04:05Z"})",
        {QString(), u"invoice.paid"_s, u"2026-01-02T03:04:05Z"_s});
    row("none", {"x-github-delivery", "d-1", "x-github-event", "push"}, R"({"id":"x","type":"t"})",
        {u"d-1"_s, received, epoch});
    // What cannot be used is as if it were not there.
    row("stripe", {}, R"({"id":5,"type":["x"],"created":"soon"})", {QString(), received, epoch});
    row("stripe", {}, R"({"created":-1})", {QString(), received, epoch});
    row("stripe", {}, R"({"created":9223372036854775807})", {QString(), received, epoch});
    row("stripe", {}, R"([{"id":"evt_1"}])", {QString(), received, epoch});
    row("stripe", {}, R"("evt_1")", {QString(), received, epoch});
    row("stripe", {}, "", {QString(), received, epoch});
    row("stripe", {"webhook-id", "d-1"}, "{}", {QString(), received, epoch}); // not a header of theirs
    row("github", {"webhook-id", "d-1"}, "{}", {QString(), received, epoch});
    row("standard-webhooks", {}, R"({"type":"signalbox.run.failed"})", {QString(), received, epoch});
    row("standard-webhooks", {}, R"({"type":"two words"})", {QString(), received, epoch});
    row("standard-webhooks", {}, "{\"type\":\"\xc3\xa4\"}", {QString(), received, epoch});
}

void TestWebhookSignatures::words()
{
    QFETCH(QString, id);
    QFETCH(QByteArrayList, headers);
    QFETCH(QByteArray, body);
    SignedCase given{.body = body};
    for (qsizetype i = 0; i < headers.size(); i += 2)
        given.headers.emplace_back(headers[i], headers[i + 1]);
    given.headers.emplace_back("content-type", "application/json");
    WebhookEndpoint endpoint;
    JsonText json;
    auto request = given.request();
    const auto intake = takeIn(request, endpoint, {findSignatureScheme(id), {}, {}, {}}, json);
    QVERIFY(intake);
    const auto &event = intake->events.first();
    QTEST(QStringList({event.id.value, event.type, toRfc3339(event.time)}), "expected");

    // What the trigger names comes before what the sender says.
    endpoint.eventType = u"mine"_s;
    endpoint.idHeader = "x-mine";
    given.headers.emplace_back("x-mine", "m-1");
    request = given.request();
    const auto mine = takeIn(request, endpoint, {findSignatureScheme(id), {}, {}, {}}, json)->events.first();
    QCOMPARE(mine.type, u"mine"_s);
    QCOMPARE(mine.id.value, u"m-1"_s);
}

void TestWebhookSignatures::repetitions_data()
{
    QTest::addColumn<SignedCase>("given");
    QTest::addColumn<QString>("id"); // empty: made from the signature
    for (const auto &sender : senders()) {
        if (!sender.isTimed || sender.name.startsWith(u"linear"))
            continue;
        const bool hasId = sender.name.contains(u"webhook") || sender.name.startsWith(u"svix");
        QTest::newRow(qPrintable(sender.name)) << sender.sign("{}", timeOf(sender, now))
                                               << (hasId                                    ? u"msg.1.a"_s
                                                          : sender.name.startsWith(u"hmac") ? u"no.1"_s
                                                                                            : QString());
    }
}

/// What was caught on the way and is sent again within the tolerance has the same id, whatever is put beside
/// it; after that it is refused.
void TestWebhookSignatures::repetitions()
{
    QFETCH(SignedCase, given);
    QFETCH(QString, id);
    const MapSecrets secrets({{u"sender"_s, given.secret}});
    JsonText json;
    const auto idNow = [&]() -> QString {
        const auto proof = given.check(&secrets);
        if (!proof)
            return u"refused"_s;
        auto request = given.request();
        return takeIn(request, *given.endpoint(), *proof, json)->events.first().id.value;
    };
    const auto first = idNow();
    QVERIFY(!first.isEmpty());
    if (!id.isEmpty())
        QCOMPARE(first, id);
    for (const char *name : {"x-github-delivery", "x-request-uuid", "linear-delivery", "x-retry"})
        given.headers.emplace(0, name, "other");
    given.now += 300;
    QCOMPARE(idNow(), first);
    given.now += 1;
    QCOMPARE(idNow(), u"refused"_s);
}

void TestWebhookSignatures::secretHeadersAreNotKept()
{
    SignedCase given{.verify = scheme("header-token", {{u"header"_s, u"X-Mine"_s}}),
        .secret = "s3cret",
        .headers = {{"x-mine", "s3cret"}, {"x-other", "kept"}}};
    const MapSecrets secrets({{u"sender"_s, given.secret}});
    const auto proof = given.check(&secrets);
    QVERIFY(proof);
    auto request = given.request();
    JsonText json;
    const auto event = takeIn(request, *given.endpoint(), *proof, json)->events.first();
    QCOMPARE(event.request.value(u"headers").toObject(), (QJsonObject{{u"x-other"_s, u"kept"_s}}));
}

/// No test but a measurement: `tst_webhooksignatures cost`.
void TestWebhookSignatures::cost()
{
    const QByteArray body(1024, 'x');
    const auto given = senders().first().sign(body, {});
    const MapSecrets secrets({{u"sender"_s, given.secret}});
    const auto endpoint = *given.endpoint();
    const auto &github = *findSignatureScheme(u"github"_s);
    const auto request = given.request();
    bool isGood = true;
    QBENCHMARK
    {
        isGood = isGood && checkSender(request, endpoint, github, &secrets, Instant()).has_value();
    }
    QVERIFY(isGood);
}

QTEST_APPLESS_MAIN(TestWebhookSignatures)
#include "tst_webhooksignatures.moc"
