// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestScheduleJobs : public QObject
{
    Q_OBJECT

    const Instant noon = fromMicroseconds(1'700'000'000'000'000);
    const RuleId r{u"r"_s};
    const StepId s{u"s"_s};

private slots:
    void anOccurrenceFiresOnce()
    {
        StoreFixture store;
        QVERIFY(store->setSchedules({{r, s, "{}", noon}}).result());
        QVERIFY(*store->fireSchedule(r, s, noon, noon + 1h, {eventOf(u"due"_s)}).result());
        QVERIFY(!*store->fireSchedule(r, s, noon, noon + 1h, {eventOf(u"due"_s)}).result());
        QCOMPARE(store->lastSequence(), 1);
        QCOMPARE(store.reader->schedules()->first().due, std::optional(noon + 1h));
        QVERIFY(*store->fireSchedule(r, s, noon + 1h, {}, {eventOf(u"due"_s)}).result());
        QCOMPARE(store.reader->schedules()->first().due, std::nullopt); // never again
        QVERIFY(!*store->fireSchedule(r, s, noon + 1h, {}, {eventOf(u"due"_s)}).result());
        QVERIFY(!*store->fireSchedule(r, StepId(u"none"_s), noon, {}, {eventOf(u"due"_s)}).result());
        QCOMPARE(store->lastSequence(), 2);
    }

    void anOccurrenceThatCannotBeWrittenStaysDue()
    {
        StoreFixture store;
        QVERIFY(store->setSchedules({{r, s, "{}", noon}}).result());
        QVERIFY(!store->fireSchedule(r, s, noon, noon + 1h, {eventOf(QString())}).result());
        QCOMPARE(store.reader->schedules()->first().due, std::optional(noon));
    }

    void aScheduleThatStaysKeepsItsPlace()
    {
        StoreFixture store;
        const StepId t(u"t"_s), u(u"u"_s);
        QVERIFY(store->setSchedules({{r, s, "every 1h", noon}, {r, t, "daily", noon + 2h}}).result());
        QVERIFY(*store->fireSchedule(r, s, noon, noon + 1h, {eventOf(u"due"_s)}).result());
        const auto rows = store
                              ->setSchedules({{r, u, "new", noon + 3h}, {r, s, "every 1h", noon + 9h},
                                  {r, t, "weekly", noon + 10h}})
                              .result();
        const QList<ScheduleRow> expected{
            {r, u, "new", noon + 3h}, {r, s, "every 1h", noon + 1h}, {r, t, "weekly", noon + 10h}};
        QCOMPARE(*rows, expected);
        store.reopen();
        QCOMPARE(*store.reader->schedules(),
            (QList<ScheduleRow>{expected.at(1), expected.at(0), expected.at(2)})); // by due
        QVERIFY(store->setSchedules({}).result()->isEmpty());
        QVERIFY(store.reader->schedules()->isEmpty());
    }

    void aPauseStaysUntilItIsEnded()
    {
        StoreFixture store;
        const StepId t(u"t"_s);
        const auto now = store->clock().now();
        const auto later = now + 100h;
        QVERIFY(store->setSchedules({{r, s, "{}", noon}, {r, t, "{}", noon}}).result());
        QVERIFY(store->pauseSchedules(r, s, later).result());
        QVERIFY(store->setSchedules({{r, s, "new", noon}, {r, t, "{}", noon}}).result());
        store.reopen();
        QCOMPARE(
            *store.reader->schedules(), (QList<ScheduleRow>{{r, s, "new", noon, later}, {r, t, "{}", noon}}));
        // Ends it for both, of which one is not paused.
        const auto ended = store->pauseSchedules(r, {}, {}).result();
        QCOMPARE(*ended, (QList<ScheduleRow>{{r, s, "new", noon, now}, {r, t, "{}", noon}}));
        QCOMPARE(
            store->pauseSchedules(r, StepId(u"u"_s), later).result().error().code, Error::Code::NotFound);
    }

    void othersStayWhereOnlySomeRulesChange()
    {
        StoreFixture store;
        const StepId t(u"t"_s);
        const RuleId q(u"q"_s);
        QVERIFY(store->setSchedules({{r, s, "a", noon}, {r, t, "b", noon}, {q, s, "c", noon}}).result());
        const auto rows
            = store->setSchedules({{r, s, "a", noon + 1h}, {r, t, "x", noon + 2h}}, QList{r}).result();
        QCOMPARE(*rows, (QList<ScheduleRow>{{r, s, "a", noon}, {r, t, "x", noon + 2h}}));
        QCOMPARE(store.reader->schedules()->size(), 3);
        QVERIFY(store->setSchedules({}, QList{r}).result()->isEmpty());
        QCOMPARE(*store.reader->schedules(), (QList<ScheduleRow>{{q, s, "c", noon}}));
    }

    void movesWhatIsStillTheSame()
    {
        StoreFixture store;
        QVERIFY(store->setSchedules({{r, s, "a", noon}}).result());
        QVERIFY(store->moveSchedules({{r, s, "b", noon + 1h}}).result());
        QCOMPARE(store.reader->schedules()->first().due, std::optional(noon));
        QVERIFY(store->moveSchedules({{r, s, "a", noon + 1h}}).result());
        QCOMPARE(store.reader->schedules()->first().due, std::optional(noon + 1h));
        QCOMPARE(store.reader->schedules()->size(), 1);
    }

    void anEventIsNotThereTwiceWhereARowWasSetBack()
    {
        StoreFixture store;
        QVERIFY(store->setSchedules({{r, s, "a", noon}}).result());
        const auto event = eventOf(u"due"_s, u"r/s@noon"_s);
        QVERIFY(*store->fireSchedule(r, s, noon, noon + 1h, {event}).result());
        QVERIFY(store->moveSchedules({{r, s, "a", noon}}).result());
        QVERIFY(*store->fireSchedule(r, s, noon, noon + 1h, {event}).result());
        QCOMPARE(store->lastSequence(), 1);
        QCOMPARE(store.reader->schedules()->first().due, std::optional(noon + 1h));
    }

    void whatIsNeverDueComesLast()
    {
        StoreFixture store;
        QVERIFY(store->setSchedules({{r, s, "a", {}}, {r, StepId(u"t"_s), "b", noon}}).result());
        QCOMPARE(store.reader->schedules()->last().step, s);
    }
};

QTEST_GUILESS_MAIN(TestScheduleJobs)
#include "tst_schedulejobs.moc"
