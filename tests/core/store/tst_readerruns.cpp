// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/upkeep.h"
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestReaderRuns : public QObject
{
    Q_OBJECT

    static QStringList idsOf(const Result<QList<Run>> &runs)
    {
        QStringList ids;
        for (const auto &run : runs.value())
            ids += run.id.value;
        return ids;
    }

    static RunId id(const QString &text) { return RunId(text); }

    /// Five runs of two rules; ids do not sort as they came.
    static void fill(StoreFixture &store)
    {
        store.add(u"t"_s);
        store.add(u"t"_s);
        auto first = runOf(u"z"_s, u"a"_s, 1, State::Succeeded);
        first.steps = {StepRun{.step = StepId(u"go"_s)}};
        QVERIFY(
            store
                ->route({2,
                    {first, runOf(u"y"_s, u"b"_s, 1, State::Failed), runOf(u"x"_s, u"a"_s, 2, State::Running),
                        runOf(u"w"_s, u"a"_s, 2, State::Failed), runOf(u"v"_s, u"b"_s, 2, State::Waiting)}})
                .result());
    }

private slots:
    void pagesGoBothWays()
    {
        StoreFixture store;
        fill(store);
        auto &reader = *store.reader;
        QCOMPARE(idsOf(reader.runs({}, {}, Page::Newer, 2)), (QStringList{u"z"_s, u"y"_s}));
        QCOMPARE(idsOf(reader.runs({}, id(u"y"_s), Page::Newer, 2)), (QStringList{u"x"_s, u"w"_s}));
        QCOMPARE(idsOf(reader.runs({}, id(u"v"_s), Page::Newer, 2)), QStringList());
        QCOMPARE(idsOf(reader.runs({}, {}, Page::Older, 2)), (QStringList{u"v"_s, u"w"_s}));
        QCOMPARE(idsOf(reader.runs({}, id(u"w"_s), Page::Older, 10)), (QStringList{u"x"_s, u"y"_s, u"z"_s}));
        QCOMPARE(idsOf(reader.runs({}, id(u"z"_s), Page::Older, 10)), QStringList());
        QCOMPARE(idsOf(reader.runs({}, {}, Page::Older, 0)), QStringList());
        QCOMPARE(reader.runs({}, id(u"none"_s), Page::Older, 2).error().code, Error::Code::NotFound);
        QCOMPARE(reader.run(id(u"none"_s)).error().code, Error::Code::NotFound);
        const auto all = reader.runs({}, {}, Page::Older, 10);
        for (const auto &run : *all)
            QVERIFY(run.steps.isEmpty());
        QCOMPARE(reader.run(id(u"z"_s))->steps.size(), 1);
    }

    void filters()
    {
        StoreFixture store;
        fill(store);
        auto &reader = *store.reader;
        QCOMPARE(idsOf(reader.runs({.state = State::Failed, .rule = {}, .event = 0}, {}, Page::Newer, 10)),
            (QStringList{u"y"_s, u"w"_s}));
        QCOMPARE(idsOf(reader.runs({.state = {}, .rule = RuleId(u"a"_s), .event = 0}, {}, Page::Newer, 10)),
            (QStringList{u"z"_s, u"x"_s, u"w"_s}));
        QCOMPARE(idsOf(reader.runs({.state = {}, .rule = {}, .event = 2}, {}, Page::Older, 10)),
            (QStringList{u"v"_s, u"w"_s, u"x"_s}));
        QCOMPARE(idsOf(reader.runs({.state = State::Failed, .rule = RuleId(u"a"_s), .event = 2}, id(u"x"_s),
                     Page::Newer, 10)),
            (QStringList{u"w"_s}));
        QCOMPARE(idsOf(reader.runs({.state = State::Queued, .rule = {}, .event = 0}, {}, Page::Newer, 10)),
            QStringList());
    }

    void countsFollowEveryChange()
    {
        StoreFixture store;
        fill(store);
        auto &reader = *store.reader;
        const auto now = store.clock.now() + 10min;
        auto all = *reader.runCounts({}, now);
        QCOMPARE(all.byState,
            (QHash<State, int>{
                {State::Succeeded, 1}, {State::Failed, 2}, {State::Running, 1}, {State::Waiting, 1}}));
        QCOMPARE(all.lastHour, 5);
        QCOMPARE(all.failedLastHour, 2);
        QVERIFY(store->commit({.run = id(u"x"_s), .state = State::Failed}).result());
        QVERIFY(store->commit({.run = id(u"v"_s), .state = State::Waiting}).result());
        const auto ofA = *reader.runCounts(RuleId(u"a"_s), now);
        QCOMPARE(ofA.byState, (QHash<State, int>{{State::Succeeded, 1}, {State::Failed, 2}}));
        QCOMPARE(ofA.lastHour, 3);
        QCOMPARE(ofA.failedLastHour, 2);
        QCOMPARE(reader.runCounts({}, now)->byState.value(State::Running), 0);

        auto late = runOf(u"late"_s, u"a"_s, 3);
        late.created = store.clock.now() + 2h;
        store.add(u"t"_s);
        QVERIFY(store->route({3, {late}}).result());
        all = *reader.runCounts({}, late.created);
        QCOMPARE(all.lastHour, 1);
        QCOMPARE(all.failedLastHour, 0);
        QCOMPARE(reader.runCounts({}, late.created + 2h)->lastHour, 0);
        QVERIFY(reader.runCounts(RuleId(u"none"_s), now)->byState.isEmpty());
    }

    /// They are found by halving; numbers of old runs may be missing.
    void theLastHourBeginsAnywhere()
    {
        StoreFixture store;
        QList<Run> runs;
        for (int i = 0; i < 9; ++i) {
            runs += runOf(u"r%1"_s.arg(i), u"a"_s, store.add(u"t"_s), State::Failed);
            runs.last().created = store.clock.now();
            store.clock.move(1min);
        }
        QVERIFY(store->route({9, runs}).result());
        const auto look = [&](qsizetype from) {
            for (auto i = from; i < runs.size(); ++i) {
                const auto counts = store.reader->runCounts({}, runs[i].created + 1h);
                QCOMPARE(counts->lastHour, runs.size() - i);
                QCOMPARE(counts->failedLastHour, runs.size() - i);
                QCOMPARE(
                    store.reader->runCounts(RuleId(u"a"_s), runs[i].created + 1h)->lastHour, runs.size() - i);
            }
        };
        look(0);
        QVERIFY(store->upkeep().pinRun(runs[0].id, true).result());
        const auto old = runs[5].created;
        const auto purged = store->upkeep().purge({0, old, old}).result();
        QCOMPARE(purged->runs, 4);
        look(5);
    }

    void unfinishedRunsComeWithTheirSteps()
    {
        StoreFixture store;
        fill(store);
        QVERIFY(store->commit({.run = id(u"y"_s), .state = State::InDoubt}).result());
        StepRun step{.step = StepId(u"s"_s), .state = State::Waiting};
        step.due = store.clock.now() + 1h;
        QVERIFY(store->commit({.run = id(u"v"_s), .state = State::Waiting, .steps = {step}}).result());
        store.reopen();
        const auto runs = store.reader->unfinishedRuns();
        QCOMPARE(idsOf(runs), (QStringList{u"y"_s, u"x"_s, u"v"_s}));
        QCOMPARE(runs->last().steps, QList{step});
    }
};

QTEST_GUILESS_MAIN(TestReaderRuns)
#include "tst_readerruns.moc"
