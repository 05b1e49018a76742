// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace signalbox::words {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text, qint64 n = -1)
{
    return QCoreApplication::translate("Schedule", text, nullptr, int(n));
}

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
    return tr("%1 and %2").arg(items.first(items.size() - 1).join(u", "_s), items.last());
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
    return tr("At %1").arg(listOf(items));
}

QString onWeekdays(quint8 days)
{
    constexpr quint8 all = 0b1111111;
    constexpr quint8 mondayToFriday = 0b0111110;
    constexpr quint8 weekend = 0b1000001;
    switch (days) {
    case all:
        return tr("every day");
    case mondayToFriday:
        return tr("on weekdays");
    case weekend:
        return tr("on weekends");
    default:
        break;
    }
    QStringList names;
    for (int day = 1; day <= 7; ++day) { // as Qt counts: Monday first
        if (days & (1U << day % 7))
            names += QLocale().dayName(day);
    }
    return tr("on %1").arg(listOf(names));
}

QString every(milliseconds length)
{
    for (const auto &unit : units) {
        if (length == unit.length)
            return tr(unit.one);
        if (length % unit.length == 0ms)
            return tr(unit.many, length / unit.length);
    }
    return {};
}

QString everyMonths(int count)
{
    if (count % 12)
        return count == 1 ? tr("Every month") : tr("Every %n months", count);
    return count == 12 ? tr("Every year") : tr("Every %n years", count / 12);
}

QString length(milliseconds length)
{
    for (const auto &unit : units) {
        if (length % unit.length == 0ms)
            return length == unit.length ? tr(unit.oneLong) : tr(unit.manyLong, length / unit.length);
    }
    return {};
}

} // namespace signalbox::words
