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

    void findsThePathOfARequest_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, const QByteArray &record, const QString &path) {
            QTest::newRow(name) << record << path;
        };
        row("no request", {}, {});
        row("as it is written", R"({"headers":{"host":"a"},"method":"POST","path":"/hook/a","query":{}})",
            u"/hook/a"_s);
        row("a header of that name", R"({"headers":{"path":"/hook/b"},"method":"POST","path":"/hook/a"})",
            u"/hook/a"_s);
        row("nothing but a header of that name", R"({"headers":{"path":"/hook/b"}})", {});
        row("a header that looks like it",
            "{\"headers\":{\"x\":\"\\\",\\\"path\\\":\\\"/hook/b\"},\"path\":\"/hook/a\"}", u"/hook/a"_s);
        row("with escapes", "{\"path\":\"\\u002fhook\\/h\\u00e9\"}", u"/hook/h\u00e9"_s);
        row("no text", R"({"path":7})", {});
        row("no object", "[1]", {});
        row("cut", "{\"headers\":{\"host\":\"a\"", {});
    }

    void findsThePathOfARequest()
    {
        QFETCH(QByteArray, record);
        QFETCH(QString, path);
        QCOMPARE(RequestRecord::ofJson(record).path(), path);
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
