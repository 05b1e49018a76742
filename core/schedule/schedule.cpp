// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include "core/schedule/occurrences.h"
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Schedule", text);
}

// The years that RFC 3339 can write; arithmetic with dates holds somewhat further.
constexpr Instant earliest = sys_days(year(0) / January / 1);
constexpr Instant latest = sys_days(year(10000) / January / 1) - microseconds(1);

std::optional<Instant> upToLatest(std::optional<Instant> time)
{
    return time && *time <= latest ? time : std::nullopt;
}

QString shown(Instant time)
{
    return QLocale().toString(toQDateTime(time).toLocalTime(), QLocale::ShortFormat);
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

std::optional<Instant> Schedule::next(Instant after) const
{
    if (after > latest)
        return {};
    after = std::max(after, earliest);
    if (const auto *cron = std::get_if<CronExpression>(&m_form)) {
        const auto times = [cron](local_seconds from) { return cron->next(from); };
        return upToLatest(
            cron->isFixed() ? nextFixed(times, m_zone, after) : nextInRhythm(times, m_zone, after));
    }
    if (const auto *form = std::get_if<Days>(&m_form))
        return upToLatest(nextFixed([form](local_seconds from) { return form->next(from); }, m_zone, after));
    if (const auto *every = std::get_if<Every>(&m_form))
        return upToLatest(every->next(after));
    if (const auto *once = std::get_if<Once>(&m_form); once && once->at > after)
        return once->at;
    return {};
}

QString Schedule::sentence() const
{
    const auto inZone = [this](const QString &sentence) {
        // People need not be told that their own clock is meant.
        return m_zone == Zone() ? sentence : tr("%1, %2").arg(sentence, m_zone.name());
    };
    if (const auto *cron = std::get_if<CronExpression>(&m_form))
        return inZone(cron->sentence());
    if (const auto *form = std::get_if<Days>(&m_form))
        return inZone(words::atTimes(form->times) + u' ' + words::onWeekdays(form->weekdays));
    if (const auto *every = std::get_if<Every>(&m_form)) {
        const auto sentence = words::every(every->length);
        return every->anchor ? tr("%1, from %2").arg(sentence, shown(*every->anchor)) : sentence;
    }
    if (const auto *once = std::get_if<Once>(&m_form))
        return tr("Once, %1").arg(shown(once->at));
    return tr("Never");
}

} // namespace signalbox
