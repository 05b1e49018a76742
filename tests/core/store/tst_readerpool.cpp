// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/storefixture.h"

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestReaderPool : public QObject
{
    Q_OBJECT

private slots:
    void questionsAreAnsweredElsewhere()
    {
        StoreFixture store;
        for (int i = 0; i < 20; ++i)
            store.add(u"t"_s);
        ReaderPool pool(store.file());
        QList<QFuture<Result<Event>>> futures;
        for (Sequence i = 1; i <= 20; ++i)
            futures += pool.ask([i](Reader &reader) { return reader.event(i); });
        for (Sequence i = 1; i <= 20; ++i)
            QCOMPARE(futures[i - 1].result()->sequence, i);
        auto *here = QThread::currentThread();
        const auto elsewhere
            = pool.ask([here](Reader &) -> Result<bool> { return QThread::currentThread() != here; });
        QVERIFY(*elsewhere.result());
    }

    void aStoreThatIsNotThereIsTheAnswerUntilItIs()
    {
        StoreFixture made;
        made.add(u"t"_s);
        made.close();
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        ReaderPool pool(file, 1);
        const auto last
            = [&pool] { return pool.ask([](Reader &reader) { return reader.lastSequence(); }).result(); };
        QCOMPARE(last().error().code, Error::Code::NotFound);
        QVERIFY(QFile::copy(made.file(), file));
        QCOMPARE(*last(), 1);
    }

    void closingAnswersEverything()
    {
        StoreFixture store;
        store.add(u"t"_s);
        QList<QFuture<Result<Sequence>>> futures;
        {
            ReaderPool pool(store.file(), 1);
            for (int i = 0; i < 1000; ++i)
                futures += pool.ask([](Reader &reader) { return reader.lastSequence(); });
        }
        for (const auto &future : futures) {
            QVERIFY(future.isFinished());
            QVERIFY(future.result() || future.result().error().code == Error::Code::Unavailable);
        }
    }

    void closingEndsALongQuestion()
    {
        StoreFixture store;
        QList<Event> events;
        for (int i = 0; i < 2000; ++i) {
            events += eventOf(u"t"_s);
            events.last().data = QByteArray(2000, 'x');
        }
        QVERIFY(store->append(events).result());
        QFuture<Result<int>> future;
        std::atomic<bool> begun = false;
        {
            ReaderPool pool(store.file(), 1);
            future = pool.ask([&begun](Reader &reader) -> Result<int> {
                EventFilter filter;
                filter.text = u"not there"_s;
                for (int i = 0;; ++i) { // only the pool's end ends it
                    const auto found = reader.events(filter, 0, Page::Newer, 1);
                    begun = true;
                    if (!found)
                        return Failure(found.error());
                }
            });
            QTRY_VERIFY(begun);
        }
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, Error::Code::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestReaderPool)
#include "tst_readerpool.moc"
