// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/expression.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// Where the types are learned from a sample.
Environment sampled(bool complete = false)
{
    const auto sample = Value::fromJson(
        R"({"id": 7, "total": 12.5, "note": null, "name": "Ann", "tags": ["a"], "customer": {"city": "Bern"}})");
    auto data = Type::ofValue(*sample);
    if (complete)
        data = Type::object(data.members(), true);
    return Environment::signalbox().withVariable(
        u"event"_s, Type::object({{"data", data}, {"type", Type::Kind::String}}));
}

/// "message [text that it is about] -> fix", one a line.
QString shown(const QString &text, const QList<ExpressionProblem> &problems)
{
    QStringList lines;
    for (const auto &problem : problems)
        lines += (problem.warning ? u"warning: "_s : QString()) + problem.message
            + u" [%1]"_s.arg(QStringView(text).mid(problem.start, problem.length))
            + (problem.fix.isEmpty() ? QString() : u" -> "_s + problem.fix);
    return lines.join(u'\n');
}

} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private slots:
    void problems_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *source, const char *problems) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(problems);
        };
        row("event.data.total > 100 && event.type == 'x'", "");
        row("1 +", "The expression ends where a value is missing. []");
        // names
        row("evnt.data", "There is no \"evnt\" here; do you mean \"event\"? [evnt] -> event");
        row("'ü' + whatever",
            "There is no \"whatever\" here; there is: event, request, steps, trigger, run, rule, vars, item, "
            "index, awaited. "
            "[whatever]");
        row("[1].map(x, y)", "There is no \"y\" here; do you mean \"x\"? [y] -> x");
        row("[1].map(x, x) == x",
            "There is no \"x\" here; there is: event, request, steps, trigger, run, rule, vars, "
            "item, index, awaited. [x]");
        row("int == string", "");
        row("a.b.c",
            "There is no \"a\" here; there is: event, request, steps, trigger, run, rule, vars, item, index, "
            "awaited. [a]");
        // members
        row("event.data.totl > 1",
            "warning: No sample has a member \"totl\"; do you mean \"total\"? [totl] -> total");
        row("event.data.something_else > 1", "");
        row("has(event.data.totl)", "");
        row("event.data.?totl.orValue(1)", "");
        row("event.data.id.x", "This is int, so it has no member \"x\". [x]");
        row("event.data.note.x", "");
        row("event.data.tags.size() + event.data.customer.city.size()", "");
        row("{'a': 1}.b", "There is no member \"b\"; there is: a. [b] -> a");
        // elements
        row("event.data.tags['x']", "The elements of a list have numbers; this is string. ['x']");
        row("event.data.id[0]", "This is int, so nothing can be taken out of it with [ ]. [[]");
        row("event.data[1]", "The keys of this map are text; this is int. [1]");
        row("{1.5: 1}", "A key is a string, int, uint or bool; this is double. [1.5]");
        // operators
        row("event.data.name + 1", "\"+\" does not take string and int. [+]");
        row("event.data.name - 'x'", "\"-\" does not take string and string. [-]");
        row("1 + 1.5 + event.data.id", "");
        row("event.data.name > 1", "\">\" does not take string and int. [>]");
        row("[1] < [2]", "\"<\" does not take list and list. [<]");
        row("event.data.name == 1", "warning: string and int are never equal. [==]");
        row("event.data.name == null", "");
        row("event.data.id == 1.5", "");
        row("1 in 'abc'", "After \"in\" stands a list or a map; this is string. [in]");
        row("-event.data.name", "\"-\" does not take string. [-]");
        row("event.data.name && true", "A condition is true or false; this is string. [event.data.name]");
        row("!event.data.id", "A condition is true or false; this is int. [event.data.id]");
        row("event.data.id ? 1 : 2", "A condition is true or false; this is int. [event.data.id]");
        row("now() - now() > duration('1h')", "");
        row("now() + now()", "\"+\" does not take timestamp and timestamp. [+]");
        // functions
        row("event.data.name.startWith('A')",
            "There is no method startWith(); do you mean startsWith()? [startWith] -> startsWith");
        row("sizze('a')", "There is no function sizze(); do you mean size()? [sizze] -> size");
        row("startsWith('a', 'b')",
            "startsWith() is a method: write it with a dot after the value. [startsWith]");
        row("'{}'.parseJson()",
            "parseJson() is a function: write parseJson(…) with the value in the brackets. [parseJson]");
        row("math.sqart(2)", "There is no function math.sqart(); do you mean math.sqrt()? [sqart] -> sqrt");
        row("event.data.id.startsWith('x')",
            "startsWith does not take (int, string); there is: string.startsWith(string) -> bool. "
            "[startsWith]");
        row("size(1, 2)",
            "size does not take (int, int); there is: size(string) -> int; size(bytes) -> int; "
            "size(list(A)) -> int; size(map(A, B)) -> int. [size]");
        row("unknown(evnt)",
            "There is no \"evnt\" here; do you mean \"event\"? [evnt] -> event\n"
            "There is no function unknown(). [unknown]");
        // macros
        row("event.data.id.map(x, x)", "This is int; only a list or a map can be gone through. [id]");
        row("event.data.tags.all(t, t + 'x')", "A condition is true or false; this is string. [t + 'x']");
        row("event.data.tags.map(t, t + 1)", "\"+\" does not take string and int. [+]");
        row("event.data.id.optMap(x, x)", "This is int, not an optional value. [id]");
        row("[?1]", "After a ? stands an optional value; this is int. [1]");
        // several
        row("evnt.x + vrs.y",
            "There is no \"evnt\" here; do you mean \"event\"? [evnt] -> event\n"
            "There is no \"vrs\" here; do you mean \"vars\"? [vrs] -> vars");
    }
    void problems()
    {
        QFETCH(QString, source);
        const auto check = checkExpression(source, sampled());
        for (const auto &problem : check.problems)
            QVERIFY(problem.start >= 0 && problem.length > 0 && problem.start <= source.size());
        auto text = shown(source, check.problems);
        // The order of problems at different places is that of the places; the test's is that of the text.
        QStringList got = text.split(u'\n');
        QFETCH(QString, problems);
        QStringList wanted = problems.split(u'\n');
        got.sort();
        wanted.sort();
        QCOMPARE(got, wanted);
        QCOMPARE(check.isUsable(), problems.isEmpty() || problems.startsWith(u"warning"));
        QCOMPARE(Expression::compile(source, sampled()).has_value(), check.isUsable());
    }

    void aSchemaIsTheWholeTruth()
    {
        const auto check = checkExpression(u"event.data.nothing", sampled(true));
        QCOMPARE(check.problems.size(), 1);
        QVERIFY(!check.isUsable());
        QVERIFY(checkExpression(u"has(event.data.nothing)", sampled(true)).isUsable());
    }

    void types_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("type");
        const auto row = [](const char *source, const char *type) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(type);
        };
        row("1", "int");
        row("event.data.total", "double");
        row("event.data.total * 2", "double");
        row("event.data.id + event.data.what", "number");
        row("event.data.what", "dyn");
        row("event.data.tags", "list(string)");
        row("event.data.tags[0]", "string");
        row("event.data.tags.map(t, t.size())", "list(int)");
        row("event.data.?customer", "optional(map)");
        row("event.data.?id.orValue(0)", "int");
        row("event.data.tags.groupBy(t, t.size())", "map(int, list(string))");
        row("{'a': 1}.transformMap(k, v, string(v))", "map(string, string)");
        row("true ? 1 : 1.5", "number");
        row("true ? 1 : 'a'", "dyn");
        row("[1, 2].max()", "int");
        row("now() - now()", "duration");
        row("now() + duration('1s')", "timestamp");
        row("cel.bind(x, 'a', x + x)", "string");
        row("optional.of(1).optMap(x, x > 1)", "optional(bool)");
        row("type(1)", "type");
        row("dyn(1)", "dyn");
        row("string(event.data.what)", "string");
        row("size(event.data.what)", "int");
    }
    void types()
    {
        QFETCH(QString, source);
        const auto check = checkExpression(source, sampled());
        QVERIFY2(check.problems.isEmpty(), qPrintable(shown(source, check.problems)));
        QTEST(check.type.name(), "type");
    }

    void templates()
    {
        const auto text = u"ü {{ evnt.id }} and {{ event.data.totl }} {{ 1"_s;
        const auto check = checkTemplate(text, sampled());
        QCOMPARE(shown(text, check.problems),
            u"There is no \"evnt\" here; do you mean \"event\"? [evnt] -> event\n"
            "warning: No sample has a member \"totl\"; do you mean \"total\"? [totl] -> total\n"
            "Here {{ opens an expression that no }} closes. [{{]"_s);
        QCOMPARE(check.type.name(), u"string"_s);
        QCOMPARE(checkTemplate(u"{{ event.data.id }}"_s, sampled()).type.name(), u"int"_s);
        QCOMPARE(checkTemplate(u"{{ event.data.id }} {{ steps.a.output }}"_s, sampled()).references,
            (QStringList{u"event"_s, u"steps.a"_s}));
    }

    void unknownNamesCanBeAllowed()
    {
        QVERIFY(checkExpression(u"x.y > 1", Environment::signalbox().withAnyName()).problems.isEmpty());
        QVERIFY(checkExpression(u"x.y > 1", Environment::standard()).problems.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
