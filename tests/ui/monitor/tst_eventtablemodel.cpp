// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/monitor/eventtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Mode = KeysetTable::Mode;

namespace {

/// A small window, so that its edges are near.
struct Log : StoreFixture
{
    /// The tester asks for more rows whenever it can, so it is not for tests of how they come.
    explicit Log(int events = 0, bool withTester = true)
        : model(store(), readers, clock, {.window = 40, .page = 10, .cache = 20})
    {
        if (withTester)
            new QAbstractItemModelTester(
                &model, QAbstractItemModelTester::FailureReportingMode::QtTest, &model);
        for (int i = 0; i < events; ++i)
            append(i % 2 == 0 ? u"shop.even"_s : u"shop.odd"_s);
    }

    QList<Sequence> rows() const
    {
        QList<Sequence> sequences;
        for (int row = 0; row < model.rowCount(); ++row)
            sequences += model.key(row);
        return sequences;
    }

    void load()
    {
        model.setMode(Mode::Following);
        QTRY_VERIFY(model.isLoaded());
    }

    /// A run that the event started, as the router would write it.
    RunId startRun(Sequence event, const QString &id, State state)
    {
        Run run;
        run.id = RunId(id);
        run.rule = RuleId(u"r"_s);
        run.ruleVersion = 1;
        run.event = event;
        run.trigger = StepId(u"t"_s);
        run.state = state;
        run.created = clock.now();
        (void)get(store().route({event, {run}}));
        return run.id;
    }

    EventTableModel model;
};

} // namespace

class TestEventTableModel : public QObject
{
    Q_OBJECT

private slots:
    void readsNothingWhileNobodyLooks()
    {
        Log log(3);
        QCOMPARE(log.model.mode(), Mode::Idle);
        log.append(u"shop.more"_s);
        QCoreApplication::processEvents();
        QCOMPARE(log.model.rowCount(), 0);
        QVERIFY(!log.model.isLoaded());
    }

    void anEmptyLogIsLoadedToo()
    {
        Log log;
        log.load();
        QCOMPARE(log.model.rowCount(), 0);
        QVERIFY(!log.model.canFetchMore({}));
        QVERIFY(!log.model.index(0, 0).isValid());
    }

    void theNewestStandOnTop()
    {
        Log log(3);
        log.load();
        QCOMPARE(log.rows(), (QList<Sequence>{3, 2, 1}));
        const auto text = [&](int column) { return log.model.index(0, column).data().toString(); };
        QCOMPARE(text(EventTableModel::TypeColumn), u"shop.even"_s);
        QCOMPARE(text(EventTableModel::SourceColumn), u"/test"_s);
        QCOMPARE(text(EventTableModel::TimeColumn), u"now"_s);
        QVERIFY(!log.model.index(0, EventTableModel::TimeColumn).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void whatComesInShowsByItself()
    {
        Log log(1);
        log.load();
        QSignalSpy inserted(&log.model, &QAbstractItemModel::rowsInserted);
        log.append(u"shop.new"_s, R"({"price": 3})");
        QTRY_COMPARE(log.rows(), (QList<Sequence>{2, 1}));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(log.model.index(0, EventTableModel::SummaryColumn).data().toString(), u"price: 3"_s);
        log.clock.move(5s);
        log.model.refreshTimes();
        QCOMPARE(log.model.index(0, EventTableModel::TimeColumn).data().toString(), u"5 s ago"_s);
    }

    void olderRowsComeAPageAtATime()
    {
        Log log(25, false);
        log.load();
        QCOMPARE(log.model.rowCount(), 10);
        QVERIFY(log.model.canFetchMore({}));
        log.model.fetchMore({});
        QVERIFY(!log.model.canFetchMore({})); // it is on its way
        QTRY_COMPARE(log.model.rowCount(), 20);
        log.model.fetchMore({});
        QTRY_COMPARE(log.model.rowCount(), 25);
        QVERIFY(!log.model.canFetchMore({}));
        QCOMPARE(log.rows().last(), 1);
    }

    void theWindowIsBoundedAndScrollsBack()
    {
        Log log(60, false);
        log.load();
        while (log.model.canFetchMore({}) && log.model.key(log.model.rowCount() - 1) > 5) {
            const auto last = log.model.key(log.model.rowCount() - 1);
            log.model.setMode(Mode::Counting); // somebody reads further down
            log.model.setVisibleRows(log.model.rowCount() - 5, log.model.rowCount() - 1);
            log.model.fetchMore({});
            QTRY_VERIFY(log.model.key(log.model.rowCount() - 1) < last);
        }
        QVERIFY2(log.model.rowCount() <= 40, qPrintable(QString::number(log.model.rowCount())));
        QVERIFY(!log.model.isAtNewest());
        for (auto rows = 0; !log.model.isAtNewest(); ++rows) {
            QVERIFY(rows < 10);
            const auto first = log.model.key(0);
            log.model.setVisibleRows(0, 5);
            log.model.fetchNewer();
            QTRY_VERIFY(log.model.isAtNewest() || log.model.key(0) > first);
        }
        QTRY_COMPARE(log.model.key(0), 60);
    }

    void whileCountingRowsStayAndNewsAreCounted()
    {
        Log log(3);
        log.load();
        log.model.setMode(Mode::Counting);
        log.append(u"shop.a"_s);
        log.append(u"shop.b"_s);
        QTRY_COMPARE(log.model.news(), 2);
        QCOMPARE(log.rows(), (QList<Sequence>{3, 2, 1}));
        log.model.setMode(Mode::Following);
        QTRY_COMPARE(log.rows(), (QList<Sequence>{5, 4, 3, 2, 1}));
        QCOMPARE(log.model.news(), 0);
    }

    void aFilterReadsAnewAndHoldsForWhatComes()
    {
        Log log(6);
        log.load();
        EventFilter filter;
        filter.type = u"*.odd"_s;
        log.model.setFilter(filter);
        QTRY_COMPARE(log.rows(), (QList<Sequence>{6, 4, 2}));
        log.append(u"shop.even"_s);
        log.append(u"shop.odd"_s);
        QTRY_COMPARE(log.rows(), (QList<Sequence>{8, 6, 4, 2}));
        filter = {};
        filter.text = u"PRICE"_s;
        log.append(u"shop.sale"_s, R"({"price": 3})");
        log.model.setFilter(filter);
        QTRY_COMPARE(log.rows(), (QList<Sequence>{9}));
    }

    void aJumpBeginsAtTheEvent()
    {
        Log log(60, false);
        log.load();
        QSignalSpy reloaded(&log.model, &KeysetTable::reloaded);
        log.model.goTo(30);
        QTRY_COMPARE(reloaded.size(), 1);
        QCOMPARE(log.model.key(0), 30);
        QVERIFY(!log.model.isAtNewest());
        QCOMPARE(log.model.rowOf(25), 5);
        QCOMPARE(log.model.rowOf(31), -1);
    }

    void whatAnEventStartedShowsAndChanges()
    {
        Log log(2);
        log.load();
        log.model.setVisibleRows(0, 1);
        const auto run = log.startRun(2, u"run-1"_s, State::Running);
        const auto state = log.model.index(0, EventTableModel::StateColumn);
        QTRY_COMPARE(state.data().toString(), stateTitle(State::Running));
        QVERIFY(!log.model.index(1, EventTableModel::StateColumn).data(EventTableModel::StateRole).isValid());
        (void)StoreFixture::get(log.store().commit(
            {.run = run, .state = State::Failed, .error = u"no"_s, .finished = log.clock.now()}));
        QTRY_COMPARE(
            log.model.index(0, EventTableModel::StateColumn).data().toString(), stateTitle(State::Failed));
    }

    void aFloodIsReadAnew()
    {
        Log log(5);
        log.load();
        QList<Event> flood;
        for (int i = 0; i < 2500; ++i) {
            Event event;
            event.type = u"shop.flood"_s;
            event.source = u"/flood"_s;
            event.data = "{}";
            flood += event;
        }
        QVERIFY(StoreFixture::get(log.store().append(flood)));
        QTRY_COMPARE(log.model.rowCount() > 0 ? log.model.key(0) : 0, 2505);
        QVERIFY(log.model.rowCount() <= 40);
    }
};

QTEST_MAIN(TestEventTableModel)
#include "tst_eventtablemodel.moc"
