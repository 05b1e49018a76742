// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void rfc3339RoundTrips_data()
    {
        QTest::addColumn<QString>("in");
        QTest::addColumn<QString>("out");
        QTest::newRow("whole seconds") << u"2026-11-23T15:04:05Z"_s << u"2026-11-23T15:04:05Z"_s;
        QTest::newRow("milliseconds") << u"2026-11-23T15:04:05.120Z"_s << u"2026-11-23T15:04:05.120Z"_s;
        QTest::newRow("microseconds") << u"2026-11-23T15:04:05.000001Z"_s << u"2026-11-23T15:04:05.000001Z"_s;
        QTest::newRow("nanoseconds are cut")
            << u"2026-11-23T15:04:05.123456789Z"_s << u"2026-11-23T15:04:05.123456Z"_s;
        QTest::newRow("offset") << u"2026-11-23T15:04:05+02:00"_s << u"2026-11-23T13:04:05Z"_s;
        QTest::newRow("leading zeros") << u"0026-01-02T03:04:05.006Z"_s << u"0026-01-02T03:04:05.006Z"_s;
        QTest::newRow("five digits") << u"9999-12-31T23:30:00-01:00"_s << u"10000-01-01T00:30:00Z"_s;
        QTest::newRow("before 1970") << u"1969-12-31T23:59:59.500Z"_s << u"1969-12-31T23:59:59.500Z"_s;
    }
    void rfc3339RoundTrips()
    {
        QFETCH(QString, in);
        const auto instant = fromRfc3339(in);
        QVERIFY(instant);
        QTEST(toRfc3339(*instant), "out");
    }

    void rfc3339Refuses_data()
    {
        QTest::addColumn<QString>("in");
        for (const char *bad : {"", "2026-11-23", "2026-11-23T15:04:05", "2026-02-30T00:00:00Z",
                 "2026-11-23T24:00:00Z", "2026-11-23T15:04:05.Z", "2026-11-23T15:04:05+2:00",
                 "2026-11-23T15:04:05Zjunk", "abcd-11-23T15:04:05Z"})
            QTest::newRow(bad) << QString::fromLatin1(bad);
    }
    void rfc3339Refuses()
    {
        QFETCH(QString, in);
        QVERIFY(!fromRfc3339(in));
    }

    void durations_data()
    {
        QTest::addColumn<QString>("in");
        QTest::addColumn<qint64>("ms"); // -1: refused
        QTest::newRow("bare number is seconds") << u"90"_s << 90'000LL;
        QTest::newRow("milliseconds") << u"250ms"_s << 250LL;
        QTest::newRow("fraction") << u"1.5 h"_s << 5'400'000LL;
        QTest::newRow("sum") << u"1h 30m"_s << 5'400'000LL;
        QTest::newRow("week") << u"1w"_s << 604'800'000LL;
        QTest::newRow("empty") << u""_s << -1LL;
        QTest::newRow("negative") << u"-5s"_s << -1LL;
        QTest::newRow("unknown unit") << u"5 parsecs"_s << -1LL;
        QTest::newRow("two bare numbers") << u"5 5"_s << -1LL;
        QTest::newRow("absurd") << u"1000000000000d"_s << -1LL;
    }
    void durations()
    {
        QFETCH(QString, in);
        const auto parsed = parseDuration(in);
        QTEST(parsed ? qint64(parsed->count()) : -1LL, "ms");
    }
};

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
