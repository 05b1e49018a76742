// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scheduleplan.h"
#include "tests/core/store/storefixture.h"
#include "tests/support/ruletext.h"

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Rule ruleOf(const QString &id, const QJsonObject &schedule)
{
    auto rule = ruleFromText(u"schedule > log"_s,
        {{u"schedule"_s, {{u"schedule"_s, schedule}}}, {u"log"_s, {{u"message"_s, u"now"_s}}}});
    rule.id = RuleId(id);
    rule.name = id.toUpper();
    return rule;
}

QJsonObject cron(const QString &expression, const QString &zone = u"UTC"_s)
{
    return {{u"cron"_s, expression}, {u"zone"_s, zone}};
}

Instant at(const char *time)
{
    return *fromRfc3339(QString::fromLatin1(time));
}

} // namespace

class TestSchedulePlan : public QObject
{
    Q_OBJECT

private slots:
    void listsEveryFiringInOrder()
    {
        const auto schedules = schedulesOf(ruleOf(u"a"_s, cron(u"0 */6 * * *"_s)))
            + schedulesOf(ruleOf(u"b"_s, cron(u"30 6 * * *"_s)))
            + schedulesOf(ruleOf(u"c"_s, cron(u"0 6 * * *"_s)));
        QCOMPARE(schedules.size(), 3);
        QCOMPARE(schedules[1].ruleName, u"B"_s);
        QCOMPARE(schedules[1].step.value, u"schedule"_s);
        const auto planned
            = occurrencesBetween(schedules, at("2026-01-01T00:00:00Z"), at("2026-01-01T12:00:00Z"));
        const std::vector<PlannedOccurrence> expected{{at("2026-01-01T00:00:00Z"), 0},
            {at("2026-01-01T06:00:00Z"), 0}, {at("2026-01-01T06:00:00Z"), 2},
            {at("2026-01-01T06:30:00Z"), 1}};
        QVERIFY(planned.occurrences == expected);
        QVERIFY(!planned.isCut);
        QVERIFY(
            occurrencesBetween(schedules, at("2026-01-01T00:00:00Z"), at("2026-01-01T12:00:00Z"), 3).isCut);
        QCOMPARE(occurrenceCounts(schedules, at("2026-01-01T00:00:00Z"), at("2026-01-01T12:00:00Z"), 12),
            (std::vector<int>{1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0}));
        QCOMPARE(collisionsIn(planned.occurrences), (QList<Collision>{{at("2026-01-01T06:00:00Z"), {0, 2}}}));
        QVERIFY(collisionsIn(planned.occurrences, 3).isEmpty());
    }

    void nothingComesOfNothing()
    {
        const auto schedules = schedulesOf(ruleOf(u"a"_s, cron(u"61 * * * *"_s)));
        QVERIFY(schedules.isEmpty());
        const auto time = at("2026-01-01T00:00:00Z");
        QVERIFY(occurrencesBetween({}, time, time + 1h).occurrences.empty());
        const auto hourly = schedulesOf(ruleOf(u"a"_s, cron(u"0 * * * *"_s)));
        QVERIFY(occurrencesBetween(hourly, time, time).occurrences.empty());
        QVERIFY(occurrencesBetween(hourly, time, time - 1h).occurrences.empty());
        QCOMPARE(occurrenceCounts(hourly, time, time, 2), (std::vector<int>{0, 0}));
        QVERIFY(occurrenceCounts(hourly, time, time + 1h, 0).empty());
    }

    void marksClockChanges()
    {
        const auto planned
            = occurrencesBetween(schedulesOf(ruleOf(u"a"_s, cron(u"30 2 * * *"_s, u"Europe/Berlin"_s))),
                at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
        QCOMPARE(planned.occurrences.size(), 365U);
        int marked = 0;
        for (const auto &occurrence : planned.occurrences) {
            marked += occurrence.mark != ClockMark::None;
            if (occurrence.mark == ClockMark::AfterGap)
                QCOMPARE(occurrence.at, at("2026-03-29T01:00:00Z"));
            if (occurrence.mark == ClockMark::FirstOfTwo)
                QCOMPARE(occurrence.at, at("2026-10-25T00:30:00Z"));
        }
        QCOMPARE(marked, 2);
    }

    void readsWhatIsLive()
    {
        StoreFixture store;
        const auto rule = ruleOf(u"a"_s, cron(u"0 6 * * *"_s));
        QVERIFY(store->publish(rule, true).result());
        QVERIFY(store->publish(ruleOf(u"off"_s, cron(u"0 7 * * *"_s)), false).result());
        QVERIFY(store->saveDraft(ruleOf(u"draft"_s, cron(u"0 8 * * *"_s))).result());
        QVERIFY(store->saveDraft(ruleOf(u"a"_s, cron(u"0 9 * * *"_s))).result()); // not live yet
        const auto live = *liveSchedules(*store.reader);
        QCOMPARE(live.size(), 1);
        QCOMPARE(live[0].rule, rule.id);
        QCOMPARE(*live[0].schedule.next(at("2026-01-01T00:00:00Z")), at("2026-01-01T06:00:00Z"));
        const auto next = [&](const char *id) {
            return *schedulesOf(*store.reader, RuleId(QString::fromLatin1(id)))
                        ->value(0)
                        .schedule.next(at("2026-01-01T00:00:00Z"));
        };
        QCOMPARE(next("off"), at("2026-01-01T07:00:00Z"));
        QCOMPARE(next("draft"), at("2026-01-01T08:00:00Z"));
        QCOMPARE(next("a"), at("2026-01-01T06:00:00Z"));
        QCOMPARE(schedulesOf(*store.reader, RuleId(u"none"_s)).error().code, Error::Code::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestSchedulePlan)
#include "tst_scheduleplan.moc"
