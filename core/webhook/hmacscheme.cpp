// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/schemelist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// From here on a number of seconds is a date in the year 33658; so it is milliseconds.
constexpr qsizetype digitsOfMilliseconds = 13;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(SignatureScheme)
};

/// What is signed, put together. Empty where a header that it needs is not there.
std::optional<QByteArray> signedText(const SignedRequest &request)
{
    using Kind = Verification::Piece::Kind;
    QByteArray text;
    for (const auto &piece : request.verification.pieces) {
        std::optional<QByteArrayView> header;
        switch (piece.kind) {
        case Kind::Text:
            text += piece.text;
            continue;
        case Kind::Method:
            text += request.request.method;
            continue;
        case Kind::Url:
            text += request.url();
            continue;
        case Kind::Body:
            text += request.request.body;
            continue;
        case Kind::Id:
            header = request.header(request.verification.idHeader);
            break;
        case Kind::Time:
            header = request.header(request.verification.timestampHeader);
            break;
        }
        if (!header)
            return {};
        text += *header;
    }
    return text;
}

bool isTimely(const SignedRequest &request)
{
    const auto time = request.header(request.verification.timestampHeader);
    return time
        && (time->size() < digitsOfMilliseconds ? request.isTimelySeconds(*time)
                                                : request.isTimelyMilliseconds(*time));
}

Finding checkHmac(const SignedRequest &request, QByteArrayView secret)
{
    const auto &config = request.verification;
    const auto given = request.header(config.header);
    if (!given || !given->startsWith(config.prefix))
        return Finding::bad();
    if (!config.timestampHeader.isEmpty() && !isTimely(request))
        return Finding::bad();
    const bool isBodyOnly
        = config.pieces.size() == 1 && config.pieces.first().kind == Verification::Piece::Kind::Body;
    const auto text = isBodyOnly ? std::optional(request.request.body) : signedText(request);
    if (!text)
        return Finding::bad();
    auto code = mac::hmac(config.algorithm, secret, {*text});
    if (!mac::isEncoded(given->sliced(config.prefix.size()), code, config.encoding))
        return Finding::bad();
    QByteArray id;
    if (config.signsPiece(Verification::Piece::Kind::Id))
        id = request.header(config.idHeader)->toByteArray();
    // Without a time in it the same code is no sign of a repetition: the same body may be sent twice.
    return Finding::good(config.timestampHeader.isEmpty() ? QByteArray() : std::move(code), std::move(id));
}

bool signHmac(TestRequest &request, const Verification &verification, QByteArrayView secret, Instant now)
{
    if (!verification.timestampHeader.isEmpty())
        request.headers.emplace_back(verification.timestampHeader, unixSeconds(now));
    if (verification.signsPiece(Verification::Piece::Kind::Id))
        request.headers.emplace_back(verification.idHeader, request.id);
    http::Request asSent; // what is signed is put together by the same code that checks it
    asSent.method = request.method;
    asSent.query = request.query;
    asSent.body = request.body;
    for (const auto &[name, value] : request.headers)
        asSent.fields.push_back({name, value});
    const auto text = signedText({asSent, verification, now});
    if (!text)
        return false;
    const auto code = mac::hmac(verification.algorithm, secret, {*text});
    request.headers.emplace_back(
        verification.header, verification.prefix + mac::encoded(code, verification.encoding));
    return true;
}

} // namespace

SignatureScheme hmacScheme()
{
    return {.id = u"hmac"_s,
        .title = Tr::tr("Another signature (HMAC)"),
        .help = Tr::tr("The secret is the key that the sender signs with, as text."),
        .keys = {u"header"_s, u"prefix"_s, u"algorithm"_s, u"encoding"_s, u"template"_s, u"timestampHeader"_s,
            u"idHeader"_s, u"publicUrl"_s, u"tolerance"_s},
        .required = {u"header"_s},
        .isTimed = true, // where there is a time: only then is there a code that could tell repetitions
        .check = checkHmac,
        .sign = signHmac};
}

} // namespace signalbox
