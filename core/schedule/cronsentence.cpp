// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/cron.h"
#include "core/schedule/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <bit>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr quint64 allSixty = (quint64(1) << 60) - 1;
constexpr quint32 allHours = (1U << 24) - 1;
constexpr quint32 allMonths = ((1U << 12) - 1) << 1;
constexpr quint32 allMonthDays = ~1U;
constexpr quint8 allWeekDays = 0x7F;

// More than these nobody reads.
constexpr size_t mostTimes = 6;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Cron)
};

/// n, if the set is every n-th value of 0 to size - 1, evenly round the clock; else 0.
int evenStep(quint64 set, int size)
{
    const int count = std::popcount(set);
    if (!(set & 1) || size % count != 0)
        return 0;
    const int step = size / count;
    for (int value = 0; value < size; value += step) {
        if (!((set >> value) & 1))
            return 0;
    }
    return step;
}

bool isOne(quint64 set)
{
    return std::has_single_bit(set);
}

QStringList numbersIn(quint64 set)
{
    QStringList numbers;
    for (; set; set &= set - 1)
        numbers += QString::number(std::countr_zero(set));
    return numbers;
}

} // namespace

/// Finds words for the usual expressions; each part is empty where there are none.
class CronSentence
{
public:
    explicit CronSentence(const CronExpression &cron)
        : m_cron(cron)
    {
    }

    QString whole() const
    {
        const auto time = m_cron.m_fixed ? clockTimes() : rhythm();
        const auto day = days();
        if (time.isEmpty() || !day || !m_cron.m_years.isEmpty())
            return Tr::tr("By the cron expression \"%1\"").arg(m_cron.m_text);
        auto sentence = time;
        if (!day->isEmpty())
            sentence += u' ' + *day;
        if (m_cron.m_months != allMonths)
            sentence += u' ' + months();
        return sentence;
    }

private:
    QString clockTimes() const
    {
        std::vector<seconds> times;
        for (auto time = m_cron.nextTimeOfDay(seconds(0)); time;
             time = m_cron.nextTimeOfDay(*time + seconds(1))) {
            times.push_back(*time);
            if (times.size() > mostTimes)
                return {};
        }
        return words::atTimes(times);
    }

    QString rhythm() const
    {
        auto finest = everyWithinTheHour();
        if (!finest.isEmpty() && m_cron.m_hours == allHours)
            return finest;
        if (!finest.isEmpty())
            return inHours(finest);
        if (!isOne(m_cron.m_seconds) || !(m_cron.m_seconds & 1) || !isOne(m_cron.m_minutes))
            return {};
        const int step = evenStep(m_cron.m_hours, 24);
        if (!step)
            return {};
        const auto every = words::every(hours(step));
        const auto minute = std::countr_zero(m_cron.m_minutes);
        return minute ? Tr::tr("%1 at minute %2").arg(every).arg(minute) : every;
    }

    QString everyWithinTheHour() const
    {
        if (m_cron.m_minutes == allSixty) {
            if (const int step = evenStep(m_cron.m_seconds, 60))
                return words::every(step < 60 ? seconds(step) : minutes(1));
        } else if (m_cron.m_seconds == 1 && !isOne(m_cron.m_minutes)) {
            if (const int step = evenStep(m_cron.m_minutes, 60))
                return words::every(minutes(step));
        }
        return {};
    }

    /// "… between 09:00 and 18:00", where the hours are in one piece.
    QString inHours(const QString &every) const
    {
        const int first = std::countr_zero(m_cron.m_hours);
        const int count = std::popcount(m_cron.m_hours);
        if (m_cron.m_hours >> first != (1U << count) - 1)
            return {};
        return Tr::tr("%1 from %2 to %3")
            .arg(every, words::timeOfDay(hours(first)), words::timeOfDay(hours(first + count)));
    }

    std::optional<QString> days() const
    {
        const auto &month = m_cron.m_monthDays;
        const auto &week = m_cron.m_weekDays;
        const bool anyMonthDay = month.isOpen && month.numbers == allMonthDays;
        const bool anyWeekDay = week.isOpen && week.numbers == allWeekDays;
        if (anyMonthDay && anyWeekDay)
            return m_cron.m_fixed ? words::onWeekdays(allWeekDays) : QString();
        if (anyMonthDay && !week.last && std::ranges::count(week.nth, 0) == 7)
            return words::onWeekdays(week.numbers);
        if (!anyWeekDay || month.nearest)
            return {};
        if (!month.numbers && month.beforeLast == 1 && !month.lastWeekday)
            return Tr::tr("on the last day of the month");
        if (!month.numbers && !month.beforeLast)
            return Tr::tr("on the last weekday of the month");
        if (month.beforeLast || month.lastWeekday)
            return {};
        return isOne(month.numbers)
            ? Tr::tr("on day %1 of the month").arg(numbersIn(month.numbers).first())
            : Tr::tr("on the days %1 of the month").arg(words::listOf(numbersIn(month.numbers)));
    }

    QString months() const
    {
        QStringList names;
        for (int month = 1; month <= 12; ++month) {
            if ((m_cron.m_months >> month) & 1)
                names += QLocale().standaloneMonthName(month);
        }
        return Tr::tr("in %1").arg(words::listOf(names));
    }

    const CronExpression &m_cron;
};

QString CronExpression::sentence() const
{
    return CronSentence(*this).whole();
}

} // namespace signalbox
