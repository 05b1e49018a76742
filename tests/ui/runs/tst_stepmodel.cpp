// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "ui/runs/stepmodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = fromMicroseconds(1'700'000'000'000'000);

StepRun stepRun(
    const QString &id, State state, std::optional<Instant> started, std::optional<Instant> finished)
{
    StepRun step;
    step.step = StepId(id);
    step.state = state;
    step.attempts = started ? 1 : 0;
    step.started = started;
    step.finished = finished;
    return step;
}

Run aRun(State state, const QList<StepRun> &steps)
{
    Run run;
    run.id = RunId(u"run"_s);
    run.state = state;
    run.created = run.started.emplace(start);
    run.steps = steps;
    return run;
}

Rule aRule()
{
    Rule rule;
    rule.steps
        = {{.id = StepId(u"go"_s), .type = u"event"_s, .name = u"It begins"_s, .config = {}, .extra = {}},
            {.id = StepId(u"log"_s), .type = u"log"_s, .name = {}, .config = {}, .extra = {}}};
    return rule;
}

} // namespace

class TestStepModel : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsAwaited()
    {
        const auto catalog = allStepTypes();
        StepModel model(catalog);
        Rule rule;
        rule.steps = {{.id = StepId(u"paid"_s), .type = u"wait-for-event"_s},
            {.id = StepId(u"sub"_s), .type = u"call"_s}, {.id = StepId(u"wait"_s), .type = u"wait"_s}};
        auto paid = stepRun(u"paid"_s, State::Waiting, start, {});
        paid.input = R"({"type":"shop.paid"})";
        paid.due = start + 1h;
        auto sub = stepRun(u"sub"_s, State::Waiting, start, {});
        sub.input = R"({"rule":"tell-all"})";
        auto wait = stepRun(u"wait"_s, State::Waiting, start, {});
        wait.input = R"({"for":"1h"})";
        model.setRun(aRun(State::Waiting, {paid, sub, wait}), rule, start);
        const auto state = [&](int row, int role) {
            return model.index(row, StepModel::StateColumn).data(role).toString();
        };
        QCOMPARE(state(0, Qt::DisplayRole), u"Waiting for shop.paid"_s);
        QVERIFY(state(0, Qt::ToolTipRole).contains(u"at most"));
        QCOMPARE(state(1, Qt::DisplayRole), u"Waiting for tell-all"_s);
        QCOMPARE(state(2, Qt::DisplayRole), stateTitle(State::Waiting));
    }

    void copiesForItemsAreToldApart()
    {
        const auto catalog = allStepTypes();
        StepModel model(catalog);
        model.setRun(aRun(State::Succeeded,
                         {stepRun(u"log#0"_s, State::Succeeded, start, start),
                             stepRun(u"log#0#2"_s, State::Succeeded, start, start)}),
            aRule(), start);
        const auto title = catalog.find(u"log"_s)->title;
        QCOMPARE(model.index(0, StepModel::StepColumn).data().toString(), title + u", item 1"_s);
        QCOMPARE(model.index(1, StepModel::StepColumn).data().toString(), title + u", item 1.3"_s);
    }

    void stepsHaveNamesAndPlacesInTime()
    {
        const auto catalog = allStepTypes();
        StepModel model(catalog);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto run = aRun(State::Succeeded,
            {stepRun(u"go"_s, State::Succeeded, start, start),
                stepRun(u"log"_s, State::Succeeded, start + 1s, start + 4s),
                stepRun(u"gone"_s, State::Skipped, {}, {})});
        run.finished = start + 4s;
        model.setRun(run, aRule(), start + 10s);
        const auto at = [&](int row, int column) { return model.index(row, column); };
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(at(0, StepModel::StepColumn).data().toString(), u"It begins"_s);
        QCOMPARE(at(1, StepModel::StepColumn).data().toString(), catalog.find(u"log"_s)->title);
        QCOMPARE(at(2, StepModel::StepColumn).data().toString(), u"gone"_s); // no step of the rule any more
        QCOMPARE(at(1, StepModel::DurationColumn).data().toString(), u"3.0 s"_s);
        QCOMPARE(at(1, StepModel::TimelineColumn).data(StepModel::BarBeginRole).toDouble(), 0.25);
        QCOMPARE(at(1, StepModel::TimelineColumn).data(StepModel::BarEndRole).toDouble(), 1.0);
        QVERIFY(!at(2, StepModel::TimelineColumn).data(StepModel::BarBeginRole).isValid());
    }

    void theSameRunAgainKeepsItsRows()
    {
        const auto catalog = allStepTypes();
        StepModel model(catalog);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRun(
            aRun(State::Running, {stepRun(u"go"_s, State::Running, start, {})}), aRule(), start + 2s);
        QPersistentModelIndex kept(model.index(0, 0));
        QCOMPARE(model.index(0, StepModel::DurationColumn).data().toString(), u"2.0 s"_s);
        model.setNow(start + 3s);
        QCOMPARE(model.index(0, StepModel::DurationColumn).data().toString(), u"3.0 s"_s);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRun(aRun(State::Running,
                         {stepRun(u"go"_s, State::Succeeded, start, start + 3s),
                             stepRun(u"log"_s, State::Running, start + 3s, {})}),
            aRule(), start + 4s);
        QVERIFY(kept.isValid());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(model.rowOf(StepId(u"log"_s)), 1);
        model.setRun({}, {}, start);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.step(0), nullptr);
    }

    void aWaitSaysUntilWhen()
    {
        const auto catalog = allStepTypes();
        StepModel model(catalog);
        auto step = stepRun(u"log"_s, State::Waiting, start, {});
        step.due = start + 5min;
        model.setRun(aRun(State::Waiting, {step}), aRule(), start);
        QCOMPARE(model.index(0, StepModel::StateColumn).data().toString(),
            stateTitle(State::Waiting) + u" in 5 min"_s);
    }
};

QTEST_MAIN(TestStepModel)
#include "tst_stepmodel.moc"
