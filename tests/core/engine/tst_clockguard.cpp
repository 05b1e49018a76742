// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clockguard.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

using State = ClockGuard::State;

class TestClockGuard : public QObject
{
    Q_OBJECT

    const Instant known = *fromRfc3339(u"2026-11-23T12:00:00Z"_s);

private slots:
    void judgesTheClockAtTheStart_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<State>("state");
        QTest::addColumn<State>("stateOfNew"); // where nothing is known from before
        QTest::newRow("on") << u"2026-11-23T12:00:05Z"_s << State::Good << State::Good;
        QTest::newRow("after 400 days") << u"2027-12-28T12:00:00Z"_s << State::Good << State::Good;
        QTest::newRow("an hour before") << u"2026-11-23T11:00:00Z"_s << State::Good << State::Good;
        QTest::newRow("two days before") << u"2026-11-21T12:00:00Z"_s << State::Doubtful << State::Good;
        QTest::newRow("1970") << u"1970-01-01T00:00:10Z"_s << State::Impossible << State::Impossible;
        QTest::newRow("before there was one")
            << u"2025-12-31T23:59:59Z"_s << State::Impossible << State::Impossible;
        QTest::newRow("ten years") << u"2036-11-23T12:00:00Z"_s << State::Impossible << State::Good;
        QTest::newRow("a century") << u"2126-11-23T12:00:00Z"_s << State::Impossible << State::Impossible;
    }

    void judgesTheClockAtTheStart()
    {
        QFETCH(QString, now);
        QFETCH(State, state);
        QFETCH(State, stateOfNew);
        QCOMPARE(ClockGuard(known).look(*fromRfc3339(now), 77s), state);
        QCOMPARE(ClockGuard({}).look(*fromRfc3339(now), 77s), stateOfNew);
    }

    void believesTimeThatPasses()
    {
        ClockGuard guard(known);
        QCOMPARE(guard.look(known, 10s), State::Good);
        QCOMPARE(guard.look(known + days(3000), days(3000) + 10s), State::Good); // asleep for long
        QCOMPARE(guard.look(known + days(3000) + 23h, days(3000) + 20s), State::Good); // set by hours
        QVERIFY(!guard.takeStepBack());
    }

    void aJumpByDaysIsGivenTenMinutes()
    {
        ClockGuard guard(known);
        guard.look(known, 0s);
        const auto jump = hours(24 * 30);
        QCOMPARE(guard.look(known + jump, 2s), State::Doubtful);
        QCOMPARE(guard.look(known + jump + 9min, 2s + 9min), State::Doubtful);
        // Corrected in time.
        QCOMPARE(guard.look(known + 9min + 30s, 9min + 30s), State::Good);
        QVERIFY(guard.takeStepBack());
        QVERIFY(!guard.takeStepBack());
        // Not corrected.
        QCOMPARE(guard.look(known + jump, 20min), State::Doubtful);
        QCOMPARE(guard.look(known + jump + 10min, 30min), State::Good);
        QCOMPARE(guard.look(known + jump + 11min, 31min), State::Good);
    }

    void aJumpByYearsWaitsUntilTheClockIsSet()
    {
        ClockGuard guard(known);
        guard.look(known, 0s);
        QCOMPARE(guard.look(known + days(9000), 1min), State::Impossible);
        QCOMPARE(guard.look(known + days(9000) + 8h, 8h), State::Impossible);
        QVERIFY(!guard.takeStepBack());
        QCOMPARE(guard.look(known + 9h, 9h), State::Good);
    }

    void aClockThatWasDeadIsSet()
    {
        ClockGuard guard(known);
        QCOMPARE(guard.look(Instant() + 10s, 5s), State::Impossible);
        QCOMPARE(guard.look(Instant() + 1h, 1h), State::Impossible);
        QCOMPARE(guard.look(known + days(100), 1h + 1s), State::Good);
    }

    void whatIsSetBackIsSaidOnce()
    {
        ClockGuard guard(known);
        guard.look(known, 0s);
        QCOMPARE(guard.look(known - 5h, 1s), State::Good);
        QVERIFY(!guard.takeStepBack());
        QCOMPARE(guard.look(known - 50h, 2s), State::Good);
        QVERIFY(guard.takeStepBack());
        QVERIFY(!guard.takeStepBack());
        // To where it cannot be: only once it is right again.
        QCOMPARE(guard.look(Instant(), 3s), State::Impossible);
        QVERIFY(!guard.takeStepBack());
        QCOMPARE(guard.look(known - 50h + 2s, 4s), State::Good);
        QVERIFY(guard.takeStepBack());
    }

    void aPersonIsBelieved()
    {
        ClockGuard guard(known);
        guard.look(known, 0s);
        guard.look(known + days(9000), 1min);
        guard.accept();
        QCOMPARE(guard.look(known + days(9000) + 1min, 2min), State::Good);

        ClockGuard old(known);
        old.accept(); // nothing was seen yet
        QCOMPARE(old.look(Instant() + 10s, 5s), State::Impossible);
        old.accept();
        QCOMPARE(old.look(Instant() + 20s, 15s), State::Good);
        QCOMPARE(old.look(known, 30s), State::Good); // and set right after all
    }
};

QTEST_GUILESS_MAIN(TestClockGuard)
#include "tst_clockguard.moc"
