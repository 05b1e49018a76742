// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QStringList>

#include <array>
#include <chrono>
#include <vector>

namespace signalbox {

/// Dates on which nothing is to happen: holidays, a closed week. Local dates; the zone is the schedule's.
/// A plain value, any thread.
class Exclusions
{
public:
    /// Each is `2026-12-25`, `12-25` (every year), or two of one kind with `/` between them, both included:
    /// `2026-12-24/2027-01-02`, `12-24/01-02`. InvalidInput: one is neither (the context is that one), or
    /// together they leave no day of the year.
    static Result<Exclusions> fromTexts(const QStringList &texts);

    /// As given, sorted, each once.
    QStringList texts() const { return m_texts; }
    bool isEmpty() const { return m_texts.isEmpty(); }

    bool has(std::chrono::local_days date) const;
    /// The first date from the given one on that is not excluded.
    std::chrono::local_days firstOutside(std::chrono::local_days date) const;

    /// "except 12-25 and 12-26", "except on 12 dates and ranges of dates"; empty if there are none.
    QString sentence() const;

    bool operator==(const Exclusions &other) const { return m_texts == other.m_texts; }

private:
    struct Range
    {
        std::chrono::local_days first;
        std::chrono::local_days last;
    };

    bool add(const QString &text);
    bool addYearly(const QString &first, const QString &last);
    bool leavesADay() const;

    QStringList m_texts;
    std::vector<Range> m_ranges;
    std::array<quint32, 13> m_yearly = {}; ///< by month, from 1; bit n: the n-th
};

/// The days of the events in an iCalendar file (RFC 5545) as texts for `Exclusions`: whole days and what
/// touches them, yearly ones as such; other repetitions by their first time. InvalidInput: it is no such
/// file, or has no event.
Result<QStringList> datesOfCalendar(const QByteArray &calendar);

} // namespace signalbox
