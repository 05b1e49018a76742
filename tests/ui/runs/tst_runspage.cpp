// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/runs/runpanel.h"
#include "ui/runs/runspage.h"
#include "ui/runs/runtablemodel.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/livetableview.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray noted = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "noted", "name": "Noted",
  "steps": [{"id": "in", "type": "event", "name": "In", "config": {"type": "shop.order"}},
            {"id": "note", "type": "set", "name": "Note it", "config": {"values": {"order": "{{ event.data.id }}"}}}],
  "links": [{"from": "in", "to": "note"}]})";

const QByteArray waits = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "waits", "name": "Waits",
  "steps": [{"id": "in", "type": "event", "name": "In", "config": {"type": "shop.wait"}},
            {"id": "wait", "type": "wait", "name": "A while", "config": {"for": "1h"}}],
  "links": [{"from": "in", "to": "wait"}]})";

struct Runs : PageFixture
{
    Runs()
    {
        publish(noted);
        publish(waits);
        page.resize(1200, 700);
        page.show();
    }

    LiveTableView *table() { return page.findChild<LiveTableView *>(u"runs"_s); }
    QStringList states()
    {
        QStringList states;
        const auto *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            states += model->index(row, 0).data().toString();
        return states;
    }
    QPushButton *chip(const QString &state)
    {
        for (auto *button : page.findChildren<QPushButton *>(u"chip"_s)) {
            if (button->property("state").toString() == state)
                return button;
        }
        return nullptr;
    }
    template <typename Widget> Widget *part(const QString &name) { return page.findChild<Widget *>(name); }

    RunsPage page{context(), navigator};
};

} // namespace

class TestRunsPage : public QObject
{
    Q_OBJECT

private slots:
    void runsShowAsTheyHappen()
    {
        Runs runs;
        auto *load = runs.part<QPushButton>(u"loadExample"_s);
        QTRY_VERIFY(load->isVisible());
        runs.append(u"shop.order"_s, R"({"id":7})");
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Succeeded)});
        QVERIFY(!load->isVisible());
        runs.append(u"shop.order"_s, R"({"other":7})");
        QTRY_COMPARE(runs.states(), (QStringList{stateTitle(State::Failed), stateTitle(State::Succeeded)}));
    }

    void aRunShowsItsSteps()
    {
        Runs runs;
        const auto event = runs.append(u"shop.order"_s, R"({"id":7})");
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Succeeded)});
        runs.table()->setFocus();
        QTest::keyClick(runs.table(), Qt::Key_Home);
        auto *steps = runs.part<QTableView>(u"steps"_s);
        QTRY_COMPARE(steps->model()->rowCount(), 2);
        QVERIFY(runs.part<RunPanel>({})->isVisible());
        QCOMPARE(steps->model()->index(1, 0).data().toString(), u"Note it"_s);
        auto *output = runs.part<JsonView>(u"stepOutput"_s);
        QTRY_COMPARE(output->model()->rowCount(), 1); // the last step is selected by itself
        QCOMPARE(output->model()->index(0, JsonModel::ValueColumn).data(JsonModel::ValueTextRole).toString(),
            u"7"_s);
        QVERIFY(!runs.part<QPushButton>(u"cancelRun"_s)->isVisible());
        QCOMPARE(PageFixture::unnamedControls(runs.page), QStringList());

        QSignalSpy shownEvent(&runs.navigator, &Navigator::showEvent);
        QSignalSpy shownRule(&runs.navigator, &Navigator::showRule);
        runs.part<LinkRow>(u"eventLink"_s)->click();
        runs.part<LinkRow>(u"ruleLink"_s)->click();
        QCOMPARE(shownEvent.first().first().value<Sequence>(), event);
        QCOMPARE(shownRule.first().first().value<RuleId>(), RuleId(u"noted"_s));
    }

    void aPinnedRunIsMarkedAndFound()
    {
        Runs runs;
        runs.append(u"shop.order"_s, R"({"id":7})");
        runs.append(u"shop.order"_s, R"({"id":8})");
        QTRY_COMPARE(runs.states().size(), 2);
        const auto id
            = runs.read([](Reader &reader) { return reader.runs({}, {}, Page::Older, 1); })->first().id;
        runs.page.openRun(id);
        auto *pin = runs.part<QPushButton>(u"pinRun"_s);
        QTRY_VERIFY(pin->isVisible());
        QVERIFY(!pin->isChecked());
        pin->click();
        QTRY_COMPARE(runs.read([](Reader &reader) { return reader.pinnedRuns(); }), QSet<RunId>{id});
        QTRY_VERIFY(pin->isChecked() && pin->isEnabled());
        const auto isMarked = [&](int row) {
            return runs.table()->model()->index(row, 0).data(RunTableModel::PinnedRole).toBool();
        };
        QTRY_VERIFY(isMarked(0));
        QVERIFY(!isMarked(1));
        auto *filter = runs.part<QPushButton>(u"pinnedFilter"_s);
        filter->click();
        QTRY_COMPARE(runs.states().size(), 1);
        pin->click();
        QTRY_COMPARE(runs.states().size(), 0);
        filter->click();
        QTRY_COMPARE(runs.states().size(), 2);
    }

    void aFailureSaysWhy()
    {
        Runs runs;
        runs.append(u"shop.order"_s, R"({"other":7})");
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Failed)});
        const auto id
            = runs.read([](Reader &reader) { return reader.runs({}, {}, Page::Older, 1); })->first().id;
        runs.page.openRun(id);
        auto *error = runs.part<QLabel>(u"runError"_s);
        QTRY_VERIFY(error->isVisible());
        QVERIFY(!error->text().isEmpty());
        auto *tabs = runs.part<QTabWidget>(u"stepTabs"_s);
        QTRY_COMPARE(tabs->currentWidget(), runs.part<JsonView>(u"stepError"_s));
        auto *again = runs.part<QPushButton>(u"runAgain"_s);
        QSignalSpy shown(&runs.navigator, &Navigator::showRun);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_COMPARE(shown.size(), 1);
        QTRY_COMPARE(runs.states().size(), 2);
    }

    void aWaitingRunIsCancelled()
    {
        Runs runs;
        runs.append(u"shop.wait"_s);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Waiting)});
        QTest::mouseClick(runs.table()->viewport(), Qt::LeftButton, {},
            runs.table()->visualRect(runs.table()->model()->index(0, 0)).center());
        auto *cancel = runs.part<QPushButton>(u"cancelRun"_s);
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Cancelled)});
        QTRY_VERIFY(!cancel->isVisible());
    }

    void whatIsInDoubtIsDecided_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("do it again") << u"retryRun"_s << QByteArray(R"({"order":7})");
        QTest::newRow("it was done") << u"confirmStep"_s << QByteArray("null");
    }
    void whatIsInDoubtIsDecided()
    {
        QFETCH(QString, button);
        QFETCH(QByteArray, output);
        Runs runs;
        Event event;
        event.type = u"shop.other"_s;
        event.source = u"/test"_s;
        event.data = R"({"id":7})";
        Run run{.id = RunId(u"doubt"_s), .rule = RuleId(u"noted"_s), .ruleVersion = 1};
        run.trigger = StepId(u"in"_s);
        run.state = State::InDoubt;
        run.steps = {
            {.step = StepId(u"note"_s), .state = State::InDoubt, .attempts = 1, .error = u"Interrupted"_s}};
        QVERIFY(StoreFixture::get(runs.store().startRun(event, run)));
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::InDoubt)});
        runs.page.openRun(run.id);
        for (const auto &name : {u"retryRun"_s, u"confirmStep"_s, u"cancelRun"_s})
            QTRY_VERIFY(runs.part<QPushButton>(name)->isVisible());
        QVERIFY(!runs.part<QPushButton>(u"runAgain"_s)->isVisible());
        QCOMPARE(PageFixture::unnamedControls(runs.page), QStringList());
        QTest::mouseClick(runs.part<QPushButton>(button), Qt::LeftButton);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Succeeded)});
        const auto done = runs.read([&](Reader &reader) { return reader.run(run.id); });
        const auto step = std::ranges::find(done->steps, StepId(u"note"_s), &StepRun::step);
        QCOMPARE(step->output, output);
        QTRY_VERIFY(!runs.part<QPushButton>(button)->isVisible());
    }

    void aFailedRunIsTriedAgain()
    {
        Runs runs;
        runs.append(u"shop.order"_s, R"({"other":7})");
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Failed)});
        const auto id
            = runs.read([](Reader &reader) { return reader.runs({}, {}, Page::Older, 1); })->first().id;
        runs.page.openRun(id);
        auto *retry = runs.part<QPushButton>(u"retryRun"_s);
        QTRY_VERIFY(retry->isVisible());
        QVERIFY(!runs.part<QPushButton>(u"confirmStep"_s)->isVisible());
        QTest::mouseClick(retry, Qt::LeftButton);
        // The same run, which fails for the same reason; each failure is an event.
        QTRY_COMPARE(
            runs.read([](Reader &reader) {
                    return reader.events({u"signalbox.run.failed"_s, {}, {}, {}, {}}, 0, Page::Newer, 10);
                })
                ->size(),
            2);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Failed)});
        QTRY_VERIFY(retry->isEnabled());
    }

    void filtersSelect()
    {
        Runs runs;
        runs.append(u"shop.wait"_s);
        runs.append(u"shop.order"_s, R"({"id":7})");
        QTRY_COMPARE(runs.states(), (QStringList{stateTitle(State::Succeeded), stateTitle(State::Waiting)}));
        QTest::mouseClick(runs.chip(u"waiting"_s), Qt::LeftButton);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Waiting)});
        QTest::mouseClick(runs.chip(u"failed"_s), Qt::LeftButton);
        auto *showAll = runs.part<QPushButton>(u"showAll"_s);
        QTRY_VERIFY(showAll->isVisible());
        QTest::mouseClick(showAll, Qt::LeftButton);
        QTRY_COMPARE(runs.states().size(), 2);

        auto *rule = runs.part<QComboBox>(u"ruleFilter"_s);
        QTRY_COMPARE(rule->count(), 3);
        rule->setFocus();
        QTest::keyClicks(rule, u"Noted"_s);
        QTRY_COMPARE(runs.states(), QStringList{stateTitle(State::Succeeded)});
    }
};

QTEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
