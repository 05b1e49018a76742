// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ruletext.h"
#include "tests/ui/editor/editorsupport.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulegraph.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestRuleDocument : public QObject
{
    Q_OBJECT

private slots:
    void randomEditsComeBack_data();
    void randomEditsComeBack();
    void signalsSayWhatChanged();
    void deletingTakesItsLinksInOneCommand();
    void healingKeepsTheLineWhole();
    void typingIsOneCommand();
    void typedAndTakenBackIsNone();
    void whatChangesNothingIsNoCommand();
    void refusedLinks_data();
    void refusedLinks();
    void insertsIntoALink();
    void aCaseThatGoesTakesItsLink();
    void clipboardRoundTrip();
    void pastedExpressionsFollowTheirSteps();
    void strangeClipboardText();
};

namespace {

StepId id(const char *text)
{
    return StepId(QString::fromLatin1(text));
}

Link linked(const char *from, const char *to, const char *port = "out")
{
    return {id(from), id(to), QString::fromLatin1(port)};
}

/// One edit of whatever kind, as a user might do it.
void edit(RuleDocument &document, QRandomGenerator &random)
{
    const auto &rule = document.rule();
    const auto anyStep = [&] {
        return rule.steps.isEmpty() ? StepId(u"none"_s)
                                    : rule.steps.at(random.bounded(int(rule.steps.size()))).id;
    };
    const auto anyLink = [&] {
        return rule.links.isEmpty() ? Link{} : rule.links.at(random.bounded(int(rule.links.size())));
    };
    const QPointF place(random.bounded(100) * 8, random.bounded(100) * 8);
    switch (random.bounded(12)) {
    case 0:
    case 1:
    case 2: {
        const auto &types = testCatalog().types();
        const auto step = document.makeStep(types.at(random.bounded(int(types.size()))).id);
        document.addStep(step, place, {{anyStep(), step.id, u"out"_s}});
        break;
    }
    case 3:
        document.remove({anyStep()}, {}, random.bounded(2));
        break;
    case 4:
    case 5:
        document.addLink({anyStep(), anyStep(), random.bounded(3) ? u"out"_s : u"error"_s});
        break;
    case 6:
        document.removeLink(anyLink());
        break;
    case 7:
        document.moveSteps({{anyStep(), place}, {anyStep(), place + QPointF(8, 8)}});
        break;
    case 8:
        document.renameStep(anyStep(), QString::number(random.bounded(5)));
        break;
    case 9:
        document.setConfig(anyStep(), u"key%1"_s.arg(random.bounded(3)),
            random.bounded(4) ? QJsonValue(random.bounded(100)) : QJsonValue(QJsonValue::Undefined));
        break;
    case 10:
        document.paste(fragmentOf(rule, {anyStep(), anyStep()}), {16, 16});
        break;
    default:
        if (random.bounded(2))
            document.insertIntoLink(anyStep(), anyLink(), place);
        else
            document.setFolder(QString::number(random.bounded(3)));
    }
}

} // namespace

void TestRuleDocument::randomEditsComeBack_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRuleDocument::randomEditsComeBack()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    RuleDocument document(emptyRule(), testCatalog());
    QHash<int, Rule> at{{0, document.rule()}}; // by place in the history
    for (int i = 0; i < 120; ++i) {
        if (random.bounded(6) == 0 && document.undoStack()->canUndo()) {
            document.undoStack()->undo();
            QCOMPARE(document.rule(), at.value(document.undoStack()->index()));
        } else {
            edit(document, random);
            at.insert(document.undoStack()->index(), document.rule());
        }
        // Whatever was done, no link hangs in the air.
        for (const auto &drawn : document.rule().links) {
            QVERIFY(document.rule().step(drawn.from));
            QVERIFY(document.rule().step(drawn.to));
        }
    }
    const auto last = document.rule();
    const auto place = document.undoStack()->index();
    while (document.undoStack()->canUndo()) {
        document.undoStack()->undo();
        QCOMPARE(document.rule(), at.value(document.undoStack()->index()));
    }
    QCOMPARE(document.rule(), emptyRule());
    document.undoStack()->setIndex(place);
    QCOMPARE(document.rule(), last);
}

/// Whoever follows the signals alone knows the same steps, places and links as the document.
void TestRuleDocument::signalsSayWhatChanged()
{
    QRandomGenerator random(7);
    RuleDocument document(emptyRule(), testCatalog());
    QHash<StepId, Step> steps;
    QHash<StepId, QPointF> places;
    QSet<Link> links;
    connect(&document, &RuleDocument::stepAdded, this, [&](const Step &step) {
        QVERIFY(!steps.contains(step.id));
        steps.insert(step.id, step);
        places.insert(step.id, document.rule().layout.value(step.id));
    });
    connect(&document, &RuleDocument::stepRemoved, this, [&](const StepId &step) {
        for (const auto &drawn : std::as_const(links))
            QVERIFY(drawn.from != step && drawn.to != step);
        QVERIFY(steps.remove(step));
        places.remove(step);
    });
    connect(&document, &RuleDocument::stepChanged, this, [&](const Step &step) { steps[step.id] = step; });
    connect(&document, &RuleDocument::stepMoved, this,
        [&](const StepId &step, QPointF place) { places[step] = place; });
    connect(&document, &RuleDocument::linkAdded, this, [&](const Link &drawn) {
        QVERIFY(steps.contains(drawn.from) && steps.contains(drawn.to));
        links.insert(drawn);
    });
    connect(&document, &RuleDocument::linkRemoved, this,
        [&](const Link &drawn) { QVERIFY(links.remove(drawn)); });
    for (int i = 0; i < 400; ++i) {
        if (random.bounded(4) == 0)
            document.undoStack()->undo();
        else if (random.bounded(8) == 0)
            document.undoStack()->redo();
        else
            edit(document, random);
        QCOMPARE(steps.size(), document.rule().steps.size());
        for (const auto &step : document.rule().steps) {
            QCOMPARE(steps.value(step.id), step);
            QCOMPARE(places.value(step.id), document.rule().layout.value(step.id));
        }
        QCOMPARE(links, QSet<Link>(document.rule().links.begin(), document.rule().links.end()));
    }
}

void TestRuleDocument::deletingTakesItsLinksInOneCommand()
{
    RuleDocument document(ruleFromText(u"go > log > http"_s), testCatalog());
    const auto before = document.rule();
    document.remove({id("log")});
    QCOMPARE(document.undoStack()->count(), 1);
    QCOMPARE(document.rule().links.size(), 0);
    QCOMPARE(document.rule().steps.size(), 2);
    document.undoStack()->undo();
    QCOMPARE(document.rule(), before);
}

void TestRuleDocument::healingKeepsTheLineWhole()
{
    RuleDocument document(
        ruleFromText(u"go > if; if:true > log; if:false > log2; log > http"_s), testCatalog());
    document.remove({id("log")}, {}, true);
    QVERIFY(document.rule().links.contains(linked("if", "http", "true")));
    document.remove({id("if")}, {}, true);
    QVERIFY(document.rule().links.contains(linked("go", "http")));
    QVERIFY(document.rule().links.contains(linked("go", "log2")));
    QCOMPARE(document.rule().links.size(), 2);
}

void TestRuleDocument::typingIsOneCommand()
{
    RuleDocument document(ruleFromText(u"go > log"_s), testCatalog());
    const auto before = document.rule();
    for (const auto &text : {u"H"_s, u"He"_s, u"Hel"_s})
        document.setConfig(id("log"), u"message"_s, text);
    QCOMPARE(document.undoStack()->count(), 1);
    document.setConfig(id("log"), u"level"_s, u"error"_s);
    document.setConfig(id("log"), u"message"_s, u"Hello"_s); // the same field, but not in one go
    QCOMPARE(document.undoStack()->count(), 3);
    document.endMerging();
    document.setConfig(id("log"), u"message"_s, u"Hello!"_s);
    QCOMPARE(document.undoStack()->count(), 4);
    document.undoStack()->setIndex(1);
    QCOMPARE(document.rule().step(id("log"))->config.value(u"message"_s).toString(), u"Hel"_s);
    document.undoStack()->undo();
    QCOMPARE(document.rule(), before);
}

void TestRuleDocument::typedAndTakenBackIsNone()
{
    RuleDocument document(ruleFromText(u"go > log"_s), testCatalog());
    document.setConfig(id("log"), u"message"_s, u"H"_s);
    document.setConfig(id("log"), u"message"_s, QJsonValue(QJsonValue::Undefined));
    QCOMPARE(document.undoStack()->count(), 0);
}

void TestRuleDocument::whatChangesNothingIsNoCommand()
{
    RuleDocument document(ruleFromText(u"go > log"_s), testCatalog());
    document.renameStep(id("log"), document.rule().step(id("log"))->name);
    document.remove({});
    document.setName(document.rule().name);
    document.moveSteps({});
    document.replace(document.rule());
    QCOMPARE(document.undoStack()->count(), 0);
}

void TestRuleDocument::refusedLinks_data()
{
    QTest::addColumn<Link>("wanted");
    QTest::addColumn<bool>("fits");
    QTest::newRow("onwards") << linked("log", "http") << true;
    QTest::newRow("branch") << linked("if", "http", "false") << true;
    QTest::newRow("on failure") << linked("log", "http", "error") << true;
    QTest::newRow("failure of a trigger") << linked("go", "http", "error") << false;
    QTest::newRow("itself") << linked("log", "log") << false;
    QTest::newRow("into a trigger") << linked("log", "go") << false;
    QTest::newRow("circle") << linked("log", "if") << false;
    QTest::newRow("twice") << linked("go", "if") << false;
    QTest::newRow("no such port") << linked("if", "http", "out") << false;
    QTest::newRow("nothing follows") << linked("stop", "http") << false;
    QTest::newRow("no such step") << linked("log", "nowhere") << false;
}

void TestRuleDocument::refusedLinks()
{
    QFETCH(const Link, wanted);
    QFETCH(const bool, fits);
    RuleDocument document(ruleFromText(u"go > if; if:true > log; http; stop"_s), testCatalog());
    QCOMPARE(document.addLink(wanted).isEmpty(), fits);
    QCOMPARE(document.rule().links.count(wanted), fits || wanted == linked("go", "if") ? 1 : 0);
    QCOMPARE(document.undoStack()->count(), fits ? 1 : 0);
}

void TestRuleDocument::insertsIntoALink()
{
    RuleDocument document(ruleFromText(u"go > log; http; stop"_s), testCatalog());
    document.insertIntoLink(id("http"), linked("go", "log"), {80, 80});
    QCOMPARE(document.rule().links, (QList<Link>{linked("go", "http"), linked("http", "log")}));
    QCOMPARE(document.undoStack()->count(), 1);
    // What has no way out cannot stand on a wire; it is only moved.
    document.insertIntoLink(id("go"), linked("http", "log"), {8, 8});
    QVERIFY(document.rule().links.contains(linked("http", "log")));
    QCOMPARE(document.rule().layout.value(id("go")), QPointF(8, 8));
}

void TestRuleDocument::aCaseThatGoesTakesItsLink()
{
    const auto cases = [](const QStringList &ports) {
        QJsonArray array;
        for (const auto &port : ports)
            array += QJsonObject{{u"port"_s, port}, {u"when"_s, port}};
        return array;
    };
    RuleDocument document(ruleFromText(u"go > switch; switch:a > log; switch:b > log2; switch:error > http"_s,
                              {{u"switch"_s, {{u"cases"_s, cases({u"a"_s, u"b"_s})}}}}),
        testCatalog());
    const auto before = document.rule();
    document.setConfig(id("switch"), u"cases"_s, cases({u"b"_s}));
    QVERIFY(!document.rule().links.contains(linked("switch", "log", "a")));
    QVERIFY(document.rule().links.contains(linked("switch", "log2", "b")));
    QVERIFY(document.rule().links.contains(linked("switch", "http", "error")));
    document.undoStack()->undo();
    QCOMPARE(document.rule(), before);
}

void TestRuleDocument::clipboardRoundTrip()
{
    auto rule = ruleFromText(u"go > if; if:true > log; if:error > http"_s);
    rule.layout = {{id("if"), {100, 50}}, {id("log"), {300, 0}}};
    const auto fragment = fragmentOf(rule, {id("if"), id("log")});
    QCOMPARE(fragment.links, QList<Link>{linked("if", "log", "true")});
    const auto read = fragmentFromText(toText(fragment));
    QVERIFY(read.has_value());
    QCOMPARE(*read, fragment);

    RuleDocument document(rule, testCatalog());
    const auto ids = document.paste(*read, {16, 24});
    QCOMPARE(ids, (QList<StepId>{id("if2"), id("log2")}));
    QVERIFY(document.rule().links.contains(linked("if2", "log2", "true")));
    QCOMPARE(document.rule().layout.value(id("if2")), QPointF(116, 74));
    QCOMPARE(document.undoStack()->count(), 1);
}

void TestRuleDocument::pastedExpressionsFollowTheirSteps()
{
    auto rule = ruleFromText(u"go > set > if; if:true > log; http"_s,
        {{u"if"_s, {{u"condition"_s, u"steps.set.output.a > steps.http.output.b"_s}}},
            {u"log"_s, {{u"message"_s, u"steps.set is {{ steps.set.output }}"_s}}}});
    RuleDocument document(rule, testCatalog());
    document.paste(fragmentOf(rule, {id("set"), id("if"), id("log")}), {});
    QCOMPARE(document.rule().step(id("if2"))->config.value(u"condition"_s).toString(),
        u"steps.set2.output.a > steps.http.output.b"_s);
    QVERIFY(document.rule()
                .step(id("log2"))
                ->config.value(u"message"_s)
                .toString()
                .contains(u"{{ steps.set2.output }}"_s));
}

void TestRuleDocument::strangeClipboardText()
{
    for (const auto &text : {u""_s, u"hello"_s, u"{}"_s, u"[1,2]"_s, u"{\"format\":\"signalbox/steps\"}"_s,
             u"{\"format\":\"signalbox/steps\",\"formatVersion\":99,\"steps\":[]}"_s})
        QVERIFY2(!fragmentFromText(text), qPrintable(text));
    // A whole rule is steps, too.
    QVERIFY(fragmentFromText(
        u"{\"format\":\"signalbox/rule\",\"formatVersion\":1,\"id\":\"x\",\"steps\":[{\"id\":\"a\",\"type\":\"log\"}]}"_s));
}

QTEST_GUILESS_MAIN(TestRuleDocument)
#include "tst_ruledocument.moc"
