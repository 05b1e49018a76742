// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include "core/schedule/occurrences.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

// Of the time that Instant knows.
constexpr microseconds tick(1);

// No more look-ups than days in which exclusions may follow one another.
constexpr years longestSearch(400);

// The years that RFC 3339 can write; arithmetic with dates holds somewhat further.
constexpr Instant earliest = sys_days(year(0) / January / 1);
constexpr Instant latest = sys_days(year(10000) / January / 1) - tick;

std::optional<Instant> upToLatest(std::optional<Instant> time)
{
    return time && *time <= latest ? time : std::nullopt;
}

} // namespace

std::optional<local_seconds> Schedule::Days::next(local_seconds from) const
{
    const auto today = floor<days>(from);
    for (auto date = today; date <= today + days(7); date += days(1)) {
        if (!((weekdays >> weekday(date).c_encoding()) & 1))
            continue;
        const auto time = date == today ? std::ranges::lower_bound(times, from - today) : times.begin();
        if (time != times.end())
            return date + *time;
    }
    return {};
}

std::optional<Instant> Schedule::Every::next(Instant after) const
{
    const auto first = anchor.value_or(Instant());
    if (anchor && after < *anchor)
        return *anchor;
    const auto passed = after - first;
    auto count = passed / length;
    if (passed % length < microseconds::zero())
        --count; // division rounds toward zero, also before 1970
    return first + (count + 1) * length;
}

std::optional<local_seconds> Schedule::MonthDays::next(local_seconds from) const
{
    const auto today = floor<days>(from);
    auto date = dates.next(today);
    if (date == today) {
        if (const auto time = std::ranges::lower_bound(times, from - today); time != times.end())
            return today + *time;
        date = dates.next(today + days(1));
    }
    if (!date)
        return {};
    return *date + times.front();
}

std::optional<local_seconds> Schedule::EveryMonths::next(local_seconds from, const Zone &zone) const
{
    local_seconds first(local_days(year(1970) / January / 1));
    if (anchor) {
        const auto second = floor<seconds>(*anchor);
        first = zone.at(second).local(second);
    }
    const auto firstDate = floor<days>(first);
    const year_month_day begin(firstDate);
    const auto beginMonth = begin.year() / begin.month();
    const year_month_day date(floor<days>(from));
    const auto passed = (date.year() / date.month() - beginMonth).count();
    auto periods = passed / count - (passed % count < 0 ? 1 : 0);
    if (anchor)
        periods = std::max(periods, decltype(periods)(0));
    for (;; ++periods) {
        const auto month = beginMonth + months(periods * count);
        const auto lastDay = (month / std::chrono::last).day();
        const auto time = local_days(month / std::min(begin.day(), lastDay)) + (first - firstDate);
        if (time >= from)
            return time;
    }
}

bool Schedule::isFixed() const
{
    const auto *cron = std::get_if<CronExpression>(&m_form);
    return cron ? cron->isFixed() : knowsZone();
}

bool Schedule::knowsZone() const
{
    return std::holds_alternative<CronExpression>(m_form) || std::holds_alternative<Days>(m_form)
        || std::holds_alternative<MonthDays>(m_form) || std::holds_alternative<EveryMonths>(m_form);
}

std::optional<local_seconds> Schedule::nextLocal(local_seconds from) const
{
    if (const auto *cron = std::get_if<CronExpression>(&m_form))
        return cron->next(from);
    if (const auto *form = std::get_if<Days>(&m_form))
        return form->next(from);
    if (const auto *form = std::get_if<MonthDays>(&m_form))
        return form->next(from);
    if (const auto *form = std::get_if<EveryMonths>(&m_form))
        return form->next(from, m_zone);
    return {};
}

std::optional<Instant> Schedule::nextOfForm(Instant after) const
{
    if (knowsZone()) {
        const auto *months = std::get_if<EveryMonths>(&m_form);
        if (months && months->anchor && after < floor<seconds>(*months->anchor))
            return floor<seconds>(*months->anchor); // as it stands, also in the second pass of an overlap
        const auto times = [this](local_seconds from) { return nextLocal(from); };
        return isFixed() ? nextFixed(times, m_zone, after) : nextInRhythm(times, m_zone, after);
    }
    if (const auto *every = std::get_if<Every>(&m_form))
        return every->next(after);
    if (const auto *once = std::get_if<Once>(&m_form))
        return once->at > after ? std::optional(once->at) : std::nullopt;
    if (const auto *sun = std::get_if<SunTime>(&m_form))
        return sun->next(after);
    return {};
}

std::optional<Instant> Schedule::nextOutsideExclusions(Instant after) const
{
    auto time = nextOfForm(after);
    if (m_except.isEmpty())
        return time;
    const auto end = after + longestSearch;
    while (time && *time <= end) {
        const auto second = floor<seconds>(*time);
        const auto date = floor<days>(m_zone.at(second).local(second));
        const auto good = m_except.firstOutside(date);
        if (good == date)
            return time;
        // Clocks that are put back across midnight show the date again after the next has begun.
        time = nextOfForm(std::max(*time, Instant(shownAt(m_zone, good)) - tick));
    }
    return {};
}

std::optional<Instant> Schedule::next(Instant after) const
{
    if (after > latest)
        return {};
    if (m_heldUntil)
        after = std::max(after, *m_heldUntil - tick);
    after = std::max(after, earliest) - m_delay;
    for (const auto &begin : {m_from, m_pausedUntil})
        after = std::max(after, begin.value_or(after + tick) - tick);
    const auto time = nextOutsideExclusions(after);
    if (!time || *time > m_until.value_or(latest))
        return {};
    return upToLatest(*time + m_delay);
}

std::optional<Instant> Schedule::last(Instant after, Instant notAfter) const
{
    notAfter = std::min(notAfter, latest);
    auto first = next(after);
    if (!first || *first > notAfter)
        return {};
    // There is one after `low`, and none after `high`, up to the end; so the last is just after where they
    // meet.
    auto low = *first - tick;
    auto high = notAfter;
    while (high - low > tick) {
        const auto middle = low + (high - low) / 2;
        const auto found = next(middle);
        if (found && *found <= notAfter)
            low = *found - tick;
        else
            high = middle;
    }
    return next(low);
}

Schedule Schedule::spreadFor(const QString &name) const
{
    auto spread = *this;
    if (m_jitter > milliseconds::zero()) {
        // FNV-1a, then splitmix64's mixer: rows keep what comes out, so it must be the same for ever.
        quint64 hash = 0xcbf29ce484222325;
        for (const auto byte : name.toUtf8())
            hash = (hash ^ quint8(byte)) * 0x100000001b3;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        hash ^= hash >> 31;
        spread.m_delay = milliseconds(qint64(hash % quint64(m_jitter.count() + 1)));
    }
    return spread;
}

Schedule Schedule::heldUntil(Instant until) const
{
    auto held = *this;
    held.m_heldUntil = until;
    return held;
}

// --- the zone

bool Schedule::followsSystemZone() const
{
    return m_zone.isSystem() && (knowsZone() || !m_except.isEmpty());
}

QString Schedule::zoneName() const
{
    if (!knowsZone())
        return {};
    return m_zone.isSystem() ? QString::fromUtf8(QTimeZone::systemTimeZoneId()) : m_zone.name();
}

std::chrono::seconds Schedule::offsetAt(Instant time) const
{
    return m_zone.at(floor<std::chrono::seconds>(time)).offset;
}

ClockMark Schedule::markOf(Instant occurrence) const
{
    if (!knowsZone())
        return ClockMark::None;
    const auto time = floor<seconds>(occurrence - m_delay);
    const auto stretch = m_zone.at(time);
    const auto local = stretch.local(time);
    const auto before = m_zone.at(stretch.begin - seconds(1));
    const auto after = m_zone.at(stretch.end);
    if (isFixed() && time == stretch.begin && before.offset < stretch.offset) {
        const auto first = nextLocal(before.local(stretch.begin));
        if (first && *first < local)
            return ClockMark::AfterGap;
    }
    const bool isFirst = local >= after.local(stretch.end);
    const bool isSecond = local < before.local(stretch.begin);
    if (isFixed())
        return isFirst ? ClockMark::FirstOfTwo : ClockMark::None;
    return isFirst || isSecond ? ClockMark::InBothPasses : ClockMark::None;
}

QList<ClockChange> Schedule::clockChanges(Instant from, Instant until) const
{
    QList<ClockChange> changes;
    if (!knowsZone() || from >= until)
        return changes;
    auto stretch = m_zone.at(ceil<seconds>(from) - seconds(1));
    while (stretch.end < until) {
        const auto next = m_zone.at(stretch.end);
        if (next.offset != stretch.offset)
            changes += ClockChange{stretch.end, stretch.offset, next.offset};
        stretch = next;
    }
    return changes;
}

QString sentenceFor(ClockMark mark)
{
    switch (mark) {
    case ClockMark::None:
        break;
    case ClockMark::AfterGap:
        return Tr::tr("The clocks skip this time; it comes right after.");
    case ClockMark::FirstOfTwo:
        return Tr::tr("The clocks show this time twice; it comes the first time.");
    case ClockMark::InBothPasses:
        return Tr::tr("The clocks show this time twice; it comes each time.");
    }
    return {};
}

} // namespace signalbox
