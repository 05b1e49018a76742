// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QJsonObject onT{{u"type"_s, u"t"_s}};
const QJsonObject hello{{u"message"_s, u"hello"_s}};

} // namespace

/// Which events start which runs, and that each does so once.
class TestRouter : public QObject
{
    Q_OBJECT

private slots:
    void anEventStartsARun()
    {
        Workshop shop;
        shop.enable(u"go > log1"_s, {{u"go"_s, onT}, {u"log1"_s, hello}});
        const auto event = shop.emitEvent(u"t"_s);
        shop.emitEvent(u"other"_s);
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        const auto run = shop.runs().first();
        QCOMPARE(run.event, event.sequence);
        QCOMPARE(run.rule, RuleId(u"r"_s));
        QCOMPARE(run.ruleVersion, 1);
        QCOMPARE(run.trigger, StepId(u"go"_s));
        QCOMPARE(await(shop.engine->status()).routed, shop.store->lastSequence());
    }

    void matches_data()
    {
        QTest::addColumn<QString>("type"); // of the event trigger
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("starts");
        QTest::newRow("exact") << u"com.example.order"_s << QString() << true;
        QTest::newRow("pattern") << u"com.example.*"_s << QString() << true;
        QTest::newRow("anything") << u"*"_s << QString() << true;
        QTest::newRow("another") << u"com.example"_s << QString() << false;
        QTest::newRow("its source") << u"com.example.order"_s << u"/test"_s << true;
        QTest::newRow("another source") << u"com.example.order"_s << u"/shop"_s << false;
        QTest::newRow("pattern and source") << u"*.order"_s << u"/test"_s << true;
    }
    void matches()
    {
        QFETCH(QString, type);
        QFETCH(QString, source);
        QFETCH(bool, starts);
        Workshop shop;
        shop.enable(u"go"_s, {{u"go"_s, {{u"type"_s, type}, {u"source"_s, source}}}});
        const auto event = shop.emitEvent(u"com.example.order"_s);
        shop.settle();
        const auto runs = shop.runs();
        QCOMPARE(
            std::ranges::any_of(runs, [&](const Run &run) { return run.event == event.sequence; }), starts);
    }

    void aDuplicateStartsNothing()
    {
        Workshop shop;
        shop.enable(u"go"_s, {{u"go"_s, onT}});
        const auto first = shop.emitEvent(u"t"_s, {}, u"same"_s);
        const auto second = shop.emitEvent(u"t"_s, {}, u"same"_s);
        QVERIFY(second.duplicate);
        QCOMPARE(second.sequence, first.sequence);
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
    }

    void eachTriggerThatFitsStartsARun()
    {
        Workshop shop;
        shop.enable(u"go > log1; event2 > log2; log1 > log3; log2 > log3"_s,
            {{u"go"_s, onT}, {u"event2"_s, {{u"type"_s, u"u"_s}}}, {u"log1"_s, hello}, {u"log2"_s, hello},
                {u"log3"_s, hello}});
        shop.emitEvent(u"t"_s);
        shop.emitEvent(u"u"_s);
        shop.settle();
        QCOMPARE(shop.runs().size(), 2);
        QCOMPARE(Workshop::trace(shop.runs().at(0)), u"log1 -log2 log3 = succeeded"_s);
        QCOMPARE(Workshop::trace(shop.runs().at(1)), u"-log1 log2 log3 = succeeded"_s);
    }

    void onlyIf_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("states"); // of the runs
        QTest::newRow("true") << u"event.data.n > 5"_s << u"succeeded"_s;
        QTest::newRow("false") << u"event.data.n > 50"_s << QString();
        QTest::newRow("fails") << u"event.data.missing > 5"_s << u"failed"_s;
        QTest::newRow("neither true nor false") << u"event.data.n"_s << u"failed"_s;
    }
    void onlyIf()
    {
        QFETCH(QString, condition);
        QFETCH(QString, states);
        Workshop shop;
        shop.enable(u"go > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}, {u"condition"_s, condition}}}, {u"log1"_s, hello}});
        shop.emitEvent(u"t"_s, R"({"n": 7})");
        shop.settle();
        QStringList found;
        for (const auto &run : shop.runs()) {
            found += stateName(run.state);
            if (run.state == State::Failed) {
                QVERIFY(!run.error.isEmpty());
                QTRY_COMPARE(shop.events(eventtype::runFailed).size(), 1); // it is an event as any failure
            }
        }
        QCOMPARE(found.join(u' '), states);
    }

    void rulesThatWakeEachOtherStop()
    {
        Workshop shop;
        shop.enable(u"go > emit"_s, {{u"go"_s, onT}, {u"emit"_s, {{u"type"_s, u"t"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_VERIFY(!shop.runs().isEmpty() && shop.runs().last().state == State::Failed);
        shop.settle();
        const auto runs = shop.runs();
        QCOMPARE(runs.size(), 52); // depths 0 to 50, and the one that is too deep
        QVERIFY(runs.last().error.contains(u"50"_s));
        QVERIFY(shop.events(eventtype::runFailed).isEmpty());
    }

    /// Not deep, but wide: each event sets off two more.
    void rulesThatMultiplyStop()
    {
        Workshop shop;
        shop.enable(u"go > emit1; go > emit2"_s,
            {{u"go"_s, {{u"type"_s, u"echo"_s}}}, {u"emit1"_s, {{u"type"_s, u"echo"_s}}},
                {u"emit2"_s, {{u"type"_s, u"echo"_s}}}});
        shop.emitEvent(u"echo"_s);
        shop.settle();
        RunFilter failed;
        failed.state = State::Failed;
        const auto stopped = *shop.reader->runs(failed, {}, Page::Newer, 10);
        QVERIFY(!stopped.isEmpty());
        QVERIFY2(stopped.first().error.contains(u"10000"_s) || stopped.first().error.contains(u"10,000"_s),
            qPrintable(stopped.first().error));
        const auto counts = shop.reader->runCounts({}, shop.clock.now())->byState;
        QCOMPARE(counts.value(State::Succeeded), 10'001); // the first event is no part of what it sets off
        QVERIFY(shop.events(u"signalbox.run.failed"_s).isEmpty());
        // Another chain has its own.
        shop.enable(u"go > log1"_s,
            {{u"go"_s, {{u"type"_s, u"quiet"_s}}}, {u"log1"_s, {{u"message"_s, u"x"_s}}}}, u"quiet"_s);
        shop.emitEvent(u"quiet"_s);
        shop.settle();
        QCOMPARE(shop.runs(u"quiet"_s).first().state, State::Succeeded);
    }

    void aRuleDoesNotStartOnItsOwnFailure()
    {
        Workshop shop;
        shop.enable(u"error > stop"_s);
        shop.enable(u"go > stop"_s, {{u"go"_s, onT}}, u"other"_s);
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(shop.runs(u"r"_s).size(), 1);
        shop.settle();
        QCOMPARE(shop.events(eventtype::runFailed).size(), 2); // the other's, and its own
        QCOMPARE(shop.runs(u"r"_s).size(), 1);
    }

    /// What comes in through a hook may call itself what it likes; it presses no button.
    void nobodyOutsidePressesAButton()
    {
        Workshop shop;
        shop.enable(u"button"_s);
        shop.enable(ruleFromText(u"webhook"_s, {{u"webhook"_s, {{u"path"_s, u"open"_s}}}}), u"hook"_s);
        Event event;
        event.type = eventtype::buttonPressed;
        event.source = u"/board"_s;
        event.subject = u"r/button"_s;
        event.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/open"_s}};
        QVERIFY(await(shop.store->append({event})));
        shop.settle();
        QCOMPARE(shop.runs(u"r"_s).size(), 0);
        QCOMPARE(shop.runs(u"hook"_s).size(), 1);
    }

    void aRuleThatIsOffStartsNothing()
    {
        Workshop shop;
        shop.enable(u"go > wait1 > log1"_s,
            {{u"go"_s, onT}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}}, {u"log1"_s, hello}});
        shop.emitEvent(u"t"_s);
        shop.settle();
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), false)));
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        // What has begun goes on.
        shop.moveClock(std::chrono::hours(1));
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"wait1 log1 = succeeded"_s);
    }

    /// Whoever was told that a rule is on, and then sends an event, finds that it starts it.
    void anEventIsMatchedByRulesThatAreOlder()
    {
        Workshop shop;
        for (int i = 0; i < 30; ++i) {
            const auto id = u"r%1"_s.arg(i);
            shop.emitEvent(u"noise"_s); // the router is awake meanwhile
            shop.enable(u"go"_s, {{u"go"_s, {{u"type"_s, id}}}}, id);
            shop.emitEvent(id);
        }
        shop.settle();
        QCOMPARE(shop.runs().size(), 30);
    }

    void aRunKeepsTheVersionThatItStartedWith()
    {
        Workshop shop;
        const auto version = [](const QString &message) {
            return QHash<QString, QJsonObject>{
                {u"go"_s, onT}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}}, {u"log1"_s, {{u"message"_s, message}}}};
        };
        QCOMPARE(shop.enable(u"go > wait1 > log1"_s, version(u"old"_s)), 1);
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(shop.enable(u"go > wait1 > log1"_s, version(u"new"_s)), 2);
        shop.emitEvent(u"t"_s);
        shop.settle();
        shop.close();
        shop.clock.move(std::chrono::hours(1));
        shop.open();
        QTRY_COMPARE(shop.events(u"signalbox.log"_s).size(), 2);
        shop.settle();
        QCOMPARE(shop.runs().at(0).ruleVersion, 1);
        QVERIFY(shop.runs().at(0).steps.last().output.contains("old"));
        QCOMPARE(shop.runs().at(1).ruleVersion, 2);
        QVERIFY(shop.runs().at(1).steps.last().output.contains("new"));
    }

    void theLogIsGoneOnWithAfterARestart()
    {
        Workshop shop;
        shop.enable(u"go > log1"_s, {{u"go"_s, onT}, {u"log1"_s, hello}});
        for (int i = 0; i < 5; ++i)
            shop.emitEvent(u"t"_s);
        shop.settle();
        QVERIFY(await(shop.engine->setPaused(true)));
        for (int i = 0; i < 700; ++i) // more than are routed at once
            shop.store->append({[] {
                Event event;
                event.type = u"t"_s;
                event.source = u"/test"_s;
                return event;
            }()});
        shop.crash();
        shop.open();
        shop.settle();
        QCOMPARE(shop.runs().size(), 705);
        QSet<Sequence> events;
        for (const auto &run : shop.runs()) {
            QCOMPARE(run.state, State::Succeeded);
            events.insert(run.event);
        }
        QCOMPARE(events.size(), 705);
    }

    void pausedKeepsEverythingForLater()
    {
        Workshop shop;
        shop.enable(u"go > log1"_s, {{u"go"_s, onT}, {u"log1"_s, hello}});
        QVERIFY(await(shop.engine->setPaused(true)));
        QVERIFY(await(shop.engine->status()).paused);
        shop.emitEvent(u"t"_s);
        const auto byHand = await(shop.engine->runRule(RuleId(u"r"_s), {}, {}));
        QVERIFY(byHand);
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().state, State::Queued);
        QVERIFY(await(shop.engine->setPaused(false)));
        shop.settle();
        QCOMPARE(shop.runs().size(), 2);
        for (const auto &run : shop.runs())
            QCOMPARE(run.state, State::Succeeded);
    }

    void whatWasHeldGoesOnOldestFirst()
    {
        Workshop shop;
        shop.enable(u"go > wait > program"_s,
            {{u"go"_s, onT}, {u"wait"_s, {{u"for"_s, u"1s"_s}}},
                {u"program"_s, {{u"program"_s, u"true"_s}}}});
        for (int i = 0; i < 40; ++i)
            shop.emitEvent(u"t"_s);
        shop.settle();
        QList<RunId> oldestFirst;
        for (const auto &run : shop.runs())
            oldestFirst += run.id;
        QCOMPARE(oldestFirst.size(), 40);
        QVERIFY(await(shop.engine->setPaused(true)));
        shop.moveClock(2s);
        shop.settle();
        // News of a transaction come after its answers, but before those of the next one.
        shop.emitEvent(u"another"_s);
        QList<RunId> began;
        QObject listening; // ends before the list does; the shop tells more until it is closed
        connect(shop.store.get(), &Store::runsChanged, &listening, [&](const QList<RunId> &runs) {
            for (const auto &run : runs) {
                if (!began.contains(run))
                    began += run;
            }
        });
        QVERIFY(await(shop.engine->setPaused(false)));
        shop.settle();
        QCOMPARE(began, oldestFirst);
    }
};

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
