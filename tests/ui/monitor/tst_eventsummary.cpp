// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"
#include "ui/monitor/eventsummary.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestEventSummary : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheDataSays_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("summary");
        const auto json = u"application/json"_s;
        QTest::newRow("object") << QByteArray(R"({"order": 7, "paid":true})") << json
                                << u"order: 7, paid: true"_s;
        QTest::newRow("nested") << QByteArray(R"({"a":{"b":[1,2]}})") << json << u"a: {b: [1, 2]}"_s;
        QTest::newRow("list") << QByteArray("[1,2]") << json << u"1, 2"_s;
        QTest::newRow("escapes") << QByteArray("{\"t\":\"a\\\"b\\nc\"}") << json << u"t: a\"b c"_s;
        QTest::newRow("cut off") << QByteArray("{\"text\":\"half a se") << json << u"text: half a se"_s;
        QTest::newRow("cut in an escape") << QByteArray("{\"text\":\"x\\") << json << u"text: x"_s;
        QTest::newRow("text") << QByteArray("one\ntwo") << u"text/plain"_s << u"one two"_s;
        QTest::newRow("markup") << QByteArray("<b>bold</b>") << u"text/html"_s << u"<b>bold</b>"_s;
        QTest::newRow("empty") << QByteArray() << u"text/plain"_s << QString();
    }
    void saysWhatTheDataSays()
    {
        QFETCH(QByteArray, data);
        QFETCH(QString, type);
        Event event;
        event.dataContentType = type;
        event.data = data;
        QTEST(dataSummary(event).trimmed(), "summary");
    }

    void noDataIsNoSummary() { QCOMPARE(dataSummary({}), QString()); }
};

QTEST_GUILESS_MAIN(TestEventSummary)
#include "tst_eventsummary.moc"
