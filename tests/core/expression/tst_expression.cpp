// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

Value json(const char *text)
{
    const auto value = Value::fromJson(text);
    if (!value)
        qFatal("%s: %s", text, qPrintable(value.error().message));
    return *value;
}

/// What most tests look at.
Scope sampleScope()
{
    Scope scope;
    scope.set("event", json(R"({
        "type": "order.paid", "source": "/shop",
        "data": {"id": 7, "amount": 120.5, "country": "DE", "note": null, "paid": true, "big": 18446744073709551615,
                 "tags": ["new", "vip"], "customer": {"name": "Ann", "e-mail": "ann@example.org"},
                 "lines": [{"sku": "a", "count": 2}, {"sku": "b", "count": 1}]}})"));
    scope.set("vars", json(R"({"limit": 100, "where": {"x": 1}})"));
    return scope;
}

QString outcome(const QString &source, const Scope &scope, const Environment &environment)
{
    const auto expression = Expression::compile(source, environment);
    if (!expression)
        return u"does not compile: "_s + expression.error().message + u" @ "_s + expression.error().context;
    const auto value = expression->evaluate(scope);
    if (!value)
        return codeName(value.error().code) + u": "_s + value.error().message + u" @ "_s
            + value.error().context;
    return QString::fromUtf8(value->toJson());
}

} // namespace

class TestExpression : public QObject
{
    Q_OBJECT

private slots:
    void values_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *source, const char *result) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(result);
        };
        // literals
        row("1", "1");
        row("-9223372036854775808", "-9223372036854775808");
        row("0x1F", "31");
        row("42u", "42");
        row("1.5e3", "1500.0");
        row("'it''s'",
            "does not compile: Here is \"'s'\", where the expression should end or go on with an "
            "operator. @ line 1, column 5");
        row("\"a\\u00e9\\n\"", "\"aé\\n\"");
        row("r'a\\n'", "\"a\\\\n\"");
        row("'''two\nlines'''", "\"two\\nlines\"");
        row("b'\\xff'", "\"/w==\"");
        row("[1, 'a', null, true]", "[1,\"a\",null,true]");
        row("{'b': 1, 'a': [2]}", "{\"b\":1,\"a\":[2]}");
        row("1 // a comment\n + 2", "3");
        // paths
        row("event.data.amount", "120.5");
        row("event.data.customer['e-mail']", "\"ann@example.org\"");
        row("event.data.customer.`e-mail`", "\"ann@example.org\"");
        row("event.data.lines[1].sku", "\"b\"");
        row("event.data.note", "null");
        row("event['data'].id", "7");
        // comparison
        row("event.data.amount > 100", "true");
        row("event.data.amount > vars.limit && event.data.country == 'DE'", "true");
        row("event.data.country in ['DE', 'FR']", "true");
        row("'sku' in event.data.lines[0]", "true");
        row("event.data.id == 7.0", "true");
        row("event.data.id != 'x'", "true");
        row("event.data.note == null", "true");
        row("'a' < 'b'", "true");
        row("[1, 2] == [1.0, 2u]", "true");
        row("event.data.big > 1", "true");
        // arithmetic, mixed
        row("1 + 1.5", "2.5");
        row("7 / 2", "3");
        row("7.0 / 2", "3.5");
        row("7 % 4", "3");
        row("event.data.amount * 2", "241.0");
        row("'a' + 'b'", "\"ab\"");
        row("[1] + [2]", "[1,2]");
        row("-event.data.id", "-7");
        row("2 + 3 * 4 - 1", "13");
        row("(2 + 3) * 4", "20");
        // logic
        row("true && !false || false", "true");
        row("false && event.data.nothing", "false");
        row("event.data.nothing == 1 || true", "true");
        row("event.data.paid ? 'yes' : 'no'", "\"yes\"");
        row("false ? 1 : true ? 2 : 3", "2");
        // macros
        row("has(event.data.note)", "true");
        row("has(event.data.nothing)", "false");
        row("event.data.lines.all(l, l.count > 0)", "true");
        row("event.data.lines.exists(l, l.count > 1)", "true");
        row("event.data.lines.exists_one(l, l.count > 1)", "true");
        row("event.data.lines.map(l, l.sku)", "[\"a\",\"b\"]");
        row("event.data.lines.map(l, l.count > 1, l.sku)", "[\"a\"]");
        row("event.data.tags.filter(t, t != 'new')", "[\"vip\"]");
        row("[3, 1, 2].sortBy(x, -x)", "[3,2,1]");
        // functions
        row("size(event.data.tags)", "2");
        row("event.data.tags.size()", "2");
        row("'signalbox'.contains('box')", "true");
        row("event.type.startsWith('order.')", "true");
        row("event.type.endsWith('.paid')", "true");
        row("event.data.country.matches('^[A-Z]{2}$')", "true");
        row("int('12') + 1", "13");
        row("string(event.data.id) + '!'", "\"7!\"");
        row("type(1) == int", "true");
        row("timestamp('2026-01-01T00:00:00Z') + duration('90s')", "\"2026-01-01T00:01:30Z\"");
    }
    void values()
    {
        QFETCH(QString, source);
        QTEST(outcome(source, sampleScope(), Environment::signalbox()), "result");
    }

    void failures_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *source, const char *result) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(result);
        };
        row("event.data.totl",
            "invalid-input: event.data has no member \"totl\"; it has: id, amount, country, "
            "note, paid, big, tags, customer, lines. @ line 1, column 12");
        row("event.data.id.x",
            "invalid-input: event.data.id is int, so it has no member \"x\". @ line 1, column 15");
        row("event.data.tags[2]",
            "invalid-input: event.data.tags has 2 elements, counted from 0; there is none at "
            "2. @ line 1, column 16");
        row("event.data.tags + 1", "invalid-input: \"+\" does not take list and int. @ line 1, column 17");
        row("1 / 0", "invalid-input: This divides by zero. @ line 1, column 3");
        row("9223372036854775807 + 1",
            "invalid-input: The result is outside the integers. @ line 1, column 21");
        row("event.data.country > 1",
            "invalid-input: \">\" does not take string and int. @ line 1, column 20");
        row("event.data.id ? 1 : 2",
            "invalid-input: A condition is true or false; this is 7. @ line 1, column 12");
        row("event.data.country.matches('(')",
            "invalid-input: This is no regular expression: missing ): (. @ line 1, column 20");
        row("steps.post",
            "invalid-input: There is no \"steps\" here; there is: event, vars. @ line 1, column 1");
    }
    void failures()
    {
        QFETCH(QString, source);
        QTEST(outcome(source, sampleScope(), Environment::signalbox()), "result");
    }

    void doesNotCompile_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("context");
        const auto row = [](const char *source, const char *context) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(context);
        };
        row("", "line 1, column 1");
        row("1 +", "line 1, column 4");
        row("(1", "line 1, column 3");
        row("a = 1", "line 1, column 3");
        row("'open", "line 1, column 1");
        row("\n\n  $", "line 3, column 3");
        row("'\\q'", "line 1, column 2");
        row("99999999999999999999", "line 1, column 1");
        row("has(x)", "line 1, column 1");
        row("[1, 2].map(1, 2)", "line 1, column 12");
        row("if", "line 1, column 1");
    }
    void doesNotCompile()
    {
        QFETCH(QString, source);
        const auto expression = Expression::compile(source);
        QVERIFY(!expression);
        QCOMPARE(expression.error().code, Error::Code::InvalidInput);
        QVERIFY(!expression.error().message.isEmpty());
        QTEST(expression.error().context, "context");
    }

    void references_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("references");
        QTest::newRow("none") << u"1 + 2"_s << QStringList();
        QTest::newRow("steps by id") << u"steps.post.output.id + event.data.x + steps['wait'].output"_s
                                     << QStringList{u"steps.post"_s, u"event"_s, u"steps.wait"_s};
        QTest::newRow("steps as a whole") << u"steps[event.type]"_s << QStringList{u"steps"_s, u"event"_s};
        QTest::newRow("a macro's name is none")
            << u"event.data.lines.map(steps, steps.sku)"_s << QStringList{u"event"_s};
        QTest::newRow("types are none") << u"type(vars) == map"_s << QStringList{u"vars"_s};
    }
    void references()
    {
        QFETCH(QString, source);
        const auto expression = Expression::compile(source);
        QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().message));
        QTEST(expression->references(), "references");
    }

    void requirements_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("requirements");
        QTest::newRow("none") << u"event.data.id > 1"_s << QStringList();
        QTest::newRow("one") << u"event.data.kind == 'x'"_s << QStringList{u"event/data/kind = \"x\""_s};
        QTest::newRow("turned round, in brackets")
            << u"(7 == event.data['a b'])"_s << QStringList{u"event/data/a b = 7"_s};
        QTest::newRow("between &&")
            << u"event.a == true && (event.b == 2 && event.c > 1) && !(event.d == 4)"_s
            << QStringList{u"event/a = true"_s, u"event/b = 2"_s};
        QTest::newRow("beside ||") << u"event.a == 1 || event.b == 2"_s << QStringList();
        QTest::newRow("of two paths") << u"event.a == event.b"_s << QStringList();
        QTest::newRow("null and lists") << u"event.a == null && event.b == [1]"_s << QStringList();
    }
    void requirements()
    {
        QFETCH(QString, source);
        QStringList got;
        for (const auto &required : Expression::compile(source).value().requirements())
            got += required.path.join(u'/') + u" = "_s + QString::fromUtf8(required.value.toJson());
        QTEST(got, "requirements");
    }

    void lazyNamesAreReadOnce()
    {
        int reads = 0;
        Scope scope;
        scope.set("event", [&]() -> Result<Value> {
            ++reads;
            return json(R"({"data": 1})");
        });
        scope.set("vars", []() -> Result<Value> { return failure(Error::Code::Unavailable, u"Busy."_s); });
        QCOMPARE(outcome(u"2"_s, scope, Environment::signalbox()), u"2"_s);
        QCOMPARE(reads, 0);
        QCOMPARE(outcome(u"event.data + event.data"_s, scope, Environment::signalbox()), u"2"_s);
        QCOMPARE(reads, 1);
        QCOMPARE(outcome(u"vars.x"_s, scope, Environment::signalbox()), u"unavailable: Busy. @ "_s);
    }

    void dottedNamesAreLongestFirst()
    {
        Scope outer;
        outer.set("event", json(R"({"data": {"id": "short"}})"));
        Scope inner(&outer);
        inner.set("event.data", json(R"({"id": "long"})"));
        QCOMPARE(outcome(u"event.data.id"_s, inner, Environment::signalbox()), u"\"long\""_s);
        QCOMPARE(outcome(u"event.data.id"_s, outer, Environment::signalbox()), u"\"short\""_s);
        // Whoever is told what there is hears of it once.
        QCOMPARE(outcome(u"none"_s, inner, Environment::standard()),
            u"invalid-input: There is no \"none\" here; there is: event. @ line 1, column 1"_s);
    }

    void standardDoesNotMixNumbers()
    {
        const Scope scope;
        QVERIFY(
            outcome(u"1 + 1.5"_s, scope, Environment::standard()).contains(u"does not take int and double"));
        QVERIFY(outcome(u"[2, 1].sortBy(x, x)"_s, scope, Environment::standard()).contains(u"sortBy"));
    }
};

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"
