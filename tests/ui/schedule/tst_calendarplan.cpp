// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/calendarplan.h"
#include "ui/schedule/clockchanges.h"
#include "ui/schedule/simulation.h"

#include <QSemaphore>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

PlannedSchedule planned(const QString &rule, const QJsonObject &schedule)
{
    return {.rule = RuleId(rule),
        .ruleName = rule,
        .step = StepId(u"at"_s),
        .stepName = {},
        .schedule = *Schedule::fromJson(schedule)};
}

QJsonObject cron(const QString &expression)
{
    return {{u"cron"_s, expression}, {u"zone"_s, u"UTC"_s}};
}

Instant at(const QString &time)
{
    return *fromRfc3339(time);
}

} // namespace

class TestCalendarPlan : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }

    void daysHoldWhatStarts()
    {
        const auto plan = planCalendar(
            {planned(u"Report"_s, cron(u"0 8 * * *"_s)), planned(u"Sync"_s, cron(u"0 * * * *"_s))},
            QDate(2026, 3, 2), 7, at(u"2026-03-01T00:00:00Z"_s));
        QCOMPARE(plan.days.size(), 7);
        for (const auto &day : plan.days) {
            QCOMPARE(day.occurrences.size(), size_t(25));
            QCOMPARE(day.lines.size(), 2);
            QVERIFY(day.lines[0].contains(u"×24 Sync"_s));
            QVERIFY(day.lines[1].endsWith(u" Report"_s));
            QVERIFY(!day.hasClockMark);
        }
    }

    void whatHasBeenIsLeftOut()
    {
        const auto plan = planCalendar({planned(u"Report"_s, cron(u"0 8 * * *"_s))}, QDate(2026, 3, 2), 3,
            at(u"2026-03-03T09:00:00Z"_s));
        QVERIFY(plan.days[0].occurrences.empty());
        QVERIFY(plan.days[1].occurrences.empty());
        QCOMPARE(plan.days[2].occurrences.size(), size_t(1));
    }

    void aDayKnowsThatItsClocksChange()
    {
        auto late = cron(u"30 2 * * *"_s);
        late.insert(u"zone"_s, u"Europe/Berlin"_s);
        const auto plan
            = planCalendar({planned(u"Night"_s, late)}, QDate(2026, 3, 28), 3, at(u"2026-03-01T00:00:00Z"_s));
        QVERIFY(!plan.days[0].hasClockMark);
        QVERIFY(plan.days[1].hasClockMark);
        QVERIFY(!plan.days[2].hasClockMark);
        QVERIFY(plan.days[0].clockChanges.isEmpty());
        QCOMPARE(plan.days[1].clockChanges,
            QStringList{u"Clocks go forward, from UTC+01:00 to UTC+02:00 (Europe/Berlin)"_s});
        QCOMPARE(
            zonedTime(plan.schedules.first().schedule, plan.days[1].occurrences.front().at).section(u' ', -2),
            u"UTC+02:00, Europe/Berlin"_s);
        QVERIFY(zonedTime(*Schedule::fromJson({{u"every"_s, u"1h"_s}}), {}).isEmpty());
    }

    void heatCountsHalfHours()
    {
        const auto plan = planCalendar({planned(u"Sync"_s, cron(u"0,10 3 * * *"_s))}, QDate(2026, 3, 2), 7,
            at(u"2026-03-02T00:00:00Z"_s));
        QCOMPARE(plan.heat.size(), size_t(heatParts));
        QCOMPARE(plan.heat[6], 2);
        QCOMPARE(std::accumulate(plan.heat.begin(), plan.heat.end(), 0), 2);
    }

    void rulesMeetOnceForAllDays()
    {
        const auto plan
            = planCalendar({planned(u"A"_s, cron(u"0 2 * * *"_s)), planned(u"B"_s, cron(u"0 2 * * *"_s)),
                               planned(u"C"_s, cron(u"0 2 * * 1"_s)), planned(u"C"_s, cron(u"0 5 * * *"_s)),
                               planned(u"C"_s, cron(u"0 5 * * *"_s))},
                QDate(2026, 3, 2), 7, at(u"2026-03-01T00:00:00Z"_s));
        QCOMPARE(plan.meetings.size(), 2);
        QCOMPARE(plan.meetings[0].rules, (QStringList{u"A"_s, u"B"_s, u"C"_s}));
        QCOMPARE(plan.meetings[0].times, 1);
        QCOMPARE(plan.meetings[1].rules, (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(plan.meetings[1].times, 6);
    }

    void aYearIsSimulatedWithItsClockChanges()
    {
        auto night = cron(u"30 2 * * *"_s);
        night.insert(u"zone"_s, u"Europe/Berlin"_s);
        QThreadPool pool;
        auto future = simulate(
            pool, {planned(u"Night"_s, night)}, at(u"2026-01-01T00:00:00Z"_s), at(u"2027-01-01T00:00:00Z"_s));
        const auto result = future.result();
        QCOMPARE(result.firings, 365);
        QVERIFY(!result.isCut);
        QList<SimulatedRow> changes, marked;
        for (const auto &row : result.rows) {
            if (row.ruleId.isEmpty())
                changes += row;
            else if (!row.note.isEmpty())
                marked += row;
        }
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes[0].at, at(u"2026-03-29T01:00:00Z"_s));
        QVERIFY(changes[0].note.contains(u"+02:00"_s));
        QCOMPARE(changes[1].at, at(u"2026-10-25T01:00:00Z"_s));
        QCOMPARE(marked.size(), 2);
        QVERIFY(std::ranges::is_sorted(result.rows, {}, &SimulatedRow::at));
    }

    void aSimulationIsBounded()
    {
        QThreadPool pool;
        auto future = simulate(pool, {planned(u"Often"_s, {{u"every"_s, u"1s"_s}})},
            at(u"2026-01-01T00:00:00Z"_s), at(u"2027-01-01T00:00:00Z"_s));
        const auto result = future.result();
        QVERIFY(result.isCut);
        QCOMPARE(qsizetype(result.rows.size()), mostSimulated);
    }

    void aCancelledSimulationHasNoResult()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore gate;
        pool.start([&gate] { gate.acquire(); }); // the simulation waits behind it
        auto future = simulate(pool, {planned(u"Often"_s, {{u"every"_s, u"1s"_s}})},
            at(u"2026-01-01T00:00:00Z"_s), at(u"2027-01-01T00:00:00Z"_s));
        future.cancel();
        gate.release();
        future.waitForFinished();
        QVERIFY(pool.waitForDone());
        QCOMPARE(future.resultCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCalendarPlan)
#include "tst_calendarplan.moc"
