// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receiver.h"
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Deadlines are points of time: what happens to them when the clock steps, or the engine is away.
class TestClockSteps : public QObject
{
    Q_OBJECT

private slots:
    /// A thousand waits, each due a second after the one before; the engine is gone for the first half.
    void waitsOutliveAKill()
    {
        constexpr int count = 1000;
        Workshop shop;
        shop.enable(u"go > wait > emit"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"wait"_s, {{u"mode"_s, u"until"_s}, {u"until"_s, u"{{ event.data.at }}"_s}}},
                {u"emit"_s, {{u"type"_s, u"fired"_s}, {u"data"_s, u"{{ event.data }}"_s}}}});
        const auto first = shop.clock.now() + 1h;
        QList<Event> events;
        for (int n = 0; n < count; ++n) {
            Event event;
            event.type = u"t"_s;
            event.source = u"/test"_s;
            event.data = toCompactJson(
                QJsonObject{{u"n"_s, n}, {u"at"_s, toRfc3339(first + std::chrono::seconds(n))}});
            events += event;
        }
        QVERIFY(await(shop.store->append(events)));
        shop.settle();
        QCOMPARE(shop.reader->runCounts({}, shop.clock.now())->byState.value(State::Waiting), count);

        shop.crash();
        shop.clock.move(1h + 500s);
        shop.open();
        const auto fired = [&] { return shop.events(u"fired"_s); };
        QTRY_COMPARE(fired().size(), 501);
        shop.settle();
        QCOMPARE(fired().size(), 501);
        for (int n = 501; n < count; n += 10) {
            shop.moveClock(10s);
            QTRY_VERIFY(fired().size() == std::min(n + 10, count));
        }
        QHash<int, int> times;
        for (const auto &event : fired()) {
            const auto data = *parseJsonObject(event.data.value_or(QByteArray()));
            const int n = data.value(u"n"_s).toInt();
            ++times[n];
            const auto due = *fromRfc3339(data.value(u"at"_s).toString());
            const auto back = first + 500s;
            QVERIFY(event.time >= due);
            // Late by the downtime only, or by how the test moves the clock.
            QVERIFY(event.time < std::max(due, back) + 10s);
        }
        QCOMPARE(times.size(), count);
        for (int n = 0; n < count; ++n)
            QCOMPARE(times.value(n), 1);
    }

    void aWaitComesWhenTheClockShowsItsTime_data()
    {
        QTest::addColumn<QList<int>>("steps"); // minutes
        QTest::addColumn<bool>("isOver");
        QTest::newRow("not yet") << QList<int>{59} << false;
        QTest::newRow("at its time") << QList<int>{60} << true;
        QTest::newRow("a step forward") << QList<int>{24 * 60} << true;
        QTest::newRow("an hour after the clock was set back") << QList<int>{-30, 60} << false;
        QTest::newRow("its time, set back") << QList<int>{-30, 60, 30} << true;
        QTest::newRow("set back after it came") << QList<int>{60, -120, 119} << true;
        QTest::newRow("forward and back at once") << QList<int>{59, -59, 59} << false;
    }
    void aWaitComesWhenTheClockShowsItsTime()
    {
        QFETCH(QList<int>, steps);
        QFETCH(bool, isOver);
        Workshop shop;
        shop.enable(u"go > wait > emit"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"wait"_s, {{u"for"_s, u"1h"_s}}},
                {u"emit"_s, {{u"type"_s, u"fired"_s}}}});
        shop.emitEvent(u"t"_s);
        shop.settle();
        for (const int minutes : steps) {
            shop.moveClock(std::chrono::minutes(minutes));
            shop.settle();
        }
        QTRY_COMPARE(shop.events(u"fired"_s).size(), isOver ? 1 : 0);
        // Once, whatever the clock does afterwards, and whoever looks at the rows.
        shop.crash();
        shop.clock.move(48h);
        shop.open();
        QTRY_COMPARE(shop.events(u"fired"_s).size(), 1);
        shop.moveClock(-48h);
        shop.moveClock(96h);
        shop.settle();
        QCOMPARE(shop.events(u"fired"_s).size(), 1);
    }

    void retriesFollowTheClock()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer
            = [](const Receiver::Request &) { return Receiver::reply(503, "later", "Retry-After: 60\r\n"); };
        shop.enable(
            u"go > http"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}}});
        shop.emitEvent(u"t"_s);
        const auto waits = [&] { return Workshop::trace(shop.runs().value(0)) == u"~http = waiting"; };
        QTRY_VERIFY(receiver.requests.size() == 1 && waits());
        shop.moveClock(-30s);
        shop.moveClock(60s);
        shop.settle();
        QCOMPARE(receiver.requests.size(), 1); // half a minute too early by the clock
        shop.moveClock(1h);
        QTRY_VERIFY(receiver.requests.size() == 2);
    }
};

QTEST_GUILESS_MAIN(TestClockSteps)
#include "tst_clocksteps.moc"
