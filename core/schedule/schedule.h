// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/schedule/cron.h"
#include "core/schedule/exclusions.h"
#include "core/schedule/sun.h"
#include "core/schedule/zone.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace signalbox {

/// What a change of the zone's clocks has to do with an occurrence; for a mark beside it.
enum class ClockMark {
    None,
    AfterGap, ///< its time, or one that is merged with it, is skipped by the clocks: it comes right after
    FirstOfTwo, ///< the clocks show its time twice; it comes the first time only
    InBothPasses ///< the clocks show its time twice, and it comes each time
};

QString sentenceFor(ClockMark mark); ///< for a tooltip; empty for None

/// Clocks are changed.
struct ClockChange
{
    Instant at;
    std::chrono::seconds before; ///< offset from UTC
    std::chrono::seconds after;

    bool operator==(const ClockChange &) const = default;
};

/// When something is to happen, again and again: a rule for instants, without a memory.
/// A plain value, cheap to copy, any thread. One made by default never comes.
///
/// What happens when clocks change. *Fixed* times (`daily`, `weekly`, `monthly`, every so many months, and a
/// cron expression that is fixed) are never lost and never doubled: one that falls in a gap comes at the
/// first instant after it, and several there are one; one in an overlap comes at the first pass. Only a date
/// that a zone leaves out as a whole (Samoa, 30 December 2011) is lost. The other cron expressions follow
/// elapsed time: their occurrences in a gap do not exist, those in an overlap come in both passes. `every` in
/// seconds to weeks, `once` and `sun` know no zone.
class Schedule
{
public:
    Schedule() = default;

    /// One of the forms
    ///
    /// | form | means |
    /// |---|---|
    /// | `{"cron": "30 2 * * 1-5", "zone": Z}` | see CronExpression |
    /// | `{"daily": {"at": ["08:00", …]}, "zone": Z}` | times of day, `HH:MM` or `HH:MM:SS` |
    /// | `{"weekly": {"days": ["mon", …], "at": […]}, "zone": Z}` | the same, on these days |
    /// | `{"monthly": {"on": [D, …], "at": […]}, "zone": Z}` | the same, on these days of the month |
    /// | `{"every": "15m", "anchor": T}` | every so long, a second at least |
    /// | `{"every": "3 months", "anchor": T, "zone": Z}` | every so many months or years of the calendar |
    /// | `{"once": T}` | at that time |
    /// | `{"sun": {"at": "sunset", "latitude": 52.5, "longitude": 13.4}}` | or "sunrise"; see SunTime |
    ///
    /// - D is a number, "last", "first workday", "last workday", or a day of the week: "first mon", "second
    ///   tue" … "fifth sun", "last fri". `monthly` may have `"months": [1, …]`, else it means all.
    /// - With `anchor`, `every` is counted from it and never before it, else from 1970. Months come on the
    ///   anchor's day and time; one without that day has its last one instead. Units: see parseDuration(),
    ///   and `mo`, `month`, `months`, `y`, `year`, `years`.
    /// - `sun` may have `"offset": "-30m"`.
    ///
    /// each with any of
    ///
    /// | key | means |
    /// |---|---|
    /// | `"from": T`, `"until": T` | none before, none after; at these times themselves there may be one |
    /// | `"pausedUntil": T` | none before |
    /// | `"except": ["2026-12-25", …]` | none on these dates of the zone; see Exclusions |
    /// | `"jitter": "10m"` | each comes later by up to that, always by the same; see spreadFor() |
    ///
    /// Z is an IANA name or "system" (what is meant when it is missing), T an RFC 3339 time. Other keys are
    /// passed over. InvalidInput: the message says what is wrong, the context is the key, or of a cron
    /// expression "column N".
    static Result<Schedule> fromJson(const QJsonObject &object);

    /// The form it was read from, written in one way: what is equal gives equal text.
    QJsonObject toJson() const;

    /// With the delay by which its jitter makes the occurrences of the schedule of that name (RULE/STEP) come
    /// later: the same on every computer.
    Schedule spreadFor(const QString &name) const;

    /// As long as it is paused from outside: nothing of it comes before then.
    Schedule heldUntil(Instant until) const;

    /// The first occurrence strictly after `after`. None: there is none any more, or not in
    /// the next 400 years, or not before the year 10000.
    std::optional<Instant> next(Instant after) const;

    /// The last occurrence after `after` and not after `notAfter`.
    std::optional<Instant> last(Instant after, Instant notAfter) const;

    /// In the user's language: "At 02:30 on weekdays, Europe/Berlin".
    QString sentence() const;

    // --- the zone
    bool followsSystemZone() const; ///< its occurrences move when the computer is told that it travels
    /// Whose clocks it goes by: an IANA name, this computer's where it follows it. Empty: it knows no zone.
    QString zoneName() const;
    std::chrono::seconds offsetAt(Instant time) const; ///< of that zone from UTC
    ClockMark markOf(Instant occurrence) const; ///< of one of its occurrences
    /// Those from `from` on and before `until`; none where the schedule knows no zone.
    QList<ClockChange> clockChanges(Instant from, Instant until) const;

    bool operator==(const Schedule &) const = default;

private:
    friend class ScheduleReader;
    friend class ScheduleWriter;

    /// Times of the clock on days of the week.
    struct Days
    {
        std::vector<std::chrono::seconds> times; ///< of day, sorted, each once
        quint8 weekdays = 0; ///< bit 0: Sunday
        bool isDaily = false; ///< written as `daily`

        std::optional<std::chrono::local_seconds> next(std::chrono::local_seconds from) const;
        bool operator==(const Days &) const = default;
    };
    /// Times of the clock on days of the month.
    struct MonthDays
    {
        std::vector<std::chrono::seconds> times; ///< as above
        QStringList on; ///< as given
        QList<int> months; ///< sorted; empty: all
        CronExpression dates; ///< what they mean, at midnight

        std::optional<std::chrono::local_seconds> next(std::chrono::local_seconds from) const;
        bool operator==(const MonthDays &) const = default;
    };
    struct Every
    {
        std::chrono::milliseconds length = {};
        std::optional<Instant> anchor;
        std::optional<Instant> next(Instant after) const;
        bool operator==(const Every &) const = default;
    };
    struct EveryMonths
    {
        int count = 1;
        std::optional<Instant> anchor;
        std::optional<std::chrono::local_seconds> next(
            std::chrono::local_seconds from, const Zone &zone) const;
        bool operator==(const EveryMonths &) const = default;
    };
    struct Once
    {
        Instant at;
        bool operator==(const Once &) const = default;
    };

    bool isFixed() const; ///< times of the clock
    std::optional<std::chrono::local_seconds> nextLocal(std::chrono::local_seconds from) const;
    bool knowsZone() const; ///< nextLocal() means something
    std::optional<Instant> nextOfForm(Instant after) const;
    std::optional<Instant> nextOutsideExclusions(Instant after) const;
    QString formSentence() const;

    std::variant<std::monostate, CronExpression, Days, MonthDays, Every, EveryMonths, Once, SunTime> m_form;
    Zone m_zone;
    Exclusions m_except;
    std::optional<Instant> m_from, m_until, m_pausedUntil;
    std::chrono::milliseconds m_jitter = {};
    std::chrono::milliseconds m_delay = {}; ///< by the jitter; not written
    std::optional<Instant> m_heldUntil; ///< not written
};

} // namespace signalbox
