// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace signalbox::words {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

struct Unit
{
    milliseconds length;
    const char *one;
    const char *many;
    const char *oneLong;
    const char *manyLong;
};

constexpr Unit units[] = {
    {24h, QT_TRANSLATE_NOOP("Schedule", "Every day"), QT_TRANSLATE_N_NOOP("Schedule", "Every %n days"),
        QT_TRANSLATE_NOOP("Schedule", "1 day"), QT_TRANSLATE_N_NOOP("Schedule", "%n days")},
    {1h, QT_TRANSLATE_NOOP("Schedule", "Every hour"), QT_TRANSLATE_N_NOOP("Schedule", "Every %n hours"),
        QT_TRANSLATE_NOOP("Schedule", "1 hour"), QT_TRANSLATE_N_NOOP("Schedule", "%n hours")},
    {1min, QT_TRANSLATE_NOOP("Schedule", "Every minute"), QT_TRANSLATE_N_NOOP("Schedule", "Every %n minutes"),
        QT_TRANSLATE_NOOP("Schedule", "1 minute"), QT_TRANSLATE_N_NOOP("Schedule", "%n minutes")},
    {1s, QT_TRANSLATE_NOOP("Schedule", "Every second"), QT_TRANSLATE_N_NOOP("Schedule", "Every %n seconds"),
        QT_TRANSLATE_NOOP("Schedule", "1 second"), QT_TRANSLATE_N_NOOP("Schedule", "%n seconds")},
    {1ms, "", QT_TRANSLATE_N_NOOP("Schedule", "Every %n milliseconds"),
        QT_TRANSLATE_NOOP("Schedule", "1 millisecond"), QT_TRANSLATE_N_NOOP("Schedule", "%n milliseconds")},
};

} // namespace

QString listOf(const QStringList &items)
{
    if (items.size() < 2)
        return items.join(QString());
    return Tr::tr("%1 and %2").arg(items.first(items.size() - 1).join(u", "_s), items.last());
}

QString timeOfDay(seconds time)
{
    const hh_mm_ss parts(time);
    const auto two = [](auto count) { return u"%1"_s.arg(count.count(), 2, 10, QChar(u'0')); };
    auto text = two(parts.hours()) + u':' + two(parts.minutes());
    if (parts.seconds() != 0s)
        text += u':' + two(parts.seconds());
    return text;
}

QString atTimes(const std::vector<seconds> &times)
{
    QStringList items;
    for (const auto time : times)
        items += timeOfDay(time);
    return Tr::tr("At %1").arg(listOf(items));
}

QString onWeekdays(quint8 days)
{
    constexpr quint8 all = 0b1111111;
    constexpr quint8 mondayToFriday = 0b0111110;
    constexpr quint8 weekend = 0b1000001;
    switch (days) {
    case all:
        return Tr::tr("every day");
    case mondayToFriday:
        return Tr::tr("on weekdays");
    case weekend:
        return Tr::tr("on weekends");
    default:
        break;
    }
    QStringList names;
    for (int day = 1; day <= 7; ++day) { // as Qt counts: Monday first
        if (days & (1U << day % 7))
            names += QLocale().dayName(day);
    }
    return Tr::tr("on %1").arg(listOf(names));
}

QString every(milliseconds length)
{
    for (const auto &unit : units) {
        if (length == unit.length)
            return Tr::tr(unit.one);
        if (length % unit.length == 0ms)
            return Tr::tr(unit.many, nullptr, int(length / unit.length));
    }
    return {};
}

QString everyMonths(int count)
{
    if (count % 12)
        return count == 1 ? Tr::tr("Every month") : Tr::tr("Every %n months", nullptr, count);
    return count == 12 ? Tr::tr("Every year") : Tr::tr("Every %n years", nullptr, count / 12);
}

QString length(milliseconds length)
{
    for (const auto &unit : units) {
        if (length % unit.length == 0ms)
            return length == unit.length ? Tr::tr(unit.oneLong)
                                         : Tr::tr(unit.manyLong, nullptr, int(length / unit.length));
    }
    return {};
}

} // namespace signalbox::words
