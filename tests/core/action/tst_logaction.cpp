// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestLogAction : public QObject
{
    Q_OBJECT

private slots:
    void writesALineAsAnEvent()
    {
        const auto delivery = delivered(startStep(u"log"_s,
            workFor(u"log"_s,
                {{u"message"_s, u"Order 7"_s}, {u"level"_s, u"warning"_s}, {u"data"_s, QJsonArray{1}}})));
        QCOMPARE(delivery.events.size(), 1);
        const auto &event = delivery.events.first();
        QCOMPARE(event.type, eventtype::logged);
        QCOMPARE(event.subject, u"rule/step"_s);
        QCOMPARE(event.data.value_or(QByteArray()),
            QByteArray(R"({"level":"warning","message":"Order 7","data":[1]})"));
        QCOMPARE(delivery.output.toJson(), event.data.value_or(QByteArray()));
    }

    void theUsualLevelIsInfo()
    {
        const auto delivery = delivered(startStep(u"log"_s, workFor(u"log"_s, {{u"message"_s, u"x"_s}})));
        QCOMPARE(delivery.output.toJson(), QByteArray(R"({"level":"info","message":"x"})"));
    }
};

QTEST_GUILESS_MAIN(TestLogAction)
#include "tst_logaction.moc"
