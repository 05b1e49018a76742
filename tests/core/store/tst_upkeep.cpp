// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/store/upkeep.h"
#include "tests/core/store/storefixture.h"

#include <QFileInfo>
#include <QLoggingCategory>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is old goes and what is needed stays; the file shrinks; losses can be taken for granted.
class TestUpkeep : public QObject
{
    Q_OBJECT

    static void execute(const QString &file, const QByteArray &sql)
    {
        auto db = Connection::open(file, Connection::Mode::ReadWrite);
        QVERIFY(db);
        const auto done = (*db)->script(sql);
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    }

    static qint64 number(const StoreFixture &store, std::string_view sql)
    {
        return *(*Connection::open(store.file(), Connection::Mode::ReadOnly))->integer(sql);
    }

    static void fill(StoreFixture &store, int count, int size = 100)
    {
        for (int i = 0; i < count; ++i)
            store.add(u"t"_s, QByteArray(size, 'x'));
        QVERIFY(store->route({store->lastSequence(), {}}).result());
    }

    /// A whole pass.
    static Purged purge(StoreFixture &store, Instant before, std::optional<Instant> failedBefore = {})
    {
        Purged all;
        for (;;) {
            const auto bite
                = store->upkeep().purge({all.upTo, before, failedBefore.value_or(before)}).result();
            if (!bite)
                qFatal("%s", qPrintable(bite.error().message));
            all.upTo = bite->upTo;
            all.events += bite->events;
            all.runs += bite->runs;
            if (bite->isThrough)
                return all;
        }
    }

    static QList<Sequence> left(const StoreFixture &store)
    {
        return sequencesOf(store.reader->events({}, 0, Page::Newer, 1000));
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(u"default.warning=false"_s); }

    void whatIsOldGoesAndTheChainHolds()
    {
        StoreFixture store;
        fill(store, 10);
        store.clock.move(24h);
        const auto day = store.clock.now();
        fill(store, 5);
        const auto gone = purge(store, day);
        QCOMPARE(gone.events, 10);
        QCOMPARE(left(store), (QList<Sequence>{11, 12, 13, 14, 15}));
        QVERIFY(examine(store.file())->isSound());
        QCOMPARE(number(store, "SELECT count(*) FROM event_gone"), 1);
        // The log goes on after a start, also when nothing is left of it.
        store.clock.move(24h);
        QCOMPARE(purge(store, store.clock.now()).events, 5);
        QCOMPARE(number(store, "SELECT count(*) FROM event_gone"), 1);
        store.reopen();
        QCOMPARE(store->faults(), QStringList());
        QCOMPARE(store.add(u"t"_s), 16);
        QVERIFY(examine(store.file())->isSound());
        // A change after the removed stretch is still found.
        store.close();
        execute(store.file(), "UPDATE event SET data = X'79' WHERE sequence = 16");
        QCOMPARE(examine(store.file())->faults, QStringList{u"Event 16 is not what was stored."_s});
    }

    void whatIsNeededStays()
    {
        StoreFixture store;
        for (int i = 0; i < 12; ++i)
            store.add(u"t"_s);
        const auto run = [](const QString &id, Sequence event, State state) {
            auto made = runOf(id, u"rule"_s, event, state);
            made.steps = {StepRun{.step = StepId(u"go"_s), .state = state, .output = "1"}};
            return made;
        };
        QVERIFY(store
                    ->route({11,
                        {run(u"done"_s, 1, State::Succeeded), run(u"waits"_s, 2, State::Waiting),
                            run(u"runs"_s, 3, State::Running), run(u"queued"_s, 4, State::Queued),
                            run(u"doubt"_s, 5, State::InDoubt), run(u"failed"_s, 6, State::Failed),
                            run(u"also"_s, 6, State::Succeeded), run(u"pinned"_s, 7, State::Succeeded),
                            run(u"cancelled"_s, 8, State::Cancelled), run(u"a"_s, 9, State::Succeeded),
                            run(u"b"_s, 9, State::Running)}})
                    .result());
        QVERIFY(store->upkeep().pinRun(RunId(u"pinned"_s), true).result());
        store.clock.move(24h);
        const auto now = store.clock.now();
        auto gone = purge(store, now, now - 48h);
        QCOMPARE(gone.events, 4); // 1, 8, 10, 11: 12 has not been routed
        QCOMPARE(gone.runs, 2);
        QCOMPARE(left(store), (QList<Sequence>{2, 3, 4, 5, 6, 7, 9, 12}));
        QCOMPARE(store.reader->run(RunId(u"also"_s))->steps.size(), 1); // beside the failed one
        QVERIFY(examine(store.file())->isSound());
        QCOMPARE(purge(store, now, now).events, 1); // the failed one
        QVERIFY(store->upkeep().pinRun(RunId(u"pinned"_s), false).result());
        // What comes of steps later has rows of its own.
        for (const auto &[id, state] :
            {std::pair(u"b"_s, State::Succeeded), std::pair(u"waits"_s, State::Waiting)})
            QVERIFY(
                store->commit({.run = RunId(id), .state = state, .steps = {StepRun{.step = StepId(u"s"_s)}}})
                    .result());
        QCOMPARE(number(store, "SELECT count(*) FROM step_run"), 2);
        gone = purge(store, now, now);
        QCOMPARE(gone.events, 2);
        QCOMPARE(gone.runs, 3);
        QCOMPARE(left(store), (QList<Sequence>{2, 3, 4, 5, 12}));
        QCOMPARE(number(store, "SELECT count(*) FROM step_run"), 1);
        QCOMPARE(number(store, "SELECT sum(runs) FROM run_count"), 4);
        QCOMPARE(number(store, "SELECT count(*) FROM event_gone"), 2); // 1, and 6 to 11 as one stretch
        QVERIFY(examine(store.file())->isSound());
        QCOMPARE(
            store->upkeep().pinRun(RunId(u"nobody"_s), true).result().error().code, Error::Code::NotFound);
    }

    void stretchesOfAnyOrderJoin()
    {
        StoreFixture store;
        fill(store, 40);
        // Pins come and go, so that the same log is cleared piece by piece.
        QList<Run> runs;
        for (int i = 1; i <= 40; ++i)
            runs += runOf(u"run%1"_s.arg(i), u"r"_s, i, State::Succeeded);
        store.add(u"end"_s);
        QVERIFY(store->route({41, runs}).result());
        const auto pin
            = [&](int i, bool on) { QVERIFY(store->upkeep().pinRun(RunId(u"run%1"_s.arg(i)), on).result()); };
        store.clock.move(24h);
        QList<int> order;
        for (int i = 1; i <= 40; ++i) {
            pin(i, true);
            order.insert(i * 7 % (order.size() + 1), i);
        }
        for (const int i : order) {
            pin(i, false);
            purge(store, store.clock.now() - 1h);
            const auto health = examine(store.file());
            QVERIFY2(health->isSound(), qPrintable(health->faults.join(u' ')));
            QVERIFY(number(store,
                        "SELECT count(*) FROM event_gone g WHERE EXISTS (SELECT 1 FROM event_gone h "
                        "WHERE h.sequence = g.first - 1)")
                == 0);
        }
    }

    void theFileShrinks()
    {
        StoreFixture store;
        fill(store, 300, 20'000);
        store.reopen(); // the write-ahead log is put into the file
        const auto before = QFileInfo(store.file()).size();
        QVERIFY(before > 5'000'000);
        store.clock.move(24h);
        QCOMPARE(purge(store, store.clock.now()).events, 300);
        for (int bites = 0;; ++bites) {
            QVERIFY(bites < 5000);
            const auto use = store->upkeep().shrink(100'000).result();
            QVERIFY(use);
            if (use->free <= 100'000)
                break;
        }
        store.reopen();
        const auto after = QFileInfo(store.file()).size();
        QVERIFY2(after < 500'000, qPrintable(QString::number(after)));
        QVERIFY(examine(store.file())->isSound());
    }

    void aDuplicateOfARemovedEventIsTold()
    {
        StoreFixture store;
        QVERIFY(store->append({eventOf(u"t"_s, u"mine"_s)}).result());
        QVERIFY(store->route({1, {}}).result());
        store.clock.move(24h * 29);
        QCOMPARE(purge(store, store.clock.now()).events, 1);
        const auto again = store->append({eventOf(u"t"_s, u"mine"_s)}).result();
        QVERIFY(again->first().duplicate);
        QCOMPARE(again->first().sequence, 1);
    }

    void aLossThatIsAcceptedIsNoFaultAnyMore_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<Sequence>("first");
        QTest::addColumn<Sequence>("last");
        QTest::newRow("changed") << QByteArray("UPDATE event SET data = X'79' WHERE sequence = 4")
                                 << Sequence(4) << Sequence(4);
        QTest::newRow("missing") << QByteArray("DELETE FROM event WHERE sequence BETWEEN 4 AND 6")
                                 << Sequence(4) << Sequence(6);
        QTest::newRow("at the beginning")
            << QByteArray("DELETE FROM event WHERE sequence < 3") << Sequence(1) << Sequence(2);
        QTest::newRow("at the end") << QByteArray("DELETE FROM event WHERE sequence > 8") << Sequence(9)
                                    << Sequence(10);
    }
    void aLossThatIsAcceptedIsNoFaultAnyMore()
    {
        QFETCH(QByteArray, sql);
        QFETCH(Sequence, first);
        QFETCH(Sequence, last);
        StoreFixture store;
        fill(store, 10);
        store.close();
        execute(store.file(), sql);
        store.open();
        QCOMPARE(store->faults().size(), 1);
        const auto losses = lossesIn(store.file());
        QVERIFY(losses);
        QCOMPARE(losses->size(), 1);
        QCOMPARE(losses->first().first, first);
        QCOMPARE(losses->first().last, last);
        const auto told = store->upkeep().acceptLosses(*losses).result();
        QVERIFY(told);
        QCOMPARE(store.reader->event(*told)->type, eventtype::lossAccepted);
        QVERIFY(store.reader->event(*told)->data->contains(losses->first().fault.toUtf8()));
        const auto health = examine(store.file());
        QCOMPARE(health->faults, QStringList());
        QCOMPARE(health->accepted, *losses);
        QVERIFY(lossesIn(store.file())->isEmpty());
        QCOMPARE(store->upkeep().acceptLosses({}).result().error().code, Error::Code::InvalidInput);
        store.reopen();
        QCOMPARE(store->faults(), QStringList());
        // What happens later is a fault again, and what is removed around the loss is none.
        store.clock.move(24h);
        QVERIFY(store->route({store->lastSequence(), {}}).result());
        const auto end = store->lastSequence();
        fill(store, 3);
        purge(store, store.clock.now());
        QVERIFY(examine(store.file())->isSound());
        QCOMPARE(left(store).first(), end + 1);
        store.close();
        execute(store.file(), "DELETE FROM event WHERE sequence = " + QByteArray::number(end + 2));
        QCOMPARE(examine(store.file())->faults.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
