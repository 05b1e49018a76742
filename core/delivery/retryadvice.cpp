// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/retryadvice.h"

#include <algorithm>
#include <curl/curl.h>

namespace signalbox {

using namespace std::chrono;

namespace {

/// A receiver that asks for more than a day is not obeyed: its next delivery would outlive every budget.
constexpr milliseconds longestRetryAfter = 24h;

std::optional<milliseconds> readRetryAfter(const QByteArray &text, Instant now)
{
    const auto value = text.trimmed();
    if (value.isEmpty())
        return {};
    if (std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const auto count = value.toLongLong(&fits);
        return fits && count < longestRetryAfter / 1s ? milliseconds(seconds(count)) : longestRetryAfter;
    }
    // All three forms of dates that HTTP knows (RFC 9110, 5.6.7).
    const auto date = curl_getdate(value.constData(), nullptr);
    if (date < 0)
        return {};
    return std::clamp(ceil<milliseconds>(Instant(seconds(date)) - now), 0ms, longestRetryAfter);
}

RetryAdvice::Kind kindOf(int status)
{
    using Kind = RetryAdvice::Kind;
    if (status >= 200 && status < 300)
        return Kind::Done;
    switch (status) {
    case 410:
        return Kind::Gone;
    case 408: // the server waited for us
    case 425: // too early
    case 429:
        return Kind::Again;
    case 501: // does not know the method
    case 505: // does not know the version
        return Kind::Briefly;
    default:
        return status >= 500 && status < 600 ? Kind::Again : Kind::Briefly;
    }
}

} // namespace

RetryAdvice retryAdvice(int status, const QByteArray &retryAfter, Instant now)
{
    RetryAdvice advice{kindOf(status), {}};
    if (advice.kind == RetryAdvice::Kind::Again)
        advice.notBefore = readRetryAfter(retryAfter, now);
    return advice;
}

RetryAdvice retryAdvice(const Error &error)
{
    const bool passing = error.code == Error::Code::Unavailable || error.code == Error::Code::Timeout;
    return {passing ? RetryAdvice::Kind::Again : RetryAdvice::Kind::Park, {}};
}

} // namespace signalbox
