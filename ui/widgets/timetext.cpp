// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timetext.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <cmath>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(TimeText)
};

QString span(std::chrono::microseconds duration)
{
    const auto seconds = duration_cast<std::chrono::seconds>(duration).count();
    if (seconds < 60)
        return Tr::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Tr::tr("%1 min").arg(seconds / 60);
    return Tr::tr("%1 h").arg(seconds / 3600);
}

} // namespace

QString relativeTime(Instant time, Instant now, const QLocale &locale)
{
    const auto age = now - time;
    const auto distance = age < 0us ? -age : age;
    if (distance < 1s)
        return Tr::tr("now");

    const auto then = toQDateTime(time).toLocalTime();
    const auto today = toQDateTime(now).toLocalTime().date();
    const auto days = then.date().daysTo(today);
    // "3 h ago" at one in the night means yesterday evening, and reads well up to there.
    if (days == 0 || distance < 6h)
        return (age < 0us ? Tr::tr("in %1") : Tr::tr("%1 ago")).arg(span(distance));

    const auto clock = locale.toString(then.time(), QLocale::ShortFormat);
    if (days == 1)
        return Tr::tr("yesterday %1").arg(clock);
    if (days == -1)
        return Tr::tr("tomorrow %1").arg(clock);
    if (then.date().year() == today.year())
        return locale.toString(then, Tr::tr("d MMM", "date without a year, QDateTime format")) + u' ' + clock;
    return locale.toString(then, Tr::tr("d MMM yyyy", "date with a year, QDateTime format"));
}

QString exactTime(Instant time, const QLocale &locale)
{
    const auto local = toQDateTime(time).toLocalTime();
    return Tr::tr("%1, %2 (%3)")
        .arg(locale.toString(local.date(), QLocale::LongFormat),
            local.time().toString(QStringLiteral("HH:mm:ss.zzz")),
            local.timeZone().displayName(local, QTimeZone::OffsetName, locale));
}

QString durationText(std::chrono::microseconds duration, const QLocale &locale)
{
    const auto ms = duration_cast<std::chrono::milliseconds>(duration).count();
    if (ms < 1)
        return Tr::tr("<1 ms");
    if (ms < 1000)
        return Tr::tr("%1 ms").arg(ms);
    if (ms < 60'000)
        return Tr::tr("%1 s").arg(locale.toString(std::floor(double(ms) / 100) / 10, 'f', 1));
    const auto seconds = ms / 1000;
    const auto two = [](const QString &large, const QString &small, qint64 smallCount) {
        return smallCount == 0 ? large : large + u' ' + small.arg(smallCount);
    };
    if (seconds < 3600)
        return two(Tr::tr("%1 min").arg(seconds / 60), Tr::tr("%1 s"), seconds % 60);
    if (seconds < 86'400)
        return two(Tr::tr("%1 h").arg(seconds / 3600), Tr::tr("%1 min"), seconds / 60 % 60);
    return two(Tr::tr("%1 d").arg(seconds / 86'400), Tr::tr("%1 h"), seconds / 3600 % 24);
}

QString countText(qint64 count, const QLocale &locale)
{
    return locale.toString(count);
}

QString rateText(double perSecond, const QLocale &locale)
{
    if (perSecond >= 9.95)
        return locale.toString(qint64(std::lround(perSecond)));
    const auto tenths = std::lround(perSecond * 10);
    return tenths % 10 == 0 ? locale.toString(qint64(tenths / 10))
                            : locale.toString(double(tenths) / 10, 'f', 1);
}

QString sizeText(qint64 bytes, const QLocale &locale)
{
    return locale.formattedDataSize(
        bytes, bytes < 10'000 && bytes >= 1000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

} // namespace signalbox
