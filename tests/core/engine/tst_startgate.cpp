// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// "go > wait1", runs of an hour, under these settings.
class Gate : public Workshop
{
public:
    explicit Gate(const QJsonObject &runs)
    {
        auto rule = ruleFromText(
            u"go > wait1"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}}});
        rule.runs = runs;
        enable(rule);
    }

    void come(int times = 1, const QByteArray &data = "{}")
    {
        for (int i = 0; i < times; ++i)
            emitEvent(u"t"_s, data);
        settle();
    }

    /// "waiting queued cancelled": what has become of the runs, oldest first.
    QString states()
    {
        settle();
        QStringList words;
        for (const auto &run : runs())
            words += stateName(run.state);
        return words.join(u' ');
    }

    /// Whether whoever waits or was dropped has a reason, and nobody else.
    bool saysWhy()
    {
        return std::ranges::all_of(
            runs(), [](const Run &run) { return run.error.isEmpty() == (run.state == State::Waiting); });
    }

    void reopen()
    {
        crash();
        open();
        settle();
    }
};

} // namespace

/// How the runs of a rule go together: RunPolicy, from an event to rows, with a crash at any time.
class TestStartGate : public QObject
{
    Q_OBJECT

private slots:
    void modes_data()
    {
        QTest::addColumn<QJsonObject>("runs");
        QTest::addColumn<QString>("three"); // events at once
        QTest::addColumn<QString>("later"); // when an hour has passed
        QTest::newRow("parallel") << QJsonObject{} << u"waiting waiting waiting"_s
                                  << u"succeeded succeeded succeeded"_s;
        QTest::newRow("queue") << QJsonObject{{u"mode"_s, u"queue"_s}} << u"waiting queued queued"_s
                               << u"succeeded waiting queued"_s;
        QTest::newRow("queue that is full")
            << QJsonObject{{u"mode"_s, u"queue"_s}, {u"queueLimit"_s, 1}} << u"waiting queued cancelled"_s
            << u"succeeded waiting cancelled"_s;
        QTest::newRow("newest") << QJsonObject{{u"mode"_s, u"newest"_s}} << u"cancelled cancelled waiting"_s
                                << u"cancelled cancelled succeeded"_s;
        QTest::newRow("first") << QJsonObject{{u"mode"_s, u"first"_s}} << u"waiting cancelled cancelled"_s
                               << u"succeeded cancelled cancelled"_s;
        QTest::newRow("rate") << QJsonObject{{u"rate"_s, 2}, {u"ratePer"_s, u"30m"_s}}
                              << u"waiting waiting queued"_s << u"succeeded succeeded waiting"_s;
        QTest::newRow("rate that drops")
            << QJsonObject{{u"rate"_s, 2}, {u"ratePer"_s, u"30m"_s}, {u"rateOver"_s, u"drop"_s}}
            << u"waiting waiting cancelled"_s << u"succeeded succeeded cancelled"_s;
        QTest::newRow("debounce") << QJsonObject{{u"debounce"_s, u"1h"_s}} << u"cancelled cancelled queued"_s
                                  << u"cancelled cancelled waiting"_s;
    }
    void modes()
    {
        QFETCH(QJsonObject, runs);
        QFETCH(QString, three);
        QFETCH(QString, later);
        for (const bool crashes : {false, true}) {
            Gate gate(runs);
            gate.come(3);
            QTRY_COMPARE(gate.states(), three);
            QTRY_VERIFY(gate.saysWhy());
            if (crashes) {
                gate.reopen();
                QTRY_COMPARE(gate.states(), three);
            }
            gate.moveClock(1h);
            QTRY_COMPARE(gate.states(), later);
            if (crashes)
                gate.reopen();
            QTRY_COMPARE(gate.states(), later);
            for (const auto &run : gate.runs()) {
                if (run.state == State::Succeeded)
                    QCOMPARE(run.error, QString());
            }
        }
    }

    /// The router has written them and nothing more has happened: they are offered anew.
    void aCrashRightAfterRoutingLosesNothing()
    {
        Gate gate({{u"mode"_s, u"queue"_s}});
        QVERIFY(await(gate.engine->setPaused(true)));
        for (int i = 0; i < 3; ++i)
            gate.emitEvent(u"t"_s);
        gate.crash();
        {
            // As the router writes them, without an engine.
            auto store = Store::open(gate.dir.filePath(u"s.db"_s), gate.clock, gate.random);
            QVERIFY(store);
            Routed routed{.upTo = (*store)->lastSequence(), .runs = {}};
            for (int i = 0; i < 3; ++i)
                routed.runs += Run{.id = RunId(u"run%1"_s.arg(i)),
                    .rule = RuleId(u"r"_s),
                    .ruleVersion = 1,
                    .event = routed.upTo - 2 + i,
                    .trigger = StepId(u"go"_s),
                    .created = gate.clock.now(),
                    .key = QString()};
            QVERIFY(await((*store)->route(routed)));
        }
        gate.open();
        QTRY_COMPARE(gate.states(), u"waiting queued queued"_s);
        QCOMPARE(gate.runs().size(), 3);
    }

    void eachKeyByItself()
    {
        Gate gate({{u"mode"_s, u"first"_s}, {u"key"_s, u"event.data.order"_s}});
        gate.come(2, R"({"order": 7})");
        gate.come(1, R"({"order": 8})");
        QTRY_COMPARE(gate.states(), u"waiting cancelled waiting"_s);
        QCOMPARE(gate.runs().first().key, std::optional(u"7"_s));
        gate.reopen();
        gate.come(1, R"({"order": 8})");
        QTRY_COMPARE(gate.states(), u"waiting cancelled waiting cancelled"_s);
    }

    void aKeyThatCannotBeWorkedOutFailsTheRun()
    {
        Gate gate({{u"mode"_s, u"first"_s}, {u"key"_s, u"event.data.order"_s}});
        gate.come();
        QTRY_COMPARE(gate.states(), u"failed"_s);
        QVERIFY2(gate.runs().first().error.contains(u"key"_s), qPrintable(gate.runs().first().error));
    }

    void theRateIsKnownAfterARestart()
    {
        Gate gate({{u"rate"_s, 1}, {u"ratePer"_s, u"2h"_s}, {u"rateOver"_s, u"drop"_s}});
        gate.come();
        gate.moveClock(1h);
        QTRY_COMPARE(gate.states(), u"succeeded"_s);
        gate.reopen();
        gate.come();
        QTRY_COMPARE(gate.states(), u"succeeded cancelled"_s);
        gate.moveClock(1h);
        gate.come();
        QTRY_COMPARE(gate.states(), u"succeeded cancelled waiting"_s);
    }

    void quietIsCountedFromTheLastEvent()
    {
        Gate gate({{u"debounce"_s, u"10s"_s}});
        gate.come();
        gate.moveClock(9s);
        gate.come();
        gate.moveClock(9s);
        QTRY_COMPARE(gate.states(), u"cancelled queued"_s);
        gate.moveClock(1s);
        QTRY_COMPARE(gate.states(), u"cancelled waiting"_s);
        gate.come();
        gate.moveClock(10s);
        QTRY_COMPARE(gate.states(), u"cancelled waiting waiting"_s);
    }

    void oneThatWaitsCanBeCancelled()
    {
        Gate gate({{u"mode"_s, u"queue"_s}});
        gate.come(3);
        QTRY_COMPARE(gate.states(), u"waiting queued queued"_s);
        QVERIFY(await(gate.engine->cancelRun(gate.runs().at(1).id)));
        QCOMPARE(gate.states(), u"waiting cancelled queued"_s);
        QVERIFY(await(gate.engine->cancelRun(gate.runs().at(0).id)));
        QTRY_COMPARE(gate.states(), u"cancelled cancelled waiting"_s);
    }

    // --- time limit

    void aRunThatTakesTooLongFails_data()
    {
        QTest::addColumn<bool>("crashes");
        QTest::newRow("in one go") << false;
        QTest::newRow("over a crash") << true;
    }
    void aRunThatTakesTooLongFails()
    {
        QFETCH(bool, crashes);
        Gate gate({{u"timeout"_s, u"10m"_s}});
        gate.come();
        gate.moveClock(9min);
        QTRY_COMPARE(gate.states(), u"waiting"_s);
        if (crashes)
            gate.reopen();
        gate.moveClock(1min);
        QTRY_COMPARE(gate.states(), u"failed"_s);
        const auto run = gate.runs().first();
        QCOMPARE(Workshop::trace(run), u"xwait1 = failed"_s);
        QVERIFY(!run.error.isEmpty());
        QCOMPARE(gate.events(u"signalbox.run.failed"_s).size(), 1);
        // Done again, it has its time again.
        QVERIFY(await(gate.engine->retryRun(run.id, {})));
        QTRY_COMPARE(gate.states(), u"waiting"_s);
        gate.moveClock(9min);
        QTRY_COMPARE(gate.states(), u"waiting"_s);
        gate.moveClock(1min);
        QTRY_COMPARE(gate.states(), u"failed"_s);
    }

    // --- failures

    void aRuleLooksAfterTheFailuresOfAnother()
    {
        Workshop shop;
        shop.enable(u"go > set1"_s,
            {{u"go"_s, {{u"type"_s, u"never"_s}}},
                {u"set1"_s,
                    {{u"values"_s,
                        QJsonObject{{u"seen"_s, u"{{ event.data.error }} of {{ event.data.rule }}"_s}}}}}},
            u"nurse"_s);
        auto rule = ruleFromText(
            u"go > stop1"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"stop1"_s, {{u"message"_s, u"ouch"_s}}}});
        rule.runs = {{u"onFailure"_s, u"nurse"_s}};
        shop.enable(rule);
        shop.enable(u"go > stop1"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}}, u"other"_s); // names nobody
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(shop.runs(u"nurse"_s).size(), 1);
        shop.settle();
        const auto run = shop.runs(u"nurse"_s).first();
        QCOMPARE(run.state, State::Succeeded);
        QCOMPARE(run.steps.last().output, QByteArray(R"({"seen":"ouch of r"})"));
        shop.crash();
        shop.open();
        shop.settle();
        QCOMPARE(shop.runs(u"nurse"_s).size(), 1);
    }

    void aNurseThatListensAnywayRunsOnce()
    {
        Workshop shop;
        shop.enable(u"go > log1"_s,
            {{u"go"_s, {{u"type"_s, u"signalbox.run.failed"_s}}}, {u"log1"_s, {{u"message"_s, u"x"_s}}}},
            u"nurse"_s);
        auto rule = ruleFromText(u"go > stop1"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}});
        rule.runs = {{u"onFailure"_s, u"nurse"_s}};
        shop.enable(rule);
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(shop.runs(u"nurse"_s).size(), 1);
        shop.settle();
        QCOMPARE(shop.runs(u"nurse"_s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestStartGate)
#include "tst_startgate.moc"
