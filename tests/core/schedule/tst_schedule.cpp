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
