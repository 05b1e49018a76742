// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject answering(int status, const QJsonValue &body = u"ok"_s)
{
    return {{u"status"_s, status}, {u"body"_s, body}};
}

/// A workshop with one rule that `t` starts.
struct Fixture : Workshop
{
    explicit Fixture(const QString &rule, QHash<QString, QJsonObject> configs = {})
    {
        await(engine->saveTable({TableId(u"orders"_s), u"Orders"_s, {}}));
        configs.insert(u"go"_s, {{u"type"_s, u"t"_s}});
        enable(rule, configs);
    }

    /// An event of which somebody waits, from before it can be routed.
    Sequence ask(const QByteArray &data = "{}")
    {
        await(engine->setPaused(true));
        const auto event = emitEvent(u"t"_s, data).sequence;
        hooks.await(event);
        await(engine->setPaused(false));
        return event;
    }

    QList<int> statuses() const
    {
        QList<int> found;
        for (const auto &[event, answer] : hooks.answers)
            found += answer.status;
        return found;
    }
};

} // namespace

/// From the step to whoever waits.
class TestResponding : public QObject
{
    Q_OBJECT

private slots:
    void goesOutWhenItIsOnDisk()
    {
        Fixture f(u"go > respond"_s,
            {{u"respond"_s,
                {{u"status"_s, 201}, {u"body"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}},
                    {u"headers"_s, QJsonObject{{u"X-N"_s, u"{{ event.data.n }}"_s}}}}}});
        State onDisk = State::Queued;
        f.hooks.onAnswer = [&] { onDisk = f.runs().first().steps.last().state; };
        const auto event = f.ask(R"({"n":5})");
        QTRY_COMPARE(f.hooks.answers.size(), 1);
        QCOMPARE(f.hooks.answers.first().first, event);
        QCOMPARE(f.hooks.answers.first().second,
            (RunAnswer{201, "application/json", R"({"n":5})", {{"X-N", "5"}}}));
        QCOMPARE(onDisk, State::Succeeded);
        f.settle();
        QCOMPARE(f.runs().first().steps.last().output, QByteArray(R"({"status":201,"waiting":true})"));
        QVERIFY(f.hooks.ended.isEmpty()); // it has answered
    }

    void nobodyWaits()
    {
        Fixture f(u"go > respond"_s);
        f.emitEvent(u"t"_s);
        f.settle();
        QCOMPARE(Workshop::trace(f.runs().first()), u"respond = succeeded"_s);
        QCOMPARE(f.runs().first().steps.last().output, QByteArray(R"({"status":200,"waiting":false})"));
        QVERIFY(f.hooks.answers.isEmpty());
    }

    /// What an event says cannot become a header of its own.
    void aHostileHeaderFailsTheStep()
    {
        Fixture f(u"go > respond"_s,
            {{u"respond"_s, {{u"headers"_s, QJsonObject{{u"X-Name"_s, u"{{ event.data.name }}"_s}}}}}});
        const auto event = f.ask(R"({"name":"a\r\nSet-Cookie: b=1"})");
        QTRY_COMPARE(f.hooks.ended, QList{event});
        QCOMPARE(Workshop::trace(f.runs().first()), u"!respond = failed"_s);
        QVERIFY(f.runs().first().error.contains(u"X-Name"_s));
        QVERIFY(f.hooks.answers.isEmpty());
    }

    void theRunGoesOnAfterIt()
    {
        Fixture f(u"go > respond > wait > emit"_s,
            {{u"wait"_s, {{u"for"_s, u"1h"_s}}}, {u"emit"_s, {{u"type"_s, u"told"_s}}}});
        f.ask();
        QTRY_COMPARE(f.hooks.answers.size(), 1);
        f.settle();
        QCOMPARE(Workshop::trace(f.runs().first()), u"respond ~wait = waiting"_s);
        f.moveClock(1h);
        QTRY_COMPARE(f.events(u"told"_s).size(), 1);
    }

    void afterAWait()
    {
        Fixture f(u"go > wait > respond"_s, {{u"wait"_s, {{u"for"_s, u"1s"_s}}}});
        f.ask();
        f.settle();
        QVERIFY(f.hooks.answers.isEmpty());
        QVERIFY(f.hooks.ended.isEmpty());
        f.moveClock(1s);
        QTRY_COMPARE(f.hooks.answers.size(), 1);
    }

    void theFirstAnswerCounts()
    {
        Fixture f(u"go > respond1; go > respond2; respond1 > wait > respond3"_s,
            {{u"respond1"_s, answering(201)}, {u"respond2"_s, answering(202)},
                {u"respond3"_s, answering(203)}, {u"wait"_s, {{u"for"_s, u"1s"_s}}}});
        f.ask();
        f.settle();
        f.moveClock(1s);
        f.settle();
        QCOMPARE(f.statuses(), QList{201});
        const auto run = f.runs().first();
        QCOMPARE(Workshop::trace(run), u"respond1 respond2 wait respond3 = succeeded"_s);
        QCOMPARE(run.steps.last().output, QByteArray(R"({"status":203,"waiting":false})"));
    }

    /// The same write holds a change that is refused, so that nothing of it happened: the answer comes with
    /// the next one.
    void besideAChangeThatIsRefused()
    {
        Fixture f(u"go > respond; go > record; record:error > log"_s,
            {{u"respond"_s, answering(201)},
                {u"record"_s,
                    {{u"table"_s, u"orders"_s}, {u"operation"_s, u"update"_s}, {u"id"_s, u"nobody"_s}}},
                {u"log"_s, {{u"message"_s, u"x"_s}}}});
        f.ask();
        QTRY_COMPARE(f.statuses(), QList{201});
        f.settle();
        QCOMPARE(Workshop::trace(f.runs().first()), u"respond !record log = succeeded"_s);
        QCOMPARE(f.statuses(), QList{201});
    }

    void runsThatEndWithoutAnAnswer_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("over with its start") << u"go > set"_s;
        QTest::newRow("failed") << u"go > stop"_s;
        QTest::newRow("the other way") << u"go > if; if:false > respond"_s;
    }
    void runsThatEndWithoutAnAnswer()
    {
        QFETCH(QString, rule);
        Fixture f(rule,
            {{u"if"_s, {{u"condition"_s, u"true"_s}}},
                {u"set"_s, {{u"values"_s, QJsonObject{{u"a"_s, 1}}}}}});
        const auto event = f.ask();
        QTRY_COMPARE(f.hooks.ended, QList{event});
        QVERIFY(f.hooks.answers.isEmpty());
    }

    void noRunAtAll()
    {
        Fixture f(u"go > respond"_s);
        await(f.engine->setEnabled(RuleId(u"r"_s), false));
        const auto event = f.ask();
        QTRY_COMPARE(f.hooks.ended, QList{event});
    }

    void anotherRuleAnswers()
    {
        Fixture f(u"go > stop"_s);
        f.enable(u"go > wait > respond"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"wait"_s, {{u"for"_s, u"1s"_s}}}}, u"other"_s);
        f.ask();
        f.settle();
        QVERIFY(f.hooks.ended.isEmpty()); // one of both is still going on
        f.moveClock(1s);
        QTRY_COMPARE(f.hooks.answers.size(), 1);
        f.settle();
        QVERIFY(f.hooks.ended.isEmpty());
    }

    void aRunThatIsCancelled()
    {
        Fixture f(u"go > wait > respond"_s, {{u"wait"_s, {{u"for"_s, u"1h"_s}}}});
        const auto event = f.ask();
        f.settle();
        QVERIFY(await(f.engine->cancelRun(f.runs().first().id)));
        QTRY_COMPARE(f.hooks.ended, QList{event});
    }

    /// Nobody who asked before a restart waits after it; the run does as it would have done.
    void afterARestart()
    {
        Fixture f(u"go > wait > respond"_s, {{u"wait"_s, {{u"for"_s, u"1s"_s}}}});
        f.ask();
        f.settle();
        f.close();
        QVERIFY(!f.hooks.tell); // the engine that is gone is not told any more
        f.hooks.awaited.clear();
        f.open();
        f.moveClock(1s);
        f.settle();
        QTRY_COMPARE(Workshop::trace(f.runs().first()), u"wait respond = succeeded"_s);
        QVERIFY(f.hooks.answers.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestResponding)
#include "tst_responding.moc"
