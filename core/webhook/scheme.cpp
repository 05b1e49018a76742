// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/scheme.h"

#include "core/webhook/schemelist.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr qsizetype mostSecondDigits = 12;
constexpr qsizetype mostMillisecondDigits = 15;

std::optional<qint64> numberOf(QByteArrayView digits, qsizetype most)
{
    if (digits.isEmpty() || digits.size() > most
        || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return digits.toLongLong();
}

bool isWithin(const SignedRequest &request, std::chrono::milliseconds age)
{
    if (std::chrono::abs(age) <= request.verification.tolerance)
        return true;
    if (request.shortfall)
        request.shortfall->age = std::chrono::floor<std::chrono::seconds>(age);
    return false;
}

} // namespace

std::optional<QByteArrayView> SignedRequest::header(QByteArrayView name) const
{
    const auto value = request.find(name);
    if (value && !value->isEmpty() && request.count(name) == 1)
        return value;
    if (shortfall && shortfall->header.isEmpty())
        shortfall->header = name.toByteArray();
    return {};
}

QByteArray SignedRequest::url() const
{
    auto url = verification.publicUrl;
    if (!request.query.isEmpty())
        url.append('?').append(request.query);
    return url;
}

bool SignedRequest::isTimely(std::chrono::milliseconds sent) const
{
    return isWithin(*this, std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch() - sent);
}

bool SignedRequest::isTimelySeconds(QByteArrayView digits) const
{
    const auto sent = numberOf(digits, mostSecondDigits);
    const auto ours = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
    return sent && isWithin(*this, ours - std::chrono::seconds(*sent));
}

bool SignedRequest::isTimelyMilliseconds(QByteArrayView digits) const
{
    const auto sent = numberOf(digits, mostMillisecondDigits);
    return sent && isTimely(std::chrono::milliseconds(*sent));
}

QByteArray unixSeconds(Instant time)
{
    return QByteArray::number(
        qint64(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()));
}

QByteArray unixMilliseconds(Instant time)
{
    return QByteArray::number(
        qint64(std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count()));
}

const QList<SignatureScheme> &signatureSchemes()
{
    static const QList<SignatureScheme> schemes{noScheme(), standardWebhooksScheme(), svixScheme(),
        githubScheme(), gitlabScheme(), giteaScheme(), bitbucketScheme(), stripeScheme(), shopifyScheme(),
        wooCommerceScheme(), squareScheme(), paypalScheme(), hubspotScheme(), slackScheme(), twilioScheme(),
        linearScheme(), hmacScheme(), basicScheme(), bearerScheme(), headerTokenScheme(), ipScheme()};
    return schemes;
}

const SignatureScheme *findSignatureScheme(const QString &id)
{
    const auto found = std::ranges::find(signatureSchemes(), id, &SignatureScheme::id);
    return found == signatureSchemes().end() ? nullptr : &*found;
}

} // namespace signalbox
