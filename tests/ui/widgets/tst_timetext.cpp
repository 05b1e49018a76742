// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timetext.h"

#include <QTest>
#include <QTimeZone>

using namespace signalbox;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestTimeText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void relative_data();
    void relative();
    void exact();
    void duration_data();
    void duration();
    void numbers();
};

void TestTimeText::relative_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("text");
    // now is 2026-11-23 16:00 in Berlin
    QTest::newRow("this instant") << u"2026-11-23T15:00:00Z"_s << u"now"_s;
    QTest::newRow("under a second") << u"2026-11-23T14:59:59.001Z"_s << u"now"_s;
    QTest::newRow("seconds") << u"2026-11-23T14:59:48Z"_s << u"12 s ago"_s;
    QTest::newRow("almost a minute") << u"2026-11-23T14:59:00.5Z"_s << u"59 s ago"_s;
    QTest::newRow("minutes") << u"2026-11-23T14:55:00Z"_s << u"5 min ago"_s;
    QTest::newRow("hours") << u"2026-11-23T01:00:00Z"_s << u"14 h ago"_s;
    QTest::newRow("yesterday") << u"2026-11-22T13:05:00Z"_s << u"yesterday 14:05"_s;
    QTest::newRow("this year") << u"2026-03-01T13:05:00Z"_s << u"1 Mar 14:05"_s;
    QTest::newRow("another year") << u"2025-12-24T13:05:00Z"_s << u"24 Dec 2025"_s;
    QTest::newRow("soon") << u"2026-11-23T15:05:00Z"_s << u"in 5 min"_s;
    QTest::newRow("tomorrow") << u"2026-11-24T08:00:00Z"_s << u"tomorrow 09:00"_s;
}

void TestTimeText::relative()
{
    QFETCH(QString, time);
    QFETCH(QString, text);
    const auto now = *fromRfc3339(u"2026-11-23T15:00:00Z");
    QCOMPARE(relativeTime(*fromRfc3339(time), now, QLocale(QLocale::English, QLocale::UnitedKingdom)), text);
}

void TestTimeText::exact()
{
    const auto text = exactTime(
        *fromRfc3339(u"2026-11-23T14:43:12.345678Z"), QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCOMPARE(text, u"Monday, 23 November 2026, 15:43:12.345 (UTC+01:00)"_s);
}

void TestTimeText::duration_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"<1 ms"_s;
    QTest::newRow("microseconds") << qint64(999) << u"<1 ms"_s;
    QTest::newRow("milliseconds") << qint64(340'000) << u"340 ms"_s;
    QTest::newRow("seconds") << qint64(2'450'000) << u"2.4 s"_s;
    QTest::newRow("never 60.0 s") << qint64(59'999'000) << u"59.9 s"_s;
    QTest::newRow("minutes") << qint64(65'000'000) << u"1 min 5 s"_s;
    QTest::newRow("whole minutes") << qint64(900'000'000) << u"15 min"_s;
    QTest::newRow("hours") << qint64(11'520'000'000) << u"3 h 12 min"_s;
    QTest::newRow("days") << qint64(187'200'000'000) << u"2 d 4 h"_s;
}

void TestTimeText::duration()
{
    QFETCH(qint64, us);
    QFETCH(QString, text);
    QCOMPARE(durationText(std::chrono::microseconds(us), QLocale::c()), text);
}

void TestTimeText::numbers()
{
    const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    QCOMPARE(countText(1234, english), u"1,234"_s);
    QCOMPARE(rateText(0, english), u"0"_s);
    QCOMPARE(rateText(0.44, english), u"0.4"_s);
    QCOMPARE(rateText(3, english), u"3"_s);
    QCOMPARE(rateText(9.97, english), u"10"_s);
    QCOMPARE(rateText(19'800, english), u"19,800"_s);
    QCOMPARE(sizeText(12, english), u"12 bytes"_s);
    QCOMPARE(sizeText(1500, english), u"1.5 kB"_s);
    QCOMPARE(sizeText(50'000'000, english), u"50 MB"_s);
}

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
