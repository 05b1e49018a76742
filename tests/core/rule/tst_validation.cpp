// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/validation.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// A small catalogue of its own: validation knows no type by name but `each`, whose body it checks.
StepCatalog catalog()
{
    StepType start{.id = u"start"_s, .group = StepGroup::Trigger, .title = {}, .help = {}, .icon = {}};
    StepType work{.id = u"work"_s, .group = StepGroup::Outside, .title = {}, .help = {}, .icon = {}};
    work.fields = {
        {.key = u"text"_s, .label = u"Text"_s, .required = true, .template_ = true},
        {.key = u"when"_s, .kind = FieldKind::Expression, .label = u"When"_s},
        {.key = u"count"_s, .kind = FieldKind::Integer, .label = u"Count"_s, .minimum = 1, .maximum = 9},
        {.key = u"mode"_s,
            .kind = FieldKind::Choice,
            .label = u"Mode"_s,
            .fallback = u"a"_s,
            .choices = {{u"a"_s, {}}, {u"b"_s, {}}}},
        {.key = u"onlyB"_s,
            .label = u"Only B"_s,
            .required = true,
            .onlyWhenKey = u"mode"_s,
            .onlyWhenIn = {u"b"_s}},
        {.key = u"limit"_s, .kind = FieldKind::Duration, .label = u"Limit"_s},
    };
    StepType fork{.id = u"fork"_s, .group = StepGroup::Decision, .title = {}, .help = {}, .icon = {}};
    fork.portsOf = [](const QJsonObject &) { return QList<Port>{{u"true"_s, {}}, {u"false"_s, {}}}; };
    StepType each{.id = u"each"_s, .group = StepGroup::Flow, .title = {}, .help = {}, .icon = {}};
    each.portsOf = [](const QJsonObject &) { return QList<Port>{{u"item"_s, {}}, {u"out"_s, {}}}; };
    return StepCatalog({start, work, fork, each});
}

Rule sound()
{
    Rule rule;
    rule.id = RuleId(u"r"_s);
    rule.steps = {{.id = StepId(u"go"_s), .type = u"start"_s}, {.id = StepId(u"fork"_s), .type = u"fork"_s},
        {.id = StepId(u"work"_s), .type = u"work"_s, .config = {{u"text"_s, u"{{ event.data.x }}"_s}}}};
    rule.links = {{StepId(u"go"_s), StepId(u"fork"_s)}, {StepId(u"fork"_s), StepId(u"work"_s), u"true"_s}};
    return rule;
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private slots:
    void aSoundRuleHasNoProblems() { QCOMPARE(validate(sound(), catalog()), QList<Problem>{}); }

    void configs_data()
    {
        QTest::addColumn<QJsonObject>("config");
        QTest::addColumn<QString>("field"); // of the only problem; empty: none
        const auto row = [](const char *name, QJsonObject config, const QString &field) {
            if (!config.contains(u"text"_s))
                config.insert(u"text"_s, u"x"_s);
            QTest::newRow(name) << config << field;
        };
        row("all good",
            {{u"count"_s, 5}, {u"mode"_s, u"b"_s}, {u"onlyB"_s, u"y"_s}, {u"limit"_s, u"5m"_s},
                {u"when"_s, u"1 < 2"_s}},
            {});
        row("required is blank", {{u"text"_s, u"  "_s}}, u"text"_s);
        row("template does not compile", {{u"text"_s, u"{{ 1 + }}"_s}}, u"text"_s);
        row("template is not closed", {{u"text"_s, u"{{ 1 "_s}}, u"text"_s);
        row("template names a missing step", {{u"text"_s, u"{{ steps.nobody.output }}"_s}}, u"text"_s);
        row("template names a step", {{u"text"_s, u"{{ steps.fork.output }}"_s}}, {});
        row("expression does not compile", {{u"when"_s, u"event.data.x >"_s}}, u"when"_s);
        row("expression names a missing step", {{u"when"_s, u"steps.nobody.output > 1"_s}}, u"when"_s);
        row("expression is a number", {{u"when"_s, 5}}, u"when"_s);
        row("number is text", {{u"count"_s, u"5"_s}}, u"count"_s);
        row("number has a fraction", {{u"count"_s, 1.5}}, u"count"_s);
        row("number is too small", {{u"count"_s, 0}}, u"count"_s);
        row("number is too large", {{u"count"_s, 10}}, u"count"_s);
        row("no such choice", {{u"mode"_s, u"c"_s}}, u"mode"_s);
        row("required where it is shown", {{u"mode"_s, u"b"_s}}, u"onlyB"_s);
        row("no length of time", {{u"limit"_s, u"soon"_s}}, u"limit"_s);
    }
    void configs()
    {
        QFETCH(QJsonObject, config);
        QFETCH(QString, field);
        auto rule = sound();
        rule.steps[2].config = config;
        const auto problems = validate(rule, catalog());
        QCOMPARE(problems.size(), field.isEmpty() ? 0 : 1);
        if (!field.isEmpty()) {
            QCOMPARE(problems.first().step, u"work"_s);
            QCOMPARE(problems.first().field, field);
            QVERIFY(!problems.first().message.isEmpty());
        }
    }

    void howRunsGoTogether_data()
    {
        QTest::addColumn<QJsonObject>("runs");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QJsonObject &runs, const QString &field) {
            QTest::newRow(name) << runs << field;
        };
        row("nothing", {}, {});
        row("everything",
            {{u"mode"_s, u"queue"_s}, {u"queueLimit"_s, 5}, {u"key"_s, u"event.data.id"_s},
                {u"debounce"_s, u"5s"_s}, {u"rate"_s, 3}, {u"ratePer"_s, u"1h"_s}, {u"rateOver"_s, u"drop"_s},
                {u"timeout"_s, u"1d"_s}, {u"onFailure"_s, u"nurse"_s}, {u"later"_s, true}},
            {});
        row("no such mode", {{u"mode"_s, u"sometimes"_s}}, u"runs.mode"_s);
        row("no place to wait", {{u"mode"_s, u"queue"_s}, {u"queueLimit"_s, 0}}, u"runs.queueLimit"_s);
        row("no expression", {{u"key"_s, u"event.data."_s}}, u"runs.key"_s);
        row("a key of a step", {{u"key"_s, u"steps.fork.output"_s}}, u"runs.key"_s);
        row("no length of time", {{u"debounce"_s, u"soon"_s}}, u"runs.debounce"_s);
        row("no number", {{u"rate"_s, u"often"_s}}, u"runs.rate"_s);
        row("its own nurse", {{u"onFailure"_s, u"self"_s}}, u"runs.onFailure"_s);
    }
    void howRunsGoTogether()
    {
        QFETCH(QJsonObject, runs);
        QFETCH(QString, field);
        auto rule = sound();
        rule.id = RuleId(u"self"_s);
        rule.runs = runs;
        const auto problems = validate(rule, catalog());
        QCOMPARE(problems.size(), field.isEmpty() ? 0 : 1);
        if (!field.isEmpty()) {
            QCOMPARE(problems.first().step, QString());
            QCOMPARE(problems.first().field, field);
        }
    }

    void graphs_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("field");
        QTest::newRow("unknown type") << u"type"_s << u"work"_s << u"type"_s;
        QTest::newRow("no trigger") << u"no trigger"_s << u""_s << u"steps"_s;
        QTest::newRow("link to nowhere") << u"nowhere"_s << u"fork"_s << u"links"_s;
        QTest::newRow("unknown port") << u"port"_s << u"fork"_s << u"links"_s;
        QTest::newRow("into a trigger") << u"into trigger"_s << u"go"_s << u"links"_s;
        QTest::newRow("circle") << u"circle"_s << u"fork"_s << u"links"_s;
        QTest::newRow("out of reach") << u"reach"_s << u"work"_s << u"links"_s;
    }
    void graphs()
    {
        QFETCH(QString, change);
        QFETCH(QString, step);
        QFETCH(QString, field);
        auto rule = sound();
        const StepId go(u"go"_s), fork(u"fork"_s), work(u"work"_s);
        if (change == u"type")
            rule.steps[2].type = u"teleport"_s;
        else if (change == u"no trigger")
            rule.steps.removeFirst(), rule.links.removeFirst();
        else if (change == u"nowhere")
            rule.links += Link{fork, StepId(u"gone"_s), u"false"_s};
        else if (change == u"port")
            rule.links[1].port = u"maybe"_s;
        else if (change == u"into trigger")
            rule.links += Link{fork, go, u"false"_s};
        else if (change == u"circle")
            rule.links += Link{work, fork};
        else
            rule.links.removeLast();
        const auto problems = validate(rule, catalog());
        const auto fits
            = [&](const Problem &problem) { return problem.step == step && problem.field == field; };
        QVERIFY(std::ranges::any_of(problems, fits));
    }

    void aBodyIsReachedByItsItemsAlone()
    {
        auto rule = sound();
        const StepId go(u"go"_s), each(u"each"_s), fork(u"fork"_s), work(u"work"_s);
        rule.steps += Step{.id = each, .type = u"each"_s};
        rule.links = {{go, each}, {each, fork, u"item"_s}, {fork, work, u"true"_s}};
        QCOMPARE(validate(rule, catalog()), QList<Problem>{});
        for (const auto &other : {Link{go, work}, Link{each, work}, Link{each, work, u"error"_s}}) {
            auto wrong = rule;
            wrong.links += other;
            const auto problems = validate(wrong, catalog());
            QCOMPARE(problems.size(), 1);
            QCOMPARE(problems.first().step, u"work"_s);
            QCOMPARE(problems.first().field, u"links"_s);
        }
    }

    void theErrorWayOutMayBeLinked()
    {
        auto rule = sound();
        rule.steps += {.id = StepId(u"oops"_s), .type = u"work"_s, .config = {{u"text"_s, u"x"_s}}};
        rule.links += Link{StepId(u"work"_s), StepId(u"oops"_s), u"error"_s};
        QCOMPARE(validate(rule, catalog()), QList<Problem>{});
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
