// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/intake.h"
#include "tests/fuzz/support/fuzz.h"

#include <QJsonArray>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// Secrets that no input can hit upon.
class Unknown : public SecretSource
{
public:
    Result<QByteArray> secret(const QString &connection) const override
    {
        return connection == u"standard" ? QByteArray("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            : connection == u"public"    ? QByteArray("whpk_ZlN4eg7dSSqi0moX9hQUk3orrOouK3QVQSlJa248c/g=")
                                         : QByteArray("3d1f64ae0b57c2908d6c1f0e9a7b5c43");
    }
};

WebhookEndpoint endpointFor(const SignatureScheme &scheme)
{
    const QJsonObject verify{{u"scheme"_s, scheme.id},
        {u"connections"_s, QJsonArray{u"plain"_s, u"standard"_s, u"public"_s}},
        {u"publicUrl"_s, u"https://hooks.example.com/hook/x"_s}, {u"header"_s, u"x-sig"_s},
        {u"prefix"_s, u"v1="_s}, {u"encoding"_s, u"base64url"_s},
        {u"template"_s, u"{id}.{ts}.{url}.{body}"_s}, {u"timestampHeader"_s, u"x-time"_s},
        {u"idHeader"_s, u"x-id"_s}, {u"addresses"_s, QJsonArray{u"192.0.2.0/24"_s}},
        {u"proxies"_s, QJsonArray{u"127.0.0.1"_s}}};
    auto endpoint = WebhookEndpoint::fromConfig({{u"path"_s, u"x"_s}, {u"verify"_s, verify}});
    fuzz::demand(endpoint.has_value());
    endpoint->maxBody = 64LL * 1024;
    return *endpoint;
}

} // namespace

/// "QUERY\nname:value\nname:value\n\nBODY", as every scheme sees it: nobody is let in who has no secret, and
/// what the sender says of its event is read whatever it is.
void signalbox::fuzz::attempt(QByteArrayView bytes)
{
    const auto input = bytes.toByteArray();
    const auto headEnd = input.indexOf("\n\n");
    const auto head = headEnd < 0 ? input : input.first(headEnd);
    http::Request request;
    request.method = "POST";
    request.path = "/hook/x";
    request.body = headEnd < 0 ? QByteArray() : input.sliced(headEnd + 2);
    request.peer = QHostAddress(QHostAddress::LocalHost);
    const auto lines = head.split('\n');
    request.query = lines.first();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        if (colon > 0)
            request.fields.push_back(
                {QByteArrayView(lines[i]).first(colon), QByteArrayView(lines[i]).sliced(colon + 1)});
    }
    static const Unknown secrets;
    static JsonText json;
    static const auto endpoints = [] {
        std::vector<std::pair<SignatureScheme, WebhookEndpoint>> made;
        for (const auto &scheme : signatureSchemes())
            made.emplace_back(scheme, endpointFor(scheme));
        return made;
    }();
    for (const auto &[scheme, endpoint] : endpoints) {
        const auto proof
            = checkSender(request, endpoint, scheme, &secrets, Instant(std::chrono::seconds(1'700'000'000)));
        fuzz::demand(!proof || !scheme.hasSecret);
        fuzz::demand(proof || proof.error().status == 401 || proof.error().status == 503);
        auto copy = request;
        const auto intake = takeIn(copy, endpoint, {&scheme, {}, {}, QByteArray("code")}, json);
        for (const auto &event : intake ? intake->events : QList<Event>())
            fuzz::demand(!event.type.isEmpty() && !event.source.isEmpty());
    }
}
