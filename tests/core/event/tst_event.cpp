// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/event.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestEvent : public QObject
{
    Q_OBJECT

private slots:
    void knowsJson_data()
    {
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<bool>("isJson");
        QTest::newRow("absent") << QString() << true;
        QTest::newRow("plain") << u"application/json"_s << true;
        QTest::newRow("with charset") << u"application/json; charset=utf-8"_s << true;
        QTest::newRow("capitals") << u"Application/JSON"_s << true;
        QTest::newRow("suffix") << u"application/problem+json"_s << true;
        QTest::newRow("text/json") << u"text/json"_s << true;
        QTest::newRow("a parameter that ends so") << u"text/plain; a=b+json"_s << false;
        QTest::newRow("xml") << u"application/xml"_s << false;
        QTest::newRow("lines of json") << u"application/x-ndjson"_s << false;
        QTest::newRow("starts so") << u"application/json-seq"_s << false;
    }

    void knowsJson()
    {
        QFETCH(QString, contentType);
        QFETCH(bool, isJson);
        QCOMPARE(isJsonContentType(contentType), isJson);
    }

    void hasJsonDataOnlyWithData()
    {
        Event event;
        QVERIFY(!event.hasJsonData());
        event.data = QByteArray("{}");
        QVERIFY(event.hasJsonData());
        event.dataContentType = u"text/plain"_s;
        QVERIFY(!event.hasJsonData());
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
