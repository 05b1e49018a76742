// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stepwork.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestEmitAction : public QObject
{
    Q_OBJECT

private slots:
    void emitsWhatItIsTold()
    {
        const auto delivery = delivered(startStep(u"emit"_s,
            workFor(u"emit"_s,
                {{u"type"_s, u"com.example.big"_s}, {u"subject"_s, u"7"_s}, {u"source"_s, u"/shop"_s},
                    {u"data"_s, QJsonObject{{u"id"_s, 7}}}})));
        QCOMPARE(delivery.port, u"out"_s);
        QCOMPARE(delivery.output.toJson(), QByteArray(R"({"id":7})"));
        QCOMPARE(delivery.events.size(), 1);
        const auto &event = delivery.events.first();
        QCOMPARE(event.type, u"com.example.big"_s);
        QCOMPARE(event.subject, u"7"_s);
        QCOMPARE(event.source, u"/shop"_s);
        QCOMPARE(event.data.value_or(QByteArray()), QByteArray(R"({"id":7})"));
        QVERIFY(event.hasJsonData());
    }

    void withoutDataTheEventHasNone()
    {
        const auto event
            = delivered(startStep(u"emit"_s, workFor(u"emit"_s, {{u"type"_s, u"t"_s}}))).events.first();
        QVERIFY(!event.data);
        QCOMPARE(event.source, u"/rules/rule"_s);
    }

    void anEmptyTypeIsRefused()
    {
        const auto result = startStep(u"emit"_s, workFor(u"emit"_s, {}));
        QVERIFY(!result);
        QCOMPARE(result.error().code, Error::Code::InvalidInput);
        QCOMPARE(result.error().context, u"type"_s);
    }
};

QTEST_GUILESS_MAIN(TestEmitAction)
#include "tst_emitaction.moc"
