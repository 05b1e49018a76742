// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/senderwords.h"

#include "core/event/event.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestType = 200;
// Later than any second that is meant (the year 5138), earlier than any millisecond (1973).
constexpr qint64 firstMillisecond = 100'000'000'000;
// Until the year 9999, so that it can be written down (RFC 3339).
constexpr qint64 lastMillisecond = 253'402'300'799'000;

std::optional<Instant> fromNumber(qint64 number)
{
    const auto ms = number < firstMillisecond ? number * 1000 : number;
    if (number < 0 || ms > lastMillisecond)
        return {};
    return Instant(std::chrono::milliseconds(ms));
}

bool isTypeCharacter(QChar c)
{
    return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'.' || c == u'_' || c == u'-' || c == u':';
}

} // namespace

SenderWords::SenderWords(const http::Request &request, const SignatureScheme &scheme, const BodyData &body)
    : m_request(request)
    , m_scheme(scheme)
    , m_body(body)
{
}

QString SenderWords::id()
{
    return textAt(m_scheme.eventId);
}

QString SenderWords::type()
{
    auto type = textAt(m_scheme.eventType);
    if (type.isEmpty())
        return {};
    type.replace(u'/', u'.');
    type.prepend(m_scheme.typePrefix);
    if (type.size() > longestType || type.startsWith(u"signalbox.")
        || !std::ranges::all_of(type, isTypeCharacter))
        return {};
    return type;
}

std::optional<Instant> SenderWords::time()
{
    const auto &place = m_scheme.eventTime;
    if (place.isEmpty())
        return {};
    if (const auto text = textAt(place); !text.isEmpty())
        return fromRfc3339(text);
    auto *places = body();
    const auto number = places ? places->integer(place.path) : std::nullopt;
    return number ? fromNumber(*number) : std::nullopt;
}

QString SenderWords::textAt(const Place &place)
{
    if (!place.header.isEmpty()) {
        if (const auto value = m_request.header(place.header); !value.isEmpty() && isUtf8(value))
            return QString::fromUtf8(value);
    }
    auto *places = place.path.isEmpty() ? nullptr : body();
    return places ? places->text(place.path).value_or(QString()) : QString();
}

JsonPlaces *SenderWords::body()
{
    if (!m_body.data || !isJsonContentType(m_body.contentType))
        return nullptr;
    if (!m_places)
        m_places.emplace(*m_body.data);
    return &*m_places;
}

} // namespace signalbox
