// SPDX-License-Identifier: GPL-3.0-or-later
// Schedules against a plain way to find their occurrences: look at the clock of the zone minute by minute.
#include "core/schedule/schedule.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <set>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

using Minute = qint64; ///< since 1970, of UTC or of a local clock

/// One field made up by chance, as text and as what it means.
struct Field
{
    QString text;
    std::set<int> values;
    bool isOpen = false;
    bool isFixed = true;
};

class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_generator(seed)
    {
    }

    int upTo(int most) { return int(m_generator.bounded(most + 1)); }
    bool oneIn(int n) { return upTo(n - 1) == 0; }

    Field field(int least, int most, int anyOneIn)
    {
        Field field;
        if (anyOneIn && oneIn(anyOneIn)) {
            addRange(field, least, most, 1);
            field.text = u"*"_s;
            field.isOpen = true;
            field.isFixed = false;
            return field;
        }
        for (int items = 1 + (oneIn(3) ? upTo(2) : 0); items > 0; --items) {
            field.text += field.text.isEmpty() ? u""_s : u","_s;
            addItem(field, least, most);
        }
        return field;
    }

private:
    void addItem(Field &field, int least, int most)
    {
        const int period = most - least + 1;
        const int first = least + upTo(most - least);
        const int step = 1 + upTo(period / 3);
        switch (upTo(4)) {
        case 0: {
            const int last = least + upTo(most - least);
            addRange(field, first, last < first ? last + period : last, 1, most, period);
            field.text += u"%1-%2"_s.arg(first).arg(last);
            break;
        }
        case 1:
            addRange(field, first, most, step);
            field.text += u"%1/%2"_s.arg(first).arg(step);
            field.isFixed = false;
            break;
        case 2:
            if (field.text.isEmpty())
                field.isOpen = true;
            addRange(field, least, most, step);
            field.text += u"*/%1"_s.arg(step);
            field.isFixed = false;
            break;
        default:
            field.values.insert(first);
            field.text += QString::number(first);
        }
    }

    static void addRange(Field &field, int first, int last, int step, int most = 99, int period = 0)
    {
        for (int value = first; value <= last; value += step)
            field.values.insert(value > most ? value - period : value);
    }

    QRandomGenerator m_generator;
};

struct Expression
{
    Field minute, hour, monthDay, month, weekDay;

    QString text() const
    {
        return QStringList{minute.text, hour.text, monthDay.text, month.text, weekDay.text}.join(u' ');
    }
    bool isFixed() const { return minute.isFixed && hour.isFixed; }

    bool fits(Minute local) const
    {
        const auto time = QDateTime::fromSecsSinceEpoch(local * 60, Qt::UTC);
        const auto date = time.date();
        const bool inMonth = monthDay.values.contains(date.day());
        const bool inWeek = weekDay.values.contains(date.dayOfWeek() % 7);
        return minute.values.contains(time.time().minute()) && hour.values.contains(time.time().hour())
            && month.values.contains(date.month())
            && (monthDay.isOpen || weekDay.isOpen ? inMonth && inWeek : inMonth || inWeek);
    }
};

class SlowClock
{
public:
    /// The zone's clock from `begin` for some days.
    SlowClock(const QTimeZone &zone, Minute begin, int days)
        : m_begin(begin)
    {
        for (Minute utc = begin; utc < begin + days * 24 * 60; ++utc)
            m_local.push_back(
                utc + zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utc * 60, Qt::UTC)) / 60);
    }

    QList<Minute> rhythm(const Expression &expression) const
    {
        QList<Minute> found;
        for (size_t i = 1; i < m_local.size(); ++i) {
            if (expression.fits(m_local[i]))
                found += m_begin + Minute(i);
        }
        return found;
    }

    /// Each local time is met once, when the clock first comes to it or past it; dates that the clock never
    /// shows are not met.
    QList<Minute> fixed(const Expression &expression) const
    {
        QList<Minute> found;
        auto furthest = m_local.front();
        for (size_t i = 1; i < m_local.size(); ++i) {
            bool fits = false;
            for (auto local = furthest + 1; local <= m_local[i]; ++local)
                fits |= showsDateOf(local, furthest, m_local[i]) && expression.fits(local);
            if (fits)
                found += m_begin + Minute(i);
            furthest = std::max(furthest, m_local[i]);
        }
        return found;
    }

private:
    static bool showsDateOf(Minute local, Minute before, Minute after)
    {
        const auto date = local / (24 * 60);
        return before / (24 * 60) == date || after / (24 * 60) == date;
    }

    const Minute m_begin;
    std::vector<Minute> m_local;
};

Minute minuteOf(const char *time)
{
    return toMicroseconds(*fromRfc3339(QString::fromLatin1(time))) / 60'000'000;
}

Instant instantOf(Minute minute)
{
    return Instant(minutes(minute));
}

} // namespace

class TestClockChanges : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheSlowClock_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<qint64>("begin");
        const auto row = [](const char *zone, const char *begin) {
            QTest::addRow("%s %s", zone, begin) << QString::fromLatin1(zone) << minuteOf(begin);
        };
        row("Europe/Berlin", "2026-03-26T00:00:00Z");
        row("Europe/Berlin", "2026-10-22T00:00:00Z");
        row("Europe/Berlin", "2150-03-26T00:00:00Z");
        row("Europe/Dublin", "2026-03-27T00:00:00Z"); // its winter time is the odd one
        row("America/New_York", "2026-03-06T00:00:00Z");
        row("America/New_York", "2026-10-30T00:00:00Z");
        row("Australia/Lord_Howe", "2026-10-01T00:00:00Z"); // half an hour
        row("Australia/Lord_Howe", "2026-04-02T00:00:00Z");
        row("America/Santiago", "2026-09-04T00:00:00Z"); // the gap begins at midnight
        row("America/Santiago", "2026-04-03T00:00:00Z"); // the overlap ends at midnight
        row("Africa/Cairo", "2025-04-22T00:00:00Z");
        row("America/Nuuk", "2026-03-27T00:00:00Z"); // the gap ends at midnight
        row("Africa/Casablanca", "2026-02-13T00:00:00Z"); // by a table, not by a rule
        row("Antarctica/Troll", "2026-03-27T00:00:00Z"); // two hours
        row("Pacific/Apia", "2011-12-28T00:00:00Z"); // no 30 December
        row("Pacific/Kwajalein", "1993-08-18T00:00:00Z"); // no 21 August
        row("Asia/Kathmandu", "2026-01-01T00:00:00Z");
        row("UTC", "2026-12-29T00:00:00Z");
    }

    void agreesWithTheSlowClock()
    {
        QFETCH(QString, zone);
        QFETCH(qint64, begin);
        constexpr int daysLong = 7;
        const QTimeZone timeZone(zone.toUtf8());
        QVERIFY(timeZone.isValid());
        const SlowClock clock(timeZone, begin, daysLong);
        const auto end = begin + daysLong * 24 * 60;
        Chance chance(20261123);
        int fixed = 0;
        int busy = 0;
        for (int i = 0; i < 60; ++i) {
            // Mostly on many days, so that the changes are met.
            const Expression expression{chance.field(0, 59, 4), chance.field(0, 23, 3),
                chance.field(1, 31, 2), chance.field(1, 12, 1), chance.field(0, 6, 2)};
            const auto schedule = Schedule::fromJson({{u"cron"_s, expression.text()}, {u"zone"_s, zone}});
            QVERIFY2(schedule, qPrintable(expression.text()));
            const auto expected = expression.isFixed() ? clock.fixed(expression) : clock.rhythm(expression);
            fixed += expression.isFixed();
            busy += !expected.isEmpty();
            QList<Minute> found;
            for (auto next = schedule->next(instantOf(begin)); next && *next < instantOf(end);
                 next = schedule->next(*next)) {
                QVERIFY2(found.isEmpty() || *next > instantOf(found.last()), qPrintable(expression.text()));
                found += toMicroseconds(*next) / 60'000'000;
            }
            if (found != expected) {
                qWarning() << expression.text() << found.size() << expected.size();
                for (const auto minute : expected) {
                    if (!found.contains(minute))
                        qWarning() << "lost" << toRfc3339(instantOf(minute));
                }
                for (const auto minute : found) {
                    if (!expected.contains(minute))
                        qWarning() << "added" << toRfc3339(instantOf(minute));
                }
            }
            QCOMPARE(found, expected);
        }
        QVERIFY(fixed > 5);
        QVERIFY(busy > 20);
    }

    /// Wherever one starts, the next occurrence is the same.
    void doesNotDependOnWhereItStarts()
    {
        const auto begin = minuteOf("2026-10-31T22:00:00Z");
        for (const auto *cron : {"30 1 * * *", "0,30 1,2 * * *", "*/15 1 * * *"}) {
            const auto schedule = *Schedule::fromJson(
                {{u"cron"_s, QString::fromLatin1(cron)}, {u"zone"_s, u"America/New_York"_s}});
            auto next = schedule.next(instantOf(begin));
            for (Minute minute = begin; minute < begin + 36 * 60; ++minute) {
                if (instantOf(minute) == *next)
                    next = schedule.next(*next);
                QCOMPARE(schedule.next(instantOf(minute)), next);
            }
        }
    }

    /// A fixed time comes once on each local date that there is.
    void comesOnceADayInEveryZone_data()
    {
        QTest::addColumn<QString>("time");
        QTest::newRow("midnight") << u"00:00"_s;
        QTest::newRow("in the usual gap") << u"02:30"_s;
        QTest::newRow("before midnight") << u"23:45"_s;
    }

    void comesOnceADayInEveryZone()
    {
        QFETCH(QString, time);
        const auto begin = *fromRfc3339(u"2010-01-15T12:00:00Z"_s);
        const auto end = *fromRfc3339(u"2016-01-15T12:00:00Z"_s);
        int zones = 0;
        for (const auto &id : QTimeZone::availableTimeZoneIds()) {
            const QTimeZone zone(id);
            const auto local = [&zone](Instant instant) {
                return toQDateTime(instant).addSecs(zone.offsetFromUtc(toQDateTime(instant)));
            };
            const auto schedule = Schedule::fromJson(
                {{u"daily"_s, QJsonObject{{u"at"_s, time}}}, {u"zone"_s, QString::fromUtf8(id)}});
            QVERIFY2(schedule, id.constData());
            const auto timeOfDay = QTime::fromString(time, u"hh:mm"_s);
            auto expected = local(begin).date().addDays(local(begin).time() >= timeOfDay ? 1 : 0);
            auto last = begin;
            for (auto next = schedule->next(begin); next && *next < end; next = schedule->next(*next)) {
                const auto shown = local(*next);
                // A date that is left out as a whole is the one loss.
                if (shown.date() > expected && expected.startOfDay(zone).date() != expected)
                    expected = expected.addDays(1);
                const auto meant = QDateTime(expected, timeOfDay, Qt::UTC);
                // On time, or at the end of the gap that swallowed it.
                const bool good
                    = *next > last && (shown == meant || (shown > meant && local(*next - 1s) < meant));
                QVERIFY2(good, qPrintable(QString::fromUtf8(id) + u' ' + toRfc3339(*next)));
                expected = expected.addDays(1);
                last = *next;
            }
            QVERIFY2(expected >= local(end).date(), id.constData()); // none is lost at the end
            ++zones;
        }
        QVERIFY(zones > 300);
    }
};

QTEST_GUILESS_MAIN(TestClockChanges)
#include "tst_clockchanges.moc"
