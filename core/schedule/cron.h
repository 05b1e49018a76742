// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>
#include <QStringView>

#include <chrono>
#include <optional>

namespace signalbox {

/// A cron expression: a set of local dates and times of day. It knows nothing of time zones; what becomes of
/// an occurrence when clocks change is Schedule's matter. A plain value, any thread.
///
/// Five fields (minute, hour, day of month, month, day of week), six (second first), or seven (year last,
/// 1970 to 9999), in any letter case:
///
/// | written | means |
/// |---|---|
/// | `*` | every value; `?` the same, in day fields only |
/// | `a`, `a-b`, `a,b,c-d` | values, ranges and lists of them; a reversed range wraps: `22-2`, `FRI-MON` |
/// | `*/n`, `a-b/n`, `a/n` | every n-th value from the first; `a/n` runs to the end |
/// | `JAN`…, `SUN`… | names of months and days; Sunday is 0 or 7 |
/// | `L`, `L-n`, `LW` | day of month: the last, the n-th before it, the last Monday to Friday |
/// | `nW` | day of month: the Monday to Friday nearest to the n-th, in the same month |
/// | `dL`, `d#n` | day of week: the last one of the month, the n-th one (1 to 5) |
/// | `@yearly @annually @monthly @weekly @daily @midnight @hourly` | as in cron |
///
/// When neither day field begins with `*` or is `?`, a date fits if either does; else both must (vixie cron).
class CronExpression
{
public:
    /// Never fits; for a place to put one.
    CronExpression() = default;

    /// InvalidInput: it is malformed, or names dates that never come (31 February). The message says why, the
    /// context is "column N", from 1, where the trouble is.
    static Result<CronExpression> parse(const QString &text);

    QString text() const { return m_text; } ///< as given, without white space around it

    /// Whether second, minute and hour have neither `*` nor a step: then it means times of the clock
    /// ("half past two"), else a rhythm ("every quarter of an hour").
    bool isFixed() const { return m_fixed; }

    bool fits(std::chrono::local_seconds time) const;

    /// The first time at or after `from` that fits. None: its years are over, or 400 years have none.
    std::optional<std::chrono::local_seconds> next(std::chrono::local_seconds from) const;

    /// In words: "At 02:30 on weekdays". What has no short words is quoted: "By the cron expression …".
    QString sentence() const;

    friend bool operator==(const CronExpression &a, const CronExpression &b) { return a.m_text == b.m_text; }

private:
    friend class CronParser;
    friend class CronSentence;

    /// Days of a month beside plain numbers.
    struct MonthDays
    {
        quint32 numbers = 0; ///< bit n: the n-th
        quint32 nearest = 0; ///< bit n: nW
        quint32 beforeLast = 0; ///< bit n: L-n; bit 0: L
        bool lastWeekday = false; ///< LW
        bool isOpen = false; ///< begins with `*` or is `?`
    };

    /// Days of a week, 0 is Sunday.
    struct WeekDays
    {
        quint8 numbers = 0; ///< bit d
        quint8 last = 0; ///< bit d: dL
        quint8 nth[7] = {}; ///< of each day, bit n: d#n
        bool isOpen = false;
    };

    quint32 daysOf(std::chrono::year_month month) const; ///< bit n: the n-th fits
    std::optional<std::chrono::local_days> nextDate(std::chrono::local_days from) const;
    std::optional<std::chrono::seconds> nextTimeOfDay(std::chrono::seconds from) const;

    QString m_text;
    quint64 m_seconds = 1;
    quint64 m_minutes = 0;
    quint32 m_hours = 0;
    quint32 m_months = 0; ///< bit 1: January
    MonthDays m_monthDays;
    WeekDays m_weekDays;
    QList<int> m_years; ///< sorted; empty: every one
    bool m_fixed = false;
};

} // namespace signalbox
