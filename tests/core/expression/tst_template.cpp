// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/template.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

Scope sampleScope()
{
    Scope scope;
    scope.set("event",
        *Value::fromJson(
            R"({"data": {"id": 7, "text": "{{ 1 + 1 }}", "half": "{{", "list": [1, 2], "none": null}})"));
    return scope;
}

QJsonValue jsonOf(const char *text)
{
    return QJsonDocument::fromJson(QByteArray("[") + text + "]").array().first();
}

} // namespace

class TestTemplate : public QObject
{
    Q_OBJECT

private slots:
    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result"); // as JSON
        const auto row = [](const char *text, const char *result) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(result);
        };
        row("", "\"\"");
        row("plain", "\"plain\"");
        row("one } two }} three {", "\"one } two }} three {\"");
        row("Order {{ event.data.id }} came in", "\"Order 7 came in\"");
        row("{{event.data.id}}{{event.data.id}}", "\"77\"");
        row("a {{ event.data.list }} b", "\"a [1,2] b\"");
        row("a {{ event.data.none }}", "\"a null\"");
        // one expression keeps its type
        row("{{ event.data.id }}", "7");
        row("{{ event.data.list }}", "[1,2]");
        row(" {{ event.data.id }}", "\" 7\"");
        // braces inside of expressions
        row("{{ {'a': {'b': 1}}.a.b }}", "1");
        row("{{ '}}' }}!", "\"}}!\"");
        row("{{ '{{' }} x", "\"{{ x\"");
        row("{{ {'a': 1} }}", "{\"a\":1}");
        // what data holds is text
        row("{{ event.data.text }}", "\"{{ 1 + 1 }}\"");
        row("a {{ event.data.text }}", "\"a {{ 1 + 1 }}\"");
        row("{{ event.data.half }} 1 }}", "\"{{ 1 }}\"");
    }
    void texts()
    {
        QFETCH(QString, text);
        const auto compiled = Template::compile(text);
        QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error().message));
        const auto value = compiled->render(sampleScope());
        QVERIFY2(value, qPrintable(value ? QString() : value.error().message));
        QTEST(QString::fromUtf8(value->toJson()), "result");
        QCOMPARE(compiled->isConstant(), !text.contains(u"{{"));
    }

    void failures_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("context");
        QTest::newRow("not closed") << u"abc {{ 1"_s << u"line 1, column 5"_s;
        QTest::newRow("no expression") << u"abc {{ 1 + }}"_s << u"line 1, column 12"_s;
        QTest::newRow("empty") << u"é\n {{}}"_s << u"line 2, column 4"_s;
        QTest::newRow("missing member") << u"é\n {{ event.data.x }}"_s << u"line 2, column 16"_s;
        QTest::newRow("second line of an expression")
            << u"{{ 1 +\n event.data.x }}"_s << u"line 2, column 13"_s;
    }
    void failures()
    {
        QFETCH(QString, text);
        auto value = Template::compile(text).and_then(
            [](const Template &compiled) { return compiled.render(sampleScope()); });
        QVERIFY(!value);
        QCOMPARE(value.error().code, Error::Code::InvalidInput);
        QTEST(value.error().context, "context");
    }

    void json_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *json, const char *result) {
            QTest::newRow(json) << QString::fromUtf8(json) << QString::fromUtf8(result);
        };
        row("1", "1");
        row("\"{{ event.data.id }}\"", "7");
        row(R"({"order": "{{ event.data.id }}", "fixed": [1, true, null]})",
            R"({"fixed":[1,true,null],"order":7})");
        row(R"({"deep": [{"x": "no. {{ event.data.id }}"}]})", R"({"deep":[{"x":"no. 7"}]})");
        row(R"({"{{ key }}": "{{ event.data.text }}"})", R"({"{{ key }}":"{{ 1 + 1 }}"})");
    }
    void json()
    {
        QFETCH(QString, json);
        const auto compiled = JsonTemplate::compile(jsonOf(json.toUtf8().constData()));
        QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error().message));
        const auto value = compiled->render(sampleScope());
        QVERIFY2(value, qPrintable(value ? QString() : value.error().message));
        QTEST(QString::fromUtf8(value->toJson()), "result");
    }

    void jsonErrorsNameTheirPlace()
    {
        const auto bad = JsonTemplate::compile(jsonOf(R"({"body": {"lines": ["{{ 1 + }}"]}})"));
        QVERIFY(!bad);
        QCOMPARE(bad.error().context, u"body.lines[0]: line 1, column 8"_s);
        const auto missing = JsonTemplate::compile(jsonOf(R"({"a": ["x", "{{ event.data.y }}"]})"))
                                 .value()
                                 .render(sampleScope());
        QVERIFY(!missing);
        QCOMPARE(missing.error().context, u"a[1]: line 1, column 15"_s);
    }

    void references()
    {
        const auto compiled = JsonTemplate::compile(
            jsonOf(R"({"a": "{{ event.x }} {{ steps.s.output }}", "b": ["{{ event.y }}"]})"));
        QVERIFY(compiled);
        QCOMPARE(compiled->references(), (QStringList{u"event"_s, u"steps.s"_s}));
    }

    void theResultIsBounded()
    {
        auto limits = Environment::signalbox().limits();
        limits.resultSize = 100;
        const auto environment = Environment::signalbox().withLimits(limits);
        Scope scope;
        scope.set("event", Value::string(std::string(60, 'x')));
        const auto twice = Template::compile(u"{{ event }}{{ event }}"_s, environment).value().render(scope);
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, Error::Code::Unavailable);
        const auto list = JsonTemplate::compile(jsonOf(R"(["{{ event }}", "{{ event }}"])"), environment);
        QCOMPARE(list.value().render(scope).error().code, Error::Code::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
