// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"
#include "core/webhook/schemelist.h"

#include <QCoreApplication>

#include <map>
#include <set>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

QByteArray decoded(QByteArrayView text)
{
    auto bytes = text.toByteArray();
    bytes.replace('+', ' ');
    return QByteArray::fromPercentEncoding(bytes);
}

/// The query as some of Twilio's services write it when they sign: each name and value escaped anew, and with
/// the characters left as they are that Node's `querystring` leaves.
QByteArray rewrittenQuery(const QByteArray &query)
{
    QByteArrayList pairs;
    for (const auto &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const auto equals = pair.indexOf('=');
        const QByteArrayView view(pair);
        const auto name = decoded(equals < 0 ? view : view.first(equals));
        const auto value = equals < 0 ? QByteArray() : decoded(view.sliced(equals + 1));
        pairs += name.toPercentEncoding("!*'()") + '=' + value.toPercentEncoding("!*'()");
    }
    return pairs.join('&');
}

/// As Twilio may have written the URL when it signed it: with or without the port that goes without saying,
/// and with some characters of the query escaped or not (as its own library tries them).
QByteArrayList urlsOf(const QByteArray &base, const QByteArray &query)
{
    QByteArrayList bases{base};
    const auto schemeEnd = base.indexOf("://");
    const auto start = schemeEnd < 0 ? base.size() : schemeEnd + 3;
    const auto slash = base.indexOf('/', start);
    const auto end = slash < 0 ? base.size() : slash;
    const auto colon = base.first(end).lastIndexOf(':');
    const auto isPort = colon >= start && base.indexOf(']', colon) < 0 && base.indexOf('@', colon) < 0;
    if (isPort)
        bases += base.first(colon) + base.sliced(end);
    else if (schemeEnd >= 0)
        bases += base.first(end) + (base.startsWith("https:") ? ":443" : ":80") + base.sliced(end);
    if (query.isEmpty())
        return bases;
    auto quoted = query;
    QByteArrayList queries{query, quoted.replace('\'', "%27"), rewrittenQuery(query)};
    QByteArrayList urls;
    for (const auto &one : queries) {
        for (const auto &each : bases) {
            if (const auto url = each + '?' + one; !urls.contains(url))
                urls += url;
        }
    }
    return urls;
}

/// Name and value of each field, sorted by name; of one that comes several times the different values.
/// By bytes: text that is no UTF-8 is signed too.
QByteArray twilioFields(const QByteArray &form)
{
    std::map<QByteArray, std::set<QByteArray>> fields;
    for (const auto &pair : form.split('&')) {
        const auto equals = pair.indexOf('=');
        const QByteArrayView view(pair);
        if (equals < 0)
            fields[decoded(view)].insert(QByteArray());
        else
            fields[decoded(view.first(equals))].insert(decoded(view.sliced(equals + 1)));
    }
    QByteArray text;
    for (const auto &[name, values] : fields) {
        for (const auto &value : values)
            text += name + value;
    }
    return text;
}

/// The body's hash as the query names it. Nothing: it does not, or more than once.
std::optional<QByteArrayView> bodyHashOf(QByteArrayView query)
{
    constexpr QByteArrayView name = "bodySHA256=";
    std::optional<QByteArrayView> hash;
    while (!query.isNull()) {
        const auto end = query.indexOf('&');
        const auto pair = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        if (!pair.startsWith(name))
            continue;
        if (hash)
            return {};
        hash = pair.sliced(name.size());
    }
    return hash;
}

Finding checkTwilio(const SignedRequest &request, QByteArrayView secret)
{
    const auto given = request.header("x-twilio-signature");
    if (!given)
        return Finding::bad();
    const auto &body = request.request.body;
    QByteArray fields;
    if (const auto hash = bodyHashOf(request.request.query)) {
        if (!mac::isEncoded(*hash, mac::sha256(body), mac::Encoding::Hex))
            return Finding::bad();
    } else if (!body.isEmpty()) {
        // What is neither a form nor named by its hash is not signed.
        if (mediaTypeOf(request.request.header("content-type")) != "application/x-www-form-urlencoded")
            return Finding::bad();
        fields = twilioFields(body);
    }
    for (const auto &url : urlsOf(request.verification.publicUrl, request.request.query.toByteArray())) {
        auto code = mac::hmac(mac::Algorithm::Sha1, secret, {url, fields});
        if (mac::isEncoded(*given, code, mac::Encoding::Base64))
            return Finding::good(std::move(code));
    }
    return Finding::bad();
}

/// HubSpot signs a URL with these escapes undone, and only these.
QByteArray withoutSomeEscapes(QByteArray url)
{
    constexpr std::pair<const char *, const char *> undone[]
        = {{"%3A", ":"}, {"%2F", "/"}, {"%3F", "?"}, {"%40", "@"}, {"%21", "!"}, {"%24", "$"}, {"%27", "'"},
            {"%28", "("}, {"%29", ")"}, {"%2A", "*"}, {"%2C", ","}, {"%3B", ";"}};
    if (!url.contains('%'))
        return url;
    for (const auto &[escape, character] : undone) {
        url.replace(escape, character);
        url.replace(QByteArray(escape).toLower(), character);
    }
    return url;
}

Finding checkHubspot(const SignedRequest &request, QByteArrayView secret)
{
    const auto given = request.header("x-hubspot-signature-v3"),
               time = request.header("x-hubspot-request-timestamp");
    if (!given || !time || !request.isTimelyMilliseconds(*time))
        return Finding::bad();
    const auto url = withoutSomeEscapes(request.url());
    auto code = mac::hmac(
        mac::Algorithm::Sha256, secret, {request.request.method, url, request.request.body, *time});
    return mac::isEncoded(*given, code, mac::Encoding::Base64) ? Finding::good(std::move(code))
                                                               : Finding::bad();
}

Finding checkSquare(const SignedRequest &request, QByteArrayView secret)
{
    const auto given = request.header("x-square-hmacsha256-signature");
    if (!given)
        return Finding::bad();
    const auto url = request.url();
    auto code = mac::hmac(mac::Algorithm::Sha256, secret, {url, request.request.body});
    return mac::isEncoded(*given, code, mac::Encoding::Base64) ? Finding::good(std::move(code))
                                                               : Finding::bad();
}

QByteArray urlOf(const TestRequest &request, const Verification &verification)
{
    return request.query.isEmpty() ? verification.publicUrl : verification.publicUrl + '?' + request.query;
}

bool signTwilio(TestRequest &request, const Verification &verification, QByteArrayView secret, Instant)
{
    QByteArray fields;
    if (mediaTypeOf(request.contentType) == "application/x-www-form-urlencoded")
        fields = twilioFields(request.body);
    else
        request.query = "bodySHA256=" + mac::encoded(mac::sha256(request.body), mac::Encoding::Hex);
    const auto code = mac::hmac(mac::Algorithm::Sha1, secret, {urlOf(request, verification), fields});
    request.headers.emplace_back("x-twilio-signature", mac::encoded(code, mac::Encoding::Base64));
    return true;
}

bool signHubspot(TestRequest &request, const Verification &verification, QByteArrayView secret, Instant now)
{
    const auto time = unixMilliseconds(now);
    const auto url = withoutSomeEscapes(urlOf(request, verification));
    const auto code = mac::hmac(mac::Algorithm::Sha256, secret, {request.method, url, request.body, time});
    request.headers.emplace_back("x-hubspot-request-timestamp", time);
    request.headers.emplace_back("x-hubspot-signature-v3", mac::encoded(code, mac::Encoding::Base64));
    return true;
}

bool signSquare(TestRequest &request, const Verification &verification, QByteArrayView secret, Instant)
{
    const auto code = mac::hmac(mac::Algorithm::Sha256, secret, {urlOf(request, verification), request.body});
    request.headers.emplace_back("x-square-hmacsha256-signature", mac::encoded(code, mac::Encoding::Base64));
    return true;
}

} // namespace

SignatureScheme twilioScheme()
{
    return {.id = u"twilio"_s,
        .title = u"Twilio"_s,
        .help = Tr::tr("The secret is the account's auth token."),
        .keys = {u"publicUrl"_s},
        .required = {u"publicUrl"_s},
        .eventId = {.header = "i-twilio-idempotency-token"},
        .check = checkTwilio,
        .sign = signTwilio};
}

SignatureScheme hubspotScheme()
{
    return {.id = u"hubspot-v3"_s,
        .title = u"HubSpot"_s,
        .help = Tr::tr("The secret is the app's client secret."),
        .keys = {u"publicUrl"_s, u"tolerance"_s},
        .required = {u"publicUrl"_s},
        .isTimed = true,
        .check = checkHubspot,
        .sign = signHubspot};
}

SignatureScheme squareScheme()
{
    return {.id = u"square"_s,
        .title = u"Square"_s,
        .help = Tr::tr("The secret is the signature key of the subscription."),
        .keys = {u"publicUrl"_s},
        .required = {u"publicUrl"_s},
        .eventId = {.path = {"event_id"}},
        .eventType = {.path = {"type"}},
        .typePrefix = u"com.squareup."_s,
        .eventTime = {.path = {"created_at"}},
        .check = checkSquare,
        .sign = signSquare};
}

} // namespace signalbox
