// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/expression/samples.h"
#include "ui/expression/completion.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

struct Typed
{
    QString text;
    qsizetype cursor; ///< where the bar stood
};

Typed typed(QString text)
{
    const auto cursor = text.indexOf(u'|');
    return {text.remove(cursor, 1), cursor};
}

} // namespace

/// In these tests a bar stands for the cursor.
class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void offers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isTemplate");
        QTest::addColumn<QStringList>("first"); // of what is offered
        const auto row = [](const char *name, const QString &text, const QStringList &first,
                             bool isTemplate = false) { QTest::newRow(name) << text << isTemplate << first; };
        row("names", u"|"_s, {u"event"_s});
        row("name", u"ev|"_s, {u"event"_s});
        row("members", u"event.|"_s, {u"type"_s, u"data"_s});
        row("member", u"event.data.co|"_s, {u"country"_s, u"[\"content-type\"]"_s});
        row("as typed before others", u"event.data.p|"_s, {u"paid"_s});
        row("optional member", u"event.?da|"_s, {u"data"_s});
        row("of an element", u"event.data.lines[0].|"_s, {u"sku"_s, u"count"_s});
        row("methods of a text", u"event.data.country.starts|"_s, {u"startsWith()"_s});
        row("of a macro's name", u"event.data.lines.filter(x, x.|"_s, {u"sku"_s, u"count"_s});
        row("of a call", u"event.data.lines.filter(x, true)[0].s|"_s, {u"sku"_s, u"size()"_s});
        row("function", u"1 + dura|"_s, {u"duration()"_s});
        row("function with a dot", u"math.cei|"_s, {u"ceil()"_s});
        row("in a template", u"Dear {{ event.data.cou| }}"_s, {u"country"_s}, true);
        row("in an open template", u"Dear {{ event.data.cou|"_s, {u"country"_s}, true);
    }
    void inJsonStringsAreEscaped()
    {
        const auto at = typed(u"{\"type\": \"{{ event.data.content| }}\"}"_s);
        const auto items = completionsAt(at.text, at.cursor, CodeKind::Json, shopSample());
        QVERIFY(!items.isEmpty());
        QCOMPARE(items.first().text, u"[\\\"content-type\\\"]"_s);
        const auto inString = typed(u"{\"a\": \"{{ event.data[\\\"content-type\\\"].starts| }}\"}"_s);
        const auto methods = completionsAt(inString.text, inString.cursor, CodeKind::Json, shopSample());
        QVERIFY(!methods.isEmpty());
        QCOMPARE(methods.first().text, u"startsWith()"_s);
    }
    void stepsAreToldByTheirNames()
    {
        auto sample = shopSample();
        sample.set("steps", Value::fromJson(R"({"post": {"output": {"status": 200}}})").value());
        sample.labels.insert(u"steps.post"_s, u"Tell the shop"_s);
        const auto items = completionsAt(u"steps."_s, 6, CodeKind::Expression, sample);
        QCOMPARE(items.first().text, u"post"_s);
        QCOMPARE(items.first().detail, u"Tell the shop"_s);
    }
    void offers()
    {
        QFETCH(QString, text);
        QFETCH(bool, isTemplate);
        QFETCH(QStringList, first);
        const auto at = typed(text);
        const auto items = completionsAt(
            at.text, at.cursor, isTemplate ? CodeKind::Template : CodeKind::Expression, shopSample());
        QStringList texts;
        for (const auto &item : items)
            texts += item.text;
        QCOMPARE(texts.mid(0, first.size()), first);
    }

    void offersNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isTemplate");
        QTest::newRow("in a string") << u"'ev|"_s << false;
        QTest::newRow("in a closed string") << u"'ev|'"_s << false;
        QTest::newRow("in a number") << u"12|"_s << false;
        QTest::newRow("no such name") << u"qqqq|"_s << false;
        QTest::newRow("beside the braces") << u"ev| {{ a }}"_s << true;
    }
    void offersNothing()
    {
        QFETCH(QString, text);
        QFETCH(bool, isTemplate);
        const auto at = typed(text);
        QVERIFY(completionsAt(
            at.text, at.cursor, isTemplate ? CodeKind::Template : CodeKind::Expression, shopSample())
                    .isEmpty());
    }

    void numbersHaveNoMethodsOfTexts()
    {
        const auto items = completionsAt(u"event.data.total.", 17, CodeKind::Expression, shopSample());
        QVERIFY(std::ranges::none_of(
            items, [](const CompletionItem &item) { return item.text == u"startsWith()"; }));
    }

    void saysWhatStandsThere()
    {
        const auto items = completionsAt(u"event.data.tot", 14, CodeKind::Expression, shopSample());
        QCOMPARE(items.first().detail, u"250"_s);
        QCOMPARE(items.first().replaced, (CodePart{11, 3}));
    }

    void calls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("argument");
        QTest::newRow("none") << u"a + |"_s << QString() << 0;
        QTest::newRow("first") << u"size(|"_s << u"size"_s << 0;
        QTest::newRow("second") << u"'a'.replace('b', |"_s << u"replace"_s << 1;
        QTest::newRow("inner") << u"a.replace(size(b|), 'c')"_s << u"size"_s << 0;
        QTest::newRow("outer again") << u"a.replace(size(b), |'c')"_s << u"replace"_s << 1;
        QTest::newRow("over a list") << u"size([1, 2, |"_s << u"size"_s << 0;
        QTest::newRow("closed") << u"size(a) + |"_s << QString() << 0;
        QTest::newRow("unknown") << u"qqqq(|"_s << QString() << 0;
    }
    void calls()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(int, argument);
        const auto at = typed(text);
        const auto call = callAt(at.text, at.cursor, CodeKind::Expression);
        QCOMPARE(call.name, name);
        QCOMPARE(call.argument, argument);
        QCOMPARE(call.signatures.isEmpty(), name.isEmpty());
        QCOMPARE(call.help.isEmpty(), name.isEmpty());
    }

    void helpIsAboutTheNameUnderTheCursor()
    {
        QCOMPARE(functionAt(u"size(a.trim())", 9, CodeKind::Expression), u"trim"_s);
        QCOMPARE(functionAt(u"size(a.trim())", 5, CodeKind::Expression), u"size"_s);
        QCOMPARE(functionAt(u"a", 1, CodeKind::Expression), QString());
    }
};

QTEST_MAIN(TestCompletion)
#include "tst_completion.moc"
