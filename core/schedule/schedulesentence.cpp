// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/monthdays.h"
#include "core/schedule/schedule.h"
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

QString shown(Instant time)
{
    return QLocale().toString(toQDateTime(time).toLocalTime(), QLocale::ShortFormat);
}

QString degrees(double value, const char *positive, const char *negative)
{
    return u"%1° %2"_s.arg(
        QLocale().toString(std::abs(value), 'f', 2), Tr::tr(value < 0 ? negative : positive));
}

QString sunSentence(const SunTime &sun)
{
    const auto name = sun.isSet ? Tr::tr("sunset") : Tr::tr("sunrise");
    const auto place = u"%1, %2"_s.arg(
        degrees(sun.latitude, QT_TRANSLATE_NOOP("Schedule", "north"), QT_TRANSLATE_NOOP("Schedule", "south")),
        degrees(sun.longitude, QT_TRANSLATE_NOOP("Schedule", "east"), QT_TRANSLATE_NOOP("Schedule", "west")));
    if (sun.offset == 0ms)
        return Tr::tr("At %1 at %2").arg(name, place);
    return (sun.offset < 0ms ? Tr::tr("%1 before %2 at %3") : Tr::tr("%1 after %2 at %3"))
        .arg(words::length(abs(sun.offset)), name, place);
}

} // namespace

QString Schedule::formSentence() const
{
    const auto from = [](const QString &sentence, const std::optional<Instant> &anchor) {
        return anchor ? Tr::tr("%1, from %2").arg(sentence, shown(*anchor)) : sentence;
    };
    if (const auto *cron = std::get_if<CronExpression>(&m_form))
        return cron->sentence();
    if (const auto *form = std::get_if<Days>(&m_form))
        return words::atTimes(form->times) + u' ' + words::onWeekdays(form->weekdays);
    if (const auto *form = std::get_if<MonthDays>(&m_form))
        return words::atTimes(form->times) + u' ' + monthdays::sentence(form->on, form->months);
    if (const auto *every = std::get_if<Every>(&m_form))
        return from(words::every(every->length), every->anchor);
    if (const auto *every = std::get_if<EveryMonths>(&m_form))
        return from(words::everyMonths(every->count), every->anchor);
    if (const auto *once = std::get_if<Once>(&m_form))
        return Tr::tr("Once, %1").arg(shown(once->at));
    if (const auto *sun = std::get_if<SunTime>(&m_form))
        return sunSentence(*sun);
    return Tr::tr("Never");
}

QString Schedule::sentence() const
{
    auto sentence = formSentence();
    // People need not be told that their own clock is meant.
    if (knowsZone() && m_zone != Zone())
        sentence = Tr::tr("%1, %2").arg(sentence, m_zone.name());
    if (!m_except.isEmpty())
        sentence = Tr::tr("%1, %2").arg(sentence, m_except.sentence());
    if (m_from)
        sentence = Tr::tr("%1, not before %2").arg(sentence, shown(*m_from));
    if (m_until)
        sentence = Tr::tr("%1, until %2").arg(sentence, shown(*m_until));
    if (m_jitter > 0ms)
        sentence = Tr::tr("%1, up to %2 later").arg(sentence, words::length(m_jitter));
    if (m_pausedUntil)
        sentence = Tr::tr("%1, paused until %2").arg(sentence, shown(*m_pausedUntil));
    return sentence;
}

} // namespace signalbox
