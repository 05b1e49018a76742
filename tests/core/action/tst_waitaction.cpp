// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace std::chrono_literals;

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestWaitAction : public QObject
{
    Q_OBJECT

private slots:
    void waitsForAWhile()
    {
        const auto work = workFor(u"wait"_s, {{u"for"_s, u"1h 30m"_s}});
        const auto result = startStep(u"wait"_s, work);
        QVERIFY(result);
        const auto waiting = std::get<Waiting>(*result);
        QCOMPARE(waiting.until, work.now + 90min);
        QCOMPARE(waiting.output.toQString(), toRfc3339(work.now + 90min));
    }

    void waitsUntilATime()
    {
        const auto result = startStep(u"wait"_s,
            workFor(u"wait"_s, {{u"mode"_s, u"until"_s}, {u"until"_s, u"2026-12-24T18:00:00+01:00"_s}}));
        QVERIFY(result);
        QCOMPARE(toRfc3339(std::get<Waiting>(*result).until), u"2026-12-24T17:00:00Z"_s);
    }

    void whatIsNoTimeIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<QString>("field");
        QTest::newRow("no length") << QJsonObject{{u"for"_s, u"soon"_s}} << u"for"_s;
        QTest::newRow("negative") << QJsonObject{{u"for"_s, u"-5s"_s}} << u"for"_s;
        QTest::newRow("no instant") << QJsonObject{{u"mode"_s, u"until"_s}, {u"until"_s, u"tomorrow"_s}}
                                    << u"until"_s;
        QTest::newRow("without zone")
            << QJsonObject{{u"mode"_s, u"until"_s}, {u"until"_s, u"2026-12-24T18:00:00"_s}} << u"until"_s;
    }
    void whatIsNoTimeIsRefused()
    {
        QFETCH(QJsonObject, config);
        const auto result = startStep(u"wait"_s, workFor(u"wait"_s, config));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::InvalidInput);
        QTEST(result.error().context, "field");
    }
};

QTEST_GUILESS_MAIN(TestWaitAction)
#include "tst_waitaction.moc"
