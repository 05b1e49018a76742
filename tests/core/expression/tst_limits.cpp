// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/check.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

Error::Code codeOf(const Result<Value> &value)
{
    return value ? Error::Code::Internal : value.error().code;
}

Result<Value> evaluated(const QString &source, const Environment &environment = Environment::signalbox())
{
    Scope scope;
    scope.set("item", Value::string(std::string(1000, 'a')));
    return Expression::compile(source, environment).and_then([&](const Expression &compiled) {
        return compiled.evaluate(scope);
    });
}

} // namespace

/// What expressions and data that mean harm come to: an error, in bounded time, memory and stack.
class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void deepSources_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("core");
        QTest::addColumn<QString>("after");
        QTest::newRow("parentheses") << u"("_s << u"1"_s << u")"_s;
        QTest::newRow("lists") << u"["_s << u"1"_s << u"]"_s;
        QTest::newRow("maps") << u"{1:"_s << u"1"_s << u"}"_s;
        QTest::newRow("keys of maps") << u"{"_s << u"1"_s << u":1}"_s;
        QTest::newRow("not") << u"!"_s << u"true"_s << QString();
        QTest::newRow("minus") << u"-"_s << u"item"_s << QString();
        QTest::newRow("functions") << u"size("_s << u"1"_s << u")"_s;
        QTest::newRow("methods") << u"'a'.contains("_s << u"'a'"_s << u")"_s;
        QTest::newRow("conditions") << u"true?1:"_s << u"1"_s << QString();
        QTest::newRow("conditions in conditions") << u"true?("_s << u"1"_s << u"):2"_s;
        QTest::newRow("sums") << u"1+"_s << u"1"_s << QString();
        QTest::newRow("sums in brackets") << u"1+("_s << u"1"_s << u")"_s;
        QTest::newRow("comparisons") << QString() << u"1"_s << u"<1"_s;
        QTest::newRow("members") << QString() << u"item"_s << u".a"_s;
        QTest::newRow("optional members") << QString() << u"item"_s << u".?a"_s;
        QTest::newRow("elements") << QString() << u"item"_s << u"[0]"_s;
        QTest::newRow("elements of elements") << u"item["_s << u"0"_s << u"]"_s;
        QTest::newRow("macros") << u"[1].map(x,"_s << u"x"_s << u")"_s;
        QTest::newRow("calls of results") << QString() << u"item"_s << u".trim()"_s;
        QTest::newRow("alternatives") << u"true&&(false||"_s << u"true"_s << u")"_s;
    }
    void deepSources()
    {
        QFETCH(QString, before);
        QFETCH(QString, core);
        QFETCH(QString, after);
        const auto deep = [&](int levels) { return before.repeated(levels) + core + after.repeated(levels); };
        const auto limits = ExpressionLimits{.sourceLength = 1'000'000};
        for (const auto &environment : {Environment::signalbox(), Environment::standard()}) {
            const auto roomy = environment.withLimits(limits);
            for (const int levels : {1000, 10'000}) {
                const auto compiled = Expression::compile(deep(levels), roomy);
                QVERIFY(!compiled);
                QVERIFY2(compiled.error().message.contains(u"deeper than 200"),
                    qPrintable(compiled.error().message));
                QVERIFY(!checkExpression(deep(levels), roomy).isUsable());
            }
            // What is nearly as deep as may be goes through all the rest.
            (void)evaluated(deep(98), roomy);
            (void)checkExpression(deep(98), roomy);
        }
    }

    void longChainsOfAndOrAreFine()
    {
        QCOMPARE(evaluated(u"true"_s + u"&&true"_s.repeated(10'000)).value(), Value::boolean(true));
        QCOMPARE(evaluated(u"false"_s + u"||false"_s.repeated(10'000)).value(), Value::boolean(false));
    }

    void longSources()
    {
        const auto text = u"1 "_s.repeated(60'000);
        QCOMPARE(Expression::compile(text).error().code, Error::Code::InvalidInput);
        QVERIFY(!checkExpression(text).isUsable());
        QCOMPARE(Template::compile(u"x"_s.repeated(100'001)).error().code, Error::Code::InvalidInput);
        QVERIFY(!checkTemplate(u"x"_s.repeated(100'001)).isUsable());
    }

    void work_data()
    {
        QTest::addColumn<QString>("source");
        const auto row = [](const char *source) { QTest::newRow(source) << QString::fromUtf8(source); };
        // loops in loops
        row("lists.range(1000).all(x, lists.range(1000).all(y, lists.range(1000).all(z, true)))");
        row("lists.range(1000).map(x, lists.range(1000).map(y, x * y)).size() > 0 || true");
        row("lists.range(100000).map(x, item.contains('b' + string(x)))");
        row("lists.range(100000).exists(x, [item].exists(y, y + y + y == ''))");
        // every step doubles
        row("cel.bind(a, item + item, cel.bind(b, a + a + a + a, cel.bind(c, b + b + b + b, cel.bind(d, c "
            "+ c + c + c, "
            "cel.bind(e, d + d + d + d, cel.bind(f, e + e + e + e, f + f + f + f + f + f + f + f))))))");
        row("cel.bind(a, [item, item], cel.bind(b, [a, a, a, a], cel.bind(c, [b, b, b, b], cel.bind(d, [c, "
            "c, c, c], "
            "cel.bind(e, [d, d, d, d], cel.bind(f, [e, e, e, e], [f, f, f, f, f, f, f, f, f, f, f, f]))))))");
        // results that are far larger than what they are made of
        row("item.replace('', item).replace('', item)");
        row("lists.range(100000).map(x, item)");
        row("lists.range(1000000000)");
        row("'%.100f'.format([1e308]).split('').map(x, '%.100f'.format([1e308])).map(x, x.split('').map(y, "
            "[x, y]))");
        // patterns that are dear to read
        row("lists.range(100000).map(x, 'a'.matches('(a{1,500}b)+' + string(x)))");
    }
    void work()
    {
        QFETCH(QString, source);
        const auto value = evaluated(source);
        QVERIFY2(!value, value ? value->toJson().left(100).constData() : "");
        QVERIFY2(codeOf(value) == Error::Code::Unavailable, qPrintable(value.error().message));
        QVERIFY(!value.error().context.isEmpty());
    }

    void nothingAbsorbsALimit()
    {
        const auto heavy = u"lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0))"_s;
        for (const auto &source : {heavy + u" || true"_s, u"false && "_s + heavy, u"true || "_s + heavy,
                 u"[1].exists(z, "_s + heavy + u")"_s})
            (void)evaluated(source);
        QCOMPARE(codeOf(evaluated(heavy + u" || true"_s)), Error::Code::Unavailable);
        QCOMPARE(
            codeOf(evaluated(u"[1, 2].exists(z, z == 2 || "_s + heavy + u")"_s)), Error::Code::Unavailable);
        QVERIFY(evaluated(u"true || "_s + heavy));
    }

    void limitsAreThoseOfTheEnvironment()
    {
        const auto few = Environment::signalbox().withLimits({.steps = 50});
        QVERIFY(evaluated(u"[1, 2, 3].map(x, x + 1)"_s, few));
        QCOMPARE(codeOf(evaluated(u"lists.range(30).map(x, x + 1)"_s, few)), Error::Code::Unavailable);
        const auto small = Environment::signalbox().withLimits({.resultSize = 1500});
        QVERIFY(evaluated(u"item"_s, small));
        QCOMPARE(codeOf(evaluated(u"item + item"_s, small)), Error::Code::Unavailable);
        QCOMPARE(codeOf(evaluated(u"[item, item]"_s, small)), Error::Code::Unavailable);
        const auto flat = Environment::signalbox().withLimits({.nesting = 5});
        QVERIFY(evaluated(u"[[[1]]]"_s, flat));
        QVERIFY(!Expression::compile(u"[[[[[[1]]]]]]"_s, flat));
    }

    void resultsAreNotDeep()
    {
        const auto nested = [](int levels) { return u"["_s.repeated(levels) + u"]"_s.repeated(levels); };
        QVERIFY(evaluated(nested(64)));
        QCOMPARE(codeOf(evaluated(nested(65))), Error::Code::Unavailable);
        QCOMPARE(codeOf(evaluated(u"[1].map(x, "_s + nested(64) + u")"_s)), Error::Code::Unavailable);
        QCOMPARE(codeOf(evaluated(u"{'a': "_s + nested(64) + u"}"_s)), Error::Code::Unavailable);
    }

    void regularExpressionsTakeLinearTime()
    {
        // Each of them takes an engine that tries ways one after another longer than the universe has been
        // there.
        for (const char *pattern :
            {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){20}b", "^(([a-z])+.)+[A-Z]([a-z])+$"}) {
            const auto source = u"(item + '!').matches(r'%1')"_s.arg(QString::fromLatin1(pattern));
            QCOMPARE(evaluated(source).value(), Value::boolean(false));
        }
        for (const char *pattern : {"((a{100}){100}){100}", "(", "a{2,1}", "(?=a)", "\\\\1"}) {
            const auto source = u"item.matches('%1')"_s.arg(QString::fromLatin1(pattern));
            QCOMPARE(codeOf(evaluated(source)), Error::Code::InvalidInput);
        }
    }

    void dataIsNeverCode()
    {
        Scope scope;
        scope.set("event",
            Value::map({MapEntry{Value::string("data"),
                Value::string("{{ vars.secret }}{{ 1 / 0 }} ${1} {% x %} \"}} '}} \\u007b\\u007b 1 }}")}}));
        scope.set("vars", Value::map({MapEntry{Value::string("secret"), Value::string("s3cret")}}));
        const auto &data = *scope.find("event");
        const auto text = data->find("data")->toQString();
        QCOMPARE(Template::compile(u"{{ event.data }}"_s).value().render(scope).value().toQString(), text);
        QCOMPARE(Template::compile(u"a {{ event.data }} b"_s).value().render(scope).value().toQString(),
            u"a "_s + text + u" b"_s);
        QCOMPARE(
            Template::compile(u"{{ event.data + event.data }}"_s).value().render(scope).value().toQString(),
            text + text);
    }

    void manyBracesAreReadOnce()
    {
        // Each would be a reason to read the rest of the text again.
        for (const char *piece : {"{{ ' }}", "{{ \"\"\" ", "{{ [ }}", "{{ {", "{{{{", "}}{{", "{{1}}"}) {
            const auto text = QString::fromLatin1(piece).repeated(10'000);
            (void)Template::compile(text);
            (void)checkTemplate(text);
        }
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
