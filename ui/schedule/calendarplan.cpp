// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/calendarplan.h"

#include "ui/schedule/clockchanges.h"

#include <QHash>
#include <QLocale>

#include <map>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMeetings = 50;

QString clockTime(Instant at)
{
    return QLocale().toString(toQDateTime(at).toLocalTime().time(), QLocale::ShortFormat);
}

void describe(CalendarDay &day, const QList<PlannedSchedule> &schedules)
{
    struct Line
    {
        Instant first;
        int count = 0;
    };
    QList<qsizetype> order;
    QHash<qsizetype, Line> lines;
    for (const auto &occurrence : day.occurrences) {
        day.hasClockMark |= occurrence.mark != ClockMark::None;
        auto &line = lines[occurrence.schedule];
        if (line.count++ == 0) {
            line.first = occurrence.at;
            order += occurrence.schedule;
        }
    }
    for (const auto schedule : order) {
        const auto &line = lines[schedule];
        const auto name = schedules[schedule].ruleName;
        day.lines += line.count == 1
            ? u"%1 %2"_s.arg(clockTime(line.first), name)
            : u"%1 ×%2 %3"_s.arg(clockTime(line.first), QLocale().toString(line.count), name);
    }
}

} // namespace

QList<Meeting> meetingsIn(
    const QList<PlannedSchedule> &schedules, const std::vector<PlannedOccurrence> &occurrences)
{
    std::map<std::pair<QTime, QStringList>, Meeting> found;
    for (const auto &collision : collisionsIn(occurrences)) {
        QStringList rules;
        for (const auto schedule : collision.schedules) {
            if (!rules.contains(schedules[schedule].ruleName))
                rules += schedules[schedule].ruleName;
        }
        if (rules.size() < 2) // triggers of one rule are its own affair
            continue;
        const auto time = toQDateTime(collision.at).toLocalTime().time();
        const auto [place, isNew]
            = found.try_emplace({time, rules}, Meeting{.first = collision.at, .rules = rules});
        if (!isNew)
            ++place->second.times;
    }
    QList<Meeting> meetings;
    for (const auto &[key, meeting] : found)
        meetings += meeting;
    std::ranges::stable_sort(meetings, [](const Meeting &left, const Meeting &right) {
        return std::pair(-left.rules.size(), left.first) < std::pair(-right.rules.size(), right.first);
    });
    if (meetings.size() > mostMeetings)
        meetings.resize(mostMeetings);
    return meetings;
}

CalendarPlan planCalendar(QList<PlannedSchedule> schedules, QDate first, int count, Instant now)
{
    CalendarPlan plan;
    plan.schedules = std::move(schedules);
    const auto from = std::max(fromQDateTime(first.startOfDay()), now);
    const auto found
        = occurrencesBetween(plan.schedules, from, fromQDateTime(first.addDays(count).startOfDay()));
    plan.isCut = found.isCut;
    plan.meetings = meetingsIn(plan.schedules, found.occurrences);
    const auto changes = zoneChangesOf(
        plan.schedules, fromQDateTime(first.startOfDay()), fromQDateTime(first.addDays(count).startOfDay()));
    auto change = changes.begin();
    auto next = found.occurrences.begin();
    for (int i = 0; i < count; ++i) {
        CalendarDay day;
        day.date = first.addDays(i);
        const auto end = fromQDateTime(first.addDays(i + 1).startOfDay());
        for (; next != found.occurrences.end() && next->at < end; ++next)
            day.occurrences.push_back(*next);
        for (; change != changes.end() && change->at < end; ++change)
            day.clockChanges += change->text;
        describe(day, plan.schedules);
        plan.days += day;
    }
    plan.heatFrom = now;
    plan.heat = occurrenceCounts(plan.schedules, now, now + std::chrono::hours(24), heatParts);
    return plan;
}

} // namespace signalbox
