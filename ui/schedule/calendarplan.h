// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/scheduleplan.h"

#include <QDate>
#include <QStringList>

#include <vector>

/// What the Schedule page shows, made of what is planned. Values and pure functions; any thread but the
/// window's, see core/engine/scheduleplan.h. Days and times of the clock are those of this computer.
namespace signalbox {

struct CalendarDay
{
    QDate date;
    std::vector<PlannedOccurrence> occurrences; ///< earliest first
    QStringList lines; ///< one a schedule: "08:00 Report", "00:00 ×96 Sync"
    QStringList clockChanges; ///< of zones that the schedules live in
    bool hasClockMark = false; ///< a change of clocks matters to one of them

    bool operator==(const CalendarDay &) const = default;
};

/// Rules that start at the same time, and how often they do in the days that are shown.
struct Meeting
{
    Instant first;
    QStringList rules; ///< names, each once, at least two
    int times = 1;

    bool operator==(const Meeting &) const = default;
};

struct CalendarPlan
{
    QList<PlannedSchedule> schedules;
    QList<CalendarDay> days;
    QList<Meeting> meetings; ///< most rules first, at most 50
    Instant heatFrom;
    std::vector<int> heat; ///< half hours of the 24 h that follow `heatFrom`
    bool isCut = false; ///< there is more than is worked out
};

constexpr int heatParts = 48;

/// `count` days from `first` on; of today only what is after `now`, of earlier days nothing.
CalendarPlan planCalendar(QList<PlannedSchedule> schedules, QDate first, int count, Instant now);

/// The rules that meet, the same ones at the same time of different days as one.
QList<Meeting> meetingsIn(
    const QList<PlannedSchedule> &schedules, const std::vector<PlannedOccurrence> &occurrences);

} // namespace signalbox
