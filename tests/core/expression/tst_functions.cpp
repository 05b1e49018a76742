// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"
#include "core/expression/reference.h"
#include "tests/support/fixedclock.h"

#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// JSON of what it comes to, or the message of why it does not.
QString outcome(const QString &source, const Environment &environment = Environment::signalbox())
{
    const FixedClock clock;
    SeededRandom random(7);
    Scope scope;
    scope.setClock(&clock);
    scope.setRandom(&random);
    const auto value = Expression::compile(source, environment).and_then([&](const Expression &compiled) {
        return compiled.evaluate(scope);
    });
    return value ? QString::fromUtf8(value->toJson()) : u"error: "_s + value.error().message;
}

} // namespace

class TestFunctions : public QObject
{
    Q_OBJECT

private slots:
    void everyExampleIsTrue_data()
    {
        QTest::addColumn<QString>("example");
        QTest::addColumn<QString>("gives");
        QTest::addColumn<bool>("helper");
        for (const auto &function : functionReference())
            QTest::newRow(qPrintable(function.signatures.first()))
                << function.example << function.result << function.isHelper;
    }
    void everyExampleIsTrue()
    {
        QFETCH(QString, example);
        QFETCH(QString, gives);
        QFETCH(bool, helper);
        QCOMPARE(outcome(example), outcome(gives));
        QVERIFY2(!outcome(gives).startsWith(u"error"), qPrintable(outcome(gives)));
        // What belongs to pure CEL works there the same, and nothing else does.
        const auto standard = outcome(example, Environment::standard());
        if (helper)
            QVERIFY(standard.startsWith(u"error"));
        else
            QCOMPARE(standard, outcome(gives, Environment::standard()));
    }

    void everyFunctionIsExplained()
    {
        const auto all = functionReference();
        for (const auto &function : all) {
            QVERIFY2(function.help.endsWith(u'.'), qPrintable(function.help));
            QVERIFY2(function.example.contains(function.name.section(u'.', -1)), qPrintable(function.name));
            QVERIFY(!function.group.isEmpty());
        }
        QCOMPARE(functionReferenceJson().size(), all.size());
        QCOMPARE(functionReferenceJson().first()[u"name"_s], all.first().name);
    }

    void results_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *source, const char *result) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(result);
        };
        // times
        row("now()", "\"2023-11-14T22:13:20Z\"");
        row("now().format('yyyy-MM-dd HH:mm:ss')", "\"2023-11-14 22:13:20\"");
        row("now().format('HH:mm', 'America/New_York')", "\"17:13\"");
        row("now().format('dddd, d. MMMM', '+02:00', 'de')", "\"Mittwoch, 15. November\"");
        row("now().format('HH', 'Nowhere/At_All')",
            "error: There is no time zone \"Nowhere/At_All\"; there are names like Europe/Berlin and offsets "
            "like "
            "+02:00.");
        row("now().getHours('../../etc/passwd')",
            "error: There is no time zone \"../../etc/passwd\"; there are names like Europe/Berlin and "
            "offsets like "
            "+02:00.");
        row("now().format('yyyy', 'UTC', 'xx_no')",
            "error: There is no language \"xx_no\"; there are names like de and en_GB.");
        row("parseTime('2026-03-29 03:30', 'yyyy-MM-dd HH:mm', 'Europe/Berlin')", "\"2026-03-29T01:30:00Z\"");
        row("parseTime('yesterday', 'yyyy')", "error: The text is no time of the form \"yyyy\".");
        row("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", "0");
        row("timestamp('1969-12-31T23:59:59.5Z').getMilliseconds()", "500");
        row("duration('-1h30m').getMinutes()", "-90");
        // numbers
        row("1234567.891.format(2)", "\"1234567.89\"");
        row("1234567.891.format(1, 'en_US')", "\"1,234,567.9\"");
        row("9007199254740993.format(0)", "\"9007199254740993\"");
        row("math.ceil(3)", "3");
        row("math.abs(-9223372036854775808)", "error: The result is outside the integers.");
        row("math.bitShiftRight(-1, 63)", "1");
        row("math.bitShiftLeft(1, -1)", "error: Bits cannot be moved by -1 places.");
        row("math.least([])", "error: The list is empty, so no number in it is the largest or smallest.");
        // text
        row("'%d%% of %s: %.1f %e %x %X %o %b'.format([50, [1, 'a', {'k': null}], 2.25, 1500, 255, 'Az', 8, "
            "true])",
            "\"50% of [1, a, {k: null}]: 2.2 1.500000e+03 ff 417A 10 1\"");
        row("'%s'.format([])", "error: The text has more places than the list has elements, which are 0.");
        row("'%q'.format([1])", "error: After % stands one of s d f e b o x X, or another %.");
        row("'%.999f'.format([1])",
            "error: Between % and its letter stands a number from 0 to 100 after a point, or nothing.");
        row("'%d'.format(['x'])", "error: %d does not take string.");
        row("'%.100f'.format([1.797e308]).size()", "410");
        row("'ÆÐ Straße  -- ŁÓDŹ'.slug()", "\"aed-strasse-lodz\"");
        row("'!?'.slug()", "\"\"");
        row("regex.extract('none', '[0-9]')", "null");
        row("regex.extract('ab', '(a)(b)')",
            "error: The pattern has 2 groups; what it extracts is one group, or all that it matches. (?:…) "
            "groups "
            "without extracting.");
        row("regex.extractAll('äöü', '')", "[\"\",\"\",\"\",\"\"]");
        row("regex.replace('aaa', 'a', 'b', 2)", "\"bba\"");
        row("regex.replace('ü', '', '-')", "\"-ü-\"");
        row("regex.replace('a', '(a)', '\\\\2')",
            "error: In what replaces a match, a backslash stands before the number of a group of the "
            "pattern, or "
            "before another backslash.");
        // lists and maps
        row("[].sum()", "0");
        row("[duration('1s'), duration('2s')].sum()", "\"3s\"");
        row("[1, 'a'].sum()", "error: int and string cannot be summed up.");
        row("['a'].sum()", "error: int and string cannot be summed up.");
        row("[].avg()", "error: Only of one number or more there is an average.");
        row("[].max()", "error: The list is empty, so nothing in it is the smallest or largest.");
        row("['b', 'a'].sort()", "[\"a\",\"b\"]");
        row("[1, 'a'].sort()", "error: int and string cannot be put in order.");
        row("[3, 1.5, 2u].sort()", "[1.5,2,3]");
        row("[1, 1.0, 1u, '1'].distinct()", "[1,\"1\"]");
        row("[{'a': 1}, {'a': 1.0}].distinct()", "[{\"a\":1}]");
        row("[{'k': 'x', 'n': 1}, {'k': 'y', 'n': 2}, {'k': 'x', 'n': 3}].groupBy(r, r.k)",
            "{\"x\":[{\"k\":\"x\",\"n\":1},{\"k\":\"x\",\"n\":3}],\"y\":[{\"k\":\"y\",\"n\":2}]}");
        row("[{'n': 2}, {'n': 1}].sortBy(r, r.n)", "[{\"n\":1},{\"n\":2}]");
        row("['aa', 'b', 'cc'].distinctBy(t, t.size())", "[\"aa\",\"b\"]");
        row("[[1, [2]], [3]].flatten(2)", "[1,2,3]");
        row("[1, 2, 3].slice(2, 1)", "error: A list of 3 elements has no part from 2 up to before 1.");
        row("lists.range(-1)", "error: A list cannot have -1 elements.");
        row("lists.range(9223372036854775807)", "error: This makes too much data; the limit is 32 MiB.");
        row("merge({'a': 1}, {'b': 2}, {'a': 3})", "{\"a\":3,\"b\":2}");
        // data and text
        row("json({'b': 1, 'a': \"x'\\\"\"})", "\"{\\\"b\\\":1,\\\"a\\\":\\\"x'\\\\\\\"\\\"}\"");
        ;
        row("parseJson('{\"b\": 1.0, \"a\": 18446744073709551615}')",
            "{\"b\":1.0,\"a\":18446744073709551615}");
        row("parseJson('{')",
            "error: This is not valid JSON: a bracket, comma or colon is missing or out of place. At line 1, "
            "column "
            "2 of the text.");
        row("parseCsv('a,b\\n1\\n')", "[{\"a\":\"1\",\"b\":\"\"}]");
        row("parseCsv('a\\n1,2\\n')",
            "error: Row 2 has 2 fields, but there are only 1 names in the first row.");
        row("parseCsvRows('\\uFEFFa,\"b\"\"c\"\\r\\n\\r\\n\"d\\ne\",')",
            "[[\"a\",\"b\\\"c\"],[\"d\\ne\",\"\"]]");
        row("parseCsvRows('\"a')", "error: This is not valid CSV: a field in quotes is not closed.");
        row("parseCsvRows('\"a\"b')",
            "error: This is not valid CSV: after a field in quotes something else than a separator follows.");
        row("parseCsvRows('a', '::')", "error: What separates the fields is one character, like ';'.");
        row("csv([['a,b', 'c\"d', null], [1, true]])",
            "\"\\\"a,b\\\",\\\"c\\\"\\\"d\\\",\\r\\n1,true\\r\\n\"");
        row("csv([{'a': 1}, {'b': 2}])", "\"a\\r\\n1\\r\\n\\r\\n\"");
        row("csv([1])", "error: CSV is made of a list of maps, or of a list of lists.");
        row("csv([])", "\"\"");
        row("parseXml('<a><b>1</b><c x=\"2\">t</c><b>3</b></a>')",
            "{\"a\":{\"b\":[\"1\",\"3\"],\"c\":{\"@x\":\"2\",\"#text\":\"t\"}}}");
        row("parseXml('<s:a xmlns:s=\"u\"/>')", "{\"s:a\":{\"@xmlns:s\":\"u\"}}");
        row("parseXml('<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>').a",
            "error: This is not valid XML: a document type is not accepted. At line 1, column 31 of the "
            "text.");
        row("parseXml('<a><b></a>')",
            "error: This is not valid XML: Opening and ending tag mismatch. At line 1, column 11 of the "
            "text.");
        // encodings
        row("base64.encode('hello')", "\"aGVsbG8=\"");
        row("string(base64.decode('aGVsbG8'))", "\"hello\"");
        row("base64.decode('aGVsbG8==')", "error: This is not base64.");
        row("base64.decode('a!')", "error: This is not base64.");
        row("base64.decode('a')", "error: This is not base64.");
        row("hex.decode('abc')", "error: This is not hexadecimal: two digits a byte.");
        row("hash.hmac('what do ya want for nothing?', 'Jefe')",
            "\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\"");
        row("hash.hmac('', '', 'crc')",
            "error: There is no such way to hash; there are sha256, sha512, sha1 and md5.");
        row("uuid().matches('^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')",
            "true");
        row("uuid() == uuid()", "false");
        row("url.parse('http://u:p@x.example:8080/a%20b?x=1&x=2&y=a+b%2B#top')",
            "{\"scheme\":\"http\",\"host\":\"x.example\",\"port\":8080,\"path\":\"/a "
            "b\",\"query\":{\"x\":[\"1\","
            "\"2\"],\"y\":\"a b+\"},\"fragment\":\"top\"}");
        row("url.parse('')", "error: This is no URL.");
        row("url.decode('%ff')", "error: What the escapes stand for is not text in UTF-8.");
        row("url.encode('ü/?')", "\"%C3%BC%2F%3F\"");
        // optional values
        row("optional.of(1).orValue(1 / 0)", "1");
        row("optional.none().orValue(1 / 0)", "error: This divides by zero.");
        row("optional.none().value()",
            "error: There is no value in this optional; .orValue(x) names one instead.");
        row("[?optional.none(), ?optional.of(1), 2]", "[1,2]");
        row("{?'a': optional.none(), ?'b': optional.of(1)}", "{\"b\":1}");
        row("[].first().orValue('nothing')", "\"nothing\"");
    }
    void results()
    {
        QFETCH(QString, source);
        QTEST(outcome(source), "result");
    }
};

QTEST_GUILESS_MAIN(TestFunctions)
#include "tst_functions.moc"
