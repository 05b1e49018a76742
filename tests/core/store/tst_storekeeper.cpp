// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reserve.h"
#include "core/store/searchfile.h"
#include "core/store/storekeeper.h"
#include "core/store/upkeep.h"
#include "tests/core/store/faultydisk.h"
#include "tests/core/store/storefixture.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QProcess>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QThread>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::days;

class TestStoreKeeper : public QObject
{
    Q_OBJECT

    /// A keeper at work, in its thread.
    struct Keeping
    {
        explicit Keeping(Store &store, const Retention &retention)
            : keeper(store)
        {
            keeper.moveToThread(&thread);
            thread.start();
            QObject::connect(&keeper, &StoreKeeper::cleaningChanged, &receiver,
                [this](const Cleaning &told) { cleaning = told; });
            QObject::connect(
                &keeper, &StoreKeeper::searchFilled, &receiver, [this](Sequence upTo) { filled = upTo; });
            keeper.start(retention);
        }
        ~Keeping()
        {
            keeper.stop();
            thread.quit();
            thread.wait();
        }
        bool clean()
        {
            cleaning = {};
            keeper.cleanUp();
            return QTest::qWaitFor([this] { return cleaning.isRunning || cleaning.isByHand; })
                && QTest::qWaitFor([this] { return !cleaning.isRunning; }, 20'000);
        }

        QThread thread;
        StoreKeeper keeper;
        QObject receiver;
        Cleaning cleaning;
        Sequence filled = 0;
    };

    static void fill(StoreFixture &store, int count, int size)
    {
        for (int i = 0; i < count; ++i)
            store.add(u"t"_s, QByteArray(size, 'x'));
        QVERIFY(store->route({store->lastSequence(), {}}).result());
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"default.warning=false"_s);
        faulty::install();
    }
    void cleanup()
    {
        faulty::writesLeft = faulty::never;
        faulty::beforeWrite = {};
    }

    void theIndexFollowsTheLog()
    {
        StoreFixture store;
        store.add(u"t"_s, "first cheese");
        Keeping keeping(*store.store, {});
        QTRY_COMPARE(keeping.filled, 1);
        store.add(u"t"_s, "second cheese");
        QTRY_COMPARE(keeping.filled, 2);
        EventFilter filter;
        filter.text = u"cheese"_s;
        QCOMPARE(store.count(filter), 2);
    }

    void whatIsOlderThanSaidGoes()
    {
        StoreFixture store;
        fill(store, 600, 5000);
        store.clock.move(24h * 31);
        fill(store, 3, 100);
        Keeping keeping(*store.store, {.keep = days(30), .keepFailed = days(60)});
        QTRY_COMPARE(keeping.filled, 603);
        QVERIFY(keeping.clean());
        QCOMPARE(keeping.cleaning.events, 600);
        QCOMPARE(keeping.cleaning.error, QString());
        QVERIFY(keeping.cleaning.freed > 1'000'000);
        QCOMPARE(store.reader->firstSequence(), 601);
        QVERIFY(examine(store.file())->isSound());
        QVERIFY(keeping.clean());
        QCOMPARE(keeping.cleaning.events, 0);
    }

    void nothingGoesWhereEverythingIsKept()
    {
        StoreFixture store;
        fill(store, 10, 10);
        store.clock.move(24h * 4000);
        Keeping keeping(*store.store, {});
        QVERIFY(keeping.clean());
        QCOMPARE(keeping.cleaning.events, 0);
        QCOMPARE(store.count(), 10);
    }

    void tooLargeMakesTheOldestGoFailuresLast()
    {
        StoreFixture store;
        QList<Run> runs;
        for (int i = 0; i < 400; ++i) {
            store.add(u"t"_s, QByteArray(10'000, 'x'));
            if (i < 20)
                runs += runOf(u"failed%1"_s.arg(i), u"r"_s, i + 1, State::Failed);
        }
        QVERIFY(store->route({400, runs}).result());
        store.clock.move(24h);
        Keeping keeping(*store.store, {.keep = {}, .keepFailed = {}, .mostBytes = 2'000'000});
        QVERIFY(keeping.clean());
        const auto use = store->upkeep().shrink(std::numeric_limits<qint64>::max()).result();
        QVERIFY2(use->used() <= 2'000'000, qPrintable(QString::number(use->used())));
        QVERIFY(store.count() > 50); // and not more than needed
        QVERIFY(store.reader->event(1)); // a failure
        QVERIFY(!store.reader->event(21));
        QVERIFY(store.reader->event(400));
        keeping.keeper.setRetention({.keep = {}, .keepFailed = {}, .mostBytes = 150'000});
        QVERIFY(keeping.clean());
        QVERIFY(!store.reader->event(1));
        QVERIFY(examine(store.file())->isSound());
    }

    void aClearingCanBeCancelled()
    {
        StoreFixture store;
        fill(store, 3000, 2000);
        store.clock.move(24h * 31);
        Keeping keeping(*store.store, {.keep = days(30), .keepFailed = days(30)});
        keeping.keeper.cleanUp();
        keeping.keeper.cancelCleanUp();
        QVERIFY(QTest::qWaitFor([&] { return keeping.cleaning.wasCancelled; }));
        QVERIFY(!keeping.cleaning.isRunning);
        QVERIFY(store.count() > 0);
        QVERIFY(examine(store.file())->isSound());
        QVERIFY(keeping.clean()); // what was left
        QCOMPARE(store.count(), 0);
    }

    void usedSpaceIsTold()
    {
        StoreFixture store;
        fill(store, 50, 10'000);
        auto event = eventOf(u"large"_s);
        event.data = QByteArray(2'000'000, 'x');
        QVERIFY(store->append({event}).result());
        auto run = runOf(u"a"_s, u"rule"_s, 1, State::Succeeded);
        run.steps = {StepRun{.step = StepId(u"s"_s), .output = QByteArray(5000, 'x')}};
        QVERIFY(store->route({51, {run}}).result());
        QVERIFY(store->upkeep().pinRun(run.id, true).result());
        store.reopen();
        const auto use = store.reader->storageUse();
        QVERIFY2(use, use ? "" : qPrintable(use.error().message));
        QCOMPARE(use->eventCount, 51);
        QCOMPARE(use->payloads, 2'500'000 + 51 * 0);
        QCOMPARE(use->runCount, 1);
        QCOMPARE(use->pinnedCount, 1);
        QVERIFY(use->runs > 5000);
        QCOMPARE(use->types.first().name, u"large"_s);
        QCOMPARE(use->types.size(), 2);
        QCOMPARE(use->rules.first().name, u"rule"_s);
        QCOMPARE(use->oldest, store.reader->event(1)->received);
        QCOMPARE(use->file, QFileInfo(store.file()).size());
        QVERIFY(use->canShrink);
        QVERIFY(use->other >= 0 && use->other < use->file / 4);
    }

    void manyAreReckonedFromASample()
    {
        StoreFixture store;
        QList<Event> events;
        for (int i = 0; i < 9000; ++i) {
            events += eventOf(i % 3 ? u"small"_s : u"big"_s);
            events.last().data = QByteArray(i % 3 ? 100 : 1000, 'x');
        }
        QVERIFY(store->append(events).result());
        const auto use = store.reader->storageUse();
        QCOMPARE(use->eventCount, 9000);
        QCOMPARE(use->types.first().name, u"big"_s);
        QVERIFY2(std::abs(double(use->types.first().count) - 3000) < 300,
            qPrintable(QString::number(use->types.first().count)));
        QVERIFY(std::abs(double(use->payloads) - 3'600'000) < 360'000);
    }

    void whenTheDiskIsFullTheReserveCarriesOn()
    {
        StoreFixture store;
        store->upkeep().keepReserve(1 << 20);
        const auto reserve = Reserve::nameFor(store.file());
        QCOMPARE(QFileInfo(reserve).size(), 1 << 20);
        QSignalSpy told(store.store.get(), &Store::fullChanged);
        store.add(u"t"_s);
        // Full for as long as the reserve is there.
        faulty::beforeWrite = [&] { faulty::writesLeft = QFileInfo::exists(reserve) ? 0 : faulty::never; };
        QCOMPARE(store->append({eventOf(u"t"_s)}).result()->first().sequence, 2);
        QVERIFY(store->isFull());
        QVERIFY(!QFileInfo::exists(reserve));
        QVERIFY(store->route({2, {runOf(u"a"_s, u"r"_s, 2)}}).result()); // goes on
        const auto refused = store->append({eventOf(u"t"_s)}).result();
        QCOMPARE(refused.error().code, Error::Code::Unavailable);
        QVERIFY2(refused.error().message.contains(u"full"_s), qPrintable(refused.error().message));
        faulty::beforeWrite = {};
        faulty::writesLeft = faulty::never;
        QTRY_VERIFY(store->append({eventOf(u"t"_s)}).result()); // by itself, once there is space
        QVERIFY(!store->isFull());
        QVERIFY(QFileInfo::exists(reserve));
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told.first().first().toBool(), true);
        QCOMPARE(told.last().first().toBool(), false);
        QVERIFY(examine(store.file())->isSound());
    }

    void aRealFullDiskIsOver()
    {
        QTemporaryDir dir;
        if (QProcess::execute(
                u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=12m"_s, u"tmpfs"_s, dir.path()})
            != 0)
            QSKIP("needs the right to mount a file system");
        const auto unmount = qScopeGuard([&] { QProcess::execute(u"umount"_s, {u"-l"_s, dir.path()}); });
        FixedClock clock;
        SeededRandom random(1);
        auto store = std::move(*Store::open(dir.filePath(u"signalbox.db"_s), clock, random));
        store->upkeep().keepReserve(2 << 20);
        Sequence last = 0;
        Event event = eventOf(u"t"_s);
        event.data = QByteArray(100'000, 'x');
        for (;;) {
            const auto stored = store->append({event}).result();
            if (!stored)
                break;
            last = stored->first().sequence;
            QVERIFY(last < 500);
        }
        QVERIFY(last > 20);
        QVERIFY(store->isFull());
        QCOMPARE(store->lastSequence(), last);
        QVERIFY(store->route({last, {runOf(u"a"_s, u"r"_s, last)}}).result());
        Progress progress{.run = RunId(u"a"_s), .state = State::Succeeded};
        QVERIFY(store->commit(progress).result());
        clock.move(24h);
        // Room comes from what is old, without anybody else's help.
        for (Sequence at = 0;;) {
            const auto bite = store->upkeep().purge({at, clock.now(), clock.now()}).result();
            QVERIFY2(bite, bite ? "" : qPrintable(bite.error().message));
            at = bite->upTo;
            if (bite->isThrough)
                break;
        }
        store.reset();
        QVERIFY(examine(dir.filePath(u"signalbox.db"_s))->isSound());
    }
};

QTEST_GUILESS_MAIN(TestStoreKeeper)
#include "tst_storekeeper.moc"
