// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/cron.h"

#include <algorithm>
#include <bit>

namespace signalbox {

using namespace std::chrono;

namespace {

// The calendar repeats after 400 years, days of the week included.
constexpr years calendarPeriod(400);

bool has(quint64 set, unsigned value)
{
    return (set >> value) & 1;
}

/// The smallest value in the set from `value` on; 64 if there is none.
int firstFrom(quint64 set, int value)
{
    return value > 63 ? 64 : std::countr_zero(set >> value << value);
}

/// The Monday to Friday nearest to the day, in the same month.
unsigned nearestWorkday(year_month month, unsigned number, unsigned last)
{
    const weekday day(local_days(month / std::chrono::day(number)));
    if (day == Saturday)
        return number == 1 ? number + 2 : number - 1;
    if (day == Sunday)
        return number == last ? number - 2 : number + 1;
    return number;
}

} // namespace

quint32 CronExpression::daysOf(year_month month) const
{
    const auto last = unsigned((month / std::chrono::last).day());
    const auto all = quint32(((quint64(1) << last) - 1) << 1);
    auto monthDays = m_monthDays.numbers & all;
    quint32 weekDays = 0;
    if (m_monthDays.lastWeekday)
        monthDays |= 1U << nearestWorkday(month, last, last);
    const weekday first(local_days(month / 1));
    for (unsigned number = 1; number <= last; ++number) {
        if (has(m_monthDays.nearest, number))
            monthDays |= 1U << nearestWorkday(month, number, last);
        if (has(m_monthDays.beforeLast, last - number))
            monthDays |= 1U << number;
        const auto day = (first + days(number - 1)).c_encoding();
        const bool isLast = number + 7 > last;
        if (has(m_weekDays.numbers, day) || (isLast && has(m_weekDays.last, day))
            || has(m_weekDays.nth[day], (number + 6) / 7))
            weekDays |= 1U << number;
    }
    return m_monthDays.isOpen || m_weekDays.isOpen ? monthDays & weekDays : monthDays | weekDays;
}

std::optional<local_days> CronExpression::nextDate(local_days from) const
{
    const year_month_day begin(from);
    auto month = begin.year() / begin.month();
    auto firstDay = unsigned(begin.day());
    const auto end = begin.year() + calendarPeriod;
    while (true) {
        if (!m_years.isEmpty()) {
            const auto next = std::ranges::lower_bound(m_years, int(month.year()));
            if (next == m_years.end())
                return {};
            if (year(*next) != month.year()) {
                month = year(*next) / January;
                firstDay = 1;
            }
        } else if (month.year() > end) {
            return {};
        }
        if (has(m_months, unsigned(month.month()))) {
            const auto day = firstFrom(daysOf(month), int(firstDay));
            if (day < 32)
                return local_days(month / day);
        }
        month += months(1);
        firstDay = 1;
    }
}

std::optional<seconds> CronExpression::nextTimeOfDay(seconds from) const
{
    const hh_mm_ss time(from);
    auto hour = int(time.hours().count());
    auto minute = int(time.minutes().count());
    auto second = int(time.seconds().count());
    // Each carry sends the finer ones back to their beginning.
    for (hour = firstFrom(m_hours, hour); hour < 24; hour = firstFrom(m_hours, hour + 1)) {
        if (hours(hour) > floor<hours>(from))
            minute = second = 0;
        for (minute = firstFrom(m_minutes, minute); minute < 60; minute = firstFrom(m_minutes, minute + 1)) {
            if (hours(hour) + minutes(minute) > floor<minutes>(from))
                second = 0;
            second = firstFrom(m_seconds, second);
            if (second < 60)
                return hours(hour) + minutes(minute) + seconds(second);
            second = 0;
        }
        minute = second = 0;
    }
    return {};
}

bool CronExpression::fits(local_seconds time) const
{
    return next(time) == time;
}

std::optional<local_seconds> CronExpression::next(local_seconds from) const
{
    const auto today = floor<days>(from);
    auto date = nextDate(today);
    if (date == today) {
        if (const auto time = nextTimeOfDay(from - today))
            return today + *time;
        date = nextDate(today + days(1));
    }
    if (!date)
        return {};
    return *date + *nextTimeOfDay(seconds(0));
}

} // namespace signalbox
