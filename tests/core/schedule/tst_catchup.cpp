// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/catchup.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

using Kind = MissedPolicy::Kind;

Schedule scheduleOf(const QJsonObject &json)
{
    return Schedule::fromJson(json).value();
}

/// The plain way: every occurrence, one after the other.
CatchUp slowCatchUp(const Schedule &schedule, Instant due, Instant now, const MissedPolicy &policy)
{
    std::vector<Instant> all;
    std::optional<Instant> next = due;
    for (; next && *next <= now; next = schedule.next(*next))
        all.push_back(*next);
    CatchUp result;
    result.next = next;
    const auto wanted = size_t(policy.kind == Kind::All ? policy.limit : 1);
    const auto may = policy.latest  ? microseconds(*policy.latest + 1ms) - 1us
        : policy.kind == Kind::Skip ? microseconds(1min + 1ms) - 1us
                                    : microseconds::max();
    size_t dropped = 0;
    for (size_t i = 0; i < all.size(); ++i) {
        if (i + wanted >= all.size() && now - all[i] <= may)
            result.fire.push_back(all[i]);
        else
            dropped = i + 1; // the late ones are the older ones
    }
    result.isMore = all.size() > 1000;
    const auto told = result.isMore ? 1000 : int(dropped);
    if (policy.kind == Kind::Once && !result.fire.empty()) {
        result.missed = told;
    } else if (dropped) {
        result.dropped = told;
        result.firstDropped = all.front();
        result.lastDropped = all[dropped - 1];
    }
    return result;
}

} // namespace

class TestCatchUp : public QObject
{
    Q_OBJECT

private slots:
    /// Each policy, from a second to 400 days of downtime.
    void agreesWithThePlainWay_data()
    {
        QTest::addColumn<QJsonObject>("schedule");
        QTest::newRow("each second") << QJsonObject{{u"every"_s, u"1s"_s}};
        QTest::newRow("each minute") << QJsonObject{{u"cron"_s, u"* * * * *"_s}, {u"zone"_s, u"UTC"_s}};
        QTest::newRow("bursts") << QJsonObject{
            {u"cron"_s, u"*/5 * 2 * * *"_s}, {u"zone"_s, u"Europe/Berlin"_s}};
        QTest::newRow("each day") << QJsonObject{
            {u"cron"_s, u"30 2 * * *"_s}, {u"zone"_s, u"Europe/Berlin"_s}, {u"jitter"_s, u"5m"_s}};
        QTest::newRow("with an end") << QJsonObject{
            {u"every"_s, u"10m"_s}, {u"until"_s, u"2026-03-29T03:00:00Z"_s}};
        QTest::newRow("each month") << QJsonObject{{u"every"_s, u"1 month"_s}, {u"zone"_s, u"UTC"_s}};
    }

    void agreesWithThePlainWay()
    {
        QFETCH(QJsonObject, schedule);
        const auto wanted = scheduleOf(schedule).spreadFor(u"a/b"_s);
        const auto due = *wanted.next(*fromRfc3339(u"2026-03-29T00:10:00.25Z"_s));
        const bool isDense = schedule.value(u"every"_s).toString() == u"1s";
        for (const milliseconds down : std::initializer_list<milliseconds>{
                 0ms, 1ms, 1s, 10s, 60s, 61s, 10min, 1h, 16h + 40min, 25h, days(7), days(60), days(400)}) {
            if (isDense && down > days(1))
                continue; // the plain way takes too long
            for (const auto kind : {Kind::Once, Kind::Skip, Kind::All}) {
                for (const int limit : {1, 3, 100, 1000}) {
                    for (const auto latest :
                        std::initializer_list<std::optional<milliseconds>>{{}, 0ms, 30s, 2h, days(30)}) {
                        const MissedPolicy policy{kind, limit, latest};
                        const auto expected = slowCatchUp(wanted, due, due + down, policy);
                        const auto found = catchUp(wanted, due, due + down, policy);
                        QCOMPARE(found.fire, expected.fire);
                        QCOMPARE(found.missed, expected.missed);
                        QCOMPARE(found.dropped, expected.dropped);
                        QCOMPARE(found.isMore, expected.isMore);
                        QCOMPARE(found.lastDropped, expected.lastDropped);
                        QCOMPARE(found, expected);
                        if (kind != Kind::All)
                            break; // has no limit
                    }
                }
            }
        }
    }

    void isQuickHoweverLong()
    {
        const auto schedule = scheduleOf({{u"every"_s, u"1s"_s}});
        const auto due = *schedule.next(*fromRfc3339(u"2026-03-29T00:10:00Z"_s));
        const auto result
            = catchUp(schedule, due, due + days(400), {.kind = Kind::All, .limit = 1000, .latest = {}});
        QCOMPARE(result.fire.size(), 1000U);
        QCOMPARE(result.fire.back(), due + days(400));
        QCOMPARE(result.fire.front(), due + days(400) - 999s);
        QCOMPARE(result.lastDropped, due + days(400) - 1000s);
        QCOMPARE(*result.next, due + days(400) + 1s);
        QVERIFY(result.isMore);
    }

    void readsAPolicy()
    {
        QCOMPARE(*MissedPolicy::fromJson({}), MissedPolicy());
        const MissedPolicy all{Kind::All, 7, 90min};
        QCOMPARE(*MissedPolicy::fromJson(
                     {{u"missed"_s, u"all"_s}, {u"missedLimit"_s, 7}, {u"onlyIfLateBy"_s, u"90m"_s}}),
            all);
        QCOMPARE(MissedPolicy::fromJson({{u"missed"_s, u"skip"_s}})->kind, Kind::Skip);
        QCOMPARE(MissedPolicy::fromJson({{u"missed"_s, u"never"_s}}).error().context, u"missed"_s);
        QCOMPARE(MissedPolicy::fromJson({{u"missedLimit"_s, 0}}).error().context, u"missedLimit"_s);
        QCOMPARE(MissedPolicy::fromJson({{u"missedLimit"_s, 1001}}).error().context, u"missedLimit"_s);
        QCOMPARE(MissedPolicy::fromJson({{u"onlyIfLateBy"_s, u"soon"_s}}).error().context, u"onlyIfLateBy"_s);
    }

    /// What was due in one zone is looked for in another.
    void findsALocalTimeAgainInAnotherZone_data()
    {
        QTest::addColumn<QString>("cron");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("due");
        QTest::addColumn<QString>("fitted");
        const auto row
            = [](const char *name, const char *cron, const char *zone, const char *due, const char *fitted) {
                  QTest::newRow(name) << QString::fromLatin1(cron) << QString::fromLatin1(zone)
                                      << QString::fromLatin1(due) << QString::fromLatin1(fitted);
              };
        // Due at 8:00 of 15 January in Berlin.
        row("stays", "0 8 * * *", "Europe/Berlin", "2026-01-15T07:00:00Z", "2026-01-15T07:00:00Z");
        row("to the east", "0 8 * * *", "Asia/Tokyo", "2026-01-15T07:00:00Z", "2026-01-14T23:00:00Z");
        row("to the west", "0 8 * * *", "America/New_York", "2026-01-15T07:00:00Z", "2026-01-15T13:00:00Z");
        row("far to the west", "0 8 * * *", "Pacific/Honolulu", "2026-01-15T07:00:00Z",
            "2026-01-15T18:00:00Z");
        row("weekly", "0 8 * * THU", "Pacific/Auckland", "2026-01-15T07:00:00Z", "2026-01-14T19:00:00Z");
        row("new rules for an offset", "0 8 * * *", "Etc/GMT-2", "2026-01-15T07:00:00Z",
            "2026-01-15T06:00:00Z");
        row("each hour", "0 * * * *", "Asia/Tokyo", "2026-01-15T07:00:00Z", "2026-01-15T07:00:00Z");
        row("over", "0 8 15 1 * 2020", "UTC", "2026-01-15T07:00:00Z", "");
    }

    void findsALocalTimeAgainInAnotherZone()
    {
        QFETCH(QString, cron);
        QFETCH(QString, zone);
        QFETCH(QString, due);
        QFETCH(QString, fitted);
        if (cron.endsWith(u"2020"))
            cron.prepend(u"0 "_s);
        const auto found
            = signalbox::fitted(scheduleOf({{u"cron"_s, cron}, {u"zone"_s, zone}}), *fromRfc3339(due));
        QCOMPARE(found ? toRfc3339(*found) : QString(), fitted);
    }

    // --- pauses

    void aPausePassesOverWhatFallsIntoIt()
    {
        const auto time = [](const char *text) { return *fromRfc3339(QString::fromLatin1(text)); };
        const auto hourly = scheduleOf({{u"cron"_s, u"0 * * * *"_s}, {u"zone"_s, u"UTC"_s}});
        const auto due = time("2026-01-15T07:00:00Z");
        QCOMPARE(passOver(hourly, due, time("2026-01-15T09:00:00Z")),
            (Paused{2, time("2026-01-15T08:00:00Z"), false, time("2026-01-15T09:00:00Z")}));
        QCOMPARE(passOver(hourly, due, due).count, 0);
        QCOMPARE(passOver(hourly, due, due).next, due);
        // A year is not counted to its end.
        const auto year = passOver(hourly, due, time("2027-01-15T07:30:00Z"));
        QVERIFY(year.isMore);
        QCOMPARE(year.last, time("2027-01-15T07:00:00Z"));
        QCOMPARE(year.next, time("2027-01-15T08:00:00Z"));
        const auto once = scheduleOf({{u"once"_s, u"2026-01-15T07:00:00Z"_s}});
        QCOMPARE(passOver(once, due, time("2026-01-16T00:00:00Z")), (Paused{1, due, false, {}}));
        QCOMPARE(hourly.heldUntil(time("2026-01-15T09:00:00Z")).next(due), time("2026-01-15T09:00:00Z"));
    }
};

QTEST_GUILESS_MAIN(TestCatchUp)
#include "tst_catchup.moc"
