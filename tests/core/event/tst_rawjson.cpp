// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/rawjson.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// JSON with ' for ": moc loses its way in raw strings with brackets in quotes.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestRawJson : public QObject
{
    Q_OBJECT

private slots:
    void checks_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("valid");
        const auto good
            = [](const char *name, const QByteArray &json) { QTest::newRow(name) << json << true; };
        const auto bad
            = [](const char *name, const QByteArray &json) { QTest::newRow(name) << json << false; };
        good("object", R"({"a": [1, {"b": null}], "c": "d"})");
        good("scalar", " 7\n");
        good("huge number", "123456789012345678901234567890.5e+400");
        good("zero", "-0");
        good("pair", R"("\ud83d\ude00")");
        good("deep", QByteArray("[").repeated(500) + QByteArray("]").repeated(500));
        bad("empty", "");
        bad("space", "  ");
        bad("two values", "1 2");
        bad("two values with a comma", "1, 2");
        bad("closing more", "1]");
        bad("closing and opening", "1], [2");
        bad("comma at the end", "[1,]");
        bad("no comma", "[1 2]");
        bad("no colon", R"({"a" 1})");
        bad("name without quotes", "{a: 1}");
        bad("open", "{");
        bad("wrong bracket", "[1}");
        bad("open text", "\"a");
        bad("bad escape", R"("\x")");
        bad("half a pair", R"("\ud83d")");
        bad("line break in text", "\"a\nb\"");
        bad("not UTF-8", "\"\xC0\xA0\"");
        bad("leading zero", "01");
        bad("point without digits", "1.");
        bad("point first", ".5");
        bad("exponent without digits", "1e");
        bad("plus", "+1");
        bad("not a number", "NaN");
        bad("word", "nullx");
        bad("comment", "1 // one");
        bad("too deep", QByteArray("[").repeated(501) + QByteArray("]").repeated(501));
        bad("far too deep", QByteArray("[").repeated(100000));
    }

    void checks()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, valid);
        QCOMPARE(checkJson(json).has_value(), valid);
    }

    void takesObjectsApart()
    {
        const QByteArray json
            = quoted(" { 'b' : [1, ']}'] ,'a\\'\\u00e9':{'x':'\\\\'}, 'n': 1.50 , 'n':true,'e':[] } ");
        QVERIFY(checkJson(json));
        const auto members = membersOf(json);
        QCOMPARE(members.size(), size_t(5));
        QCOMPARE(members[0].name, u"b"_s);
        QCOMPARE(members[0].value.toByteArray(), quoted("[1, ']}']"));
        QCOMPARE(members[1].name, u"a\"é"_s);
        QCOMPARE(members[1].value.toByteArray(), quoted("{'x':'\\\\'}"));
        QCOMPARE(members[2].value.toByteArray(), "1.50");
        QCOMPARE(members[3].name, u"n"_s);
        QCOMPARE(members[4].value.toByteArray(), "[]");
        QVERIFY(membersOf(" {} ").empty());
    }

    void takesArraysApart()
    {
        const auto json = quoted("[ {'a':[1,2]} , 'x,]' ,3]");
        const auto elements = elementsOf(json);
        QCOMPARE(elements.size(), size_t(3));
        QCOMPARE(elements[0].toByteArray(), R"({"a":[1,2]})");
        QCOMPARE(elements[1].toByteArray(), quoted("'x,]'"));
        QCOMPARE(elements[2].toByteArray(), "3");
        QVERIFY(elementsOf("[]").empty());
    }

    void endsOnTextThatIsNoJson()
    {
        for (const auto &text :
            {"", "{", "[", "{\"a", "{\"a\":", "[\"\\", "{]", "[}", "}{", "{,", "{\"a\" \"b\"}"}) {
            membersOf(text);
            elementsOf(text);
        }
    }

    void writesOneLine()
    {
        QCOMPARE(onOneLine(R"({"b": 1,  "a": 2})"), R"({"b": 1,  "a": 2})");
        QCOMPARE(onOneLine("{\"b\": 1.0,\r\n  \"a\": \"x \\n y\"}\n"), R"({"b":1.0,"a":"x \n y"})");
    }
};

QTEST_GUILESS_MAIN(TestRawJson)
#include "tst_rawjson.moc"
