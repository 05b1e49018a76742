// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/schemelist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// More than a sender has secrets at a time.
constexpr qsizetype mostItems = 32;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

/// "t=1700000000,v1=…,v1=…,v0=…": with a secret that is being changed there is one `v1` for each.
struct StripeHeader
{
    QByteArrayView time;
    QList<QByteArrayView> signatures;
};

std::optional<StripeHeader> readStripe(QByteArrayView text)
{
    StripeHeader header;
    for (qsizetype items = 0; !text.isNull(); ++items) {
        const auto comma = text.indexOf(',');
        const auto item = comma < 0 ? text : text.first(comma);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        const auto equals = item.indexOf('=');
        if (equals < 0 || items == mostItems)
            return {};
        const auto key = item.first(equals), value = item.sliced(equals + 1);
        if (key == "v1") {
            header.signatures += value;
        } else if (key == "t") {
            if (!header.time.isNull())
                return {};
            header.time = value;
        }
    }
    return header;
}

Finding checkStripe(const SignedRequest &request, QByteArrayView secret)
{
    const auto given = request.header("stripe-signature");
    const auto header = given ? readStripe(*given) : std::nullopt;
    if (!header || !request.isTimelySeconds(header->time))
        return Finding::bad();
    auto code = mac::hmac(mac::Algorithm::Sha256, secret, {header->time, ".", request.request.body});
    for (const auto &signature : header->signatures) {
        if (mac::isEncoded(signature, code, mac::Encoding::Hex))
            return Finding::good(std::move(code));
    }
    return Finding::bad();
}

Finding checkSlack(const SignedRequest &request, QByteArrayView secret)
{
    constexpr QByteArrayView version = "v0=";
    const auto given = request.header("x-slack-signature");
    const auto time = request.header("x-slack-request-timestamp");
    if (!given || !time || !given->startsWith(version) || !request.isTimelySeconds(*time))
        return Finding::bad();
    auto code = mac::hmac(mac::Algorithm::Sha256, secret, {"v0:", *time, ":", request.request.body});
    return mac::isEncoded(given->sliced(version.size()), code, mac::Encoding::Hex)
        ? Finding::good(std::move(code))
        : Finding::bad();
}

bool signStripe(TestRequest &request, const Verification &, QByteArrayView secret, Instant now)
{
    const auto time = unixSeconds(now);
    const auto code = mac::hmac(mac::Algorithm::Sha256, secret, {time, ".", request.body});
    request.headers.emplace_back(
        "stripe-signature", "t=" + time + ",v1=" + mac::encoded(code, mac::Encoding::Hex));
    return true;
}

bool signSlack(TestRequest &request, const Verification &, QByteArrayView secret, Instant now)
{
    const auto time = unixSeconds(now);
    const auto code = mac::hmac(mac::Algorithm::Sha256, secret, {"v0:", time, ":", request.body});
    request.headers.emplace_back("x-slack-request-timestamp", time);
    request.headers.emplace_back("x-slack-signature", "v0=" + mac::encoded(code, mac::Encoding::Hex));
    return true;
}

} // namespace

SignatureScheme stripeScheme()
{
    return {.id = u"stripe"_s,
        .title = u"Stripe"_s,
        .help = Tr::tr("The secret is the endpoint's signing secret, whole: it begins with whsec_."),
        .keys = {u"tolerance"_s},
        .isTimed = true,
        .eventId = {.path = {"id"}},
        .eventType = {.path = {"type"}},
        .typePrefix = u"com.stripe."_s,
        .eventTime = {.path = {"created"}},
        .check = checkStripe,
        .sign = signStripe};
}

SignatureScheme slackScheme()
{
    return {.id = u"slack"_s,
        .title = u"Slack"_s,
        .help = Tr::tr("The secret is the signing secret under Basic Information of the app."),
        .keys = {u"tolerance"_s},
        .isTimed = true,
        .eventId = {.path = {"event_id"}},
        .eventType = {.path = {"event", "type"}},
        .typePrefix = u"com.slack."_s,
        .eventTime = {.path = {"event_time"}},
        .handshake = u"slack"_s,
        .check = checkSlack,
        .sign = signSlack};
}

} // namespace signalbox
