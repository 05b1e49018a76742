// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runmachine.h"
#include "tests/support/ruletext.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const Instant now = fromMicroseconds(1'700'000'000'000'000);

RunMachine machineFor(const Rule &rule, Run run = {})
{
    Event event;
    event.type = u"t"_s;
    event.data = R"({"amount": 120, "name": "Ada"})";
    if (run.trigger.isEmpty())
        run.trigger = StepId(u"go"_s);
    run.rule = rule.id;
    run.created = now;
    const auto compiled = CompiledRule::compile(rule, 1);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().message));
    return RunMachine(*compiled, run, std::make_shared<const EventView>(event));
}

QHash<QString, QJsonObject> conditions(std::initializer_list<const char *> names)
{
    QHash<QString, QJsonObject> configs;
    for (const auto *name : names)
        configs.insert(QString::fromLatin1(name), {{u"condition"_s, u"true"_s}});
    return configs;
}

/// Carries the run out as told: each step delivers on the port given for it ("out" unless told), fails ("!"),
/// or is left running ("?"). What happened, in order, then the run's state.
QString play(RunMachine &machine, const QHash<QString, QString> &outcomes)
{
    QStringList trace;
    for (auto ready = machine.ready(); !ready.isEmpty(); ready = machine.ready()) {
        for (const int step : ready) {
            const auto name = machine.stepRun(step).step.value;
            const auto outcome = outcomes.value(name, u"out"_s);
            trace += name;
            machine.start(step, Value(), now);
            if (outcome == u"!")
                machine.fail(step, name + u" broke"_s, now);
            else if (outcome == u"~")
                machine.wait(step, now, Value());
            else if (outcome != u"?")
                machine.deliver(step, Value(), outcome, now);
        }
    }
    machine.takeChanges(now);
    for (size_t i = 0; i < machine.rule().steps.size(); ++i) {
        if (machine.stepRun(int(i)).state == State::Skipped)
            trace += u'-' + machine.stepRun(int(i)).step.value;
    }
    return trace.join(u' ') + u" = "_s + stateName(machine.run().state);
}

} // namespace

class TestRunMachine : public QObject
{
    Q_OBJECT

private slots:
    void plays_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("outcomes"); // "step=outcome step=outcome"
        QTest::addColumn<QString>("trace");
        const auto row = [](const char *name, const char *rule, const char *outcomes, const char *trace) {
            QTest::newRow(name) << QString::fromLatin1(rule) << QString::fromLatin1(outcomes)
                                << QString::fromLatin1(trace);
        };
        row("only a trigger", "go", "", " = succeeded");
        row("a line", "go > log1 > log2", "", "log1 log2 = succeeded");
        row("the branch taken", "go > if1; if1:true > log1; if1:false > log2", "if1=true",
            "if1 log1 -log2 = succeeded");
        row("the other branch", "go > if1; if1:true > log1; if1:false > log2", "if1=false",
            "if1 log2 -log1 = succeeded");
        row("a dead path resolves to its end", "go > if1; if1:true > log1 > log2 > log3", "if1=false",
            "if1 -log1 -log2 -log3 = succeeded");
        row("branches join", "go > if1; if1:true > log1 > log3; if1:false > log2 > log3", "if1=true",
            "if1 log1 log3 -log2 = succeeded");
        row("a join waits for all", "go > log1 > log3; go > log2 > log3", "log2=?", "log1 log2 = running");
        row("parallel branches", "go > log1; go > log2", "", "log1 log2 = succeeded");
        row("a failure ends the run", "go > log1 > log2", "log1=!", "log1 = failed");
        row("nothing further starts after a failure", "go > log1; go > log2 > log3", "log1=! log2=?",
            "log1 log2 = running");
        row("a linked error way goes on", "go > log1 > log2; log1:error > log3", "log1=!",
            "log1 log3 -log2 = succeeded");
        row("an error way that is not needed", "go > log1 > log2; log1:error > log3", "",
            "log1 log2 -log3 = succeeded");
        row("a failure behind an error way", "go > log1; log1:error > log2", "log1=! log2=!",
            "log1 log2 = failed");
        row("waiting", "go > wait1 > log1", "wait1=~", "wait1 = waiting");
        row("running before waiting", "go > wait1; go > log1", "wait1=~ log1=?", "wait1 log1 = running");
        row("a failure ends waits", "go > wait1; go > log1", "wait1=~ log1=!", "wait1 log1 = failed");
        row("another trigger did not fire", "go > log1 > log3; event2 > log2 > log3", "",
            "log1 log3 -event2 -log2 = succeeded");
    }
    void plays()
    {
        QFETCH(QString, rule);
        QFETCH(QString, outcomes);
        QHash<QString, QString> told;
        for (const auto &pair : outcomes.split(u' ', Qt::SkipEmptyParts))
            told.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        auto machine = machineFor(ruleFromText(rule, conditions({"if1"})));
        QTEST(play(machine, told), "trace");
    }

    void resumesFromRows()
    {
        const auto rule = ruleFromText(u"go > log1 > log2; log1 > log3"_s);
        auto first = machineFor(rule);
        first.start(first.ready().first(), Value(), now);
        first.deliver(1, Value::fromText(u"x"), u"out"_s, now);
        Run run = first.run();
        run.steps = first.takeChanges(now);
        QCOMPARE(run.steps.size(), 2); // the trigger and log1

        auto again = machineFor(rule, run);
        QCOMPARE(again.ready().size(), 2);
        QCOMPARE(play(again, {}), u"log2 log3 = succeeded"_s);
    }

    void aStepThatWasRunningIsInterrupted()
    {
        const auto rule = ruleFromText(u"go > log1"_s);
        Run run;
        run.trigger = StepId(u"go"_s);
        run.steps = {{.step = StepId(u"log1"_s), .state = State::Running, .attempts = 1}};
        auto machine = machineFor(rule, run);
        QCOMPARE(machine.interrupted(), QList<int>{1});
        QVERIFY(machine.ready().isEmpty());
        machine.hold(1, u"who knows"_s);
        machine.takeChanges(now);
        QCOMPARE(machine.run().state, State::InDoubt);
    }

    void retryKeepsCounting()
    {
        auto machine = machineFor(ruleFromText(u"go > log1"_s));
        machine.start(1, Value(), now);
        machine.retryAt(1, now, u"refused"_s);
        machine.takeChanges(now);
        QCOMPARE(machine.run().state, State::Waiting);
        machine.start(1, Value(), now);
        QCOMPARE(machine.stepRun(1).attempts, 2);
        machine.deliver(1, Value(), u"out"_s, now);
        QVERIFY(machine.stepRun(1).error.isEmpty());
    }

    void cancelEndsEverything()
    {
        auto machine = machineFor(ruleFromText(u"go > wait1; go > log1 > log2"_s));
        play(machine, {{u"wait1"_s, u"~"_s}, {u"log1"_s, u"?"_s}});
        machine.cancel(now);
        machine.takeChanges(now);
        QCOMPARE(machine.run().state, State::Cancelled);
        QCOMPARE(machine.stepRun(1).state, State::Cancelled);
        QVERIFY(machine.ready().isEmpty());
    }

    void redoesWhatBroke_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("outcomes");
        QTest::addColumn<QString>("broken");
        QTest::addColumn<QString>("trace"); // of what is done again, when all goes well
        const auto row = [](const char *name, const char *rule, const char *outcomes, const char *broken,
                             const char *trace) {
            QTest::newRow(name) << QString::fromLatin1(rule) << QString::fromLatin1(outcomes)
                                << QString::fromLatin1(broken) << QString::fromLatin1(trace);
        };
        row("what failed and what follows", "go > log1 > log2 > log3", "log2=!", "log2",
            "log2 log3 = succeeded");
        row("what its failure cancelled", "go > wait1; go > log1", "wait1=~ log1=!", "wait1 log1",
            "wait1 log1 = succeeded");
        row("the failure behind an error way", "go > log1; log1:error > log2", "log1=! log2=!", "log2",
            "log2 = succeeded");
        row("a dead path comes to life", "go > log1 > log2; log1:error > stop1; stop1:error > log3",
            "log1=! stop1=! log3=!", "log3", "log3 -log2 = succeeded");
    }
    void redoesWhatBroke()
    {
        QFETCH(QString, rule);
        QFETCH(QString, outcomes);
        QFETCH(QString, broken);
        QHash<QString, QString> told;
        for (const auto &pair : outcomes.split(u' ', Qt::SkipEmptyParts))
            told.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        const auto drawn = ruleFromText(rule);
        auto first = machineFor(drawn);
        first.takeChanges(now);
        auto rows = first.run();
        play(first, told);
        rows = first.run();
        for (size_t i = 0; i < first.rule().steps.size(); ++i) {
            if (first.stepRun(int(i)).attempts > 0 || isFinished(first.stepRun(int(i)).state))
                rows.steps += first.stepRun(int(i));
        }
        QCOMPARE(rows.state, State::Failed);

        auto machine = machineFor(drawn, rows); // as after a restart
        QVERIFY(machine.isOver());
        QStringList names;
        const auto steps = machine.broken();
        for (const int step : steps)
            names += machine.stepRun(step).step.value;
        names.sort();
        auto expected = broken.split(u' ');
        expected.sort();
        QCOMPARE(names, expected);
        machine.redo(steps);
        QVERIFY(!machine.isOver());
        QVERIFY(machine.run().error.isEmpty());
        QVERIFY(!machine.run().finished);
        QCOMPARE(machine.stepRun(steps.first()).attempts, 0);
        QTEST(play(machine, {}), "trace");
    }

    void redoTakesBackWhatFollowed()
    {
        auto machine = machineFor(ruleFromText(u"go > log1 > log2; go > log3"_s));
        QCOMPARE(play(machine, {}), u"log1 log3 log2 = succeeded"_s);
        machine.redo({1});
        const auto rows = machine.takeChanges(now);
        QCOMPARE(rows.size(), 2);
        for (const auto &row : rows)
            QCOMPARE(row, StepRun{.step = row.step}); // as if it had never come up
        QCOMPARE(machine.run().state, State::Running);
        QCOMPARE(play(machine, {}), u"log1 log2 = succeeded"_s);
    }

    void whatIsInDoubtIsConfirmed()
    {
        auto machine = machineFor(ruleFromText(u"go > log1 > log2"_s));
        machine.start(1, Value(), now);
        machine.hold(1, u"who knows"_s);
        machine.takeChanges(now);
        QCOMPARE(machine.inDoubt(), QList<int>{1});
        QVERIFY(machine.broken().isEmpty());
        machine.confirm(1, now);
        QVERIFY(machine.stepRun(1).error.isEmpty());
        QCOMPARE(play(machine, {}), u"log2 = succeeded"_s);
    }

    void expressionsSeeEventAndSteps()
    {
        auto machine = machineFor(ruleFromText(u"go > set1 > set2"_s,
            {{u"set1"_s,
                 {{u"values"_s,
                     QJsonObject{{u"double"_s, u"{{ event.data.amount * 2 }}"_s},
                         {u"hello"_s, u"Hi {{ event.data.name }}"_s}}}}},
                {u"set2"_s,
                    {{u"values"_s,
                        QJsonObject{{u"sum"_s, u"{{ steps.set1.output.double + 1 }}"_s},
                            {u"from"_s, u"{{ steps.go.output.name }}"_s}}}}}}));
        const auto input = machine.render(1);
        QVERIFY2(input, input ? "" : qPrintable(input.error().message));
        QCOMPARE(input->toJson(), QByteArray(R"({"values":{"double":240,"hello":"Hi Ada"}})"));
        machine.start(1, *input, now);
        machine.deliver(1, *input->find("values"), u"out"_s, now);
        const auto second = machine.render(2);
        QVERIFY2(second, second ? "" : qPrintable(second.error().message));
        QCOMPARE(second->toJson(), QByteArray(R"({"values":{"from":"Ada","sum":241}})"));
    }

    void anExpressionThatFailsNamesItsField()
    {
        auto machine = machineFor(
            ruleFromText(u"go > log1"_s, {{u"log1"_s, {{u"message"_s, u"{{ event.data.missing }}"_s}}}}));
        const auto input = machine.render(1);
        QVERIFY(!input);
        QCOMPARE(input.error().context, u"message"_s);
        QVERIFY2(input.error().message.contains(u"missing"_s), qPrintable(input.error().message));
    }
};

QTEST_GUILESS_MAIN(TestRunMachine)
#include "tst_runmachine.moc"
