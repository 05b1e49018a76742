// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/body.h"
#include "core/webhook/jsonplaces.h"
#include "core/webhook/schemelist.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

struct Header
{
    QByteArrayView name;
    QByteArrayView prefix;
    mac::Encoding encoding;
};

Finding checkBody(const SignedRequest &request, QByteArrayView secret, const Header &header)
{
    const auto given = request.header(header.name);
    if (!given || !given->startsWith(header.prefix))
        return Finding::bad();
    auto code = mac::hmac(mac::Algorithm::Sha256, secret, {request.request.body});
    return mac::isEncoded(given->sliced(header.prefix.size()), code, header.encoding)
        ? Finding::good(std::move(code))
        : Finding::bad();
}

/// The check of a scheme whose only header this is.
auto bodyCheck(const Header &header)
{
    return [header](const SignedRequest &request, QByteArrayView secret) {
        return checkBody(request, secret, header);
    };
}

/// As the sender does it, with this header.
auto bodySign(const Header &header)
{
    return [header](TestRequest &request, const Verification &, QByteArrayView secret, Instant) {
        request.headers.emplace_back(header.name.toByteArray(),
            header.prefix.toByteArray()
                + mac::encoded(mac::hmac(mac::Algorithm::Sha256, secret, {request.body}), header.encoding));
        return true;
    };
}

/// The time of sending is in the signed body, not in the header Linear-Timestamp, which anyone can change.
bool isTimelyLinear(const SignedRequest &request)
{
    const auto body
        = unpack(request.request.body, request.request.header("content-encoding"), request.maxBody);
    if (!body)
        return false;
    const auto sent = JsonPlaces(*body).integer({"webhookTimestamp"});
    return sent && request.isTimely(std::chrono::milliseconds(*sent));
}

} // namespace

SignatureScheme githubScheme()
{
    // X-Hub-Signature (SHA-1) comes along for old receivers and is not looked at.
    return {.id = u"github"_s,
        .title = u"GitHub"_s,
        .help = Tr::tr("The secret is the one entered with the webhook in the repository's settings."),
        .eventId = {.header = "x-github-delivery"},
        .eventType = {.header = "x-github-event"},
        .typePrefix = u"com.github."_s,
        .check = bodyCheck({"x-hub-signature-256", "sha256=", mac::Encoding::Hex}),
        .sign = bodySign({"x-hub-signature-256", "sha256=", mac::Encoding::Hex})};
}

SignatureScheme giteaScheme()
{
    return {.id = u"gitea"_s,
        .title = Tr::tr("Gitea, Forgejo"),
        .help = Tr::tr("The secret is the one entered with the webhook in the repository's settings."),
        .eventId = {.header = "x-gitea-delivery"},
        .eventType = {.header = "x-gitea-event"},
        .typePrefix = u"io.gitea."_s,
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                // Forgejo sends both, for those who know Gitea only.
                const bool isForgejo = request.request.count("x-gitea-signature") == 0
                    && request.request.count("x-forgejo-signature") > 0;
                return checkBody(request, secret,
                    {isForgejo ? "x-forgejo-signature" : "x-gitea-signature", "", mac::Encoding::Hex});
            },
        .sign = bodySign({"x-gitea-signature", "", mac::Encoding::Hex})};
}

SignatureScheme bitbucketScheme()
{
    return {.id = u"bitbucket"_s,
        .title = u"Bitbucket"_s,
        .help = Tr::tr("The secret is the one entered with the webhook in the repository's settings."),
        .eventId = {.header = "x-request-uuid"},
        .eventType = {.header = "x-event-key"},
        .typePrefix = u"org.bitbucket."_s,
        .check = bodyCheck({"x-hub-signature", "sha256=", mac::Encoding::Hex}),
        .sign = bodySign({"x-hub-signature", "sha256=", mac::Encoding::Hex})};
}

SignatureScheme shopifyScheme()
{
    return {.id = u"shopify"_s,
        .title = u"Shopify"_s,
        .help
        = Tr::tr("The secret is the app's client secret, or the one shown below the list of webhooks in "
                 "the shop's settings."),
        .eventId = {.header = "x-shopify-webhook-id"},
        .eventType = {.header = "x-shopify-topic"},
        .typePrefix = u"com.shopify."_s,
        .eventTime = {.header = "x-shopify-triggered-at"},
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                // The second is that of the newer "events".
                const bool isNewer = request.request.count("x-shopify-hmac-sha256") == 0
                    && request.request.count("shopify-hmac-sha256") > 0;
                return checkBody(request, secret,
                    {isNewer ? "shopify-hmac-sha256" : "x-shopify-hmac-sha256", "", mac::Encoding::Base64});
            },
        .sign = bodySign({"x-shopify-hmac-sha256", "", mac::Encoding::Base64})};
}

SignatureScheme wooCommerceScheme()
{
    return {.id = u"woocommerce"_s,
        .title = u"WooCommerce"_s,
        .help
        = Tr::tr("The secret is the one of the webhook, under WooCommerce, Settings, Advanced. The ping "
                 "that is sent when a webhook is saved is not signed and is refused."),
        .eventId = {.header = "x-wc-webhook-delivery-id"},
        .eventType = {.header = "x-wc-webhook-topic"},
        .typePrefix = u"com.woocommerce."_s,
        .check = bodyCheck({"x-wc-webhook-signature", "", mac::Encoding::Base64}),
        .sign = bodySign({"x-wc-webhook-signature", "", mac::Encoding::Base64})};
}

SignatureScheme linearScheme()
{
    return {.id = u"linear"_s,
        .title = u"Linear"_s,
        .help = Tr::tr("The secret is the signing secret on the webhook's page."),
        .keys = {u"tolerance"_s},
        .tolerance = 60s, // as in their own library
        .isTimed = true,
        .eventId = {.header = "linear-delivery"},
        .eventType = {.path = {"type"}},
        .typePrefix = u"app.linear."_s,
        .eventTime = {.path = {"createdAt"}},
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                auto finding = checkBody(request, secret, {"linear-signature", "", mac::Encoding::Hex});
                if (finding.verdict == Finding::Verdict::Good && !isTimelyLinear(request))
                    return Finding::bad();
                return finding;
            },
        .sign =
            [](TestRequest &request, const Verification &verification, QByteArrayView secret, Instant now) {
                auto body = QJsonDocument::fromJson(request.body).object();
                body.insert(u"webhookTimestamp"_s, qint64(now.time_since_epoch() / 1ms));
                request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
                return bodySign({"linear-signature", "", mac::Encoding::Hex})(
                    request, verification, secret, now);
            }};
}

} // namespace signalbox
