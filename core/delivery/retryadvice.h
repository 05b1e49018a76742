// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <optional>

namespace signalbox {

/// What to do after an attempt. Pure values and functions; any thread.
struct RetryAdvice
{
    enum class Kind {
        Done, ///< 2xx, and nothing else
        Again, ///< the moment was bad: as often as the step allows
        Briefly, ///< more likely the request is at fault: a few more times, in case the other side is being
                 ///< mended
        Park, ///< trying again cannot help: a person has to look
        Gone ///< 410: the receiver wants no more of these; stop sending and say so
    };

    Kind kind = Kind::Park;
    /// Not sooner than this from now, as the other side asked; at most a day.
    std::optional<std::chrono::milliseconds> notBefore;

    bool operator==(const RetryAdvice &) const = default;
};

/// For an answer. `retryAfter` is the header's value (RFC 9110, 10.2.3: seconds, or a date, which is set
/// against `now`), empty where there was none. It counts for statuses that ask to come back; one that is no
/// number and no date is passed over.
RetryAdvice retryAdvice(int status, const QByteArray &retryAfter, Instant now);

/// For an attempt that got no answer, with the error of HttpClient. No connection and no answer in time:
/// Again. A refused address, an untrusted certificate, a faulty request: Park.
RetryAdvice retryAdvice(const Error &error);

} // namespace signalbox
