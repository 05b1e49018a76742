// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formdata.h"
#include "core/webhook/schemelist.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

/// What stands behind "Bearer" or "Basic", whose case does not matter (RFC 9110, 11.1).
std::optional<QByteArrayView> credentials(const SignedRequest &request, QByteArrayView scheme)
{
    const auto value = request.header("authorization");
    if (!value || value->size() <= scheme.size()
        || value->first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0
        || value->at(scheme.size()) != ' ')
        return {};
    return value->sliced(scheme.size() + 1).trimmed();
}

/// The token, in the header or as the parameter access_token, which CloudEvents senders may use (Web Hooks
/// for Event Delivery, 3.2). In two places at once, it is nowhere.
std::optional<QByteArray> bearerToken(const SignedRequest &request)
{
    QList<QByteArray> tokens;
    if (request.request.count("authorization") > 0)
        tokens += credentials(request, "bearer").value_or(QByteArrayView()).toByteArray();
    forEachField(request.request.query, [&](const QString &name, const QString &value) {
        if (name == u"access_token")
            tokens += value.toUtf8();
    });
    return tokens.size() == 1 ? std::optional(tokens.first()) : std::nullopt;
}

Finding sameAs(std::optional<QByteArrayView> given, QByteArrayView secret)
{
    return given && mac::isSame(*given, secret) ? Finding::good() : Finding::bad();
}

/// ::ffff:192.0.2.7 is what a socket for both kinds of addresses calls 192.0.2.7.
QHostAddress plain(const QHostAddress &address)
{
    bool isV4 = false;
    const auto v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

bool isIn(const QHostAddress &address, const QList<Verification::Subnet> &subnets)
{
    return std::ranges::any_of(
        subnets, [&](const Verification::Subnet &subnet) { return address.isInSubnet(subnet); });
}

/// Who sent it: the peer, or if that is a proxy of ours, the nearest address before it that is none. What
/// stands further left in X-Forwarded-For was written by whoever sent it. Null: it cannot be told.
QHostAddress senderOf(const SignedRequest &request)
{
    const auto &proxies = request.verification.proxies;
    auto sender = plain(request.request.peer);
    QList<QByteArray> hops;
    for (const auto &field : request.request.fields) {
        if (field.name == "x-forwarded-for")
            hops += field.value.toByteArray().split(',');
    }
    while (isIn(sender, proxies) && !hops.isEmpty())
        sender = plain(QHostAddress(QString::fromLatin1(hops.takeLast().trimmed())));
    return sender;
}

} // namespace

SignatureScheme noScheme()
{
    return {.id = u"none"_s,
        .title = Tr::tr("Nobody is checked"),
        .help = Tr::tr("Whoever can reach the address can start this rule."),
        .hasSecret = false,
        .check = [](const SignedRequest &, QByteArrayView) { return Finding::good(); },
        .sign = [](TestRequest &, const Verification &, QByteArrayView, Instant) { return true; }};
}

SignatureScheme basicScheme()
{
    return {.id = u"basic"_s,
        .title = Tr::tr("User and password (Basic)"),
        .help = Tr::tr("The secret is USER:PASSWORD, as the sender has it."),
        .challenge = "Basic realm=\"hook\", charset=\"UTF-8\"",
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                const auto given = credentials(request, "basic");
                const auto decoded = given ? mac::fromBase64(*given) : std::nullopt;
                return decoded ? sameAs(QByteArrayView(*decoded), secret) : Finding::bad();
            },
        .sign =
            [](TestRequest &request, const Verification &, QByteArrayView secret, Instant) {
                request.headers.emplace_back(
                    "authorization", "Basic " + mac::encoded(secret, mac::Encoding::Base64));
                return true;
            }};
}

SignatureScheme bearerScheme()
{
    return {.id = u"bearer"_s,
        .title = Tr::tr("Token (Bearer)"),
        .help
        = Tr::tr("The secret is the token that the sender puts into the header Authorization, or into the "
                 "address as access_token."),
        .challenge = "Bearer",
        .check =
            [](const SignedRequest &request, QByteArrayView secret) {
                const auto token = bearerToken(request);
                return token ? sameAs(QByteArrayView(*token), secret) : Finding::bad();
            },
        .sign =
            [](TestRequest &request, const Verification &, QByteArrayView secret, Instant) {
                request.headers.emplace_back("authorization", "Bearer " + secret.toByteArray());
                return true;
            }};
}

SignatureScheme headerTokenScheme()
{
    return {.id = u"header-token"_s,
        .title = Tr::tr("Token in a header"),
        .help = Tr::tr("The secret is the whole value of that header."),
        .keys = {u"header"_s},
        .required = {u"header"_s},
        .check
        = [](const SignedRequest &request,
              QByteArrayView secret) { return sameAs(request.header(request.verification.header), secret); },
        .sign =
            [](TestRequest &request, const Verification &verification, QByteArrayView secret, Instant) {
                request.headers.emplace_back(verification.header, secret.toByteArray());
                return true;
            }};
}

SignatureScheme ipScheme()
{
    return {.id = u"ip"_s,
        .title = Tr::tr("Address of the sender"),
        .help
        = Tr::tr("Who sends from one of these addresses is let in. Behind a tunnel or proxy everybody has "
                 "its address, unless it is named as a proxy and says whom it speaks for."),
        .keys = {u"addresses"_s, u"proxies"_s},
        .required = {u"addresses"_s},
        .hasSecret = false,
        .check = [](const SignedRequest &request, QByteArrayView) {
            const auto sender = senderOf(request);
            return !sender.isNull() && isIn(sender, request.verification.addresses) ? Finding::good()
                                                                                    : Finding::bad();
        }};
}

} // namespace signalbox
