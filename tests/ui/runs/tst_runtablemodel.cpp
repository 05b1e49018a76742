// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/runs/runtablemodel.h"
#include "ui/widgets/rulenames.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Mode = KeysetTable::Mode;

namespace {

struct History : StoreFixture
{
    /// The tester asks for more rows whenever it can, so it is not for tests of how they come.
    explicit History(bool withTester = true)
        : names(store(), readers)
        , model(store(), readers, names, clock, {.window = 40, .page = 10, .cache = 20})
    {
        if (withTester)
            new QAbstractItemModelTester(
                &model, QAbstractItemModelTester::FailureReportingMode::QtTest, &model);
    }

    RunId start(int number, State state, const QString &rule = u"r"_s)
    {
        const auto event = append(u"shop.order"_s);
        Run run;
        run.id = RunId(u"0190aaaa-0000-7000-8000-%1"_s.arg(number, 12, 10, QLatin1Char('0')));
        run.rule = RuleId(rule);
        run.ruleVersion = 1;
        run.event = event;
        run.trigger = StepId(u"t"_s);
        run.state = state;
        run.created = clock.now();
        (void)get(store().route({event, {run}}));
        return run.id;
    }

    void finish(const RunId &run, State state, const QString &error = {})
    {
        (void)get(store().commit({.run = run,
            .state = state,
            .error = error,
            .started = clock.now() - 2s,
            .finished = clock.now()}));
    }

    QList<RunId> rows() const
    {
        QList<RunId> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids += model.key(row);
        return ids;
    }

    QString text(int row, int column) const { return model.index(row, column).data().toString(); }

    void load()
    {
        model.setMode(Mode::Following);
        QTRY_VERIFY(model.isLoaded());
    }

    RuleNames names;
    RunTableModel model;
};

} // namespace

class TestRunTableModel : public QObject
{
    Q_OBJECT

private slots:
    void theNewestStandOnTopAndChange()
    {
        History history;
        const auto first = history.start(1, State::Running);
        history.load();
        QCOMPARE(history.rows(), QList<RunId>{first});
        QCOMPARE(history.text(0, RunTableModel::StateColumn), stateTitle(State::Running));
        QCOMPARE(history.text(0, RunTableModel::EventColumn), u"shop.order"_s);
        const auto second = history.start(2, State::Queued);
        QTRY_COMPARE(history.rows(), (QList<RunId>{second, first}));
        history.model.setVisibleRows(0, 1);
        history.finish(first, State::Failed, u"It broke.\nBadly."_s);
        QTRY_COMPARE(history.text(1, RunTableModel::StateColumn), stateTitle(State::Failed));
        QCOMPARE(history.text(1, RunTableModel::ErrorColumn), u"It broke. Badly."_s);
        QCOMPARE(history.text(1, RunTableModel::DurationColumn), u"2.0 s"_s);
    }

    void aStateFilterLetsRunsComeAndGo()
    {
        History history;
        const auto first = history.start(1, State::Running);
        const auto second = history.start(2, State::Running);
        history.finish(first, State::Succeeded);
        RunFilter filter;
        filter.state = State::Running;
        history.model.setFilter(filter);
        history.load();
        QTRY_COMPARE(history.rows(), QList<RunId>{second});
        history.model.setVisibleRows(0, 0);
        const auto third = history.start(3, State::Running);
        QTRY_COMPARE(history.rows(), (QList<RunId>{third, second}));
        history.model.setVisibleRows(0, 1);
        history.finish(second, State::Succeeded);
        QTRY_COMPARE(history.rows(), QList<RunId>{third});
    }

    void aRuleFilterSelects()
    {
        History history;
        history.start(1, State::Running, u"a"_s);
        const auto wanted = history.start(2, State::Running, u"b"_s);
        RunFilter filter;
        filter.rule = RuleId(u"b"_s);
        history.model.setFilter(filter);
        history.load();
        QTRY_COMPARE(history.rows(), QList<RunId>{wanted});
    }

    void rulesAreCalledByTheirNames()
    {
        History history;
        Rule rule;
        rule.id = RuleId(u"r"_s);
        rule.name = u"Large orders"_s;
        history.start(1, State::Running);
        history.load();
        QCOMPARE(history.text(0, RunTableModel::RuleColumn), u"r"_s);
        QVERIFY(StoreFixture::get(history.store().saveDraft(rule)));
        QTRY_COMPARE(history.text(0, RunTableModel::RuleColumn), u"Large orders"_s);
    }

    void pagesAndJumps()
    {
        History history(false);
        QList<RunId> ids;
        for (int i = 1; i <= 25; ++i)
            ids.prepend(history.start(i, State::Succeeded));
        history.load();
        QCOMPARE(history.model.rowCount(), 10);
        history.model.fetchMore({});
        QTRY_COMPARE(history.model.rowCount(), 20);
        QSignalSpy reloaded(&history.model, &KeysetTable::reloaded);
        history.model.goTo(ids.at(20));
        QTRY_COMPARE(reloaded.size(), 1);
        QCOMPARE(history.model.key(0), ids.at(20));
        QVERIFY(!history.model.isAtNewest());
        history.model.fetchNewer();
        QTRY_COMPARE(history.model.rowOf(ids.at(20)), 10);
    }

    void newsAreCountedWhilePaused()
    {
        History history;
        history.start(1, State::Running);
        history.load();
        history.model.setMode(Mode::Counting);
        history.start(2, State::Running);
        QTRY_COMPARE(history.model.news(), 1);
        QCOMPARE(history.model.rowCount(), 1);
        history.model.setMode(Mode::Following);
        QTRY_COMPARE(history.model.rowCount(), 2);
    }
};

QTEST_MAIN(TestRunTableModel)
#include "tst_runtablemodel.moc"
