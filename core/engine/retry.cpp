// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/retry.h"

#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

RetryPolicy RetryPolicy::fromJson(const QJsonValue &value)
{
    RetryPolicy policy;
    const auto object = value.toObject();
    policy.attempts = std::clamp(object.value(u"attempts"_s).toInt(1), 1, 100);
    policy.backoff
        = parseDuration(object.value(u"backoff"_s).toVariant().toString()).value_or(policy.backoff);
    policy.budget = parseDuration(object.value(u"budget"_s).toVariant().toString()).value_or(policy.budget);
    return policy;
}

std::optional<Instant> RetryPolicy::next(int attemptsMade, Instant firstStarted, Instant now,
    std::optional<milliseconds> notBefore, Random &random) const
{
    if (attemptsMade >= attempts)
        return {};
    const auto doubled = double(backoff.count()) * double(1ULL << std::min(attemptsMade - 1, 30));
    const auto pause = std::min(doubled, double(milliseconds(1h).count())) * random.fraction();
    const auto at = now + std::max(milliseconds(qint64(pause)), notBefore.value_or(0ms));
    if (at > firstStarted + budget)
        return {};
    return at;
}

} // namespace signalbox
