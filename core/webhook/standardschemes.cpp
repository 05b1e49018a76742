// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/schemelist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// More than a sender has secrets at a time; to check one by Ed25519 takes a tenth of a millisecond.
constexpr qsizetype mostSignatures = 16;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

/// What a secret of Standard Webhooks is: for `v1` a key that both sides have, for `v1a` the public key of
/// the sender, or its private one.
struct StandardKeys
{
    QByteArrayList shared;
    QByteArray publicKey;
};

StandardKeys keysOf(QByteArrayView secret)
{
    StandardKeys keys;
    const auto decoded = [&](QByteArrayView prefix) {
        return mac::fromBase64(secret.sliced(prefix.size())).value_or(QByteArray());
    };
    if (secret.startsWith("whpk_")) {
        if (auto key = decoded("whpk_"); key.size() == mac::ed25519KeySize)
            keys.publicKey = std::move(key);
    } else if (secret.startsWith("whsk_")) {
        keys.publicKey = mac::ed25519PublicKey(decoded("whsk_")).value_or(QByteArray());
    } else if (const auto key = decoded(secret.startsWith("whsec_") ? "whsec_" : ""); !key.isEmpty()) {
        keys.shared += key;
    }
    return keys;
}

struct Names
{
    QByteArrayView id;
    QByteArrayView time;
    QByteArrayView signature;
};

constexpr Names standardNames{"webhook-id", "webhook-timestamp", "webhook-signature"};
constexpr Names svixNames{"svix-id", "svix-timestamp", "svix-signature"};

/// Whether one of the signatures, "v1,BASE64 v1a,BASE64", is of this kind and good.
template <typename IsGood> bool anyOf(QByteArrayView list, QByteArrayView kind, const IsGood &isGood)
{
    for (qsizetype i = 0; i < mostSignatures && !list.isNull(); ++i) {
        const auto space = list.indexOf(' ');
        const auto entry = space < 0 ? list : list.first(space);
        list = space < 0 ? QByteArrayView() : list.sliced(space + 1);
        if (entry.startsWith(kind) && isGood(entry.sliced(kind.size())))
            return true;
    }
    return false;
}

Finding checkStandard(const SignedRequest &request, const StandardKeys &keys, const Names &names)
{
    if (keys.shared.isEmpty() && keys.publicKey.isEmpty())
        return Finding::unusable();
    const auto id = request.header(names.id), time = request.header(names.time),
               signatures = request.header(names.signature);
    if (!id || !time || !signatures || signatures->endsWith(' ') || !request.isTimelySeconds(*time))
        return Finding::bad();
    for (const auto &key : keys.shared) {
        auto code = mac::hmac(mac::Algorithm::Sha256, key, {*id, ".", *time, ".", request.request.body});
        if (anyOf(*signatures, "v1,",
                [&](QByteArrayView given) { return mac::isEncoded(given, code, mac::Encoding::Base64); }))
            return Finding::good(std::move(code), id->toByteArray());
    }
    if (keys.publicKey.isEmpty())
        return Finding::bad();
    const QByteArray message = id->toByteArray() + '.' + time->toByteArray() + '.' + request.request.body;
    const bool isGood = anyOf(*signatures, "v1a,", [&](QByteArrayView given) {
        const auto signature = mac::fromBase64(given);
        return signature && mac::isEd25519(keys.publicKey, *signature, message);
    });
    return isGood ? Finding::good(mac::sha256(message), id->toByteArray()) : Finding::bad();
}

/// With a key that both sides have; a sender's private key stays with the sender.
auto standardSign(const Names &names)
{
    return [names](TestRequest &request, const Verification &, QByteArrayView secret, Instant now) {
        const auto keys = keysOf(secret);
        if (keys.shared.isEmpty())
            return false;
        const auto time = unixSeconds(now);
        const auto code = mac::hmac(
            mac::Algorithm::Sha256, keys.shared.first(), {request.id, ".", time, ".", request.body});
        request.headers.emplace_back(names.id.toByteArray(), request.id);
        request.headers.emplace_back(names.time.toByteArray(), time);
        request.headers.emplace_back(
            names.signature.toByteArray(), "v1," + mac::encoded(code, mac::Encoding::Base64));
        return true;
    };
}

Finding checkGitlab(const SignedRequest &request, QByteArrayView secret)
{
    if (request.request.count(standardNames.signature) > 0) {
        // Of a signing token both the text and what it decodes to are keys that only its owner can know;
        // which of them signs is not documented.
        auto keys = keysOf(secret);
        keys.publicKey.clear();
        keys.shared += secret.toByteArray();
        return checkStandard(request, keys, standardNames);
    }
    const auto token = request.header("x-gitlab-token");
    return token && mac::isSame(*token, secret) ? Finding::good() : Finding::bad();
}

} // namespace

SignatureScheme standardWebhooksScheme()
{
    return {.id = u"standard-webhooks"_s,
        .title = u"Standard Webhooks"_s,
        .help = Tr::tr("The secret begins with whsec_; a sender's public key with whpk_."),
        .keys = {u"tolerance"_s},
        .isTimed = true,
        .eventType = {.path = {"type"}},
        .eventTime = {.path = {"timestamp"}},
        .check = [](const SignedRequest &request,
                     QByteArrayView secret) { return checkStandard(request, keysOf(secret), standardNames); },
        .sign = standardSign(standardNames)};
}

SignatureScheme svixScheme()
{
    return {.id = u"svix"_s,
        .title = u"Svix"_s,
        .help = Tr::tr("The secret is the endpoint's signing secret: it begins with whsec_."),
        .keys = {u"tolerance"_s},
        .isTimed = true,
        .eventType = {.path = {"type"}},
        .eventTime = {.path = {"timestamp"}},
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                const bool isStandard = request.request.count(svixNames.signature) == 0
                    && request.request.count(standardNames.signature) > 0;
                return checkStandard(request, keysOf(secret), isStandard ? standardNames : svixNames);
            },
        .sign = standardSign(svixNames)};
}

SignatureScheme gitlabScheme()
{
    return {.id = u"gitlab"_s,
        .title = u"GitLab"_s,
        .help = Tr::tr("The secret is the webhook's signing token, or its secret token."),
        .keys = {u"tolerance"_s},
        .eventId = {.header = "x-gitlab-event-uuid"},
        .eventType = {.path = {"object_kind"}},
        .typePrefix = u"com.gitlab."_s,
        .check = checkGitlab,
        .sign = [](TestRequest &request, const Verification &, QByteArrayView secret, Instant) {
            request.headers.emplace_back("x-gitlab-token", secret.toByteArray());
            return true;
        }};
}

} // namespace signalbox
