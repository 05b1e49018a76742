// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/logcheck.h"
#include "core/store/upkeep.h"
#include "tests/core/store/storefixture.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

EventFilter typed(const QString &type)
{
    EventFilter filter;
    filter.type = type;
    return filter;
}

QList<Sequence> sequencesOf(const QList<Event> &events)
{
    QList<Sequence> sequences;
    for (const auto &event : events)
        sequences += event.sequence;
    return sequences;
}

QStringList idsOf(const QList<Run> &runs)
{
    QStringList ids;
    for (const auto &run : runs)
        ids += run.id.value;
    return ids;
}

/// What a page of these is, all of them being in the order of the log.
template <typename Key> QList<Key> pageOf(QList<Key> all, std::optional<Key> from, Page page, qsizetype limit)
{
    const auto place = from ? all.indexOf(*from) : -1;
    if (from)
        all = page == Page::Newer ? all.mid(place + 1) : all.first(place);
    if (page == Page::Older)
        std::ranges::reverse(all);
    return all.first(std::min(limit, all.size()));
}

qint64 number(const StoreFixture &store, const char *sql)
{
    return Connection::open(store.file(), Connection::Mode::ReadOnly).value()->integer(sql).value();
}

} // namespace

/// What is found by type, rule and event is what a look at everything would find, wherever its blocks lie.
class TestBlockIndex : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(u"default.warning=false"_s); }

    void typesAreFoundInEveryBlock()
    {
        StoreFixture store;
        SeededRandom chance(7);
        QHash<QString, QList<Sequence>> expected;
        QList<Event> events;
        for (int i = 1; i <= 700; ++i) {
            // Common ones, rare ones, and one that begins and ends blocks.
            const auto type = i % 64 == 0 || i % 64 == 63 ? u"edge"_s
                : chance.next() % 100 == 0                ? u"a.rare"_s
                                                          : u"a.%1"_s.arg(chance.next() % 3);
            events += eventOf(type);
            expected[type] += i;
            expected[u"*"_s] += i;
            if (type.startsWith(u"a."))
                expected[u"a.*"_s] += i;
            if (events.size() == 50) {
                QVERIFY(store->append(std::exchange(events, {})).result());
                if (i % 150 == 0)
                    store.reopen();
            }
        }
        QVERIFY(expected[u"a.rare"_s].size() > 2);
        for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
            for (const auto page : {Page::Newer, Page::Older}) {
                const auto all = store.reader->events(typed(it.key()), 0, page, 1000);
                QCOMPARE(sequencesOf(*all), pageOf<Sequence>(*it, {}, page, 1000));
                for (int i = 0; i < 20; ++i) {
                    const auto from = it->at(qsizetype(chance.next() % size_t(it->size())));
                    const auto limit = int(chance.next() % 80 + 1);
                    const auto some = store.reader->events(typed(it.key()), from, page, limit);
                    QCOMPARE(sequencesOf(*some), pageOf<Sequence>(*it, from, page, limit));
                }
            }
        }
        QVERIFY(examine(store.file())->isSound());
    }

    void runsAreFoundInEveryBlock()
    {
        StoreFixture store;
        SeededRandom chance(8);
        QList<Event> events(300, eventOf(u"t"_s));
        QVERIFY(store->append(events).result());
        QHash<QString, QStringList> ofRule;
        QHash<Sequence, QStringList> ofEvent;
        for (Sequence upTo = 20; upTo <= 300; upTo += 20) {
            QList<Run> runs;
            for (int i = 0; i < 30; ++i) {
                const auto id = u"run-%1-%2"_s.arg(upTo).arg(i);
                const auto rule = chance.next() % 50 == 0 ? u"rare"_s : u"rule%1"_s.arg(chance.next() % 2);
                // A run that was begun by hand may be of a later event than those of the router around it.
                const auto event = Sequence(chance.next() % 5 == 0 ? upTo : upTo - 10);
                runs += runOf(id, rule, event, chance.next() % 2 == 0 ? State::Succeeded : State::Failed);
                ofRule[rule] += id;
                ofEvent[event] += id;
            }
            QVERIFY(store->route({upTo, runs}).result());
        }
        QVERIFY(ofRule.contains(u"rare"_s));
        for (const auto page : {Page::Newer, Page::Older}) {
            for (auto it = ofRule.cbegin(); it != ofRule.cend(); ++it) {
                const RunFilter filter{.state = {}, .rule = RuleId(it.key()), .event = 0};
                QCOMPARE(
                    idsOf(*store.reader->runs(filter, {}, page, 1000)), pageOf<QString>(*it, {}, page, 1000));
                for (int i = 0; i < 20; ++i) {
                    const auto from = it->at(qsizetype(chance.next() % size_t(it->size())));
                    QCOMPARE(idsOf(*store.reader->runs(filter, RunId(from), page, 70)),
                        pageOf<QString>(*it, from, page, 70));
                }
            }
            for (auto it = ofEvent.cbegin(); it != ofEvent.cend(); ++it) {
                const RunFilter filter{.state = {}, .rule = {}, .event = it.key()};
                QCOMPARE(
                    idsOf(*store.reader->runs(filter, {}, page, 1000)), pageOf<QString>(*it, {}, page, 1000));
            }
        }
        const auto outcomes = *store.reader->outcomes(15, 205);
        qsizetype runs = 0;
        for (const auto &outcome : outcomes) {
            QCOMPARE(outcome.runs, ofEvent[outcome.event].size());
            runs += outcome.runs;
        }
        for (auto it = ofEvent.cbegin(); it != ofEvent.cend(); ++it)
            runs -= it.key() >= 15 && it.key() <= 205 ? it->size() : 0;
        QCOMPARE(runs, 0);
        QCOMPARE(store.reader->runCounts(RuleId(u"rare"_s), store.clock.now())->lastHour,
            ofRule[u"rare"_s].size());
        QVERIFY(examine(store.file())->isSound());
    }

    void whatWasUndoneWithOthersIsEnteredAgain()
    {
        StoreFixture store;
        // While these are stored, the next two come into one group.
        const auto many = store->append(QList<Event>(2000, eventOf(u"many"_s)));
        const auto good = store->append({eventOf(u"t"_s)});
        const auto bad = store->append({eventOf(QString())});
        QVERIFY(many.result() && good.result() && !bad.result());
        QCOMPARE(store.count(typed(u"t"_s)), 1);
        QVERIFY(examine(store.file())->isSound());
    }

    void whatWasUndoneIsEnteredAgain()
    {
        StoreFixture store;
        // The second of these is refused, and so the first is undone.
        QVERIFY(!store->append({eventOf(u"t"_s), eventOf(QString())}).result());
        store.add(u"t"_s);
        QCOMPARE(store.count(typed(u"t"_s)), 1);
        // The same where every job has a savepoint, as behind a failure.
        QVERIFY(!store->append({eventOf(u"u"_s), eventOf(QString())}).result());
        store.add(u"u"_s);
        QCOMPARE(store.count(typed(u"u"_s)), 1);
        QVERIFY(examine(store.file())->isSound());
    }

    void entriesGoWithTheirLastRow()
    {
        StoreFixture store;
        for (int i = 1; i <= 100; ++i)
            store.add(i == 70 ? u"kept"_s : u"gone"_s);
        QVERIFY(store
                    ->route({100,
                        {runOf(u"a"_s, u"gone"_s, 3, State::Succeeded),
                            runOf(u"b"_s, u"kept"_s, 70, State::Failed),
                            runOf(u"c"_s, u"gone"_s, 90, State::Succeeded)}})
                    .result());
        store.clock.move(24h);
        const auto now = store.clock.now();
        QVERIFY(store->upkeep().purge({.after = 0, .before = now, .failedBefore = now - 48h}).result());
        QCOMPARE(store.reader->lastSequence().value(), 70);
        QCOMPARE(number(store, "SELECT count(*) FROM event_of_type"), 1);
        QCOMPARE(number(store, "SELECT count(*) FROM run_of_rule"), 1);
        QCOMPARE(number(store, "SELECT count(*) FROM run_of_events"), 1);
        // In the block whose entry has just gone.
        store.add(u"gone"_s);
        QCOMPARE(store.count(typed(u"gone"_s)), 1);
        QCOMPARE(store.count(typed(u"*e*"_s)), 2);
        QVERIFY(store->route({101, {runOf(u"d"_s, u"gone"_s, 101, State::Succeeded)}}).result());
        QCOMPARE(store.reader->runs({.state = {}, .rule = RuleId(u"gone"_s), .event = 0}, {}, Page::Newer, 10)
                     ->size(),
            1);
        QVERIFY(examine(store.file())->isSound());
    }

    void aMissingEntryIsAFault_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::newRow("events by type") << QByteArray("event_of_type");
        QTest::newRow("runs by rule") << QByteArray("run_of_rule");
        QTest::newRow("runs by events") << QByteArray("run_of_events");
    }
    void aMissingEntryIsAFault()
    {
        QFETCH(QByteArray, table);
        StoreFixture store;
        for (int i = 0; i < 200; ++i)
            store.add(u"t"_s);
        QVERIFY(store->route({200, {runOf(u"a"_s, u"r"_s, 3), runOf(u"b"_s, u"r"_s, 190)}}).result());
        store.close();
        QVERIFY(examine(store.file())->isSound());
        auto db = std::move(*Connection::open(store.file(), Connection::Mode::ReadWrite));
        QVERIFY(db->script("DELETE FROM " + table + " WHERE (value, block) IN (SELECT value, block FROM "
            + table + " ORDER BY block DESC LIMIT 1)"));
        db.reset();
        QCOMPARE(examine(store.file())->faults,
            QStringList{
                u"The index %1 does not know everything that is stored."_s.arg(QString::fromLatin1(table))});
    }
};

QTEST_GUILESS_MAIN(TestBlockIndex)
#include "tst_blockindex.moc"
