// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/store/connection.h"
#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestRunJobs : public QObject
{
    Q_OBJECT

    static Table orders()
    {
        return *tableFromJson({{u"id"_s, u"orders"_s}, {u"name"_s, u"Orders"_s},
            {u"fields"_s,
                QJsonArray{QJsonObject{{u"name"_s, u"status"_s}, {u"kind"_s, u"status"_s},
                    {u"choices"_s, QJsonArray{u"new"_s, u"paid"_s}},
                    {u"transitions"_s, QJsonArray{QJsonArray{u"new"_s, u"paid"_s}}}}}}});
    }

    static StepRun step(const QString &id, State state, const QByteArray &output = {})
    {
        StepRun run;
        run.step = StepId(id);
        run.state = state;
        run.attempts = 1;
        run.input = "{\"a\":1}";
        run.output = output;
        run.started = fromMicroseconds(1'700'000'000'000'001);
        return run;
    }

    /// A store with one event and a run of it, "r1".
    static void begin(StoreFixture &store)
    {
        store.add(u"start"_s);
        QVERIFY(store->route({1, {runOf(u"r1"_s, u"rule"_s, 1)}}).result());
    }

private slots:
    void runsAndCursorAreWrittenTogether()
    {
        StoreFixture store;
        for (int i = 0; i < 3; ++i)
            store.add(u"t"_s);
        QCOMPARE(*store.reader->cursor(), 0);
        auto run = runOf(u"r1"_s, u"rule"_s, 2);
        run.steps = {step(u"go"_s, State::Succeeded, "1"), step(u"next"_s, State::Queued)};
        const auto failed = runOf(u"r2"_s, u"rule"_s, 3, State::Failed);
        QSignalSpy changed(store.store.get(), &Store::runsChanged);
        QVERIFY(store->route({3, {run, failed}}).result());
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<QList<RunId>>(), (QList{run.id, failed.id}));
        store.reopen();
        QCOMPARE(*store.reader->cursor(), 3);
        QCOMPARE(*store.reader->run(run.id), run);
        QCOMPARE(*store.reader->run(failed.id), failed);
    }

    void whatComesOfStepsLaterStandsAtTheirPlace_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("size"); // of an output
        QTest::addColumn<int>("rows"); // that the steps have of their own at first
        QTest::newRow("over") << State::Failed << 1 << 0;
        QTest::newRow("over, large") << State::Failed << 100'000 << 0;
        QTest::newRow("goes on") << State::Waiting << 1 << 0;
        QTest::newRow("goes on, large") << State::Waiting << 100'000 << 3;
    }
    /// They are read as one list, wherever they stand.
    void whatComesOfStepsLaterStandsAtTheirPlace()
    {
        QFETCH(State, state);
        QFETCH(int, size);
        QFETCH(int, rows);
        StoreFixture store;
        store.add(u"t"_s);
        auto run = runOf(u"r1"_s, u"rule"_s, 1, state);
        auto full = step(u"full"_s, State::Failed, QByteArray(size, '2'));
        full.port = u"out"_s;
        full.error = u"Größer als 9"_s;
        full.finished = full.due = store.clock.now();
        run.steps = {step(u"go"_s, State::Succeeded, "1"), full, StepRun{.step = StepId(u"bare"_s)}};
        QVERIFY(store->route({1, {run}}).result());
        QCOMPARE(store.reader->run(run.id)->steps, run.steps);
        const auto count = "SELECT count(*) FROM step_run";
        QCOMPARE((*Connection::open(store.file(), Connection::Mode::ReadOnly))->integer(count), rows);
        const auto again = step(u"full"_s, State::Succeeded, "3");
        const auto after = step(u"after"_s, State::Succeeded);
        QVERIFY(store->commit({.run = run.id, .state = State::Succeeded, .steps = {again, after}}).result());
        QCOMPARE(store.reader->run(run.id)->steps, (QList{run.steps[0], again, run.steps[2], after}));
    }

    void stepsThatCannotBeReadAreSaid_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::newRow("cut off") << QByteArray("substr(steps, 1, length(steps) - 1)");
        QTest::newRow("a length without end") << QByteArray("X'7fffffff00'");
        QTest::newRow("no state") << QByteArray("zeroblob(length(steps) * 9)");
    }
    void stepsThatCannotBeReadAreSaid()
    {
        QFETCH(QByteArray, change);
        StoreFixture store;
        store.add(u"t"_s);
        auto run = runOf(u"r1"_s, u"rule"_s, 1);
        run.steps = {step(u"go"_s, State::Succeeded, "1")};
        QVERIFY(store->route({1, {run}}).result());
        store.close();
        QVERIFY((*Connection::open(store.file(), Connection::Mode::ReadWrite))
                    ->script("UPDATE run SET steps = " + change));
        store.open();
        QCOMPARE(store.reader->run(run.id).error().code, Error::Code::Corrupt);
        QCOMPARE(store.reader->unfinishedRuns().error().code, Error::Code::Corrupt);
        QCOMPARE(store.reader->runs({}, {}, Page::Newer, 9)->size(), 1);
    }

    void anEventIsRoutedOnce()
    {
        StoreFixture store;
        begin(store);
        const auto again = store->route({1, {runOf(u"r2"_s, u"rule"_s, 1)}}).result();
        QCOMPARE(again.error().code, Error::Code::Internal);
        QVERIFY(!store->route({2, {}}).result()); // not there yet
        QCOMPARE(*store.reader->cursor(), 1);
        QCOMPARE(store.reader->run(RunId(u"r2"_s)).error().code, Error::Code::NotFound);
    }

    void whatRunsHaveEmittedIsWrittenWithThem()
    {
        StoreFixture store;
        QVERIFY(store->append({eventOf(u"t"_s)}).result());
        auto emitted = eventOf(u"seen"_s);
        emitted.causation = {RunId(u"r1"_s), StepId(u"emit"_s), 1};
        auto run = runOf(u"r1"_s, u"rule"_s, 1);
        run.state = State::Succeeded;
        QVERIFY(store->route({1, {run}, {emitted}}).result());
        const auto event = store.reader->event(2);
        QVERIFY(event);
        QCOMPARE(event->causation, emitted.causation);
        QCOMPARE(event->correlation, 1);
        QCOMPARE(event->depth, 1);
        QCOMPARE(store.reader->run(run.id)->state, State::Succeeded);
        // Refused together.
        emitted.type.clear();
        QVERIFY(!store->route({2, {runOf(u"r2"_s, u"rule"_s, 2)}, {emitted}}).result());
        QCOMPARE(store.reader->run(RunId(u"r2"_s)).error().code, Error::Code::NotFound);
        QCOMPARE(*store.reader->cursor(), 1);
    }

    void aRunThatCannotBeWrittenLeavesTheCursor()
    {
        StoreFixture store;
        begin(store);
        store.add(u"t"_s);
        // The id is taken.
        QVERIFY(!store->route({2, {runOf(u"r2"_s, u"rule"_s, 2), runOf(u"r1"_s, u"rule"_s, 2)}}).result());
        QCOMPARE(*store.reader->cursor(), 1);
        QVERIFY(!store.reader->run(RunId(u"r2"_s)));
    }

    void startRunWritesEventAndRun()
    {
        StoreFixture store;
        const auto event = eventOf(eventtype::ruleRun, u"e"_s);
        const auto appended = store->startRun(event, runOf(u"r1"_s, u"rule"_s)).result();
        QCOMPARE(*appended, (Appended{EventId(u"e"_s), 1, false}));
        QCOMPARE(store.reader->run(RunId(u"r1"_s))->event, 1);
        QCOMPARE(*store.reader->cursor(), 0); // the router still passes it
        // Neither without the other.
        QVERIFY(!store->startRun(eventOf(eventtype::ruleRun), runOf(u"r1"_s, u"rule"_s)).result());
        QCOMPARE(store->lastSequence(), 1);
        QCOMPARE(store.count(), 1);
    }

    void progressIsWrittenAsAWhole()
    {
        StoreFixture store;
        begin(store);
        store.clock.move(std::chrono::seconds(1));
        Progress progress{.run = RunId(u"r1"_s), .state = State::Running};
        progress.started = store.clock.now();
        progress.steps = {step(u"b"_s, State::Succeeded, "{}"), step(u"a"_s, State::Running)};
        progress.events = {eventOf(u"made"_s, {}, {})};
        progress.events[0].causation.step = StepId(u"b"_s);
        const auto done = store->commit(progress).result();
        QVERIFY(done);
        QCOMPARE(done->events.first().sequence, 2);

        const auto made = *store.reader->event(2);
        QCOMPARE(made.source, u"/rules/rule"_s);
        QCOMPARE(made.causation, (Causation{RunId(u"r1"_s), StepId(u"b"_s), 1}));
        QCOMPARE(made.correlation, 1);
        QCOMPARE(made.depth, 1);

        progress.events.clear();
        progress.state = State::Failed;
        progress.error = u"no"_s;
        progress.finished = store.clock.now();
        progress.steps = {step(u"a"_s, State::Failed)};
        QVERIFY(store->commit(progress).result());
        const auto run = *store.reader->run(RunId(u"r1"_s));
        QCOMPARE(run.state, State::Failed);
        QCOMPARE(run.error, u"no"_s);
        QCOMPARE(run.started, progress.started);
        QCOMPARE(run.finished, progress.finished);
        // Replaced, at its place.
        QCOMPARE(run.steps, (QList{step(u"b"_s, State::Succeeded, "{}"), step(u"a"_s, State::Failed)}));
    }

    void aChainOfCausesIsCounted()
    {
        StoreFixture store;
        store.add(u"other"_s);
        Sequence last = store.add(u"start"_s);
        for (int depth = 1; depth <= 3; ++depth) {
            const auto id = u"r%1"_s.arg(depth);
            QVERIFY(store->route({last, {runOf(id, u"rule"_s, last)}}).result());
            const auto done = store->commit({.run = RunId(id), .events = {eventOf(u"next"_s)}}).result();
            last = done->events.first().sequence;
            QCOMPARE(store.reader->event(last)->depth, depth);
            QCOMPARE(store.reader->event(last)->correlation, 2);
        }
    }

    void progressOfAnUnknownRunIsRefused()
    {
        StoreFixture store;
        const auto done = store->commit({.run = RunId(u"none"_s), .events = {eventOf(u"t"_s)}}).result();
        QCOMPARE(done.error().code, Error::Code::NotFound);
        QCOMPARE(store->lastSequence(), 0);
    }

    void aRecordChangeEndsItsStepAndBringsItsEvents()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        begin(store);
        QSignalSpy records(store.store.get(), &Store::recordsChanged);
        Progress progress{.run = RunId(u"r1"_s), .state = State::Running};
        progress.steps = {step(u"save"_s, State::Running)};
        progress.records = {{StepId(u"save"_s),
            {RecordCommand::Operation::Create, TableId(u"orders"_s), RecordId(u"o1"_s),
                {{u"status"_s, u"new"_s}}}}};
        const auto done = store->commit(progress).result();
        QVERIFY(done);
        QCOMPARE(done->records.size(), 1);
        QCOMPARE(done->events.size(), 2);
        QTRY_COMPARE(records.size(), 1);

        const auto record = *store.reader->record(TableId(u"orders"_s), RecordId(u"o1"_s));
        QCOMPARE(record, done->records.first());
        QCOMPARE(store.reader->event(2)->type, eventtype::recordCreated);
        QCOMPARE(store.reader->event(3)->type, eventtype::statusChanged);
        QCOMPARE(store.reader->event(3)->causation, (Causation{RunId(u"r1"_s), StepId(u"save"_s), 1}));
        QCOMPARE(store.reader->event(3)->correlation, 1);
        // A crash after this must not do it again.
        const auto saved = store.reader->run(RunId(u"r1"_s))->steps.first();
        QCOMPARE(saved.state, State::Succeeded);
        QCOMPARE(saved.port, u"out"_s);
        QCOMPARE(QJsonDocument::fromJson(saved.output).object(), toJson(record));
        QVERIFY(saved.finished);
    }

    void aRecordChangeThatIsRefusedUndoesAll()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        begin(store);
        Progress progress{.run = RunId(u"r1"_s), .state = State::Running};
        progress.steps = {step(u"save"_s, State::Running)};
        progress.events = {eventOf(u"made"_s)};
        progress.records = {{StepId(u"save"_s),
            {RecordCommand::Operation::Update, TableId(u"orders"_s), RecordId(u"none"_s), {}}}};
        QCOMPARE(store->commit(progress).result().error().code, Error::Code::NotFound);
        QCOMPARE(store->lastSequence(), 1);
        const auto run = *store.reader->run(RunId(u"r1"_s));
        QCOMPARE(run.state, State::Queued);
        QVERIFY(run.steps.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRunJobs)
#include "tst_runjobs.moc"
