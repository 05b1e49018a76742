// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/retryadvice.h"

#include <QTest>

using namespace signalbox;
using namespace std::chrono_literals;

using Kind = RetryAdvice::Kind;
using Wait = std::optional<std::chrono::milliseconds>;

class TestRetryAdvice : public QObject
{
    Q_OBJECT

private slots:
    void statuses_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("200") << Kind::Done;
        QTest::newRow("202") << Kind::Done;
        QTest::newRow("299") << Kind::Done;
        QTest::newRow("301") << Kind::Briefly;
        QTest::newRow("304") << Kind::Briefly;
        QTest::newRow("400") << Kind::Briefly;
        QTest::newRow("401") << Kind::Briefly;
        QTest::newRow("404") << Kind::Briefly;
        QTest::newRow("408") << Kind::Again;
        QTest::newRow("410") << Kind::Gone;
        QTest::newRow("422") << Kind::Briefly;
        QTest::newRow("425") << Kind::Again;
        QTest::newRow("429") << Kind::Again;
        QTest::newRow("500") << Kind::Again;
        QTest::newRow("501") << Kind::Briefly;
        QTest::newRow("503") << Kind::Again;
        QTest::newRow("505") << Kind::Briefly;
        QTest::newRow("599") << Kind::Again;
        QTest::newRow("600") << Kind::Briefly;
        QTest::newRow("101") << Kind::Briefly;
    }

    void statuses()
    {
        QFETCH(Kind, kind);
        QCOMPARE(retryAdvice(QByteArray(QTest::currentDataTag()).toInt(), {}, {}), (RetryAdvice{kind, {}}));
    }

    void retryAfter_data()
    {
        QTest::addColumn<Wait>("wait");
        // The clock stands at Sun, 06 Nov 1994 08:49:00 GMT, half a minute before the date of RFC 9110's
        // examples.
        QTest::newRow("") << Wait();
        QTest::newRow("0") << Wait(0ms);
        QTest::newRow("120") << Wait(120s);
        QTest::newRow(" 7 ") << Wait(7s);
        QTest::newRow("86401") << Wait(24h);
        QTest::newRow("99999999999999999999999") << Wait(24h);
        QTest::newRow("Sun, 06 Nov 1994 08:49:37 GMT") << Wait(37s);
        QTest::newRow("Sunday, 06-Nov-94 08:49:37 GMT") << Wait(37s);
        QTest::newRow("Sun Nov  6 08:49:37 1994") << Wait(37s);
        QTest::newRow("Sun, 06 Nov 1994 08:48:00 GMT") << Wait(0ms);
        QTest::newRow("Sun, 06 Nov 2094 08:49:37 GMT") << Wait(24h);
        QTest::newRow("-5") << Wait();
        QTest::newRow("soon") << Wait();
        QTest::newRow("1.5") << Wait();
    }

    void retryAfter()
    {
        QFETCH(Wait, wait);
        const auto now = *fromRfc3339(u"1994-11-06T08:49:00Z");
        QCOMPARE(retryAdvice(503, QTest::currentDataTag(), now), (RetryAdvice{Kind::Again, wait}));
    }

    void retryAfterCountsOnlyWhereComingBackHelps()
    {
        QCOMPARE(retryAdvice(429, "9", {}), (RetryAdvice{Kind::Again, 9s}));
        QCOMPARE(retryAdvice(404, "9", {}), (RetryAdvice{Kind::Briefly, {}}));
        QCOMPARE(retryAdvice(200, "9", {}), (RetryAdvice{Kind::Done, {}}));
    }

    void errors()
    {
        const auto advice = [](Error::Code code) { return retryAdvice(Error{code, {}, {}}).kind; };
        QCOMPARE(advice(Error::Code::Unavailable), Kind::Again);
        QCOMPARE(advice(Error::Code::Timeout), Kind::Again);
        QCOMPARE(advice(Error::Code::Denied), Kind::Park);
        QCOMPARE(advice(Error::Code::InvalidInput), Kind::Park);
        QCOMPARE(advice(Error::Code::Internal), Kind::Park);
    }
};

QTEST_GUILESS_MAIN(TestRetryAdvice)
#include "tst_retryadvice.moc"
