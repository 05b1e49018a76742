// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/event/cloudevents.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

Event paid()
{
    Event event;
    event.id = EventId(u"A-1"_s);
    event.source = u"/shop"_s;
    event.type = u"org.example.paid"_s;
    return event;
}

/// JSON with ' for ": moc loses its way in some raw strings.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// An event's JSON with these further members.
QByteArray json(const QByteArray &members)
{
    return R"({"specversion":"1.0","id":"A-1","source":"/shop","type":"org.example.paid")"
        + (members.isEmpty() ? QByteArray() : ',' + members) + '}';
}

} // namespace

class TestCloudEvents : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatIsThere()
    {
        auto full = paid();
        full.subject = u"order \"7\""_s;
        full.time = *fromRfc3339(u"2026-11-23T15:04:05.5Z"_s);
        full.dataContentType = u"application/json"_s;
        full.dataSchema = u"https://example.com/s"_s;
        full.traceParent = u"00-1-2-01"_s;
        full.extensions = {{u"partitionkey"_s, u"p"_s}, {u"severity"_s, 9}, {u"test"_s, true}};
        full.data = QByteArray(R"({"b": 1.00, "a": 12345678901234567890123})");
        full.sequence = 42;
        full.correlation = 7;
        full.causation = {RunId(u"r"_s), StepId(u"s"_s), 7};
        full.request = {{u"method"_s, u"POST"_s}};
        QCOMPARE(toCloudEventJson(full),
            quoted("{'specversion':'1.0','id':'A-1','source':'/shop','type':'org.example.paid',"
                   "'subject':'order \\'7\\'','time':'2026-11-23T15:04:05.500Z',"
                   "'datacontenttype':'application/json','dataschema':'https://example.com/s',"
                   "'traceparent':'00-1-2-01','partitionkey':'p','severity':9,'test':true,"
                   "'sequence':'00000000000000000042','correlation':'00000000000000000007',"
                   "'causationrun':'r','causationstep':'s',"
                   "'data':{'b': 1.00, 'a': 12345678901234567890123}}"));
        QVERIFY(toCloudEventJson(full, true).contains(R"("request":{"method":"POST"},"data":)"));
        QCOMPARE(toCloudEventJson(paid()), json(""));
    }

    void writesData_data()
    {
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("json") << QString() << QByteArray(R"([1, 2])") << QByteArray(R"("data":[1, 2])");
        QTest::newRow("json text") << QString() << QByteArray(R"("x")") << QByteArray(R"("data":"x")");
        QTest::newRow("json null") << QString() << QByteArray("null") << QByteArray(R"("data":null)");
        QTest::newRow("lines") << QString() << QByteArray("{\n \"b\": 1,\r\n \"a\": \"x  y\"}\n")
                               << QByteArray(R"("data":{"b":1,"a":"x  y"})");
        QTest::newRow("byte-order mark")
            << QString() << QByteArray("\xEF\xBB\xBF{}") << QByteArray(R"("data":{})");
        QTest::newRow("no json") << u"application/json"_s << QByteArray("{oops")
                                 << QByteArray(R"("data_base64":"e29vcHM=")");
        QTest::newRow("empty, as json")
            << u"application/json"_s << QByteArray("") << QByteArray(R"("data_base64":"")");
        QTest::newRow("text") << u"text/plain"_s << QByteArray("{\"a\"}\nž")
                              << quoted("'data':'{\\'a\\'}\\nž'");
        QTest::newRow("empty text") << u"text/plain"_s << QByteArray("") << QByteArray(R"("data":"")");
        QTest::newRow("bytes") << u"image/png"_s << QByteArray("\x89PNG")
                               << QByteArray(R"("data_base64":"iVBORw==")");
    }

    void writesData()
    {
        QFETCH(QString, contentType);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, member);
        auto with = paid();
        with.dataContentType = contentType;
        with.data = data;
        const auto line = toCloudEventJson(with);
        QVERIFY2(line.endsWith(member + '}'), line.constData());
        QVERIFY(!line.contains('\n'));
        QVERIFY(parseJsonObject(line));
    }

    void readsBackWhatItWrote()
    {
        auto full = paid();
        full.subject = u"7"_s;
        full.time = *fromRfc3339(u"2026-11-23T15:04:05.5Z"_s);
        full.dataSchema = u"https://example.com/s"_s;
        full.traceParent = u"00-1-2-01"_s;
        full.extensions = {{u"partitionkey"_s, u"p"_s}, {u"severity"_s, -2147483648.0}, {u"test"_s, false}};
        for (const auto &[type, data] :
            {std::pair(u"application/json"_s, QByteArray(R"({"b": 1.0,"a":"€"})")),
                std::pair(u"text/csv"_s, QByteArray("a,b\r\n1,2")),
                std::pair(u"image/png"_s, QByteArray("\x89PNG\0\1", 6)),
                std::pair(u"application/json"_s, QByteArray("{oops")),
                std::pair(QString(), QByteArray("0.10"))}) {
            full.dataContentType = type;
            full.data = data;
            const auto read = fromCloudEventJson(toCloudEventJson(full));
            QVERIFY2(read, read ? "" : qPrintable(read.error().message));
            QCOMPARE(*read, full);
        }
        full.data.reset();
        QCOMPARE(*fromCloudEventJson(toCloudEventJson(full)), full);
    }

    void keepsDataAsItStood()
    {
        const auto read = fromCloudEventJson(json("\"data\" : { \"z\":1.0,\n\"a\" : [ 1e400 ] } "));
        QCOMPARE(*read->data, "{ \"z\":1.0,\n\"a\" : [ 1e400 ] }");
        QCOMPARE(read->dataContentType, QString());
    }

    void doesNotReadATextTwice()
    {
        const auto read = fromCloudEventJson(json(quoted("'data':'{\\'a\\':1}'")));
        QCOMPARE(*read->data, quoted("'{\\'a\\':1}'"));
    }

    void tellsNullFromAbsent()
    {
        const auto read = fromCloudEventJson(json(R"("subject":null,"ext":null,"data":null)"));
        QCOMPARE(read->subject, QString());
        QVERIFY(read->extensions.isEmpty());
        QCOMPARE(*read->data, "null");
        QVERIFY(!fromCloudEventJson(json(""))->data);
        QVERIFY(!fromCloudEventJson(json(R"("data_base64":null)"))->data);
        QVERIFY(!fromCloudEventJson(json(R"("datacontenttype":"text/plain","data":null)"))->data);
    }

    void doesNotTakeTheLogsAttributes()
    {
        auto stored = paid();
        stored.sequence = 9;
        stored.correlation = 9;
        stored.causation = {RunId(u"r"_s), StepId(u"s"_s), 1};
        stored.request = {{u"method"_s, u"POST"_s}};
        QCOMPARE(*fromCloudEventJson(toCloudEventJson(stored, true)), paid());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("attribute");
        const auto row = [](const char *name, const QByteArray &text, const QString &attribute = {}) {
            QTest::newRow(name) << text << attribute;
        };
        row("no json", "{");
        row("nothing", "");
        row("array", "[]");
        row("bad data", json(R"("data":{"a":01})"));
        row("no specversion", R"({"id":"1","source":"/s","type":"t"})", u"specversion"_s);
        row("other specversion", R"({"specversion":"0.3","id":"1","source":"/s","type":"t"})",
            u"specversion"_s);
        row("specversion is a number", R"({"specversion":1.0,"id":"1","source":"/s","type":"t"})",
            u"specversion"_s);
        row("no id", R"({"specversion":"1.0","source":"/s","type":"t"})", u"id"_s);
        row("empty id", R"({"specversion":"1.0","id":"","source":"/s","type":"t"})", u"id"_s);
        row("id is a number", R"({"specversion":"1.0","id":7,"source":"/s","type":"t"})", u"id"_s);
        row("no source", R"({"specversion":"1.0","id":"1","type":"t"})", u"source"_s);
        row("source is no URI", R"({"specversion":"1.0","id":"1","source":"a b","type":"t"})", u"source"_s);
        row("no type", R"({"specversion":"1.0","id":"1","source":"/s"})", u"type"_s);
        row("twice", json(R"("id":"2")"), u"id"_s);
        row("twice, one escaped", json(R"("\u0069d":"2")"), u"id"_s);
        row("control character", json(R"("subject":"a\u0007")"), u"subject"_s);
        row("byte order mark in front", json(R"("subject":"\ufeffa")"), u"subject"_s);
        row("noncharacter", json(R"("subject":"\uffff")"), u"subject"_s);
        row("noncharacter above", json(R"("subject":"\ud83f\udffe")"), u"subject"_s);
        row("empty subject", json(R"("subject":"")"), u"subject"_s);
        row("time", json(R"("time":"yesterday")"), u"time"_s);
        row("time without zone", json(R"("time":"2026-11-23T15:04:05")"), u"time"_s);
        row("relative schema", json(R"("dataschema":"/s")"), u"dataschema"_s);
        row("both data", json(R"("data":1,"data_base64":"AA==")"), u"data"_s);
        row("both data, the other way", json(R"("data_base64":"AA==","data":1)"), u"data"_s);
        row("bad base64", json(R"("data_base64":"A*==")"), u"data_base64"_s);
        row("base64 is a number", json(R"("data_base64":7)"), u"data_base64"_s);
        row("text data that is none", json(R"("datacontenttype":"text/plain","data":{"a":1})"), u"data"_s);
        row("extension is an object", json(R"("ext":{"a":1})"), u"ext"_s);
        row("extension is a list", json(R"("ext":[1])"), u"ext"_s);
        row("extension is a fraction", json(R"("ext":1.5)"), u"ext"_s);
        row("extension is too large", json(R"("ext":2147483648)"), u"ext"_s);
        row("extension has a control character", json(R"("ext":"\n")"), u"ext"_s);
        row("extension has a byte order mark in front", json(R"("ext":"\ufeff\ufeff")"), u"ext"_s);
        row("extension with a capital", json(R"("myExt":"x")"), u"myExt"_s);
        row("extension with a line", json(R"("my_ext":"x")"), u"my_ext"_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, attribute);
        const auto read = fromCloudEventJson(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, Error::Code::InvalidInput);
        QCOMPARE(read.error().context, attribute);
        QVERIFY(!read.error().message.isEmpty());
    }

    void takesSources_data()
    {
        QTest::addColumn<QString>("source");
        for (const auto &source :
            {u"https://github.com/cloudevents"_s, u"mailto:cncf-wg-serverless@lists.cncf.io"_s,
                u"urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"_s, u"cloudevents/spec/pull/123"_s,
                u"/sensors/tn-1234567/alerts"_s, u"1-555-123-4567"_s, u"/büro"_s, u"/a%20b"_s, u"#x"_s})
            QTest::newRow(qPrintable(source)) << source;
    }

    void takesSources()
    {
        QFETCH(QString, source);
        auto from = paid();
        from.source = source;
        QVERIFY(checkEvent(from));
    }

    void refusesExtensionsThatWouldStandTwice()
    {
        auto twice = paid();
        twice.extensions = {{u"data"_s, u"x"_s}};
        QCOMPARE(checkEvent(twice).error().context, u"data"_s);
    }

    void readsBatches()
    {
        QCOMPARE(fromCloudEventBatch("[]")->size(), 0);
        const auto two
            = fromCloudEventBatch('[' + json("") + ",\n" + json(R"("subject":"2","data":[1, 2])") + ']');
        QVERIFY2(two, two ? "" : qPrintable(two.error().message));
        QCOMPARE(two->size(), 2);
        QCOMPARE(*two->at(1).data, "[1, 2]");
    }

    void refusesBatchesAsAWhole()
    {
        QVERIFY(!fromCloudEventBatch(json("")));
        QVERIFY(!fromCloudEventBatch("[1]"));
        const auto bad = fromCloudEventBatch('[' + json("") + ',' + json(R"("time":"x")") + ']');
        QCOMPARE(bad.error().context, u"time"_s);
        QVERIFY2(bad.error().message.contains(u'2'), qPrintable(bad.error().message));
    }
};

QTEST_GUILESS_MAIN(TestCloudEvents)
#include "tst_cloudevents.moc"
