// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestStopAction : public QObject
{
    Q_OBJECT

private slots:
    void failsWithItsMessage()
    {
        const auto result
            = startStep(u"stop"_s, workFor(u"stop"_s, {{u"message"_s, u"Nothing is left of it."_s}}));
        QVERIFY(!result);
        QCOMPARE(result.error().message, u"Nothing is left of it."_s);
        QVERIFY(!startStep(u"stop"_s, workFor(u"stop"_s, {})).error().message.isEmpty());
    }

    void nothingFollows() { QVERIFY(findActionType(u"stop"_s)->ports({}).isEmpty()); }
};

QTEST_GUILESS_MAIN(TestStopAction)
#include "tst_stopaction.moc"
