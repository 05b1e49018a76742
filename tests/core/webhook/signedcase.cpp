// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/webhook/signedcase.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr auto publicUrl = "https://hooks.example.com/hook/test";

QJsonObject scheme(const char *id)
{
    return {{u"scheme"_s, QString::fromLatin1(id)}};
}

QJsonObject schemeWithUrl(const char *id)
{
    auto config = scheme(id);
    config.insert(u"publicUrl"_s, QString::fromLatin1(publicUrl));
    return config;
}

/// A sender that signs the body alone.
Sender bodySender(const char *id, const char *header, const char *label, const char *otherLabel, bool isHex)
{
    const QByteArray name(header), prefix(label);
    return {.name = QString::fromLatin1(id),
        .sign =
            [=](const QByteArray &body, const QByteArray &) {
                SignedCase one{.verify = scheme(id), .secret = "hush", .body = body};
                const auto code = hmacOf("hush", body);
                one.header(name) = prefix + (isHex ? code.toHex() : code.toBase64());
                return one;
            },
        .signature = name,
        .label = prefix,
        .otherLabel = otherLabel};
}

Sender standardSender(
    const char *id, const QByteArray &prefix, const QByteArray &secret, const QByteArray &key)
{
    return {.name = QString::fromLatin1(id) + u' ' + QString::fromLatin1(prefix),
        .sign =
            [=](const QByteArray &body, const QByteArray &time) {
                SignedCase one{.verify = scheme(id), .secret = secret, .body = body};
                one.header(prefix + "-id") = "msg.1.a";
                one.header(prefix + "-timestamp") = time;
                one.header(prefix + "-signature")
                    = "v1," + hmacOf(key, "msg.1.a." + time + '.' + body).toBase64();
                return one;
            },
        .signature = prefix + "-signature",
        .isTimed = true,
        .decodesSecret = QByteArray(id) != "gitlab", // there it may be either
        .label = "v1,",
        .otherLabel = "v1a,"};
}

Sender stripe()
{
    return {.name = u"stripe"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &time) {
                SignedCase one{.verify = scheme("stripe"), .secret = "whsec_x", .body = body};
                one.header("stripe-signature")
                    = "t=" + time + ",v1=" + hmacOf("whsec_x", time + '.' + body).toHex();
                return one;
            },
        .signature = "stripe-signature",
        .isTimed = true,
        .label = "v1=",
        .otherLabel = "v0="};
}

Sender slack()
{
    return {.name = u"slack"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &time) {
                SignedCase one{.verify = scheme("slack"), .secret = "hush", .body = body};
                one.header("x-slack-request-timestamp") = time;
                one.header("x-slack-signature") = "v0=" + hmacOf("hush", "v0:" + time + ':' + body).toHex();
                return one;
            },
        .signature = "x-slack-signature",
        .isTimed = true,
        .label = "v0=",
        .otherLabel = "v1="};
}

Sender linear()
{
    return {.name = u"linear"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &time) {
                SignedCase one{.verify = scheme("linear"), .secret = "hush"};
                one.body = "{\"note\":\"" + body.toHex() + "\",\"webhookTimestamp\":" + time + '}';
                one.header("linear-signature") = hmacOf("hush", one.body).toHex();
                return one;
            },
        .signature = "linear-signature",
        .isTimed = true,
        .isMilliseconds = true,
        .takesAnyBody = false,
        .tolerance = 60};
}

Sender twilioForm()
{
    return {.name = u"twilio form"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &) {
                SignedCase one{.verify = schemeWithUrl("twilio"), .secret = "12345", .query = "a=%20b"};
                // Two fields, in the order of their names.
                one.body = "To=%2B1+2&Body=" + body.toPercentEncoding();
                one.header("content-type") = "application/x-www-form-urlencoded; charset=UTF-8";
                one.header("x-twilio-signature") = hmacOf("12345",
                    QByteArray(publicUrl) + "?a=%20b" + "Body" + body + "To+1 2", QCryptographicHash::Sha1)
                                                       .toBase64();
                return one;
            },
        .signature = "x-twilio-signature"};
}

Sender twilioJson()
{
    return {.name = u"twilio JSON"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &) {
                SignedCase one{.verify = schemeWithUrl("twilio"), .secret = "12345", .body = body};
                one.query
                    = "bodySHA256=" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
                one.header("content-type") = "application/json";
                one.header("x-twilio-signature")
                    = hmacOf("12345", QByteArray(publicUrl) + '?' + one.query, QCryptographicHash::Sha1)
                          .toBase64();
                return one;
            },
        .signature = "x-twilio-signature"};
}

Sender hubspot()
{
    return {.name = u"hubspot"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &time) {
                SignedCase one{
                    .verify = schemeWithUrl("hubspot-v3"), .secret = "hush", .query = "u=a%3Ab%20c%2f"};
                one.body = body;
                one.header("x-hubspot-request-timestamp") = time;
                one.header("x-hubspot-signature-v3")
                    = hmacOf("hush", "POST" + QByteArray(publicUrl) + "?u=a:b%20c/" + body + time).toBase64();
                return one;
            },
        .signature = "x-hubspot-signature-v3",
        .isTimed = true,
        .isMilliseconds = true};
}

Sender square()
{
    return {.name = u"square"_s,
        .sign =
            [](const QByteArray &body, const QByteArray &) {
                SignedCase one{.verify = schemeWithUrl("square"), .secret = "hush"};
                one.body = body;
                one.header("x-square-hmacsha256-signature")
                    = hmacOf("hush", QByteArray(publicUrl) + body).toBase64();
                return one;
            },
        .signature = "x-square-hmacsha256-signature"};
}

Sender hmacSender(const QString &encoding, bool isMilliseconds)
{
    return {.name = u"hmac %1"_s.arg(encoding),
        .sign =
            [=](const QByteArray &body, const QByteArray &time) {
                auto config = schemeWithUrl("hmac");
                config.insert(u"header"_s, u"X-Sig"_s);
                config.insert(u"prefix"_s, u"sha512="_s);
                config.insert(u"algorithm"_s, u"sha512"_s);
                config.insert(u"encoding"_s, encoding);
                config.insert(u"template"_s, u"{ts}|{id}|{method}|{url}|{body}|end"_s);
                config.insert(u"timestampHeader"_s, u"X-Time"_s);
                config.insert(u"idHeader"_s, u"X-Id"_s);
                SignedCase one{.verify = config, .secret = "hush", .body = body};
                one.header("x-time") = time;
                one.header("x-id") = "no.1";
                const auto code = hmacOf("hush", time + "|no.1|POST|" + publicUrl + '|' + body + "|end",
                    QCryptographicHash::Sha512);
                one.header("x-sig") = "sha512="
                    + (encoding == u"hex" ? code.toHex()
                            : encoding == u"base64"
                            ? code.toBase64()
                            : code.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
                return one;
            },
        .signature = "x-sig",
        .isTimed = true,
        .isMilliseconds = isMilliseconds,
        .label = "sha512=",
        .otherLabel = "sha256="};
}

} // namespace

QList<Sender> senders()
{
    const QByteArray key("0123456789abcdef01234567");
    const auto secret = "whsec_" + key.toBase64();
    return {bodySender("github", "x-hub-signature-256", "sha256=", "sha1=", true),
        bodySender("bitbucket", "x-hub-signature", "sha256=", "sha1=", true),
        bodySender("gitea", "x-gitea-signature", "", "sha256=", true),
        bodySender("gitea", "x-forgejo-signature", "", "sha256=", true),
        bodySender("shopify", "x-shopify-hmac-sha256", "", "sha256=", false),
        bodySender("shopify", "shopify-hmac-sha256", "", "sha256=", false),
        bodySender("woocommerce", "x-wc-webhook-signature", "", "sha256=", false), linear(),
        standardSender("standard-webhooks", "webhook", secret, key),
        standardSender("svix", "svix", secret, key), standardSender("svix", "webhook", secret, key),
        standardSender("gitlab", "webhook", secret, key),
        standardSender("gitlab", "webhook", "a plain token", "a plain token"), stripe(), slack(),
        twilioForm(), twilioJson(), hubspot(), square(), hmacSender(u"hex"_s, false),
        hmacSender(u"base64"_s, true), hmacSender(u"base64url"_s, false)};
}

} // namespace signalbox
