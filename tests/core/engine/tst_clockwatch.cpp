// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clockwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace std::chrono_literals;

namespace {

class TwoClocks : public Clock
{
public:
    Instant now() const override { return wall; }
    std::optional<std::chrono::microseconds> elapsed() const override { return passed; }
    void pass(std::chrono::microseconds time)
    {
        wall += time;
        *passed += time;
    }

    Instant wall = fromMicroseconds(1'700'000'000'000'000);
    std::optional<std::chrono::microseconds> passed = 0us;
};

} // namespace

class TestClockWatch : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfStepsOnly()
    {
        TwoClocks clock;
        ClockWatch watch(clock, ClockWatch::Means::Comparison);
        const QSignalSpy jumped(&watch, &ClockWatch::jumped);
        clock.pass(2s);
        watch.look();
        clock.wall += 900ms; // slewed
        watch.look();
        QCOMPARE(jumped.size(), 0);
        clock.wall += 1h;
        watch.look();
        QCOMPARE(jumped.size(), 1);
        clock.pass(2s);
        watch.look();
        QCOMPARE(jumped.size(), 1);
        clock.wall -= 2h;
        watch.look();
        QCOMPARE(jumped.size(), 2);
    }

    void aClockThatCannotTellIsLeftAlone()
    {
        TwoClocks clock;
        clock.passed.reset();
        ClockWatch watch(clock, ClockWatch::Means::Comparison);
        const QSignalSpy jumped(&watch, &ClockWatch::jumped);
        clock.wall += 1h;
        watch.look();
        QCOMPARE(jumped.size(), 0);
    }

    /// The clock of the machine that tests is not set; that the kernel takes the timer, and that nothing is
    /// told without cause, is all that can be seen.
    void listensToTheKernel()
    {
#ifndef Q_OS_LINUX
        QSKIP("only Linux has it");
#endif
        const SystemClock clock;
        ClockWatch watch(clock);
        QVERIFY(watch.isTold());
        const QSignalSpy jumped(&watch, &ClockWatch::jumped);
        QCoreApplication::processEvents();
        QCOMPARE(jumped.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestClockWatch)
#include "tst_clockwatch.moc"
