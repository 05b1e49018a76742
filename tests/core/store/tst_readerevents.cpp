// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventquery.h"
#include "core/store/upkeep.h"
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Sequences = QList<Sequence>;

class TestReaderEvents : public QObject
{
    Q_OBJECT

    static EventFilter typed(const QString &type)
    {
        EventFilter filter;
        filter.type = type;
        return filter;
    }

    /// How SQLite goes about a page.
    static QString planOf(const StoreFixture &store, const EventFilter &filter)
    {
        auto db = std::move(*Connection::open(store.file(), Connection::Mode::ReadOnly));
        const auto statement = EventQuery::of(*db, filter)->page("sequence", 0, Page::Older, 10);
        QStringList plan;
        const auto done = db->each(
            "EXPLAIN QUERY PLAN " + statement.sql, statement.values, [&](Row &row) -> Result<void> {
                row.integer();
                row.integer();
                row.integer();
                plan += row.text();
                return {};
            });
        return done ? plan.join(u"; "_s) : done.error().message;
    }

private slots:
    void pagesGoBothWays()
    {
        StoreFixture store;
        for (int i = 0; i < 5; ++i)
            store.add(u"t"_s);
        auto &reader = *store.reader;
        QCOMPARE(sequencesOf(reader.events({}, 0, Page::Newer, 2)), (Sequences{1, 2}));
        QCOMPARE(sequencesOf(reader.events({}, 2, Page::Newer, 2)), (Sequences{3, 4}));
        QCOMPARE(sequencesOf(reader.events({}, 4, Page::Newer, 2)), (Sequences{5}));
        QCOMPARE(sequencesOf(reader.events({}, 5, Page::Newer, 2)), Sequences());
        QCOMPARE(sequencesOf(reader.events({}, 0, Page::Older, 2)), (Sequences{5, 4}));
        QCOMPARE(sequencesOf(reader.events({}, 4, Page::Older, 2)), (Sequences{3, 2}));
        QCOMPARE(sequencesOf(reader.events({}, 1, Page::Older, 2)), Sequences());
        QCOMPARE(sequencesOf(reader.events({}, 100, Page::Older, 1)), (Sequences{5}));
        QCOMPARE(sequencesOf(reader.events({}, 0, Page::Newer, 0)), Sequences());
        QCOMPARE(*reader.firstSequence(), 1);
        QCOMPARE(*reader.lastSequence(), 5);
        QCOMPARE(reader.event(6).error().code, Error::Code::NotFound);
    }

    void anEmptyLogIsNoFault()
    {
        StoreFixture store;
        auto &reader = *store.reader;
        QVERIFY(reader.events({}, 0, Page::Newer, 10)->isEmpty());
        QVERIFY(reader.events(typed(u"a*"_s), 0, Page::Older, 10)->isEmpty());
        QCOMPARE(*reader.firstSequence(), 0);
        QCOMPARE(*reader.lastSequence(), 0);
        QVERIFY(reader.outcomes(0, 100)->isEmpty());
        QCOMPARE(*reader.eventRate(store.clock.now(), 1s, 3), (QList{0, 0, 0}));
    }

    void aReaderSeesWhatIsCommittedMeanwhile()
    {
        StoreFixture store;
        QCOMPARE(*store.reader->lastSequence(), 0);
        store.add(u"t"_s);
        QCOMPARE(*store.reader->lastSequence(), 1);
    }

    void headsLeaveOutWhatIsLarge()
    {
        StoreFixture store;
        auto event = eventOf(u"t"_s);
        event.data = QByteArray(150, 'a') + QByteArray(10'000, 'b');
        event.request = {{u"path"_s, u"/hook/x"_s}};
        event.subject = u"s"_s;
        auto whole = event; // stands in its row
        whole.data = event.data->left(3000);
        auto small = event;
        small.data = QByteArray("{}");
        QVERIFY(store->append({event, eventOf(u"t"_s), whole, small}).result());
        const auto heads = *store.reader->eventHeads({}, 0, Page::Newer, 10);
        QCOMPARE(heads.size(), 4);
        QCOMPARE(heads[2].data, heads[0].data);
        QCOMPARE(heads[3].data, small.data);
        QCOMPARE(heads[0].data, std::optional(event.data->left(200)));
        QCOMPARE(heads[0].subject, u"s"_s);
        QVERIFY(heads[0].request.isEmpty());
        QVERIFY(!heads[1].data);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Sequences>("expected");
        QTest::newRow("type") << u"shop.paid"_s << QString() << QString() << Sequences{2, 6};
        QTest::newRow("type that is nowhere") << u"shop"_s << QString() << QString() << Sequences();
        QTest::newRow("type in other case") << u"Shop.paid"_s << QString() << QString() << Sequences();
        QTest::newRow("prefix") << u"shop.*"_s << QString() << QString() << Sequences{1, 2, 3, 6};
        QTest::newRow("suffix") << u"*.paid"_s << QString() << QString() << Sequences{2, 4, 6};
        QTest::newRow("middle") << u"*op*e*"_s << QString() << QString() << Sequences{1, 3};
        QTest::newRow("pattern that fits nothing") << u"bank.*"_s << QString() << QString() << Sequences();
        QTest::newRow("any") << u"*"_s << QString() << QString() << Sequences{1, 2, 3, 4, 5, 6};
        QTest::newRow("characters that SQL takes for patterns")
            << u"odd[?]*"_s << QString() << QString() << Sequences{5};
        QTest::newRow("source") << QString() << u"/b"_s << QString() << Sequences{3, 4};
        QTest::newRow("source pattern") << QString() << u"/b*"_s << QString() << Sequences{3, 4, 5};
        QTest::newRow("type and source") << u"shop.*"_s << u"/b"_s << QString() << Sequences{3};
        QTest::newRow("text in type") << QString() << QString() << u"PAID"_s << Sequences{2, 4, 6};
        QTest::newRow("text in data, any case") << QString() << QString() << u"käSE"_s << Sequences{1, 4};
        QTest::newRow("text in subject") << QString() << QString() << u"ORDER/1"_s << Sequences{3};
        QTest::newRow("text in source") << QString() << QString() << u"/bc"_s << Sequences{5};
        QTest::newRow("text that SQL takes for a pattern")
            << QString() << QString() << u"100%"_s << Sequences{2};
        QTest::newRow("all") << u"*.paid"_s << u"/b"_s << u"KÄSE"_s << Sequences{4};
    }
    void filters()
    {
        QFETCH(QString, type);
        QFETCH(QString, source);
        QFETCH(QString, text);
        QFETCH(Sequences, expected);
        StoreFixture store;
        store.add(u"shop.made"_s, "{\"item\":\"Käse\"}", u"/a"_s);
        store.add(u"shop.paid"_s, "100%", u"/a"_s);
        auto subject = eventOf(u"shop.sent"_s, {}, u"/b"_s);
        subject.subject = u"order/1"_s;
        QVERIFY(store->append({subject}).result());
        store.add(u"club.paid"_s, "KÄSE 1000", u"/b"_s);
        store.add(u"odd[?].x"_s, {}, u"/bc"_s);
        store.add(u"shop.paid"_s, {}, u"/a"_s);
        EventFilter filter;
        filter.type = type;
        filter.source = source;
        filter.text = text;
        QCOMPARE(sequencesOf(store.reader->events(filter, 0, Page::Newer, 10)), expected);
        auto backwards = expected;
        std::ranges::reverse(backwards);
        QCOMPARE(sequencesOf(store.reader->eventHeads(filter, 0, Page::Older, 10)), backwards);
        if (expected.size() > 1) {
            QCOMPARE(sequencesOf(store.reader->events(filter, 0, Page::Newer, 1)), expected.first(1));
            QCOMPARE(sequencesOf(store.reader->events(filter, expected.first(), Page::Newer, 10)),
                expected.mid(1));
            QCOMPARE(sequencesOf(store.reader->events(filter, expected.last(), Page::Older, 10)),
                backwards.mid(1));
        }
    }

    void aPatternOfManyTypesGoesThroughTheLog()
    {
        StoreFixture store;
        QList<Event> events;
        for (int i = 0; i < 100; ++i)
            events += eventOf(u"t.%1"_s.arg(i));
        events += eventOf(u"u"_s);
        QVERIFY(store->append(events).result());
        QCOMPARE(store.reader->events(typed(u"t.*"_s), 50, Page::Newer, 1000)->size(), 50);
        QCOMPARE(store.count(typed(u"t.*"_s)), 100);
        QVERIFY(!planOf(store, typed(u"t.*"_s)).contains(u"TEMP B-TREE"_s));
    }

    void typesAreLookedUpInTheirIndex()
    {
        StoreFixture store;
        store.add(u"shop.paid"_s);
        store.add(u"shop.sent"_s);
        store.add(u"other"_s);
        const auto byType
            = u"SEARCH b USING PRIMARY KEY (value=? AND block>? AND block<?); SEARCH event USING "
              "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"_s;
        QCOMPARE(planOf(store, typed(u"shop.paid"_s)), byType);
        const auto pattern = planOf(store, typed(u"shop.*"_s));
        QCOMPARE(pattern.count(byType), 2);
        QVERIFY2(!pattern.contains(u"SCAN event"_s), qPrintable(pattern));
        EventFilter since = typed(u"shop.paid"_s);
        since.since = store.clock.now();
        since.text = u"x"_s;
        QCOMPARE(planOf(store, since), byType);
    }

    void timesAreOfReceipt()
    {
        StoreFixture store;
        const auto start = store.clock.now();
        for (int i = 0; i < 5; ++i) {
            store.add(u"t"_s);
            store.clock.move(1min);
        }
        auto &reader = *store.reader;
        EventFilter filter;
        filter.since = start + 1min;
        QCOMPARE(sequencesOf(reader.events(filter, 0, Page::Newer, 10)), (Sequences{2, 3, 4, 5}));
        filter.until = start + 3min; // not it itself
        QCOMPARE(sequencesOf(reader.events(filter, 0, Page::Newer, 10)), (Sequences{2, 3}));
        QCOMPARE(sequencesOf(reader.events(filter, 3, Page::Older, 10)), (Sequences{2}));
        filter.since = start + 1h;
        QVERIFY(reader.events(filter, 0, Page::Newer, 10)->isEmpty());
        filter.since = {};
        filter.until = start;
        QVERIFY(reader.events(filter, 0, Page::Newer, 10)->isEmpty());

        QCOMPARE(*reader.eventRate(start + 5min, 1min, 6), (QList{0, 1, 1, 1, 1, 1}));
        QCOMPARE(*reader.eventRate(start + 4min, 2min, 2), (QList{2, 2}));
        QCOMPARE(*reader.eventRate(start, 1min, 1), QList{0});
        QCOMPARE(*reader.eventRate(start + 9min, 1min, 7), (QList{1, 1, 1, 0, 0, 0, 0}));
        QCOMPARE(reader.eventRate(start, 0ms, 1).error().code, Error::Code::InvalidInput);
        QCOMPARE(reader.eventRate(start, 1s, 0).error().code, Error::Code::InvalidInput);
    }

    void ratesLeaveOutWhatIsGone()
    {
        StoreFixture store;
        const auto start = store.clock.now();
        QList<Run> runs;
        for (int i = 1; i <= 12; ++i) {
            store.add(u"t"_s);
            store.clock.move(1min);
            if (i == 1 || i == 5 || i == 6 || i == 11)
                runs += runOf(u"run%1"_s.arg(i), u"r"_s, i, State::Failed);
        }
        QVERIFY(store->route({12, runs}).result());
        QCOMPARE(*store.reader->eventRate(start + 12min, 2min, 6), (QList{2, 2, 2, 2, 2, 2}));
        const auto now = store.clock.now() + 24h;
        QVERIFY(store->upkeep().purge({.after = 0, .before = now, .failedBefore = start}).result());
        QCOMPARE(store.count(), 4);
        QCOMPARE(*store.reader->eventRate(start + 12min, 2min, 6), (QList{1, 0, 2, 0, 0, 1}));
        QCOMPARE(*store.reader->eventRate(start + 12min, 3min, 4), (QList{1, 2, 0, 1}));
        QCOMPARE(*store.reader->eventRate(start + 10min, 1min, 6), (QList{1, 1, 0, 0, 0, 0}));
    }

    void outcomesSayTheWorst()
    {
        StoreFixture store;
        for (int i = 0; i < 4; ++i)
            store.add(u"t"_s);
        int next = 0;
        const auto run = [&](Sequence event, const QString &rule, State state) {
            return runOf(u"run%1"_s.arg(++next), rule, event, state);
        };
        QVERIFY(store
                    ->route({4,
                        {run(1, u"a"_s, State::Succeeded), run(1, u"b"_s, State::Failed),
                            run(1, u"a"_s, State::Running), run(1, u"c"_s, State::Succeeded),
                            run(1, u"d"_s, State::Succeeded), run(3, u"a"_s, State::Cancelled),
                            run(3, u"a"_s, State::Succeeded), run(4, u"a"_s, State::InDoubt),
                            run(4, u"a"_s, State::Waiting)}})
                    .result());
        const auto outcomes = *store.reader->outcomes(1, 3);
        QCOMPARE(outcomes.size(), 2); // an event without runs is left out
        QCOMPARE(outcomes[0].event, 1);
        QCOMPARE(outcomes[0].runs, 5);
        QCOMPARE(outcomes[0].worst, std::optional(State::Failed));
        QCOMPARE(outcomes[0].rules, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(outcomes[1].event, 3);
        QCOMPARE(outcomes[1].worst, std::optional(State::Cancelled));
        QCOMPARE(outcomes[1].rules, QStringList{u"a"_s});
        QCOMPARE(store.reader->outcomes(4, 4)->first().worst, std::optional(State::InDoubt));
    }
};

QTEST_GUILESS_MAIN(TestReaderEvents)
#include "tst_readerevents.moc"
