// SPDX-License-Identifier: GPL-3.0-or-later
// Cron expressions made up by chance against reading the clock minute by minute, around every change of the
// clocks from 2000 to 2037 in thirty zones. A short form runs always; SIGNALBOX_LONG=1 tries all (minutes).
#include "core/schedule/schedule.h"

#include <QDate>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <functional>
#include <vector>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

using Minute = qint64; ///< since 1970, of UTC or of a local clock
constexpr Minute minutesADay = 24 * 60;

const QList<QByteArray> zones{"Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon",
    "Europe/Moscow", "Europe/Istanbul", "Europe/Chisinau", "America/New_York", "America/Los_Angeles",
    "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "America/Asuncion", "America/Havana",
    "America/Caracas", "America/Nuuk", "America/Argentina/San_Luis", "Africa/Cairo", "Africa/Casablanca",
    "Africa/Juba", "Asia/Tehran", "Asia/Amman", "Asia/Gaza", "Asia/Pyongyang", "Antarctica/Troll",
    "Antarctica/Casey", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham"};

using DayTest = std::function<bool(QDate)>;

/// The day fields of an expression, by plain looks at a calendar.
struct DayField
{
    QString text;
    bool isOpen = false;
    std::vector<DayTest> any;

    bool fits(QDate date) const
    {
        return std::ranges::any_of(any, [date](const DayTest &test) { return test(date); });
    }
};

struct Expression
{
    QString text;
    quint64 minutes = 0;
    quint32 hours = 0;
    quint32 months = 0;
    bool isFixed = true;
    DayField monthDay, weekDay;

    bool isOn(QDate date) const
    {
        if (!((months >> date.month()) & 1))
            return false;
        const bool inMonth = monthDay.fits(date);
        const bool inWeek = weekDay.fits(date);
        return monthDay.isOpen || weekDay.isOpen ? inMonth && inWeek : inMonth || inWeek;
    }
    bool isAt(Minute local) const
    {
        return ((minutes >> local % 60) & 1) && ((hours >> local / 60 % 24) & 1);
    }
};

QDate dateOf(Minute local)
{
    return QDate(1970, 1, 1).addDays(local / minutesADay);
}

bool isWorkday(QDate date)
{
    return date.dayOfWeek() < 6;
}

/// The Monday to Friday nearest to the n-th, in the month.
QDate nearestWorkday(QDate month, int n)
{
    for (const int offset : {0, -1, 1, -2, 2}) {
        const QDate date(month.year(), month.month(), std::clamp(n + offset, 1, 31));
        if (n + offset >= 1 && date.isValid() && isWorkday(date))
            return date;
    }
    return {};
}

class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_generator(seed)
    {
    }

    Expression expression()
    {
        Expression expression;
        bool isOpen = false;
        const auto minute = field(0, 59, 4, expression.minutes, expression.isFixed, isOpen);
        quint64 hours = 0, months = 0;
        const auto hour = field(0, 23, 3, hours, expression.isFixed, isOpen);
        bool isFixed = true;
        const auto month = oneIn(4) ? field(1, 12, 2, months, isFixed, isOpen) : u"*"_s;
        expression.hours = quint32(hours);
        expression.months = month == u"*" ? ~0U : quint32(months);
        expression.monthDay = monthDay();
        expression.weekDay = weekDay();
        expression.text
            = QStringList{minute, hour, expression.monthDay.text, month, expression.weekDay.text}.join(u' ');
        return expression;
    }

private:
    int upTo(int most) { return int(m_generator.bounded(most + 1)); }
    bool oneIn(int n) { return upTo(n - 1) == 0; }

    /// A list of values, ranges and steps.
    QString field(int least, int most, int anyOneIn, quint64 &values, bool &isFixed, bool &isOpen)
    {
        const auto add = [&](int first, int last, int step) {
            for (int value = first; value <= last; value += step)
                values |= quint64(1) << (value > most ? value - (most - least + 1) : value);
        };
        isOpen = false;
        if (oneIn(anyOneIn)) {
            add(least, most, 1);
            isFixed = false;
            isOpen = true;
            return u"*"_s;
        }
        QString text;
        for (int items = 1 + (oneIn(3) ? upTo(3) : 0); items > 0; --items) {
            const int first = least + upTo(most - least);
            const int last = least + upTo(most - least);
            const int step = 1 + upTo((most - least) / 3);
            const bool isBeginning = text.isEmpty();
            text += isBeginning ? u""_s : u","_s;
            switch (upTo(6)) {
            case 0:
                add(first, last < first ? last + most - least + 1 : last, 1);
                text += u"%1-%2"_s.arg(first).arg(last);
                break;
            case 1:
                add(first, most, step);
                text += u"%1/%2"_s.arg(first).arg(step);
                isFixed = false;
                break;
            case 2:
                add(least, most, step);
                text += u"*/%1"_s.arg(step);
                isFixed = false;
                isOpen |= isBeginning;
                break;
            default:
                add(first, first, 1);
                text += QString::number(first);
            }
        }
        return text;
    }

    DayField monthDay()
    {
        DayField result;
        if (!oneIn(3)) {
            result = {oneIn(5) ? u"?"_s : u"*"_s, true, {[](QDate) { return true; }}};
            return result;
        }
        const int n = 1 + upTo(30);
        switch (upTo(5)) {
        case 0:
            result = {u"L"_s, false, {[](QDate date) { return date.day() == date.daysInMonth(); }}};
            break;
        case 1:
            result = {u"L-%1"_s.arg(n % 28 + 1), false,
                {[n](QDate date) { return date.day() == date.daysInMonth() - (n % 28 + 1); }}};
            break;
        case 2:
            result = {u"LW"_s, false, {[](QDate date) {
                          auto last = QDate(date.year(), date.month(), date.daysInMonth());
                          while (!isWorkday(last))
                              last = last.addDays(-1);
                          return date == last;
                      }}};
            break;
        case 3:
            result = {u"%1W"_s.arg(n), false,
                {[n](QDate date) { return n <= date.daysInMonth() && date == nearestWorkday(date, n); }}};
            break;
        default: {
            quint64 values = 0;
            bool isFixed = true;
            result.text = field(1, 31, 4, values, isFixed, result.isOpen);
            result.any = {[values](QDate date) { return (values >> date.day()) & 1; }};
        }
        }
        return result;
    }

    DayField weekDay()
    {
        DayField result;
        if (!oneIn(3)) {
            result = {u"*"_s, true, {[](QDate) { return true; }}};
            return result;
        }
        const int wanted = upTo(6);
        const auto isIt = [wanted](QDate date) { return date.dayOfWeek() % 7 == wanted; };
        switch (upTo(3)) {
        case 0:
            result = {u"%1L"_s.arg(wanted), false,
                {[isIt](QDate date) { return isIt(date) && date.addDays(7).month() != date.month(); }}};
            break;
        case 1: {
            const int nth = 1 + upTo(3);
            result = {u"%1#%2"_s.arg(wanted).arg(nth), false, {[isIt, nth](QDate date) {
                          return isIt(date) && date.day() > (nth - 1) * 7 && date.day() <= nth * 7;
                      }}};
            break;
        }
        default: {
            quint64 values = 0;
            bool isFixed = true;
            result.text = field(0, 6, 4, values, isFixed, result.isOpen);
            result.any = {[values](QDate date) { return (values >> date.dayOfWeek() % 7) & 1; }};
        }
        }
        return result;
    }

    QRandomGenerator m_generator;
};

/// A zone's clock, minute by minute for a day before and a day after a change.
class SlowClock
{
public:
    SlowClock(const QTimeZone &zone, Minute change)
        : begin(change - minutesADay)
        , end(change + minutesADay)
    {
        for (auto utc = begin; utc < end; ++utc)
            m_local.push_back(
                utc + zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utc * 60, Qt::UTC)) / 60);
    }

    std::vector<Minute> occurrences(const Expression &expression) const
    {
        std::vector<Minute> found;
        const Minute firstDate = m_local.front() / minutesADay;
        std::vector<bool> isOn;
        for (auto date = firstDate; date <= firstDate + 4; ++date)
            isOn.push_back(expression.isOn(dateOf(date * minutesADay)));
        const auto fits = [&](Minute local) {
            return isOn[size_t(local / minutesADay - firstDate)] && expression.isAt(local);
        };
        auto furthest = m_local.front();
        for (size_t i = 1; i < m_local.size(); ++i) {
            const auto local = m_local[i];
            bool isDue = !expression.isFixed && fits(local);
            if (expression.isFixed) {
                // Each local time once: when the clock first comes to it or past it. A date that the clock
                // never shows is left out.
                for (auto time = furthest + 1; time <= local; ++time)
                    isDue |= (furthest / minutesADay == time / minutesADay
                                 || local / minutesADay == time / minutesADay)
                        && fits(time);
                furthest = std::max(furthest, local);
            }
            if (isDue)
                found.push_back(begin + Minute(i));
        }
        return found;
    }

    const Minute begin;
    const Minute end;

private:
    std::vector<Minute> m_local;
};

} // namespace

class TestEveryChange : public QObject
{
    Q_OBJECT

    const bool m_isLong = qEnvironmentVariableIntValue("SIGNALBOX_LONG") == 1;
    std::vector<std::pair<Expression, QJsonObject>> m_expressions;

private slots:
    void initTestCase()
    {
        Chance chance(20261123);
        int fixed = 0;
        const size_t wanted = m_isLong ? 2000 : 100;
        while (m_expressions.size() < wanted) {
            auto expression = chance.expression();
            // Days that never come ("31 6") are refused, which others test.
            if (!CronExpression::parse(expression.text))
                continue;
            fixed += expression.isFixed;
            const QJsonObject json{{u"cron"_s, expression.text}};
            m_expressions.emplace_back(std::move(expression), json);
        }
        QVERIFY(fixed > int(wanted) / 10 && fixed < int(wanted) * 9 / 10);
    }

    void agreesAroundEveryChange_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const auto &zone : zones)
            QTest::newRow(zone) << zone;
    }

    void agreesAroundEveryChange()
    {
        QFETCH(QByteArray, zone);
        const QTimeZone timeZone(zone);
        QVERIFY(timeZone.isValid());
        const auto from = QDateTime(QDate(2000, 1, 2), QTime(0, 0), Qt::UTC);
        const auto until = QDateTime(QDate(2037, 12, 30), QTime(0, 0), Qt::UTC);
        std::vector<SlowClock> clocks;
        const auto changes = timeZone.transitions(from, until);
        for (qsizetype i = 0; i < changes.size(); ++i) {
            // The short form tries the first and the last changes, and some between.
            if (m_isLong || i < 2 || i + 2 >= changes.size() || i % 11 == 0)
                clocks.emplace_back(timeZone, changes[i].atUtc.toSecsSinceEpoch() / 60);
        }
        QVERIFY(!clocks.empty());
        qint64 compared = 0;
        for (const auto &[expression, json] : m_expressions) {
            auto inZone = json;
            inZone.insert(u"zone"_s, QString::fromLatin1(zone));
            const auto schedule = Schedule::fromJson(inZone).value();
            for (const auto &clock : clocks) {
                const auto expected = clock.occurrences(expression);
                std::vector<Minute> found;
                const Instant end(minutes(clock.end));
                for (auto next = schedule.next(Instant(minutes(clock.begin))); next && *next < end;
                     next = schedule.next(*next))
                    found.push_back(toMicroseconds(*next) / 60'000'000);
                if (found != expected)
                    qWarning() << expression.text << toRfc3339(Instant(minutes(clock.begin + minutesADay)));
                QVERIFY(found == expected);
                compared += qint64(found.size());
            }
        }
        QVERIFY(compared > 0);
        if (m_isLong)
            qInfo("%lld changes, %lld occurrences", qint64(clocks.size()), compared);
    }
};

QTEST_GUILESS_MAIN(TestEveryChange)
#include "tst_everychange.moc"
