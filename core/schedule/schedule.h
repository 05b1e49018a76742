// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/schedule/cron.h"
#include "core/schedule/zone.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace signalbox {

/// When something is to happen, again and again: a rule for instants, without a memory.
/// A plain value, cheap to copy, any thread. One made by default never comes.
///
/// What happens when clocks change. *Fixed* times (`daily`, `weekly`, and a cron expression that is fixed)
/// are never lost and never doubled: one that falls in a gap comes at the first instant after it, and several
/// there are one; one in an overlap comes at the first pass. Only a date that a zone leaves out as a whole
/// (Samoa, 30 December 2011) is lost. The other cron expressions follow elapsed time: their occurrences in a
/// gap do not exist, those in an overlap come in both passes. `every` and `once` know no zone.
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
    /// | `{"weekly": {"days": ["mon", …], "at": ["08:00", …]}, "zone": Z}` | the same, on these days |
    /// | `{"every": "15m", "anchor": T}` | every so long, a second at least; with `anchor` counted from it
    /// and never before it, else counted from 1970 | | `{"once": T}` | at that time |
    ///
    /// Z is an IANA name or "system" (what is meant when it is missing), T an RFC 3339 time. Other keys are
    /// passed over. InvalidInput: the message says what is wrong, the context is the key, or of a cron
    /// expression "column N".
    static Result<Schedule> fromJson(const QJsonObject &object);

    /// The form it was read from, written in one way: what is equal gives equal text.
    QJsonObject toJson() const;

    /// The first occurrence strictly after `after`. None: there is none any more, or not in
    /// the next 400 years, or not before the year 10000.
    std::optional<Instant> next(Instant after) const;

    /// In the user's language: "At 02:30 on weekdays, Europe/Berlin".
    QString sentence() const;

    bool operator==(const Schedule &) const = default;

private:
    friend class ScheduleReader;

    /// Times of the clock on days of the week.
    struct Days
    {
        std::vector<std::chrono::seconds> times; ///< of day, sorted, each once
        quint8 weekdays = 0; ///< bit 0: Sunday
        bool isDaily = false; ///< written as `daily`

        std::optional<std::chrono::local_seconds> next(std::chrono::local_seconds from) const;
        bool operator==(const Days &) const = default;
    };
    struct Every
    {
        std::chrono::milliseconds length = {};
        std::optional<Instant> anchor;
        std::optional<Instant> next(Instant after) const;
        bool operator==(const Every &) const = default;
    };
    struct Once
    {
        Instant at;
        bool operator==(const Once &) const = default;
    };

    std::variant<std::monostate, CronExpression, Days, Every, Once> m_form;
    Zone m_zone;
};

} // namespace signalbox
