// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestSetAction : public QObject
{
    Q_OBJECT

private slots:
    void deliversTheValues()
    {
        const auto delivery = delivered(
            startStep(u"set"_s, workFor(u"set"_s, {{u"values"_s, QJsonObject{{u"total"_s, 120}}}})));
        QCOMPARE(delivery.output.toJson(), QByteArray(R"({"total":120})"));
        QCOMPARE(delivery.port, u"out"_s);
        QVERIFY(delivery.events.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSetAction)
#include "tst_setaction.moc"
