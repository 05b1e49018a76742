// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"
#include "core/store/logcheck.h"
#include "tests/core/store/storefixture.h"

#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>

#include <cstdio>
#include <thread>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestWriter : public QObject
{
    Q_OBJECT

private slots:
    void manyThreadsAppendAtOnce()
    {
        StoreFixture store;
        constexpr int threads = 8, each = 500;
        QSignalSpy news(store.store.get(), &Store::appended);
        std::vector<std::thread> all;
        std::atomic<int> wrong = 0;
        for (int t = 0; t < threads; ++t) {
            all.emplace_back([&, t] {
                QList<QFuture<Result<QList<Appended>>>> futures;
                for (int i = 0; i < each; ++i)
                    futures += store->append({eventOf(u"t%1"_s.arg(t), u"%1/%2"_s.arg(t).arg(i))});
                Sequence before = 0;
                for (auto &future : futures) {
                    const auto answer = future.result();
                    wrong += !answer || answer->first().duplicate || answer->first().sequence <= before;
                    before = answer ? answer->first().sequence : before;
                }
            });
        }
        for (auto &thread : all)
            thread.join();
        QCOMPARE(wrong, 0);
        QCOMPARE(store->lastSequence(), threads * each);
        QCOMPARE(store.count(), threads * each);
        QTRY_VERIFY(!news.isEmpty() && news.last().first().value<Sequence>() == threads * each);
        // What is queued together is committed together.
        QVERIFY2(news.size() < threads * each / 2, qPrintable(QString::number(news.size())));
    }

    void theWriteAheadLogStaysShortBesideReaders()
    {
        StoreFixture store;
        store.add(u"t"_s);
        std::atomic<bool> isOver = false;
        std::vector<std::thread> readers;
        for (int t = 0; t < 3; ++t) {
            readers.emplace_back([&] {
                const auto db = std::move(*Connection::open(store.file(), Connection::Mode::ReadOnly));
                while (!isOver) {
                    const Snapshot snapshot(*db);
                    for (int i = 0; i < 20; ++i)
                        (void)db->integer("SELECT count(*) FROM (SELECT 1 FROM event LIMIT 500)");
                }
            });
        }
        Event event = eventOf(u"t"_s);
        event.data = QByteArray(64 << 10, 'x');
        qint64 longest = 0;
        for (int batch = 0; batch < 30; ++batch) { // 98 MB
            store->append(QList<Event>(50, event)).waitForFinished();
            longest = std::max(longest, QFileInfo(store.file() + u"-wal"_s).size());
        }
        isOver = true;
        for (auto &reader : readers)
            reader.join();
        QVERIFY2(longest < 64 << 20, qPrintable(QString::number(longest)));
        // Copied back beside the writer again and again, and nothing went amiss.
        store.close();
        const auto health = examine(store.file());
        QVERIFY(health);
        QCOMPARE(health->faults, QStringList());
        store.open();
        QCOMPARE(store.count(), 1501);
    }

    void oneBadJobOfABatchFailsAlone()
    {
        StoreFixture store;
        QList<QFuture<Result<QList<Appended>>>> futures;
        for (int i = 0; i < 300; ++i)
            futures += store->append({eventOf(u"t"_s), eventOf(i % 3 == 1 ? QString() : u"u"_s)});
        Sequence next = 1;
        for (int i = 0; i < 300; ++i) {
            const auto answer = futures[i].result();
            QCOMPARE(answer.has_value(), i % 3 != 1);
            if (answer) {
                // What was undone with a bad job and done again is no duplicate of itself.
                QVERIFY(!answer->first().duplicate);
                QCOMPARE(answer->first().sequence, next);
                next += 2;
            }
        }
        QCOMPARE(store.count(), 400);
    }

    void closingAnswersEverything()
    {
        StoreFixture store;
        QList<QFuture<Result<QList<Appended>>>> futures;
        for (int i = 0; i < 5000; ++i)
            futures += store->append({eventOf(u"t"_s)});
        store.close();
        for (auto &future : futures) {
            QVERIFY(future.isFinished());
            QVERIFY(future.result());
        }
        store.open();
        QCOMPARE(store->lastSequence(), 5000);
    }

    void aFullQueueIsSaidAndTheEngineGoesOn()
    {
        StoreFixture store;
        QList<QFuture<Result<QList<Appended>>>> futures;
        bool refused = false;
        Event large = eventOf(u"t"_s);
        large.data = QByteArray(4 << 20, 'x');
        for (int i = 0; i < 200 && !refused; ++i) {
            futures += store->append({large});
            refused = futures.last().isFinished() && !futures.last().result();
        }
        QVERIFY(refused);
        QCOMPARE(futures.last().result().error().code, Error::Code::Unavailable);
        auto rule = store->saveDraft({.id = RuleId(u"r"_s)});
        QVERIFY(rule.result());
        futures.removeLast();
        for (auto &future : futures)
            QVERIFY(future.result());
        QVERIFY(store->append({large}).result());
    }

    void whatWasAnsweredIsThereAfterAKill()
    {
        QTemporaryDir dir;
        const auto file = dir.filePath(u"signalbox.db"_s);
        QHash<QString, Sequence> answered;
        for (int round = 0; round < 3; ++round) {
            QProcess child;
            child.start(
                QCoreApplication::applicationFilePath(), {u"--append"_s, file, QString::number(round)});
            QVERIFY(child.waitForStarted());
            const auto enough = answered.size() + 2000;
            const auto read = [&] {
                while (child.canReadLine()) {
                    const auto parts = QString::fromLatin1(child.readLine()).trimmed().split(u' ');
                    answered.insert(parts.at(0), parts.at(1).toLongLong());
                }
            };
            while (answered.size() < enough && child.waitForReadyRead(30'000))
                read();
            child.kill();
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            read();
            QVERIFY(answered.size() >= enough);

            SystemClock clock;
            SeededRandom random(7);
            auto store = Store::open(file, clock, random);
            QVERIFY(store);
            auto reader = Reader::open(file);
            const auto events = (*reader)->events({}, 0, Page::Newer, 1'000'000);
            QVERIFY(events);
            QCOMPARE(events->size(), (*store)->lastSequence());
            QHash<QString, Sequence> stored;
            for (qsizetype i = 0; i < events->size(); ++i) {
                QCOMPARE(events->at(i).sequence, i + 1); // no gap
                stored.insert(events->at(i).id.value, events->at(i).sequence);
            }
            for (auto it = answered.cbegin(); it != answered.cend(); ++it)
                QCOMPARE(stored.value(it.key()), it.value());
        }
    }
};

/// The child that is killed: appends without end, and prints each event's id and sequence once it is
/// answered.
static int appendForEver(const QString &file, const QString &prefix)
{
    SystemClock clock;
    SystemRandom random;
    auto store = Store::open(file, clock, random);
    if (!store)
        return 1;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0;; ++i) {
                const auto id = u"%1-%2-%3"_s.arg(prefix).arg(t).arg(i);
                const auto answer = (*store)->append({eventOf(u"t"_s, id)}).result();
                if (!answer)
                    std::_Exit(1);
                const auto line = id.toLatin1() + ' ' + QByteArray::number(answer->first().sequence) + '\n';
                fwrite(line.constData(), 1, size_t(line.size()), stdout);
                fflush(stdout);
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    return 0;
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--append")
        return appendForEver(arguments.value(2), arguments.value(3));
    TestWriter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_writer.moc"
