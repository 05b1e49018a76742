// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/cron.h"

#include <QDateTime>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

local_seconds local(const QString &text)
{
    const auto time = QDateTime::fromString(text + u'Z', Qt::ISODate);
    Q_ASSERT(time.isValid());
    return local_seconds(seconds(time.toSecsSinceEpoch()));
}

QString text(local_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(u"yyyy-MM-dd hh:mm:ss"_s);
}

/// The first few times, with what they all end on cut off: seconds and, of midnight, the time.
QString firstTimes(const CronExpression &cron, local_seconds from, int count)
{
    QStringList times;
    for (int i = 0; i < count; ++i) {
        const auto next = cron.next(from);
        if (!next)
            break;
        auto shown = text(*next);
        for (const auto &end : {u":00"_s, u" 00:00"_s}) {
            if (shown.endsWith(end))
                shown.chop(end.size());
        }
        times += shown;
        from = *next + seconds(1);
    }
    return times.join(u", "_s);
}

} // namespace

class TestCron : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("times");
        const auto row = [](const char *expression, const char *from, const char *times) {
            QTest::newRow(expression)
                << QString::fromLatin1(expression) << QString::fromLatin1(from) << QString::fromLatin1(times);
        };
        const auto *newYear = "2026-01-01T00:00:00"; // a Thursday
        row("* * * * *", "2026-01-31T23:59:30", "2026-02-01, 2026-02-01 00:01");
        row("30 2 * * *", "2026-01-01T02:30:00", "2026-01-01 02:30, 2026-01-02 02:30");
        row("30 2 * * * ", "2026-01-01T02:30:01", "2026-01-02 02:30");
        row("5-59/20 * * * *", newYear,
            "2026-01-01 00:05, 2026-01-01 00:25, 2026-01-01 00:45, 2026-01-01 01:05");
        row("50/5 0 * * *", newYear, "2026-01-01 00:50, 2026-01-01 00:55, 2026-01-02 00:50");
        row("*/90 * * * *", newYear, "2026-01-01, 2026-01-01 01:00");
        row("10-30/90 0 * * *", newYear, "2026-01-01 00:10, 2026-01-02 00:10");
        row("0 22-2 * * *", newYear,
            "2026-01-01, 2026-01-01 01:00, 2026-01-01 02:00, 2026-01-01 22:00, 2026-01-01 23:00, 2026-01-02");
        row("0 22-2/2 * * *", newYear, "2026-01-01, 2026-01-01 02:00, 2026-01-01 22:00, 2026-01-02");
        row("55-5/5 0 * * *", newYear, "2026-01-01, 2026-01-01 00:05, 2026-01-01 00:55, 2026-01-02");
        row("0 0 28-3 * *", "2026-02-01T00:00:00",
            "2026-02-01, 2026-02-02, 2026-02-03, 2026-02-28, 2026-03-01");
        row("0 0 1 nov-feb *", newYear, "2026-01-01, 2026-02-01, 2026-11-01, 2026-12-01, 2027-01-01");
        row("0 0 1 Jan,JUL *", newYear, "2026-01-01, 2026-07-01");
        row("*/30 59 23 31 12 *", newYear, "2026-12-31 23:59, 2026-12-31 23:59:30, 2027-12-31 23:59");
        row("15,45 0 0 1 1 *", newYear, "2026-01-01 00:00:15, 2026-01-01 00:00:45, 2027-01-01 00:00:15");
        row("0 0 0 1 1 ? 2027,2030-2031", newYear, "2027-01-01, 2030-01-01, 2031-01-01");
        row("0 0 0 1 1 ? 2025", newYear, "");
        row("0 0 0 1 1 ? 2025/3", newYear, "2028-01-01, 2031-01-01");
        row("0 0 0 1 1 ? 9999", newYear, "9999-01-01");
        // Days of the week.
        row("0 0 * * 0", newYear, "2026-01-04, 2026-01-11");
        row("0 0 * * 7", newYear, "2026-01-04, 2026-01-11");
        row("0 0 * * SUN", newYear, "2026-01-04, 2026-01-11");
        row("0 0 * * fri-mon", newYear, "2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05, 2026-01-09");
        row("0 0 * * 5-7", newYear, "2026-01-02, 2026-01-03, 2026-01-04, 2026-01-09");
        row("0 0 * * 6-2", newYear, "2026-01-03, 2026-01-04, 2026-01-05, 2026-01-06, 2026-01-10");
        row("0 0 * * 7-2", newYear, "2026-01-04, 2026-01-05, 2026-01-06, 2026-01-11");
        row("0 0 * * 0-7", newYear, "2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04");
        row("0 0 * * fri-mon/2", newYear, "2026-01-02, 2026-01-04, 2026-01-09");
        row("0 0 * * 3/2", newYear, "2026-01-02, 2026-01-07, 2026-01-09");
        row("0 0 * * 5#2", newYear, "2026-01-09, 2026-02-13");
        row("0 0 * * thu#5", newYear, "2026-01-29, 2026-04-30");
        row("0 0 * * 1#1,1#3", newYear, "2026-01-05, 2026-01-19, 2026-02-02");
        row("0 0 * * 5L", newYear, "2026-01-30, 2026-02-27");
        row("0 0 * * FRIL", newYear, "2026-01-30, 2026-02-27");
        row("0 0 * * 7L", newYear, "2026-01-25, 2026-02-22");
        // Days of the month.
        row("0 0 L * *", newYear, "2026-01-31, 2026-02-28");
        row("0 0 l * ?", "2028-02-01T00:00:00", "2028-02-29");
        row("0 0 L-3 * *", newYear, "2026-01-28, 2026-02-25");
        row("0 0 L-30 * *", newYear, "2026-01-01, 2026-03-01");
        row("0 0 LW * *", newYear, "2026-01-30, 2026-02-27, 2026-03-31");
        row("0 0 15W * *", newYear, "2026-01-15, 2026-02-16, 2026-03-16");
        row("0 0 1W 8 *", newYear, "2026-08-03"); // the 1st is a Saturday
        row("0 0 1W 3 *", newYear, "2026-03-02"); // the 1st is a Sunday
        row("0 0 31W 5 *", newYear, "2026-05-29"); // the 31st is a Sunday
        row("0 0 31W 4,5 *", newYear, "2026-05-29, 2027-05-31"); // April has none
        row("0 0 1,L * *", newYear, "2026-01-01, 2026-01-31, 2026-02-01, 2026-02-28");
        row("0 0 29 2 *", newYear, "2028-02-29, 2032-02-29");
        row("0 0 31 * *", newYear, "2026-01-31, 2026-03-31, 2026-05-31, 2026-07-31");
        // Both: either, unless one begins with `*`.
        row("0 0 13 * 5", newYear, "2026-01-02, 2026-01-09, 2026-01-13, 2026-01-16");
        row("0 0 0 13 * 5", newYear, "2026-01-02, 2026-01-09, 2026-01-13, 2026-01-16");
        row("0 0 */10 * 5", newYear, "2026-05-01, 2026-07-31, 2026-08-21, 2026-09-11");
        row("0 0 13 * */5", newYear, "2026-02-13, 2026-03-13, 2026-09-13");
        row("0 0 ? * 5", newYear, "2026-01-02, 2026-01-09");
        row("0 0 13 * ?", newYear, "2026-01-13, 2026-02-13");
        row("0 0 ? * ?", newYear, "2026-01-01, 2026-01-02");
        row("0 0 1-31 * 5", newYear, "2026-01-01, 2026-01-02");
        row("0 0 31 2 1", "2026-02-01T00:00:00", "2026-02-02, 2026-02-09"); // comes by its Mondays
        row("0 0 *,5 * 5", newYear, "2026-01-02, 2026-01-09");
        // Macros.
        row("@yearly", newYear, "2026-01-01, 2027-01-01");
        row("@annually", newYear, "2026-01-01, 2027-01-01");
        row("@monthly", newYear, "2026-01-01, 2026-02-01");
        row("@weekly", newYear, "2026-01-04, 2026-01-11");
        row("@daily", newYear, "2026-01-01, 2026-01-02");
        row("@MIDNIGHT", newYear, "2026-01-01, 2026-01-02");
        row(" @hourly", newYear, "2026-01-01, 2026-01-01 01:00");
        row("\t0   0 1\t1 * ", newYear, "2026-01-01, 2027-01-01");
    }

    void finds()
    {
        QFETCH(QString, expression);
        QFETCH(QString, from);
        QFETCH(QString, times);
        const auto cron = CronExpression::parse(expression);
        QVERIFY2(cron, cron ? "" : qPrintable(cron.error().message));
        QCOMPARE(cron->text(), expression.trimmed());
        QCOMPARE(firstTimes(*cron, local(from), int(times.count(u',')) + 1), times);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *expression, int column, const char *reason) {
            QTest::newRow(*expression ? expression : "empty")
                << QString::fromLatin1(expression) << column << QString::fromLatin1(reason);
        };
        row("", 1, "this has 0");
        row("   ", 4, "this has 0");
        row("* * * *", 8, "this has 4");
        row("* * * * * * * *", 15, "this has 8");
        row("60 * * * *", 1, "minute 60 is not between 0 and 59");
        row("* 24 * * *", 3, "hour 24 is not between 0 and 23");
        row("* * 0 * *", 5, "day of the month 0 is not between 1 and 31");
        row("* * 32 * *", 5, "not between 1 and 31");
        row("* * * 13 *", 7, "month 13");
        row("* * * * 8", 9, "day of the week 8 is not between 0 and 7");
        row("60 * * * * *", 1, "second 60");
        row("* * * * * * 1969", 13, "year 1969 is not between 1970 and 9999");
        row("* * * * * * 2030-2020", 13, "runs backwards");
        row("  0 99999999999 * * *", 5, "hour 99999999999");
        row("1,2,x * * * *", 5, "\"x\" is no minute");
        row("1,,2 * * * *", 3, "missing");
        row("1, * * * *", 3, "missing");
        row(",1 * * * *", 1, "missing");
        row("1- * * * *", 3, "missing");
        row("-1 * * * *", 1, "missing");
        row("1-2-3 * * * *", 3, "\"2-3\" is no minute");
        row("10-70 * * * *", 4, "minute 70");
        row("*/0 * * * *", 3, "1 at least");
        row("*/ * * * *", 3, "number is needed");
        row("*/x * * * *", 3, "number is needed");
        row("*/-5 * * * *", 3, "number is needed");
        row("*/5/5 * * * *", 3, "number is needed");
        row("/5 * * * *", 1, "missing");
        row("*5 * * * *", 1, "\"*5\" is no minute");
        row("+5 * * * *", 1, "is no minute");
        row("? * * * *", 1, "\"?\" stands alone");
        row("* * ?,1 * *", 5, "\"?\" stands alone");
        row("* * ?/2 * *", 5, "\"?\" stands alone");
        row("* * * ? *", 7, "\"?\" stands alone");
        row("* * * JANUARY *", 7, "is no month");
        row("* * * MON *", 7, "is no month");
        row("* * * * JAN", 9, "is no day of the week");
        row("MON * * * *", 1, "is no minute");
        row("* * L-0 * *", 7, "1 at least");
        row("* * L-31 * *", 7, "30 at most");
        row("* * L- * *", 7, "number is needed");
        row("* * 0W * *", 5, "day of the month 0");
        row("* * W * *", 5, "is no day of the month");
        row("* * 1-5W * *", 5, "is no day of the month");
        row("* * * * L", 9, "needs a day of the week before it");
        row("* * * * 8L", 9, "day of the week 8");
        row("* * * * 5#6", 11, "5 at most");
        row("* * * * 5#0", 11, "1 at least");
        row("* * * * 5#", 11, "number is needed");
        row("* * * * #2", 9, "missing");
        row("L * * * *", 1, "is no minute");
        row("@often", 1, "no \"@often\"");
        row(" @reboot", 2, "no \"@reboot\"");
        row("@daily 5 * * *", 1, "is no minute");
        row("@daily *", 9, "this has 2");
        row("0 0 30 2 *", 5, "no such day in these months");
        row("0 0 31 4,6,9,11 *", 5, "no such day in these months");
        row("0 0 0 31 2 ?", 7, "no such day in these months");
        row("0 0 L-29 2 *", 5, "no such day in these months");
        row("0 0 30W 2 *", 5, "no such day in these months");
        row("0 0 0 29 2 ? 2025-2027", 14, "None of these years");
        row("0 0 0 29 2 ? 2100", 14, "None of these years");
    }

    void refuses()
    {
        QFETCH(QString, expression);
        QFETCH(int, column);
        QFETCH(QString, reason);
        const auto cron = CronExpression::parse(expression);
        QVERIFY(!cron);
        QCOMPARE(cron.error().code, Error::Code::InvalidInput);
        QCOMPARE(cron.error().context, u"column %1"_s.arg(column));
        QVERIFY2(cron.error().message.contains(reason), qPrintable(cron.error().message));
    }

    void tellsTimesOfTheClockFromRhythms_data()
    {
        QTest::addColumn<bool>("fixed");
        for (const auto *expression :
            {"30 2 * * *", "0,30 2 * * *", "0-10 2,4 * * *", "0 0 2 */2 * *", "@daily"})
            QTest::newRow(expression) << true;
        for (const auto *expression : {"* 2 * * *", "*/15 2 * * *", "0 * * * *", "0 */2 * * *", "0 2/3 * * *",
                 "* 0 2 * * *", "0-30/10 2 * * *", "@hourly"})
            QTest::newRow(expression) << false;
    }

    void tellsTimesOfTheClockFromRhythms()
    {
        QFETCH(bool, fixed);
        QCOMPARE(CronExpression::parse(QString::fromLatin1(QTest::currentDataTag()))->isFixed(), fixed);
    }

    void endsItsSearch()
    {
        // The longest wait that the calendar has: 29 February on a certain day, over a year like 2100.
        const auto cron = CronExpression::parse(u"0 0 29 2 */7"_s); // a Sunday
        QCOMPARE(firstTimes(*cron, local(u"2077-01-01T00:00:00"_s), 1), u"2088-02-29"_s);
        QCOMPARE(firstTimes(*cron, local(u"2088-03-01T00:00:00"_s), 1), u"2128-02-29"_s);
    }

    void fitsWhatItFinds()
    {
        const auto cron = *CronExpression::parse(u"30 2 L * *"_s);
        QVERIFY(cron.fits(local(u"2026-02-28T02:30:00"_s)));
        QVERIFY(!cron.fits(local(u"2026-02-28T02:30:01"_s)));
        QVERIFY(!cron.fits(local(u"2026-02-27T02:30:00"_s)));
    }

    void speaks_data()
    {
        QTest::addColumn<QString>("sentence");
        const auto row
            = [](const char *expression, const QString &sentence) { QTest::newRow(expression) << sentence; };
        row("30 2 * * *", u"At 02:30 every day"_s);
        row("30 2 * * 1-5", u"At 02:30 on weekdays"_s);
        row("0 8,12,18 * * 0,6", u"At 08:00, 12:00 and 18:00 on weekends"_s);
        row("0 8 * * mon,wed", u"At 08:00 on Monday and Wednesday"_s);
        row("15 0 8 * * *", u"At 08:00:15 every day"_s);
        row("0 0 1 * *", u"At 00:00 on day 1 of the month"_s);
        row("0 0 1,15 * *", u"At 00:00 on the days 1 and 15 of the month"_s);
        row("0 0 L * *", u"At 00:00 on the last day of the month"_s);
        row("0 0 LW * *", u"At 00:00 on the last weekday of the month"_s);
        row("0 0 1 1 *", u"At 00:00 on day 1 of the month in January"_s);
        row("* * * * *", u"Every minute"_s);
        row("*/15 * * * *", u"Every 15 minutes"_s);
        row("0/15 * * * *", u"Every 15 minutes"_s);
        row("*/15 9-17 * * 1-5", u"Every 15 minutes from 09:00 to 18:00 on weekdays"_s);
        row("0 * * * *", u"Every hour"_s);
        row("20 * * * *", u"Every hour at minute 20"_s);
        row("0 */2 * * *", u"Every 2 hours"_s);
        row("* * * * * *", u"Every second"_s);
        row("*/10 * * * * *", u"Every 10 seconds"_s);
        row("0 * * * * *", u"Every minute"_s);
        for (const auto *odd : {"*/7 * * * *", "0 0 15W * *", "0 0 * * 5#2", "0 0 13 * 5", "0 0 0 1 1 ? 2027",
                 "0-30 * * * *", "*/15 1,5 * * *", "0 0 1,L * *", "0 0,1,2,3,4,5,6 * * *", "30 0 */5 * * *"})
            row(odd, u"By the cron expression \"%1\""_s.arg(QString::fromLatin1(odd)));
    }

    void speaks()
    {
        QFETCH(QString, sentence);
        QCOMPARE(CronExpression::parse(QString::fromLatin1(QTest::currentDataTag()))->sentence(), sentence);
    }
};

QTEST_GUILESS_MAIN(TestCron)
#include "tst_cron.moc"
