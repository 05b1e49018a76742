// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/schedule/schedule.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject object(const QByteArray &json)
{
    return parseJson(json)->toObject();
}

Instant at(const char *time)
{
    return fromRfc3339(QString::fromLatin1(time)).value();
}

QString firstTimes(const Schedule &schedule, Instant from, int count)
{
    QStringList times;
    while (times.size() < count) {
        const auto next = schedule.next(from);
        if (!next)
            break;
        times += toRfc3339(*next);
        from = *next;
    }
    return times.join(u' ');
}

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    /// The vectors of other cron libraries (croner 11 where they differ), and by our own policy where a list
    /// of times meets a gap: never lost, never doubled.
    void followsTheClockChanges_data()
    {
        QTest::addColumn<QString>("cron");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("times");
        const auto row = [](const char *cron, const char *zone, const char *from, const char *times) {
            QTest::addRow("%s %s %s", cron, zone, from)
                << QString::fromLatin1(cron) << QString::fromLatin1(zone) << QString::fromLatin1(from)
                << QString::fromLatin1(times);
        };
        row("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
            "2026-03-08T07:00:00Z 2026-03-09T06:30:00Z");
        row("0,30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
            "2026-03-08T07:00:00Z 2026-03-09T06:00:00Z 2026-03-09T06:30:00Z");
        row("0 2,3 * * *", "America/New_York", "2026-03-07T12:00:00Z",
            "2026-03-08T07:00:00Z 2026-03-09T06:00:00Z");
        row("*/15 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
            "2026-03-09T06:00:00Z 2026-03-09T06:15:00Z");
        row("0 */2 * * *", "America/New_York", "2026-03-08T04:00:00Z",
            "2026-03-08T05:00:00Z 2026-03-08T08:00:00Z 2026-03-08T10:00:00Z");
        row("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z",
            "2026-11-01T05:30:00Z 2026-11-02T06:30:00Z");
        row("30 1,3 * * *", "America/New_York", "2026-11-01T04:00:00Z",
            "2026-11-01T05:30:00Z 2026-11-01T08:30:00Z");
        row("*/30 1 * * *", "America/New_York", "2026-11-01T04:00:00Z",
            "2026-11-01T05:00:00Z 2026-11-01T05:30:00Z 2026-11-01T06:00:00Z 2026-11-01T06:30:00Z "
            "2026-11-02T06:00:00Z");
        row("0 * * * *", "America/New_York", "2026-11-01T04:30:00Z",
            "2026-11-01T05:00:00Z 2026-11-01T06:00:00Z 2026-11-01T07:00:00Z 2026-11-01T08:00:00Z");
        row("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z",
            "2026-10-03T15:30:00Z 2026-10-04T15:15:00Z");
        row("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z",
            "2026-04-04T14:45:00Z 2026-04-05T15:15:00Z");
        row("0 0 * * *", "Africa/Cairo", "2025-04-24T10:00:00Z", "2025-04-24T22:00:00Z 2025-04-25T21:00:00Z");
        row("0 0 * * *", "America/Sao_Paulo", "2018-11-03T10:00:00Z",
            "2018-11-04T03:00:00Z 2018-11-05T02:00:00Z");
        row("30 0 * * *", "America/Santiago", "2026-09-05T10:00:00Z",
            "2026-09-06T04:00:00Z 2026-09-07T03:30:00Z");
        row("0 12 30 12 *", "Pacific/Apia", "2011-01-01T00:00:00Z", "2012-12-29T22:00:00Z");
        row("0 0 * * *", "Pacific/Apia", "2011-12-29T00:00:00Z",
            "2011-12-29T10:00:00Z 2011-12-30T10:00:00Z 2011-12-31T10:00:00Z"); // 29th, 31st, 1st
        row("30 2 29 3 *", "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z");
        row("0 0 15W * *", "UTC", "2026-02-01T00:00:00Z", "2026-02-16T00:00:00Z");
        row("0 0 L * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z 2026-02-28T00:00:00Z");
        row("0 0 * * 5#2", "UTC", "2026-01-01T00:00:00Z", "2026-01-09T00:00:00Z 2026-02-13T00:00:00Z");
        // Started within a gap's end, or in the second pass of an overlap.
        row("30 1 * * *", "America/New_York", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
        row("30 1 * * *", "America/New_York", "2026-11-01T06:10:00Z", "2026-11-02T06:30:00Z");
        row("0 2 * * *", "America/New_York", "2026-11-01T06:59:59Z", "2026-11-01T07:00:00Z");
        row("30 2 * * *", "America/New_York", "2026-03-08T06:59:59.999Z", "2026-03-08T07:00:00Z");
        row("30 2 * * *", "America/New_York", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z");
        // Long after the last change that tables hold.
        row("30 2 * * *", "Europe/Berlin", "2127-03-29T12:00:00Z",
            "2127-03-30T01:00:00Z 2127-03-31T00:30:00Z");
        row("*/20 2 29 3 *", "Europe/Berlin", "2026-01-01T00:00:00Z", "2027-03-29T00:00:00Z");
    }

    void followsTheClockChanges()
    {
        QFETCH(QString, cron);
        QFETCH(QString, zone);
        QFETCH(QString, from);
        QFETCH(QString, times);
        const auto schedule = Schedule::fromJson({{u"cron"_s, cron}, {u"zone"_s, zone}});
        QVERIFY2(schedule, schedule ? "" : qPrintable(schedule.error().message));
        QCOMPARE(firstTimes(*schedule, *fromRfc3339(from), int(times.count(u' ')) + 1), times);
    }

    void comesDailyAndWeekly()
    {
        const auto daily = *Schedule::fromJson(
            object(R"({"daily": {"at": ["12:30", "08:00", "08:00"]}, "zone": "Europe/Berlin"})"));
        QCOMPARE(firstTimes(daily, at("2026-03-28T07:00:00Z"), 3),
            u"2026-03-28T11:30:00Z 2026-03-29T06:00:00Z 2026-03-29T10:30:00Z"_s);
        const auto weekly = *Schedule::fromJson(
            object(R"({"weekly": {"days": ["sun", "Wed"], "at": ["23:59:59"]}, "zone": "UTC"})"));
        QCOMPARE(firstTimes(weekly, at("2026-01-01T00:00:00Z"), 3),
            u"2026-01-04T23:59:59Z 2026-01-07T23:59:59Z 2026-01-11T23:59:59Z"_s);
        // From the very second on which it came, and only one time a week.
        const auto once
            = *Schedule::fromJson(object(R"({"weekly": {"days": ["thu"], "at": ["00:00"]}, "zone": "UTC"})"));
        QCOMPARE(firstTimes(once, at("2026-01-01T00:00:00Z"), 1), u"2026-01-08T00:00:00Z"_s);
    }

    void comesEverySoOften_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("times");
        const auto row = [](const char *name, const char *json, const char *from, const char *times) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(from)
                                << QString::fromLatin1(times);
        };
        row("round the clock", R"({"every": "15m"})", "2026-01-01T00:00:00Z",
            "2026-01-01T00:15:00Z 2026-01-01T00:30:00Z");
        row("between", R"({"every": "15m"})", "2026-01-01T00:14:59.999999Z", "2026-01-01T00:15:00Z");
        row("seconds as a number", R"({"every": 90})", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z");
        row("before 1970", R"({"every": "7s"})", "1969-12-31T23:59:50Z",
            "1969-12-31T23:59:53Z 1970-01-01T00:00:00Z 1970-01-01T00:00:07Z");
        row("anchor", R"({"every": "1h", "anchor": "2026-01-01T00:10:00Z"})", "2026-01-01T02:30:00Z",
            "2026-01-01T03:10:00Z 2026-01-01T04:10:00Z");
        row("on the anchor", R"({"every": "1h", "anchor": "2026-01-01T00:10:00Z"})", "2026-01-01T00:10:00Z",
            "2026-01-01T01:10:00Z");
        row("before the anchor", R"({"every": "1h", "anchor": "2026-01-01T00:10:00+02:00"})",
            "2020-01-01T00:00:00Z", "2025-12-31T22:10:00Z 2025-12-31T23:10:00Z");
        row("once", R"({"once": "2026-01-01T00:00:00.5Z"})", "2025-01-01T00:00:00Z",
            "2026-01-01T00:00:00.500Z");
        row("once, over", R"({"once": "2026-01-01T00:00:00Z"})", "2026-01-01T00:00:00Z", "");
    }

    void comesEverySoOften()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, from);
        QFETCH(QString, times);
        const auto schedule = Schedule::fromJson(object(json));
        QVERIFY2(schedule, schedule ? "" : qPrintable(schedule.error().message));
        QCOMPARE(firstTimes(*schedule, *fromRfc3339(from), int(times.count(u' ')) + 1), times);
    }

    void comesByTheCalendar_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("times");
        const auto row = [](const char *name, const char *json, const char *from, const char *times) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(from)
                                << QString::fromLatin1(times);
        };
        row("last workday",
            R"({"monthly": {"on": ["last workday"], "at": ["17:00", "09:00"]}, "zone": "UTC"})",
            "2026-01-30T09:00:00Z", "2026-01-30T17:00:00Z 2026-02-27T09:00:00Z 2026-02-27T17:00:00Z");
        row("first workday", R"({"monthly": {"on": "first workday", "at": "09:00"}, "zone": "UTC"})",
            "2026-01-15T00:00:00Z", "2026-02-02T09:00:00Z 2026-03-02T09:00:00Z 2026-04-01T09:00:00Z");
        row("second Tuesday",
            R"({"monthly": {"on": ["Second  TUE"], "at": ["02:30"]}, "zone": "America/New_York"})",
            "2026-02-20T00:00:00Z", "2026-03-10T06:30:00Z 2026-04-14T06:30:00Z");
        row("in a gap", R"({"monthly": {"on": ["second sun"], "at": ["02:30"]}, "zone": "America/New_York"})",
            "2026-02-20T00:00:00Z", "2026-03-08T07:00:00Z 2026-04-12T06:30:00Z");
        row("days or a weekday", R"({"monthly": {"on": [1, "last fri"], "at": ["00:00"]}, "zone": "UTC"})",
            "2026-01-15T00:00:00Z", "2026-01-30T00:00:00Z 2026-02-01T00:00:00Z 2026-02-27T00:00:00Z");
        row("in some months",
            R"({"monthly": {"on": ["last"], "months": [11, 2], "at": ["00:00"]}, "zone": "UTC"})",
            "2026-01-15T00:00:00Z", "2026-02-28T00:00:00Z 2026-11-30T00:00:00Z 2027-02-28T00:00:00Z");
        row("fifth", R"({"monthly": {"on": ["fifth mon"], "at": ["00:00"]}, "zone": "UTC"})",
            "2026-01-15T00:00:00Z", "2026-03-30T00:00:00Z 2026-06-29T00:00:00Z");
        row("every month", R"({"every": "1 month", "zone": "UTC"})", "2026-01-15T00:00:00Z",
            "2026-02-01T00:00:00Z 2026-03-01T00:00:00Z");
        row("months from the 31st", R"({"every": "1mo", "anchor": "2026-01-31T08:00:00Z", "zone": "UTC"})",
            "2020-01-15T00:00:00Z",
            "2026-01-31T08:00:00Z 2026-02-28T08:00:00Z 2026-03-31T08:00:00Z 2026-04-30T08:00:00Z");
        row("quarters by the clock",
            R"({"every": "3 Months", "anchor": "2026-01-15T07:00:00Z", "zone": "Europe/Berlin"})",
            "2026-01-15T07:00:00Z", "2026-04-15T06:00:00Z 2026-07-15T06:00:00Z 2026-10-15T06:00:00Z");
        row("leap years", R"({"every": "1 year", "anchor": "2024-02-29T00:00:00Z", "zone": "UTC"})",
            "2026-12-15T00:00:00Z", "2027-02-28T00:00:00Z 2028-02-29T00:00:00Z");
        row("months before 1970", R"({"every": "5 months", "zone": "UTC"})", "1969-07-15T00:00:00Z",
            "1969-08-01T00:00:00Z 1970-01-01T00:00:00Z");
        row("anchor in the second pass",
            R"({"every": "1 month", "anchor": "2026-11-01T06:30:00Z", "zone": "America/New_York"})",
            "2026-10-31T00:00:00Z", "2026-11-01T06:30:00Z 2026-12-01T06:30:00Z");
        row("from", R"({"daily": {"at": "08:00"}, "zone": "UTC", "from": "2026-03-01T08:00:00Z"})",
            "2026-01-15T00:00:00Z", "2026-03-01T08:00:00Z 2026-03-02T08:00:00Z");
        row("until", R"({"every": "1h", "until": "2026-03-01T08:00:00Z"})", "2026-03-01T06:30:00Z",
            "2026-03-01T07:00:00Z 2026-03-01T08:00:00Z");
        row("paused", R"({"cron": "0 * * * *", "zone": "UTC", "pausedUntil": "2026-03-01T08:30:00Z"})",
            "2026-03-01T06:30:00Z", "2026-03-01T09:00:00Z");
        row("except", R"({"daily": {"at": "08:00"}, "zone": "UTC", "except": ["12-24/12-26", "2026-12-28"]})",
            "2026-12-23T00:00:00Z", "2026-12-23T08:00:00Z 2026-12-27T08:00:00Z 2026-12-29T08:00:00Z");
        row("except across New Year",
            R"({"daily": {"at": "08:00"}, "zone": "UTC", "except": ["12-24/01-06"]})", "2026-12-23T08:00:00Z",
            "2027-01-07T08:00:00Z");
        row("except dates of the zone",
            R"({"every": "1h", "zone": "Asia/Tokyo", "except": "2026-03-01/2026-03-02"})",
            "2026-02-28T13:30:00Z", "2026-02-28T14:00:00Z 2026-03-02T15:00:00Z");
        // The clocks go back from midnight to 23:00: 4 April begins, and is then shown twice to its end.
        row("except where midnight comes twice",
            R"({"cron": "30 * * * *", "zone": "America/Santiago", "except": "2026-04-04"})",
            "2026-04-04T01:00:00Z", "2026-04-04T01:30:00Z 2026-04-04T02:30:00Z 2026-04-05T04:30:00Z");
        row("always excluded", R"({"cron": "0 0 25 12 *", "zone": "UTC", "except": "12-25"})",
            "2026-03-01T06:30:00Z", "");
        row("excluded for ever", R"({"every": "1h", "zone": "UTC", "except": "2026-01-01/9999-12-31"})",
            "2026-03-01T06:30:00Z", "");
    }

    void comesByTheCalendar()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, from);
        QFETCH(QString, times);
        const auto schedule = Schedule::fromJson(object(json));
        QVERIFY2(schedule, schedule ? "" : qPrintable(schedule.error().message));
        QCOMPARE(firstTimes(*schedule, *fromRfc3339(from), int(times.count(u' ')) + 1), times);
    }

    /// Against the almanac, which gives minutes.
    void comesWithTheSun_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("time");
        const auto row = [](const char *name, const char *json, const char *from, const char *time) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(from) << QString::fromLatin1(time);
        };
        row("Berlin, midsummer", R"({"sun": {"at": "sunrise", "latitude": 52.52, "longitude": 13.405}})",
            "2026-06-21T00:00:00Z", "2026-06-21T02:43:00Z");
        row("Berlin, midsummer, evening",
            R"({"sun": {"at": "sunset", "latitude": 52.52, "longitude": 13.405}})", "2026-06-21T00:00:00Z",
            "2026-06-21T19:33:00Z");
        row("London, midwinter", R"({"sun": {"at": "sunrise", "latitude": 51.5074, "longitude": -0.1278}})",
            "2026-12-21T00:00:00Z", "2026-12-21T08:04:00Z");
        row("London, half an hour before",
            R"({"sun": {"at": "sunset", "latitude": 51.5074, "longitude": -0.1278, "offset": "-30m"}})",
            "2026-12-21T00:00:00Z", "2026-12-21T15:24:00Z");
        row("Sydney", R"({"sun": {"at": "sunrise", "latitude": -33.8688, "longitude": 151.2093}})",
            "2026-12-21T00:00:00Z", "2026-12-21T18:41:00Z");
        row("after the polar night",
            R"({"sun": {"at": "sunrise", "latitude": 69.6492, "longitude": 18.9553}})",
            "2026-12-01T00:00:00Z", "2027-01-15T10:30:00Z");
    }

    void comesWithTheSun()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, from);
        QFETCH(QString, time);
        const auto schedule = *Schedule::fromJson(object(json));
        const auto next = schedule.next(*fromRfc3339(from));
        QVERIFY(next);
        const auto late = std::chrono::abs(*next - *fromRfc3339(time));
        const auto may = QByteArray(QTest::currentDataTag()).startsWith("after") ? 48h : 2min;
        QVERIFY2(late < may, qPrintable(toRfc3339(*next)));
        // Once a day, wherever one begins.
        auto last = *next;
        for (int day = 0; day < 30; ++day) {
            const auto following = *schedule.next(last);
            QVERIFY(following - last > 23h && following - last < 25h);
            QCOMPARE(*schedule.next(following - 1s), following);
            last = following;
        }
    }

    void spreadsByItsName()
    {
        const auto schedule = *Schedule::fromJson(object(
            R"({"daily": {"at": "02:00"}, "zone": "UTC", "jitter": "10m", "until": "2026-01-02T02:00:00Z"})"));
        const auto from = at("2026-01-01T00:00:00Z");
        QCOMPARE(*schedule.next(from), at("2026-01-01T02:00:00Z"));
        QSet<Instant::rep> times;
        for (int i = 0; i < 100; ++i) {
            const auto spread = schedule.spreadFor(u"rule-%1/s"_s.arg(i));
            const auto first = *spread.next(from);
            QVERIFY(first >= at("2026-01-01T02:00:00Z") && first <= at("2026-01-01T02:10:00Z"));
            QCOMPARE(*spread.next(first), first + 24h); // the same each day, and the end is of the plain time
            QVERIFY(!spread.next(first + 24h));
            QCOMPARE(spread.toJson(), schedule.toJson());
            times.insert(first.time_since_epoch().count());
        }
        QVERIFY(times.size() > 90);
        // Rows of older versions hold what came of this.
        QCOMPARE(*schedule.spreadFor(u"rule/step"_s).next(from), at("2026-01-01T02:02:37.471Z"));
    }

    void findsTheLast()
    {
        const auto hours = *Schedule::fromJson(object(R"({"every": "1h"})"));
        QCOMPARE(*hours.last(Instant(), at("2026-01-01T05:30:00Z")), at("2026-01-01T05:00:00Z"));
        QCOMPARE(*hours.last(Instant(), at("2026-01-01T05:00:00Z")), at("2026-01-01T05:00:00Z"));
        QVERIFY(!hours.last(at("2026-01-01T05:00:00Z"), at("2026-01-01T05:59:59Z")));
        QCOMPARE(*hours.last(at("2026-01-01T04:59:59.999999Z"), at("2026-01-01T05:59:59Z")),
            at("2026-01-01T05:00:00Z"));
        const auto leap = *Schedule::fromJson(object(R"({"cron": "0 0 29 2 *", "zone": "UTC"})"));
        QCOMPARE(*leap.last(Instant::min(), at("2026-01-01T00:00:00Z")), at("2024-02-29T00:00:00Z"));
        QVERIFY(!Schedule().last(Instant(), at("2026-01-01T00:00:00Z")));
    }

    void marksClockChanges_data()
    {
        QTest::addColumn<QString>("cron");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QList<ClockMark>>("marks");
        using enum ClockMark;
        QTest::newRow("gap") << u"30 2 * * *"_s << u"2026-03-27T12:00:00Z"_s
                             << QList<ClockMark>{None, AfterGap, None};
        QTest::newRow("merged in a gap")
            << u"30 2,3 * * *"_s << u"2026-03-28T12:00:00Z"_s << QList<ClockMark>{AfterGap, None, None};
        QTest::newRow("at the end of a gap")
            << u"0 3 * * *"_s << u"2026-03-28T12:00:00Z"_s << QList<ClockMark>{None, None};
        QTest::newRow("merged at its end")
            << u"0 2,3 * * *"_s << u"2026-03-28T12:00:00Z"_s << QList<ClockMark>{AfterGap, None, None};
        QTest::newRow("overlap") << u"30 2 * * *"_s << u"2026-10-24T12:00:00Z"_s
                                 << QList<ClockMark>{FirstOfTwo, None};
        QTest::newRow("after the overlap")
            << u"0 3 * * *"_s << u"2026-10-24T12:00:00Z"_s << QList<ClockMark>{None};
        QTest::newRow("rhythm") << u"*/30 * * * *"_s << u"2026-10-24T23:30:00Z"_s
                                << QList<ClockMark>{
                                       InBothPasses, InBothPasses, InBothPasses, InBothPasses, None};
    }

    void marksClockChanges()
    {
        QFETCH(QString, cron);
        QFETCH(QString, from);
        QFETCH(QList<ClockMark>, marks);
        const auto schedule = *Schedule::fromJson({{u"cron"_s, cron}, {u"zone"_s, u"Europe/Berlin"_s}});
        QList<ClockMark> found;
        auto after = *fromRfc3339(from);
        while (found.size() < marks.size()) {
            after = *schedule.next(after);
            found += schedule.markOf(after);
        }
        QCOMPARE(found, marks);
    }

    void namesClockChanges()
    {
        const auto schedule = *Schedule::fromJson(object(R"({"cron": "@daily", "zone": "Europe/Berlin"})"));
        const ClockChange spring{at("2026-03-29T01:00:00Z"), 1h, 2h};
        const ClockChange autumn{at("2026-10-25T01:00:00Z"), 2h, 1h};
        QCOMPARE(schedule.clockChanges(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")),
            (QList<ClockChange>{spring, autumn}));
        QCOMPARE(schedule.clockChanges(spring.at, autumn.at), (QList<ClockChange>{spring}));
        QVERIFY(schedule.clockChanges(spring.at + 1us, autumn.at).isEmpty());
        const auto every = *Schedule::fromJson(object(R"({"every": "1h"})"));
        QVERIFY(every.clockChanges(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).isEmpty());
    }

    void readsHolidaysFromACalendar()
    {
        const QByteArray calendar
            = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
              "BEGIN:VEVENT\r\nSUMMARY:Christ\r\n "
              "mas\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\n"
              "RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
              "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026\r\n 0403\r\nEND:VEVENT\r\n"
              "BEGIN:VEVENT\r\nDTSTART:20260803T000000Z\r\nDTEND:20260815T000000Z\r\nEND:VEVENT\r\n"
              "BEGIN:VEVENT\r\nDTSTART:nonsense\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        QCOMPARE(*datesOfCalendar(calendar),
            QStringList({u"12-25/12-26"_s, u"2026-04-03"_s, u"2026-08-03/2026-08-14"_s}));
        QCOMPARE(datesOfCalendar("BEGIN:VCALENDAR\nEND:VCALENDAR").error().code, Error::Code::InvalidInput);
        QCOMPARE(datesOfCalendar("hello").error().code, Error::Code::InvalidInput);
    }

    void neverComesByDefault()
    {
        QVERIFY(!Schedule().next(Instant()));
        QVERIFY(Schedule().toJson().isEmpty());
    }

    void endsWithTheCalendar()
    {
        for (const auto *json : {R"({"cron": "@daily"})", R"({"cron": "* * * * *"})", R"({"every": "1h"})",
                 R"({"daily": {"at": ["08:00"]}, "zone": "Europe/Berlin"})"}) {
            const auto schedule = *Schedule::fromJson(object(json));
            QVERIFY(schedule.next(Instant::min()));
            QVERIFY(schedule.next(at("9999-12-30T00:00:00Z")));
            QVERIFY(!schedule.next(at("9999-12-31T23:59:59.999999Z")));
            QVERIFY(!schedule.next(Instant::max()));
        }
    }

    void writesWhatItRead_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *name, const char *json, const char *written) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(written);
        };
        row("cron", R"({"cron": " 30 2 * * 1-5 ", "zone": "Europe/Berlin", "colour": 1})",
            R"({"cron": "30 2 * * 1-5", "zone": "Europe/Berlin"})");
        row("system zone", R"({"cron": "@daily"})", R"({"cron": "@daily", "zone": "system"})");
        row("daily", R"({"daily": {"at": ["12:30:00", "08:00", "08:00"]}})",
            R"({"daily": {"at": ["08:00", "12:30"]}, "zone": "system"})");
        row("daily with one", R"({"daily": {"at": "08:00:30"}, "zone": "UTC"})",
            R"({"daily": {"at": ["08:00:30"]}, "zone": "UTC"})");
        row("weekly", R"({"weekly": {"days": ["SUN", "mon", "sun"], "at": ["08:00"]}, "zone": "UTC"})",
            R"({"weekly": {"days": ["mon", "sun"], "at": ["08:00"]}, "zone": "UTC"})");
        row("every", R"({"every": "0.25h"})", R"({"every": "15m"})");
        row("every, odd", R"({"every": "1500ms"})", R"({"every": "1500ms"})");
        row("anchor", R"({"every": "24 h", "anchor": "2026-01-01T02:00:00+02:00"})",
            R"({"every": "1d", "anchor": "2026-01-01T00:00:00Z"})");
        row("once", R"({"once": "2026-01-01T02:00:00+02:00"})", R"({"once": "2026-01-01T00:00:00Z"})");
        row("monthly",
            R"({"monthly": {"on": ["15", "Last  Fri", 15], "months": [3, 1, 3], "at": "08:00"}, "zone": "UTC"})",
            R"({"monthly": {"on": [15, "last fri"], "months": [1, 3], "at": ["08:00"]}, "zone": "UTC"})");
        row("months", R"({"every": "3 months", "anchor": "2026-01-01T00:00:00Z"})",
            R"({"every": "3mo", "anchor": "2026-01-01T00:00:00Z", "zone": "system"})");
        row("years", R"({"every": "24 mo"})", R"({"every": "2y", "zone": "system"})");
        row("sun",
            R"({"sun": {"at": "sunset", "latitude": -33.5, "longitude": 151, "offset": "-90m"}, "zone": "UTC"})",
            R"({"sun": {"at": "sunset", "latitude": -33.5, "longitude": 151, "offset": "-90m"}})");
        row("limits",
            R"({"every": "1h", "from": "2026-01-01T00:00:00Z", "until": "2026-02-01T01:00:00+01:00", "pausedUntil": "2026-01-02T00:00:00Z", "jitter": "60s"})",
            R"({"every": "1h", "from": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z", "pausedUntil": "2026-01-02T00:00:00Z", "jitter": "1m"})");
        row("except", R"({"every": "1h", "except": [" 12-25 ", "12-24/01-02", "12-25"]})",
            R"({"every": "1h", "except": ["12-24/01-02", "12-25"], "zone": "system"})");
    }

    void writesWhatItRead()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, written);
        const auto schedule = Schedule::fromJson(object(json));
        QVERIFY2(schedule, schedule ? "" : qPrintable(schedule.error().message));
        QCOMPARE(schedule->toJson(), object(written));
        const auto again = Schedule::fromJson(schedule->toJson());
        QVERIFY(again);
        QCOMPARE(*again, *schedule);
        QVERIFY(*again != Schedule());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("context");
        const auto row = [](const char *json, const QString &context) {
            QTest::newRow(json) << QByteArray(json) << context;
        };
        row("{}", QString());
        row(R"({"zone": "UTC"})", QString());
        row(R"({"cron": "@daily", "every": "1h"})", u"every"_s);
        row(R"({"cron": "0 0 31 2 *", "zone": "UTC"})", u"column 5"_s);
        row(R"({"cron": 7})", u"cron"_s);
        row(R"({"cron": "@daily", "zone": "Mars/Phobos"})", u"zone"_s);
        row(R"({"cron": "@daily", "zone": ""})", u"zone"_s);
        row(R"({"cron": "@daily", "zone": "../UTC"})", u"zone"_s);
        row(R"({"cron": "@daily", "zone": 7})", u"zone"_s);
        row(R"({"daily": {"at": []}})", u"daily.at"_s);
        row(R"({"daily": "08:00"})", u"daily.at"_s);
        row(R"({"daily": {"at": ["24:00"]}})", u"daily.at"_s);
        row(R"({"daily": {"at": ["8:00"]}})", u"daily.at"_s);
        row(R"({"daily": {"at": ["08:60"]}})", u"daily.at"_s);
        row(R"({"daily": {"at": ["08:00:00:00"]}})", u"daily.at"_s);
        row(R"({"daily": {"at": [8]}})", u"daily.at"_s);
        row(R"({"weekly": {"at": ["08:00"]}})", u"weekly.days"_s);
        row(R"({"weekly": {"days": ["day"], "at": ["08:00"]}})", u"weekly.days"_s);
        row(R"({"weekly": {"days": ["mon"]}})", u"weekly.at"_s);
        row(R"({"every": "often"})", u"every"_s);
        row(R"({"every": "0s"})", u"every"_s);
        row(R"({"every": "999ms"})", u"every"_s);
        row(R"({"every": "10000w"})", u"every"_s);
        row(R"({"every": null})", u"every"_s);
        row(R"({"every": "1h", "anchor": "noon"})", u"anchor"_s);
        row(R"({"once": "2026-01-01"})", u"once"_s);
        row(R"({"monthly": {"at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": [], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": [32], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": ["second workday"], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": ["first"], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": ["first mon tue"], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": [30], "months": [2], "at": ["08:00"]}})", u"monthly.on"_s);
        row(R"({"monthly": {"on": [30], "months": [13], "at": ["08:00"]}})", u"monthly.months"_s);
        row(R"({"monthly": {"on": [30], "months": [], "at": ["08:00"]}})", u"monthly.months"_s);
        row(R"({"monthly": {"on": [30]}})", u"monthly.at"_s);
        row(R"({"every": "0 months"})", u"every"_s);
        row(R"({"every": "999999 years"})", u"every"_s);
        row(R"({"every": "1.5 months"})", u"every"_s);
        row(R"({"every": "1h", "zone": "Mars/Phobos"})", u"zone"_s);
        row(R"({"sun": {"at": "noon", "latitude": 1, "longitude": 1}})", u"sun.at"_s);
        row(R"({"sun": {"at": "sunset", "latitude": 91, "longitude": 1}})", u"sun.latitude"_s);
        row(R"({"sun": {"at": "sunset", "latitude": 90, "longitude": 1}})", u"sun.latitude"_s);
        row(R"({"sun": {"at": "sunset", "latitude": 1}})", u"sun.longitude"_s);
        row(R"({"sun": {"at": "sunset", "latitude": 1, "longitude": 1, "offset": "25h"}})", u"sun.offset"_s);
        row(R"({"sun": {"at": "sunset", "latitude": 1, "longitude": 1, "offset": "--1h"}})", u"sun.offset"_s);
        row(R"({"every": "1h", "from": "now"})", u"from"_s);
        row(R"({"every": "1h", "from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"})",
            u"until"_s);
        row(R"({"every": "1h", "pausedUntil": 7})", u"pausedUntil"_s);
        row(R"({"every": "1h", "except": ["2026-02-30"]})", u"except"_s);
        row(R"({"every": "1h", "except": ["2026-02-03/2026-02-02"]})", u"except"_s);
        row(R"({"every": "1h", "except": ["2026-02-03/02-04"]})", u"except"_s);
        row(R"({"every": "1h", "except": ["01-01/12-31"]})", u"except"_s);
        row(R"({"every": "1h", "except": [1]})", u"except"_s);
        row(R"({"every": "1h", "jitter": "8d"})", u"jitter"_s);
        row(R"({"every": "1h", "jitter": "some"})", u"jitter"_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, context);
        const auto schedule = Schedule::fromJson(object(json));
        QVERIFY(!schedule);
        QCOMPARE(schedule.error().code, Error::Code::InvalidInput);
        QCOMPARE(schedule.error().context, context);
        QVERIFY(!schedule.error().message.isEmpty());
    }

    void speaks_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *json, const QString &sentence) {
            QTest::newRow(json) << QByteArray(json) << sentence;
        };
        row(R"({"cron": "30 2 * * 1-5", "zone": "Europe/Berlin"})", u"At 02:30 on weekdays, Europe/Berlin"_s);
        row(R"({"cron": "30 2 * * 1-5"})", u"At 02:30 on weekdays"_s);
        row(R"({"daily": {"at": ["08:00", "12:30", "18:00"]}, "zone": "UTC"})",
            u"At 08:00, 12:30 and 18:00 every day, UTC"_s);
        row(R"({"weekly": {"days": ["mon", "fri"], "at": ["08:00"]}, "zone": "system"})",
            u"At 08:00 on Monday and Friday"_s);
        row(R"({"every": "15m"})", u"Every 15 minutes"_s);
        row(R"({"every": "1h"})", u"Every hour"_s);
        row(R"({"every": "90s"})", u"Every 90 seconds"_s);
        row(R"({"every": "3 months", "zone": "UTC"})", u"Every 3 months, UTC"_s);
        row(R"({"every": "1y"})", u"Every year"_s);
        row(R"({"monthly": {"on": ["last workday"], "at": ["17:00"]}})",
            u"At 17:00 on the last workday of the month"_s);
        row(R"({"monthly": {"on": [15, "second tue", "last fri"], "at": ["17:00"], "months": [3, 9]}, "zone": "UTC"})",
            u"At 17:00 on day 15, the second Tuesday and the last Friday of the month in March and September, UTC"_s);
        row(R"({"sun": {"at": "sunset", "latitude": -33.5, "longitude": 151, "offset": "-90m"}})",
            u"90 minutes before sunset at 33.50° south, 151.00° east"_s);
        row(R"({"sun": {"at": "sunrise", "latitude": 52.5, "longitude": 13.4}})",
            u"At sunrise at 52.50° north, 13.40° east"_s);
        row(R"({"daily": {"at": "02:00"}, "except": ["12-25", "12-26"], "jitter": "1h"})",
            u"At 02:00 every day, except 12-25 and 12-26, up to 1 hour later"_s);
        row(R"({"every": "1h", "except": ["12-25", "12-26", "01-01", "2026-05-01"]})",
            u"Every hour, except on 4 dates and ranges of dates"_s);
    }

    void speaks()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, sentence);
        QCOMPARE(Schedule::fromJson(object(json))->sentence(), sentence);
    }

    void followsTheSystemsZone()
    {
        const auto schedule = *Schedule::fromJson(object(R"({"daily": {"at": ["08:00"]}})"));
        const auto zoneBefore = qgetenv("TZ");
        const bool wasSet = qEnvironmentVariableIsSet("TZ");
        qputenv("TZ", "Asia/Tokyo");
        const auto inTokyo = firstTimes(schedule, at("2026-01-01T00:00:00Z"), 1);
        qputenv("TZ", "America/New_York");
        const auto inNewYork = firstTimes(schedule, at("2026-01-01T00:00:00Z"), 1);
        wasSet ? qputenv("TZ", zoneBefore) : qunsetenv("TZ");
        QCOMPARE(inTokyo, u"2026-01-01T23:00:00Z"_s);
        QCOMPARE(inNewYork, u"2026-01-01T13:00:00Z"_s);
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
