// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/faultydisk.h"
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestDiskFaults : public QObject
{
    Q_OBJECT

    /// Appends that many at once; those that were answered with a place.
    static QList<Sequence> addMany(StoreFixture &store, int count)
    {
        QList<QFuture<Result<QList<Appended>>>> futures;
        Event event = eventOf(u"t"_s);
        event.data = QByteArray(2000, 'x');
        for (int i = 0; i < count; ++i)
            futures += store->append({event});
        QList<Sequence> stored;
        for (auto &future : futures) {
            const auto answer = future.result();
            if (answer)
                stored += answer->first().sequence;
            else if (answer.error().code != Error::Code::Unavailable)
                qFatal("%s", qPrintable(answer.error().message));
        }
        return stored;
    }

private slots:
    void initTestCase() { faulty::install(); }
    void cleanup()
    {
        faulty::writesLeft = faulty::never;
        faulty::syncFails = false;
    }

    void aFullDiskIsSaidAndOver()
    {
        StoreFixture store;
        QCOMPARE(store.add(u"t"_s), 1);
        faulty::writesLeft = 0;
        QCOMPARE(store->append({eventOf(u"t"_s)}).result().error().code, Error::Code::Unavailable);
        QVERIFY(addMany(store, 50).isEmpty());
        QCOMPARE(store->lastSequence(), 1);
        QCOMPARE(store.count(), 1);
        faulty::writesLeft = faulty::never;
        QCOMPARE(store.add(u"t"_s), 2);
        store.reopen();
        QCOMPARE(store.count(), 2);
    }

    void whateverWriteFailsTheAnswersAreTrue()
    {
        for (int writes = 1; writes < 60; writes += 3) {
            StoreFixture store;
            store.add(u"t"_s);
            faulty::writesLeft = writes;
            const auto stored = addMany(store, 40);
            faulty::writesLeft = faulty::never;
            store.reopen();
            const auto events = store.reader->events({}, 1, Page::Newer, 1000);
            QCOMPARE(sequencesOf(events), stored);
            QCOMPARE(store.add(u"t"_s), stored.size() + 2);
        }
    }

    void afterAFailedSyncNothingIsPromised()
    {
        StoreFixture store;
        QCOMPARE(store.add(u"t"_s), 1);
        faulty::syncFails = true;
        const auto refused = store->append({eventOf(u"t"_s, u"a"_s)}).result();
        QCOMPARE(refused.error().code, Error::Code::Unavailable);
        faulty::syncFails = false;
        // The disk says that all is well again, which cannot be believed.
        QCOMPARE(store->append({eventOf(u"t"_s, u"b"_s)}).result().error(), refused.error());
        QVERIFY(!store->saveDraft({.id = RuleId(u"r"_s)}).result());
        QCOMPARE(store->lastSequence(), 1);
        store.reopen();
        QVERIFY(store->append({eventOf(u"t"_s, u"b"_s)}).result());
        QCOMPARE(store.reader->event(1)->type, u"t"_s);
    }
};

QTEST_GUILESS_MAIN(TestDiskFaults)
#include "tst_diskfaults.moc"
