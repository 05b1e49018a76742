// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/timers.h"
#include "tests/support/fixedclock.h"

#include <QTest>

using namespace signalbox;
using namespace std::chrono_literals;

class TestTimers : public QObject
{
    Q_OBJECT

private slots:
    void callsInOrderOfTimeAndOnce()
    {
        FixedClock clock;
        Timers timers(clock);
        QList<int> called;
        timers.at(clock.now() + 2s, [&] { called += 2; });
        timers.at(clock.now() + 1s, [&] { called += 1; });
        timers.at(clock.now() + 3s, [&] { called += 3; });
        timers.check();
        QCOMPARE(called, QList<int>{});
        clock.move(2s);
        timers.check();
        timers.check();
        QCOMPARE(called, (QList<int>{1, 2}));
    }

    void removedOnesAreNotCalled()
    {
        FixedClock clock;
        Timers timers(clock);
        const auto id = timers.at(clock.now() + 1s, [] { QFAIL("called"); });
        timers.remove(id);
        timers.remove(id);
        clock.move(1h);
        timers.check();
        QVERIFY(!timers.next());
    }

    void aCallMaySetTheNext()
    {
        FixedClock clock;
        Timers timers(clock);
        int calls = 0;
        timers.at(clock.now() + 1s, [&] {
            ++calls;
            timers.at(clock.now() + 1s, [&] { ++calls; });
        });
        clock.move(10s);
        timers.check();
        QCOMPARE(calls, 1);
        clock.move(1s);
        timers.check();
        QCOMPARE(calls, 2);
    }

    void aClockSetBackPostpones()
    {
        FixedClock clock;
        Timers timers(clock);
        int calls = 0;
        timers.at(clock.now() + 1s, [&] { ++calls; });
        clock.move(-1h);
        timers.check();
        QCOMPARE(calls, 0);
        clock.move(1h + 1s);
        timers.check();
        QCOMPARE(calls, 1);
    }

    void theEventLoopCallsWhatIsDue()
    {
        SystemClock clock;
        Timers timers(clock);
        bool called = false;
        timers.at(clock.now() + 5ms, [&] { called = true; });
        QTRY_VERIFY(called);
    }
};

QTEST_GUILESS_MAIN(TestTimers)
#include "tst_timers.moc"
