// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/value.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>

using namespace signalbox;
using namespace Qt::StringLiterals;
using Kind = Value::Kind;

Q_DECLARE_METATYPE(Value::Kind)

namespace {

Value read(const char *json)
{
    const auto value = Value::fromJson(json);
    if (!value)
        qFatal("%s: %s", json, qPrintable(value.error().message));
    return *value;
}

} // namespace

class TestValue : public QObject
{
    Q_OBJECT

private slots:
    void sixteenBytes() { QCOMPARE(sizeof(Value), size_t(16)); }

    void readsNumbers_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("written");
        const auto row = [](const char *json, Kind kind, const char *written) {
            QTest::newRow(json) << QByteArray(json) << kind << QByteArray(written);
        };
        row("0", Kind::Int, "0");
        row("-0", Kind::Double, "-0.0");
        row("-9223372036854775808", Kind::Int, "-9223372036854775808");
        row("9223372036854775807", Kind::Int, "9223372036854775807");
        row("9223372036854775808", Kind::Uint, "9223372036854775808");
        row("18446744073709551615", Kind::Uint, "18446744073709551615");
        row("18446744073709551616", Kind::Double, "18446744073709552000.0");
        row("1.0", Kind::Double, "1.0");
        row("1e2", Kind::Double, "100.0");
        row("0.1", Kind::Double, "0.1");
        row("1E-7", Kind::Double, "0.0000001");
        row("1E-8", Kind::Double, "1e-08");
        row("1e-400", Kind::Double, "0.0");
        row("1.7976931348623157e308", Kind::Double, "1.7976931348623157e+308");
    }
    void readsNumbers()
    {
        QFETCH(QByteArray, json);
        const auto value = read(json.constData());
        QTEST(value.kind(), "kind");
        QTEST(value.toJson(), "written");
    }

    void keepsTextAndOrder()
    {
        const QByteArray json
            = "{\"z\":1,\"a\":[true,false,null,\"é\\\"\\\\\\n\\u0001😀\"],\"m\":{\"\":{}},\"list\":[]}";
        QCOMPARE(read(json.constData()).toJson(), json);
        QCOMPARE(read(R"({"a": 1, "b": 2, "a": 3})").toJson(), QByteArray(R"({"a":3,"b":2})"));
        QCOMPARE(read(" \n[ 1 , 2 ]\t").toJson(), QByteArray("[1,2]"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *bad :
            {"", " ", "1 2", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "+1", ".5", "1.", "1e", "NaN", "nul",
                "truee", "\"a", "\"\n\"", "\"\\x\"", "\"\\ud800\"", "[", "]", "[1]]", "{\"a\"}", "1e999",
                "\xff", "\"\xc3\"", "[1] // no", "{\"a\":1}}", "[[1]", "{,}", "[,]", "tru", "-"})
            QTest::newRow(bad) << QByteArray(bad);
        QTest::newRow("too deep") << QByteArray(65, '[') + QByteArray(65, ']');
        QTest::newRow("far too deep") << QByteArray(100'000, '[');
        QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(65) + '1' + QByteArray(65, '}');
        QTest::newRow("a zero byte") << QByteArray("[1]\0", 4);
        QTest::newRow("a zero byte in text") << QByteArray("\"a\0b\"", 5);
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto value = Value::fromJson(json);
        QVERIFY2(!value, value ? value->toJson().constData() : "");
        QCOMPARE(value.error().code, Error::Code::InvalidInput);
        QVERIFY(!value.error().message.isEmpty());
    }

    void takesWhatIsJustDeepEnough()
    {
        const auto deep = QByteArray(64, '[') + QByteArray(64, ']');
        QCOMPARE(read(deep.constData()).toJson(), deep);
        QCOMPARE(read(deep.constData()).depth(), 64);
    }

    void errorsSayWhere()
    {
        const auto value = Value::fromJson("{\n  \"a\": 1,\n  \"b\": x\n}");
        QVERIFY(!value);
        QCOMPARE(value.error().context, u"line 3, column 8"_s);
    }

    void findsMembers()
    {
        QByteArray json = "{";
        for (int i = 0; i < 1000; ++i)
            json
                += QByteArray(i ? "," : "") + "\"key" + QByteArray::number(i) + "\":" + QByteArray::number(i);
        json += '}';
        const auto value = read(json.constData());
        QCOMPARE(value.size(), 1000);
        for (int i = 0; i < 1000; ++i) {
            const auto *member = value.find("key" + std::to_string(i));
            QVERIFY(member);
            QCOMPARE(member->toInt(), i);
        }
        QVERIFY(!value.find("key1000"));
        QVERIFY(!Value::integer(1).find("x"));
        QVERIFY(!read("[1]").find("0"));
    }

    void numbersAreTheSameKey()
    {
        const auto map = Value::map({MapEntry{Value::integer(1), Value::string("int")},
            MapEntry{Value::boolean(true), Value::string("bool")},
            MapEntry{Value::string("1"), Value::string("text")}});
        QCOMPARE(map.find(Value::unsignedInteger(1))->toQString(), u"int"_s);
        QCOMPARE(map.find(Value::real(1.0))->toQString(), u"int"_s);
        QCOMPARE(map.find(Value::boolean(true))->toQString(), u"bool"_s);
        QVERIFY(!map.find(Value::real(1.5)));
        QVERIFY(!map.find(Value::real(std::nan(""))));
        QVERIFY(!map.find(Value()));
        Value out = Value::integer(7);
        QVERIFY(!Value::uniqueMap(
            {MapEntry{Value::integer(1), {}}, MapEntry{Value::unsignedInteger(1), {}}}, out));
        QCOMPARE(out, Value::integer(7));
    }

    void equality_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("equal");
        const auto row = [](const char *a, const char *b, bool equal) {
            QTest::addRow("%s %s", a, b) << QString::fromLatin1(a) << QString::fromLatin1(b) << equal;
        };
        row("1", "1.0", true);
        row("0", "-0.0", true);
        row("1", "\"1\"", false);
        row("1", "true", false);
        row("null", "null", true);
        row("null", "0", false);
        row("[1,2]", "[1.0,2]", true);
        row("[1,2]", "[2,1]", false);
        row("[1]", "[1,1]", false);
        row("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1.0}", true);
        row("{\"a\":1}", "{\"a\":1,\"b\":2}", false);
        row("{\"a\":null}", "{\"b\":null}", false);
        row("9007199254740993", "9007199254740992", false);
        row("18446744073709551615", "-1", false);
    }
    void equality()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        const auto left = read(a.toUtf8().constData());
        const auto right = read(b.toUtf8().constData());
        QTEST(left == right, "equal");
        QTEST(right == left, "equal");
    }

    void nanEqualsNothing()
    {
        const auto nan = Value::real(std::nan(""));
        QVERIFY(!(nan == nan));
        QVERIFY(!(Value::list({nan}) == Value::list({nan})));
    }

    void whatJsonDoesNotHave()
    {
        QCOMPARE(Value::real(HUGE_VAL).toJson(), QByteArray("\"Infinity\""));
        QCOMPARE(Value::real(std::nan("")).toJson(), QByteArray("\"NaN\""));
        QCOMPARE(Value::bytes("\xff\xef").toJson(), QByteArray("\"/+8=\""));
        QCOMPARE(Value::timestamp({-1, 500'000'000}).toJson(), QByteArray("\"1969-12-31T23:59:59.5Z\""));
        QCOMPARE(Value::duration(std::chrono::nanoseconds(-1)).toJson(), QByteArray("\"-0.000000001s\""));
        QCOMPARE(Value::duration(std::chrono::nanoseconds(INT64_MIN)).toJson(),
            QByteArray("\"-9223372036.854775808s\""));
        QCOMPARE(Value::type(Kind::List).toJson(), QByteArray("\"list\""));
        QCOMPARE(Value::optional(Value::integer(1)).toJson(), QByteArray("1"));
        QCOMPARE(Value::none().toJson(), QByteArray("null"));
        QCOMPARE(Value::map({MapEntry{Value::integer(1), Value::boolean(true)}}).toJson(),
            QByteArray("{\"1\":true}"));
        QCOMPARE(Value::bytes("\xff").toText(), u"/w=="_s);
        QCOMPARE(Value::string("plain").toText(), u"plain"_s);
        QCOMPARE(read("[\"a\"]").toText(), u"[\"a\"]"_s);
    }

    void qJsonRoundTrips()
    {
        const QByteArray json = R"({"a":[1,1.5,"x",true,null],"b":{"c":-5}})";
        const auto value = Value::fromQJson(QJsonDocument::fromJson(json).object());
        QCOMPARE(value, read(json.constData()));
        QCOMPARE(QJsonDocument(value.toQJson().toObject()).toJson(QJsonDocument::Compact), json);
        QCOMPARE(Value::fromQJson(QJsonValue(QJsonValue::Undefined)).kind(), Kind::Null);
        QCOMPARE(Value::fromQJson(QJsonValue(2.0)).kind(), Kind::Int);
        QCOMPARE(Value::fromQJson(QJsonValue(1e300)).kind(), Kind::Double);
    }

    void instants()
    {
        const auto instant = fromMicroseconds(-1'500'000);
        const auto value = Value::fromInstant(instant);
        QCOMPARE(value.toTime().seconds, -2);
        QCOMPARE(value.toTime().nanoseconds, 500'000'000);
        QCOMPARE(value.toInstant(), instant);
    }

    void conversionsLoseNothing()
    {
        QCOMPARE(Value::real(3.0).toInt(), 3);
        QCOMPARE(Value::real(3.5).toInt(), 0);
        QCOMPARE(Value::real(1e300).toInt(), 0);
        QCOMPARE(Value::unsignedInteger(std::numeric_limits<quint64>::max()).toInt(), 0);
        QCOMPARE(Value::integer(-1).toUint(), quint64(0));
        QCOMPARE(Value::string("7").toInt(), 0);
        QCOMPARE(Value::integer(1).toQString(), QString());
        QVERIFY(Value::integer(1).items().empty());
    }

    void copiesShareAndOutliveEachOther()
    {
        Value inner;
        {
            const auto outer
                = read(R"({"a": {"b": ["text that is longer than the small buffer of a string"]}})");
            inner = outer.find("a")->find("b")->items()[0];
        }
        QVERIFY(inner.toQString().startsWith(u"text"));
        auto self = Value::list({inner});
        self = self.items()[0];
        QCOMPARE(self, inner);
        const auto &alias = self;
        self = alias;
        QCOMPARE(self, inner);
    }
};

QTEST_GUILESS_MAIN(TestValue)
#include "tst_value.moc"
