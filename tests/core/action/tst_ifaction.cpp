// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestIfAction : public QObject
{
    Q_OBJECT

private slots:
    void goesOneOfTwoWays()
    {
        for (const bool yes : {true, false}) {
            const auto delivery
                = delivered(startStep(u"if"_s, workFor(u"if"_s, {}, {{"condition", Value::boolean(yes)}})));
            QCOMPARE(delivery.port, yes ? u"true"_s : u"false"_s);
            QCOMPARE(delivery.output, Value::boolean(yes));
        }
    }

    void whatIsNeitherTrueNorFalseIsRefused()
    {
        const auto result
            = startStep(u"if"_s, workFor(u"if"_s, {}, {{"condition", Value::fromText(u"maybe")}}));
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(u"maybe"_s), qPrintable(result.error().message));
        QVERIFY(!startStep(u"if"_s, workFor(u"if"_s, {}))); // nothing at all
    }
};

QTEST_GUILESS_MAIN(TestIfAction)
#include "tst_ifaction.moc"
