// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QTimeZone>

#include <cmath>
#include <ctime>

namespace signalbox {

using namespace std::chrono;

Instant SystemClock::now() const
{
    static const seconds offset(qEnvironmentVariableIntValue("SIGNALBOX_CLOCK_OFFSET"));
    return time_point_cast<microseconds>(system_clock::now()) + offset;
}

std::optional<microseconds> SystemClock::elapsed() const
{
#ifdef CLOCK_BOOTTIME // the usual steady clock of Linux stands still in suspend (clock_gettime(2))
    timespec time = {};
    if (clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return seconds(time.tv_sec) + microseconds(time.tv_nsec / 1000);
#endif
    return {};
}

QString toRfc3339(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    auto text = QString::number(int(date.year())).rightJustified(4, u'0') + u'-';
    text.reserve(sizeof "2026-11-23T15:04:05.000001Z");
    // printf takes ten times as long, and each event that an expression looks at whole has a time.
    const auto add = [&text](qint64 number, int digits, char16_t after) {
        qint64 unit = 1;
        for (int i = 1; i < digits; ++i)
            unit *= 10;
        for (; unit > 0; unit /= 10)
            text += QChar(char16_t(u'0' + number / unit % 10));
        text += QChar(after);
    };
    add(unsigned(date.month()), 2, u'-');
    add(unsigned(date.day()), 2, u'T');
    add(time.hours().count(), 2, u':');
    add(time.minutes().count(), 2, u':');
    const auto us = time.subseconds().count();
    add(time.seconds().count(), 2, us ? u'.' : u'Z');
    if (us % 1000)
        add(us, 6, u'Z');
    else if (us)
        add(us / 1000, 3, u'Z');
    return text;
}

namespace {

/// Exactly `digits` decimal digits at `at`, or nothing.
std::optional<int> number(QStringView text, qsizetype at, int digits)
{
    if (at + digits > text.size())
        return {};
    int value = 0;
    for (qsizetype i = at; i < at + digits; ++i) {
        if (text[i] < u'0' || text[i] > u'9')
            return {};
        value = value * 10 + (text[i].unicode() - u'0');
    }
    return value;
}

} // namespace

std::optional<Instant> fromRfc3339(QStringView text)
{
    const auto y = number(text, 0, 4), mo = number(text, 5, 2), d = number(text, 8, 2),
               h = number(text, 11, 2), mi = number(text, 14, 2), s = number(text, 17, 2);
    if (!y || !mo || !d || !h || !mi || !s || text[4] != u'-' || text[7] != u'-'
        || (text[10] != u'T' && text[10] != u't' && text[10] != u' ') || text[13] != u':' || text[16] != u':')
        return {};
    const year_month_day date{year(*y), month(unsigned(*mo)), day(unsigned(*d))};
    if (!date.ok() || *h > 23 || *mi > 59 || *s > 60)
        return {};
    Instant instant = sys_days(date) + hours(*h) + minutes(*mi) + seconds(*s);

    qsizetype at = 19;
    if (at < text.size() && text[at] == u'.') {
        const auto first = ++at;
        auto unit = 100'000;
        for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, unit /= 10)
            instant += microseconds((text[at].unicode() - u'0') * unit);
        if (at == first)
            return {};
    }
    const auto zone = text.mid(at);
    if (zone == u'Z' || zone == u'z')
        return instant;
    const auto zh = number(zone, 1, 2), zm = number(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != u'+' && zone[0] != u'-') || zone[3] != u':' || !zh || !zm || *zh > 23
        || *zm > 59)
        return {};
    const auto offset = hours(*zh) + minutes(*zm);
    return zone[0] == u'+' ? instant - offset : instant + offset;
}

QDateTime toQDateTime(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(instant).time_since_epoch().count(), Qt::UTC);
}

Instant fromQDateTime(const QDateTime &dateTime)
{
    return Instant(milliseconds(dateTime.toMSecsSinceEpoch()));
}

std::optional<milliseconds> parseDuration(QStringView text)
{
    double total = 0;
    bool any = false;
    text = text.trimmed();
    while (!text.isEmpty()) {
        qsizetype digits = 0;
        while (digits < text.size() && (text[digits].isDigit() || text[digits] == u'.'))
            ++digits;
        bool ok = false;
        const double amount = text.left(digits).toDouble(&ok);
        if (!ok)
            return {};
        text = text.mid(digits).trimmed();
        qsizetype letters = 0;
        while (letters < text.size() && text[letters].isLetter())
            ++letters;
        const auto unit = text.left(letters);
        if (unit.isEmpty() && (any || !text.isEmpty()))
            return {};
        const double factor = unit == u"ms"  ? 1
            : unit.isEmpty() || unit == u"s" ? 1e3
            : unit == u"m"                   ? 60e3
            : unit == u"h"                   ? 3600e3
            : unit == u"d"                   ? 86400e3
            : unit == u"w"                   ? 7 * 86400e3
                                             : 0;
        if (factor == 0)
            return {};
        total += amount * factor;
        any = true;
        text = text.mid(letters).trimmed();
    }
    // A century is longer than any wait that is meant.
    if (!any || total > 100.0 * 366 * 86400e3)
        return {};
    return milliseconds(std::llround(total));
}

} // namespace signalbox
