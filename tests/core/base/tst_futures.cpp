// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/futures.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace signalbox;

namespace {

QPromise<int> started()
{
    QPromise<int> promise;
    promise.start();
    return promise;
}

void answer(QPromise<int> &promise, int value)
{
    promise.addResult(value);
    promise.finish();
}

/// What has been posted is done.
void turn()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

} // namespace

class TestFutures : public QObject
{
    Q_OBJECT

private slots:
    void theAnswerComesOnceAndLater()
    {
        auto promise = started();
        QObject context;
        QList<int> taken;
        const auto take = [&taken](int value) { taken += value; };
        whenReady(promise.future(), &context, take);
        answer(promise, 7);
        whenReady(promise.future(), &context, take);
        QCOMPARE(taken, QList<int>{});
        turn();
        QCOMPARE(taken, (QList<int>{7, 7}));
        turn();
        QCOMPARE(taken.size(), 2);
    }

    void cancelledIsFinishedButNoAnswer()
    {
        auto promise = started();
        QObject context;
        bool isFinished = false, isReady = false;
        whenFinished(promise.future(), &context, [&](const QFuture<int> &) { isFinished = true; });
        whenReady(promise.future(), &context, [&](int) { isReady = true; });
        promise.future().cancel();
        promise.finish();
        turn();
        QVERIFY(isFinished);
        QVERIFY(!isReady);
    }

    void nothingIsCalledForWhoIsGone()
    {
        auto promise = started();
        auto context = std::make_unique<QObject>();
        int forContext = 0, forNobody = 0;
        whenReady(promise.future(), context.get(), [&](int) { ++forContext; });
        whenReady(promise.future(), nullptr, [&](int) { ++forNobody; });
        answer(promise, 7);
        context.reset();
        turn();
        QCOMPARE(forContext, 0);
        QCOMPARE(forNobody, 1);
    }

    void mappedIsWhatItIsChangedTo()
    {
        auto promise = started();
        const auto twice = mapped(promise.future(), [](int value) { return QString::number(2 * value); });
        answer(promise, 7);
        QVERIFY(!twice.isFinished());
        turn();
        QVERIFY(twice.isFinished());
        QCOMPARE(twice.result(), QStringLiteral("14"));
    }

    void cancellingGoesBothWays()
    {
        auto promise = started();
        auto down = mapped(promise.future(), [](int value) { return value; });
        down.cancel();
        turn();
        QVERIFY(promise.isCanceled());
        QVERIFY(!down.isFinished()); // the work may still be at it
        promise.finish();
        turn();
        QVERIFY(down.isFinished());

        auto other = started();
        const auto up = mapped(other.future(), [](int value) { return value; });
        other.future().cancel();
        other.finish();
        turn();
        QVERIFY(up.isCanceled() && up.isFinished());
    }

    void mappedIsCancelledWithItsContext()
    {
        auto promise = started();
        auto context = std::make_unique<QObject>();
        bool isCalled = false;
        const auto down = mapped(
            promise.future(), [&isCalled](int value) { return isCalled = value > 0; }, context.get());
        answer(promise, 7);
        context.reset();
        QVERIFY(down.isCanceled() && down.isFinished());
        turn();
        QVERIFY(!isCalled);
    }

    /// The answer comes from another thread, before, while and after it is asked for.
    void anAnswerThatComesJustThenIsTakenOnce()
    {
        constexpr int rounds = 5'000;
        QObject context;
        int taken = 0;
        for (int i = 0; i < rounds; ++i) {
            auto promise = started();
            const auto future = promise.future();
            std::atomic<bool> isReady = false;
            std::thread other([&] {
                while (!isReady) { }
                answer(promise, 1);
            });
            isReady = true;
            whenReady(future, &context, [&taken](int value) { taken += value; });
            other.join();
            turn();
        }
        QCOMPARE(taken, rounds);
    }
};

QTEST_GUILESS_MAIN(TestFutures)
#include "tst_futures.moc"
