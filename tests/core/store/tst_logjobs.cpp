// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLogJobs : public QObject
{
    Q_OBJECT

private slots:
    void everyPartOfAnEventComesBack()
    {
        StoreFixture store;
        Event event;
        event.id = EventId(u"a-1"_s);
        event.source = u"/shop"_s;
        event.type = u"com.example.order"_s;
        event.subject = u"order/ä"_s;
        event.time = fromMicroseconds(1'600'000'000'123'456);
        event.dataContentType = u"application/json"_s;
        event.dataSchema = u"https://example.com/s"_s;
        event.traceParent = u"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"_s;
        event.extensions = {{u"n"_s, 7}, {u"t"_s, u"x"_s}, {u"b"_s, true}};
        event.data = QByteArray("{ \"z\":1, \"a\":1.10 }\0\xff", 22);
        event.request = {{u"path"_s, u"/hook/x"_s}};
        const auto appended = store->append({event}).result();
        QVERIFY(appended);
        QCOMPARE(appended->first(), (Appended{event.id, 1, false}));
        event.sequence = event.correlation = 1;
        event.received = store.clock.now();
        QCOMPARE(*store.reader->event(1), event);
        store.reopen();
        QCOMPARE(*store.reader->event(1), event);
    }

    void whatIsLeftOpenIsFilledIn()
    {
        StoreFixture store;
        const auto appended = store->append({eventOf(u"t"_s)}).result();
        const auto event = *store.reader->event(1);
        QCOMPARE(event.id.value.size(), 36);
        QCOMPARE(appended->first().id, event.id);
        QCOMPARE(event.time, store.clock.now());
        QVERIFY(!event.data);
        store.add(u"t"_s, QByteArray(""));
        QCOMPARE(store.reader->event(2)->data, std::optional(QByteArray("")));
    }

    void anEventWithoutTypeOrSourceIsRefusedAndNothingOfItsListIsKept()
    {
        StoreFixture store;
        const auto refused = store->append({eventOf(u"t"_s), eventOf(QString())}).result();
        QCOMPARE(refused.error().code, Error::Code::InvalidInput);
        QCOMPARE(store->append({eventOf(u"t"_s, {}, {})}).result().error().context, u"source"_s);
        QCOMPARE(store->lastSequence(), 0);
        QCOMPARE(store.add(u"t"_s), 1);
    }

    void nothingAppendedIsNothing()
    {
        StoreFixture store;
        QVERIFY(store->append({}).result()->isEmpty());
        QCOMPARE(store->lastSequence(), 0);
    }

    void theSequenceGoesOnAfterOpeningAnew()
    {
        StoreFixture store;
        store.add(u"a"_s);
        store.add(u"b"_s);
        store.reopen();
        QCOMPARE(store->lastSequence(), 2);
        QCOMPARE(store.add(u"c"_s), 3);
        QCOMPARE(store.reader->events({}, 0, Page::Newer, 10)->size(), 3);
    }

    void aDuplicateIsAnsweredLikeTheFirst()
    {
        StoreFixture store;
        const Appended first{EventId(u"1"_s), 1, false};
        const Appended again{EventId(u"1"_s), 1, true};
        const auto event = eventOf(u"t"_s, u"1"_s);
        QCOMPARE(*store->append({event, event}).result(), (QList{first, again}));
        QCOMPARE(*store->append({event}).result(), QList{again});
        // Another source is another event, and so is what only looks alike when put together.
        QCOMPARE(store->append({eventOf(u"t"_s, u"1"_s, u"/other"_s)}).result()->first().sequence, 2);
        QCOMPARE(store->append({eventOf(u"t"_s, u"t1"_s, u"/tes"_s)}).result()->first().sequence, 3);
        store.reopen();
        QCOMPARE(*store->append({event}).result(), QList{again});
        QCOMPARE(store->lastSequence(), 3);
    }

    void anIdThatTheStoreGaveIsADuplicateToo()
    {
        StoreFixture store;
        store.add(u"t"_s);
        const auto given = *store.reader->event(1);
        QVERIFY(store->append({eventOf(u"t"_s, given.id.value)}).result()->first().duplicate);
        // The same id from elsewhere is not.
        QVERIFY(!store->append({eventOf(u"t"_s, given.id.value, u"/b"_s)}).result()->first().duplicate);
        QVERIFY(!store->append({eventOf(u"t"_s, given.id.value.toUpper())}).result()->first().duplicate);
        // And one that only looks as if it were of that place is new, once.
        auto other = given.id.value;
        other[0] = other[0] == u'f' ? u'0' : u'f';
        QVERIFY(!store->append({eventOf(u"t"_s, other)}).result()->first().duplicate);
        QVERIFY(store->append({eventOf(u"t"_s, other)}).result()->first().duplicate);
        store.reopen();
        QVERIFY(store->append({eventOf(u"t"_s, given.id.value)}).result()->first().duplicate);
    }

    /// An event that was undone with others of its group has its id already when it is stored again.
    void anIdOutlivesAnUndoneGroup()
    {
        StoreFixture store;
        QList<QFuture<Result<QList<Appended>>>> answers;
        for (int i = 0; i < 200; ++i)
            answers += store->append({i % 3 == 0 ? eventOf(u"t"_s, {}, {}) : eventOf(u"t"_s)});
        for (int i = 0; i < 200; ++i)
            QCOMPARE(answers[i].result().has_value(), i % 3 != 0);
        const auto events = store.reader->events({}, 0, Page::Newer, 1000);
        QCOMPARE(events->size(), 133);
        for (const auto &event : *events) {
            const auto again = store->append({eventOf(u"t"_s, event.id.value)}).result()->first();
            QVERIFY(again.duplicate);
            QCOMPARE(again.sequence, event.sequence);
        }
    }

    void duplicatesAreToldForThirtyDays()
    {
        StoreFixture store;
        const auto event = eventOf(u"t"_s, u"1"_s);
        store->append({event}).waitForFinished();
        for (int day = 0; day < 30; ++day) {
            store.clock.move(24h);
            store.add(u"other"_s);
            if (day % 7 == 0)
                store.reopen();
            QVERIFY(store->append({event}).result()->first().duplicate);
        }
        store.clock.move(24h * 11);
        store.add(u"other"_s); // the bite that removes old keys
        QVERIFY(!store->append({event}).result()->first().duplicate);
    }

    /// In bites, so that none of them takes long.
    void keysThatAreTooOldGo()
    {
        StoreFixture store;
        auto add = [&store, next = 0](qsizetype count) mutable {
            QList<Event> events;
            while (events.size() < count)
                events += eventOf(u"t"_s, u"from outside %1"_s.arg(++next));
            store->append(events).waitForFinished();
        };
        add(2500);
        const auto keys = [&] {
            const auto db = std::move(*Connection::open(store.file(), Connection::Mode::ReadOnly));
            return db->integer("SELECT count(*) FROM event_key").value();
        };
        store.clock.move(24h * 29);
        add(1);
        store.add(u"t"_s); // an id of our own needs none
        QCOMPARE(keys(), 2501);
        store.clock.move(24h * 11);
        QList<qint64> left;
        for (int i = 0; i < 4; ++i) {
            add(1);
            left += keys();
        }
        QCOMPARE(left, (QList<qint64>{1502, 503, 4, 5}));
    }
};

QTEST_GUILESS_MAIN(TestLogJobs)
#include "tst_logjobs.moc"
