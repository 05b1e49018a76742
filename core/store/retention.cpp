// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/retention.h"

namespace signalbox {

using namespace Qt::StringLiterals;
using std::chrono::days;

namespace {

constexpr qint64 megabyte = 1 << 20;
constexpr int mostDays = 36'500;

std::optional<days> daysFrom(const QJsonValue &value, std::optional<days> fallback)
{
    if (!value.isDouble() || value.toDouble() < 0 || value.toDouble() > mostDays)
        return fallback;
    return value.toInt() == 0 ? std::optional<days>() : days(value.toInt());
}

int number(std::optional<days> length)
{
    return length ? int(length->count()) : 0;
}

} // namespace

Retention usualRetention()
{
    return {.keep = days(365), .keepFailed = days(730)};
}

Retention retentionFromJson(const QJsonObject &json)
{
    const auto usual = usualRetention();
    Retention retention;
    retention.keep = daysFrom(json.value(u"keepDays"_s), usual.keep);
    retention.keepFailed = daysFrom(json.value(u"keepFailedDays"_s), usual.keepFailed);
    const auto most = json.value(u"mostMegabytes"_s).toDouble(0);
    retention.mostBytes = most > 0 && most < 1e9 ? qint64(most) * megabyte : 0;
    return retention;
}

QJsonObject toJson(const Retention &retention)
{
    return {{u"keepDays"_s, number(retention.keep)}, {u"keepFailedDays"_s, number(retention.keepFailed)},
        {u"mostMegabytes"_s, retention.mostBytes / megabyte}};
}

} // namespace signalbox
