// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receiver.h"
#include "tests/support/workshop.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject set(const QJsonObject &values)
{
    return {{u"values"_s, values}};
}

Table orders()
{
    return *tableFromJson({{u"id"_s, u"orders"_s}, {u"name"_s, u"Orders"_s},
        {u"fields"_s,
            QJsonArray{
                QJsonObject{{u"name"_s, u"amount"_s}, {u"label"_s, u"Amount"_s}, {u"kind"_s, u"number"_s}},
                QJsonObject{{u"name"_s, u"status"_s}, {u"label"_s, u"Status"_s}, {u"kind"_s, u"status"_s},
                    {u"choices"_s, QJsonArray{u"new"_s, u"paid"_s, u"sent"_s}}, {u"default"_s, u"new"_s},
                    {u"transitions"_s,
                        QJsonArray{QJsonArray{u"new"_s, u"paid"_s}, QJsonArray{u"paid"_s, u"sent"_s}}}}}}});
}

} // namespace

/// Runs from an event to their end, on disk.
class TestRunner : public QObject
{
    Q_OBJECT

private slots:
    void carriesOut_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("trace");
        // if1 asks for an amount over 100 and gets 120, if2 for one over 200.
        QTest::newRow("only a trigger") << u"go"_s << u" = succeeded"_s;
        QTest::newRow("a line") << u"go > log1 > log2"_s << u"log1 log2 = succeeded"_s;
        QTest::newRow("a branch") << u"go > if1; if1:true > log1; if1:false > log2"_s
                                  << u"if1 log1 -log2 = succeeded"_s;
        QTest::newRow("the other branch")
            << u"go > if2; if2:true > log1; if2:false > log2"_s << u"if2 -log1 log2 = succeeded"_s;
        QTest::newRow("a join") << u"go > if1; if1:true > log1 > log3; if1:false > log2 > log3"_s
                                << u"if1 log1 log3 -log2 = succeeded"_s;
        QTest::newRow("a failure") << u"go > stop1 > log1"_s << u"!stop1 = failed"_s;
        QTest::newRow("an error way")
            << u"go > log1 > stop1; stop1:error > log2"_s << u"log1 !stop1 log2 = succeeded"_s;
        QTest::newRow("an expression that fails") << u"go > log9 > log1"_s << u"!log9 = failed"_s;
        QTest::newRow("a wait") << u"go > wait1 > log1"_s << u"~wait1 = waiting"_s;
    }
    void carriesOut()
    {
        QFETCH(QString, rule);
        Workshop shop;
        QHash<QString, QJsonObject> configs{{u"if1"_s, {{u"condition"_s, u"event.data.amount > 100"_s}}},
            {u"if2"_s, {{u"condition"_s, u"event.data.amount > 200"_s}}},
            {u"log9"_s, {{u"message"_s, u"{{ event.data.missing }}"_s}}}};
        for (const auto &log : {u"log1"_s, u"log2"_s, u"log3"_s})
            configs.insert(log, {{u"message"_s, log}});
        // A trigger of its own type, so that what the steps log starts nothing.
        configs.insert(u"go"_s, {{u"type"_s, u"t"_s}});
        auto drawn = ruleFromText(rule, configs);
        drawn.links.removeIf(
            [](const Link &link) { return link.from == StepId(u"stop1"_s) && link.port == u"out"; });
        if (!drawn.linksTo(StepId(u"log1"_s)).size())
            drawn.steps.removeIf([](const Step &step) { return step.id == StepId(u"log1"_s); });
        shop.enable(drawn);
        shop.emitEvent(u"t"_s, R"({"amount": 120})");
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        auto trace = Workshop::trace(shop.runs().first());
        QTEST(trace, "trace");
    }

    void valuesGoFromStepToStep()
    {
        Workshop shop;
        shop.enable(u"go > set1 > set2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"set1"_s, set({{u"double"_s, u"{{ event.data.n * 2 }}"_s}})},
                {u"set2"_s,
                    set({{u"text"_s,
                        u"{{ steps.set1.output.double }} of {{ rule.name }} by {{ trigger.id }}"_s}})}});
        shop.emitEvent(u"t"_s, R"({"n": 21})");
        shop.settle();
        const auto run = shop.runs().first();
        QCOMPARE(run.state, State::Succeeded);
        QCOMPARE(run.steps.last().output, QByteArray(R"({"text":"42 of r by go"})"));
        QCOMPARE(run.steps.last().input, QByteArray(R"({"values":{"text":"42 of r by go"}})"));
        QCOMPARE(run.steps.last().attempts, 1);
    }

    void whatAStepEmitsBelongsToTheChain()
    {
        Workshop shop;
        shop.enable(u"go > emit"_s,
            {{u"go"_s, {{u"type"_s, u"first"_s}}},
                {u"emit"_s,
                    {{u"type"_s, u"second"_s},
                        {u"data"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}}}}});
        shop.enable(u"go > log1"_s,
            {{u"go"_s, {{u"type"_s, u"second"_s}}},
                {u"log1"_s, {{u"message"_s, u"got {{ event.data.n }}"_s}}}},
            u"r2"_s);
        const auto first = shop.emitEvent(u"first"_s, R"({"n": 7})");
        QTRY_COMPARE(shop.runs(u"r2"_s).size(), 1);
        shop.settle();
        const auto second = shop.events(u"second"_s).first();
        QCOMPARE(second.data.value_or(QByteArray()), QByteArray(R"({"n":7})"));
        QCOMPARE(second.correlation, first.sequence);
        QCOMPARE(second.causation.event, first.sequence);
        QCOMPARE(second.causation.run, shop.runs(u"r"_s).first().id);
        QCOMPARE(second.causation.step, StepId(u"emit"_s));
        QCOMPARE(second.depth, 1);
        const auto logged = shop.events(u"signalbox.log"_s).first();
        QCOMPARE(logged.correlation, first.sequence);
        QCOMPARE(logged.depth, 2);
    }

    void recordsChangeWithTheStep()
    {
        Workshop shop;
        QVERIFY(await(shop.engine->saveTable(orders())));
        const QJsonObject create{{u"table"_s, u"orders"_s},
            {u"values"_s, QJsonObject{{u"amount"_s, u"{{ event.data.amount }}"_s}}}};
        const QJsonObject pay{{u"operation"_s, u"update"_s}, {u"table"_s, u"orders"_s},
            {u"id"_s, u"{{ steps.record1.output.id }}"_s},
            {u"values"_s, QJsonObject{{u"status"_s, u"paid"_s}}}};
        shop.enable(u"go > record1 > record2 > set1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"record1"_s, create}, {u"record2"_s, pay},
                {u"set1"_s, set({{u"was"_s, u"{{ steps.record2.output.values.status }}"_s}})}});
        shop.emitEvent(u"t"_s, R"({"amount": 12.5})");
        shop.settle();
        const auto run = shop.runs().first();
        QCOMPARE(Workshop::trace(run), u"record1 record2 set1 = succeeded"_s);
        QCOMPARE(run.steps.last().output, QByteArray(R"({"was":"paid"})"));
        const auto records = shop.reader->records(TableId(u"orders"_s), {}, 10);
        QCOMPARE(records->size(), 1);
        QCOMPARE(records->first().values, QJsonObject({{u"amount"_s, 12.5}, {u"status"_s, u"paid"_s}}));
        const auto changed = shop.events(u"signalbox.status.changed"_s);
        QCOMPARE(changed.size(), 2); // new, then paid
        QCOMPARE(changed.last().causation.step, StepId(u"record2"_s));
    }

    void aRecordChangeThatIsRefusedFailsItsStep()
    {
        Workshop shop;
        QVERIFY(await(shop.engine->saveTable(orders())));
        const auto record = await(shop.engine->changeRecord(
            {RecordCommand::Operation::Create, TableId(u"orders"_s), RecordId(u"7"_s), {{u"amount"_s, 1}}}));
        QVERIFY(record);
        const QJsonObject leap{{u"operation"_s, u"update"_s}, {u"table"_s, u"orders"_s}, {u"id"_s, u"7"_s},
            {u"values"_s, QJsonObject{{u"status"_s, u"sent"_s}}}};
        shop.enable(u"go > log1 > record1; record1:error > log2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"log1"_s, {{u"message"_s, u"before"_s}}},
                {u"record1"_s, leap}, {u"log2"_s, {{u"message"_s, u"{{ steps.record1.error }}"_s}}}});
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(Workshop::trace(shop.runs().first()), u"log1 !record1 log2 = succeeded"_s);
        QCOMPARE(
            shop.reader->record(TableId(u"orders"_s), RecordId(u"7"_s))->values.value(u"status"_s), u"new"_s);
        // What was decided in the same breath was not lost with the refusal.
        const auto logged = shop.events(u"signalbox.log"_s);
        QCOMPARE(logged.size(), 2);
        QVERIFY2(logged.last().data->contains("sent"), logged.last().data->constData());
    }

    void aFailedRunIsAnEvent()
    {
        Workshop shop;
        shop.enable(u"go > stop1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"stop1"_s, {{u"message"_s, u"Out of stock."_s}}}});
        shop.enable(u"error > set1"_s,
            {{u"set1"_s,
                set({{u"what"_s,
                    u"{{ event.data.rule }}/{{ event.data.step }}: {{ event.data.error }}"_s}})}},
            u"watch"_s);
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(shop.runs(u"watch"_s).size(), 1);
        shop.settle();
        QCOMPARE(shop.runs(u"watch"_s).first().steps.last().output,
            QByteArray(R"({"what":"r/stop1: Out of stock."})"));
        QCOMPARE(shop.events(u"signalbox.run.failed"_s).size(), 1);
        QCOMPARE(shop.events(u"signalbox.run.failed"_s).first().data,
            QByteArray(R"({"error":"Out of stock.","rule":"r","run":")"
                + shop.runs(u"r"_s).first().id.value.toUtf8() + R"(","step":"stop1"})"));
    }

    // --- time

    void waitsAreRows()
    {
        Workshop shop;
        shop.enable(u"go > wait1 > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}},
                {u"log1"_s, {{u"message"_s, u"x"_s}}}});
        shop.emitEvent(u"t"_s);
        shop.settle();
        QCOMPARE(Workshop::trace(shop.runs().first()), u"~wait1 = waiting"_s);
        QCOMPARE(shop.runs().first().steps.last().due, std::optional<Instant>(shop.clock.now() + 1h));
        shop.moveClock(59min);
        shop.close();
        shop.open();
        shop.settle();
        QCOMPARE(Workshop::trace(shop.runs().first()), u"~wait1 = waiting"_s);
        shop.close();
        shop.clock.move(1h);
        shop.open();
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"wait1 log1 = succeeded"_s);
    }

    void whatIsLostIsNotTriedAgain_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("trace");
        QTest::newRow("a run") << u"go > http1; go > http2"_s << u"!http1 !http2 = failed"_s;
        QTest::newRow("an item of a list") << u"go > each1; each1:item > http1; each1:item > http2"_s
                                           << u"each1 !http1#0 !http2#0 = succeeded"_s;
    }
    /// One fails for good while the answer of the other is still to come, which is that there is none.
    void whatIsLostIsNotTriedAgain()
    {
        QFETCH(QString, rule);
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &request) {
            return request.target == "/bad" ? Receiver::reply(400, "no") : QByteArray();
        };
        Workshop shop;
        shop.enable(rule,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"http1"_s,
                    {{u"url"_s, receiver.url(u"/bad"_s)}, {u"retry"_s, QJsonObject{{u"attempts"_s, 1}}}}},
                {u"http2"_s,
                    {{u"url"_s, receiver.url(u"/silent"_s)}, {u"timeout"_s, u"1s"_s},
                        {u"retry"_s, QJsonObject{{u"attempts"_s, 3}, {u"backoff"_s, u"1s"_s}}}}},
                {u"each1"_s, {{u"items"_s, u"[1]"_s}, {u"onError"_s, u"collect"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_VERIFY(isFinished(shop.runs().first().state));
        QTEST(Workshop::trace(shop.runs().first()), "trace");
        shop.moveClock(1min);
        shop.settle();
        QCOMPARE(receiver.requests.size(), 2);
    }

    void attemptsAreCountedAndSpread()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [&](const Receiver::Request &) {
            return receiver.requests.size() < 3 ? Receiver::reply(500, "not yet")
                                                : Receiver::reply(200, "ok");
        };
        shop.enable(
            u"go > http"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"~http = waiting"_s);
        QVERIFY2(shop.runs().first().steps.last().error.contains(u"500"_s),
            qPrintable(shop.runs().first().steps.last().error));
        shop.moveClock(2s); // the most that the first pause can be
        QTRY_COMPARE(receiver.requests.size(), 2);
        QTRY_COMPARE(shop.runs().first().steps.last().attempts, 2);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"~http = waiting"_s);
        shop.moveClock(4s);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"http = succeeded"_s);
        QCOMPARE(receiver.requests.size(), 3);
        QCOMPARE(shop.runs().first().steps.last().attempts, 3);
        QVERIFY(shop.runs().first().steps.last().error.isEmpty());
        for (const auto &request : std::as_const(receiver.requests))
            QCOMPARE(request.header("idempotency-key"), receiver.requests.first().header("idempotency-key"));
    }

    void theLastAttemptFailsTheRun()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return Receiver::reply(500, "never"); };
        shop.enable(u"go > http"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"http"_s,
                    {{u"url"_s, receiver.url()},
                        {u"retry"_s, QJsonObject{{u"attempts"_s, 2}, {u"backoff"_s, u"1s"_s}}}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(Workshop::trace(shop.runs().value(0)), u"~http = waiting"_s);
        shop.moveClock(1s);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"!http = failed"_s);
        QCOMPARE(receiver.requests.size(), 2);
        QVERIFY(shop.runs().first().error.contains(u"500"_s));
    }

    void whatDoesNotEndIsGivenUp()
    {
        /// A desktop that never answers.
        class Deaf : public Notifier
        {
        public:
            QFuture<Result<void>> notify(const QString &, const QString &, bool) override
            {
                asked.emplace_back().start();
                return asked.back().future();
            }
            std::list<QPromise<Result<void>>> asked;
        } deaf;
        Workshop shop;
        shop.close();
        shop.notifierInUse = &deaf;
        shop.open();
        shop.enable(u"go > notify"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"notify"_s,
                    {{u"title"_s, u"x"_s}, {u"timeout"_s, u"10s"_s},
                        {u"retry"_s, QJsonObject{{u"attempts"_s, 1}}}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(deaf.asked.size(), size_t(1));
        shop.moveClock(14s);
        QCOMPARE(Workshop::trace(shop.runs().first()), u"…notify = running"_s);
        shop.moveClock(2s);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"!notify = failed"_s);
        QVERIFY(deaf.asked.front().isCanceled());
        deaf.asked.front().finish();
    }

    // --- stopping, crashing, cancelling

    void aCrashBetweenStepsLosesNothing()
    {
        Workshop shop;
        shop.enable(u"go > log1 > http > log2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"log1"_s, {{u"message"_s, u"1"_s}}},
                {u"http"_s, {{u"url"_s, u"http://127.0.0.1:1/"_s}}}, {u"log2"_s, {{u"message"_s, u"2"_s}}}});
        QVERIFY(await(shop.engine->setPaused(true)));
        for (int i = 0; i < 20; ++i)
            shop.emitEvent(u"t"_s, QByteArray::number(i));
        QCOMPARE(shop.runs().size(), 0);
        shop.crash();
        shop.open();
        QTRY_COMPARE(shop.runs().size(), 20);
    }

    void whatWasInterruptedIsDoneAsItSays_data()
    {
        QTest::addColumn<QString>("ifInterrupted");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("trace");
        QTest::newRow("again, as usual for http") << QString() << 2 << u"http log1 = succeeded"_s;
        QTest::newRow("again") << u"again"_s << 2 << u"http log1 = succeeded"_s;
        QTest::newRow("skip") << u"skip"_s << 1 << u"-http -log1 = succeeded"_s;
        QTest::newRow("ask") << u"ask"_s << 1 << u"?http = in-doubt"_s;
    }
    void whatWasInterruptedIsDoneAsItSays()
    {
        QFETCH(QString, ifInterrupted);
        QFETCH(int, requests);
        QFETCH(QString, trace);
        Workshop shop;
        Receiver receiver;
        receiver.answer = [&](const Receiver::Request &) {
            return receiver.requests.size() == 1 ? QByteArray() : Receiver::reply(200, "ok");
        };
        QJsonObject http{{u"url"_s, receiver.url()}};
        if (!ifInterrupted.isEmpty())
            http.insert(u"ifInterrupted"_s, ifInterrupted);
        shop.enable(u"go > http > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, http}, {u"log1"_s, {{u"message"_s, u"x"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        shop.crash();
        shop.open();
        shop.settle();
        QTRY_COMPARE(receiver.requests.size(), requests);
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), trace);
        for (const auto &request : std::as_const(receiver.requests))
            QCOMPARE(request.header("idempotency-key"), receiver.requests.first().header("idempotency-key"));
    }

    void whatTakesTheProgramDownIsParked()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return QByteArray(); };
        shop.enable(
            u"go > http"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}}});
        shop.emitEvent(u"t"_s);
        for (int kills = 1; kills <= 9; ++kills) {
            QTRY_COMPARE(receiver.requests.size(), kills);
            shop.crash();
            shop.open();
        }
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"?http = in-doubt"_s);
        QTRY_VERIFY(!shop.reader->rule(RuleId(u"r"_s))->enabled);
        QTRY_VERIFY(!await(shop.engine->status()).trouble.isEmpty());
        QCOMPARE(receiver.requests.size(), 9);
    }

    void stoppingLetsWhatRunsEnd()
    {
        Workshop shop;
        Receiver receiver;
        QFuture<void> stopped;
        receiver.answer = [&](const Receiver::Request &) {
            stopped = shop.engine->stop(30s);
            return Receiver::reply(200, "ok");
        };
        shop.enable(u"go > http > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}},
                {u"log1"_s, {{u"message"_s, u"x"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        settle(stopped);
        // Its outcome is known; what would come next is for the next start.
        QCOMPARE(Workshop::trace(shop.runs().first()), u"http = running"_s);
        shop.crash();
        shop.open();
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"http log1 = succeeded"_s);
        QCOMPARE(receiver.requests.size(), 1);
    }

    void stoppingCutsOffWhatDoesNotEnd()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return QByteArray(); };
        shop.enable(
            u"go > http"_s, {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        settle(shop.engine->stop(0ms));
        QTRY_COMPARE(receiver.closed, 1);
        QCOMPARE(
            Workshop::trace(shop.runs().first()), u"…http = running"_s); // gone on with at the next start
        shop.crash();
        receiver.answer = [](const Receiver::Request &) { return Receiver::reply(200, "ok"); };
        shop.open();
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"http = succeeded"_s);
    }

    void cancelEndsWhatRunsAndWaits()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return QByteArray(); };
        shop.enable(u"go > http > log1; go > wait1 > log2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}},
                {u"log1"_s, {{u"message"_s, u"x"_s}}}, {u"log2"_s, {{u"message"_s, u"x"_s}}},
                {u"wait1"_s, {{u"for"_s, u"1h"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        const auto id = shop.runs().first().id;
        QVERIFY(await(shop.engine->cancelRun(id)));
        QCOMPARE(Workshop::trace(shop.runs().first()), u"xhttp xwait1 = cancelled"_s);
        QVERIFY(shop.runs().first().finished);
        QTRY_COMPARE(receiver.closed, 1);
        QTRY_COMPARE(await(shop.engine->status()).activeRuns, 0);
        QVERIFY(shop.events(u"signalbox.run.failed"_s).isEmpty());
        const auto again = await(shop.engine->cancelRun(id));
        QCOMPARE(again.error().code, Error::Code::InvalidInput);
        QCOMPARE(await(shop.engine->cancelRun(RunId(u"nobody"_s))).error().code, Error::Code::NotFound);
    }

    void aRunInDoubtCanBeCancelled()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return QByteArray(); };
        shop.enable(u"go > http"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"http"_s, {{u"url"_s, receiver.url()}, {u"ifInterrupted"_s, u"ask"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        shop.crash();
        shop.open();
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"?http = in-doubt"_s);
        QVERIFY(await(shop.engine->cancelRun(shop.runs().first().id)));
        QCOMPARE(shop.runs().first().state, State::Cancelled);
    }

    void aPersonDecidesOfWhatIsInDoubt_data()
    {
        QTest::addColumn<bool>("again");
        QTest::addColumn<int>("requests");
        QTest::newRow("do it again") << true << 2;
        QTest::newRow("it was done") << false << 1;
    }
    void aPersonDecidesOfWhatIsInDoubt()
    {
        QFETCH(bool, again);
        QFETCH(int, requests);
        Workshop shop;
        Receiver receiver;
        receiver.answer = [&](const Receiver::Request &) {
            return receiver.requests.size() == 1 ? QByteArray() : Receiver::reply(200, "ok");
        };
        shop.enable(u"go > http > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}},
                {u"http"_s, {{u"url"_s, receiver.url()}, {u"ifInterrupted"_s, u"ask"_s}}},
                {u"log1"_s, {{u"message"_s, u"x"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        const auto id = shop.runs().first().id;
        QCOMPARE(await(shop.engine->retryRun(id, {})).error().code, Error::Code::InvalidInput); // it runs
        shop.crash();
        shop.open();
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"?http = in-doubt"_s);
        QCOMPARE(await(shop.engine->retryRun(id, StepId(u"log1"_s))).error().code, Error::Code::InvalidInput);
        QVERIFY(await(again ? shop.engine->retryRun(id, {}) : shop.engine->confirmStep(id, {})));
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"http log1 = succeeded"_s);
        QCOMPARE(receiver.requests.size(), requests);
        QCOMPARE(receiver.requests.last().header("idempotency-key"),
            receiver.requests.first().header("idempotency-key"));
        QVERIFY(shop.runs().first().steps.at(1).error.isEmpty());
        QCOMPARE(await(shop.engine->confirmStep(id, {})).error().code, Error::Code::InvalidInput);
        QCOMPARE(await(shop.engine->retryRun(RunId(u"nobody"_s), {})).error().code, Error::Code::NotFound);
    }

    void aFailedRunGoesOnWhereItFailed()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [&](const Receiver::Request &) {
            return Receiver::reply(receiver.requests.size() <= 2 ? 404 : 200, "{}");
        };
        shop.enable(u"go > log1 > http > log2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"log1"_s, {{u"message"_s, u"1"_s}}},
                {u"http"_s, {{u"url"_s, receiver.url()}, {u"retry"_s, QJsonObject{{u"attempts"_s, 1}}}}},
                {u"log2"_s, {{u"message"_s, u"2"_s}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(Workshop::trace(shop.runs().value(0)), u"log1 !http = failed"_s);
        const auto id = shop.runs().first().id;
        // It may fail again, which is told again, and survives a restart.
        QVERIFY(await(shop.engine->retryRun(id, {})));
        QTRY_COMPARE(receiver.requests.size(), 2);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"log1 !http = failed"_s);
        QCOMPARE(shop.events(u"signalbox.run.failed"_s).size(), 2);
        shop.close();
        shop.open();
        QVERIFY(await(shop.engine->retryRun(id, {})));
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"log1 http log2 = succeeded"_s);
        QVERIFY(shop.runs().first().error.isEmpty());
        QCOMPARE(shop.events(u"signalbox.log"_s).size(), 2); // log1 was not done again
        QCOMPARE(await(shop.engine->retryRun(id, {})).error().code, Error::Code::InvalidInput);

        // From a step on, also where nothing had failed.
        QVERIFY(await(shop.engine->retryRun(id, StepId(u"http"_s))));
        QTRY_COMPARE(receiver.requests.size(), 4);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"log1 http log2 = succeeded"_s);
        QTRY_COMPARE(shop.events(u"signalbox.log"_s).size(), 3);
        QCOMPARE(await(shop.engine->retryRun(id, StepId(u"go"_s))).error().code, Error::Code::InvalidInput);
    }

    void aCancelledRunCanGoOn()
    {
        Workshop shop;
        shop.enable(u"go > wait1 > log1"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}},
                {u"log1"_s, {{u"message"_s, u"x"_s}}}});
        shop.emitEvent(u"t"_s);
        shop.settle();
        const auto id = shop.runs().first().id;
        QVERIFY(await(shop.engine->cancelRun(id)));
        QVERIFY(await(shop.engine->retryRun(id, {})));
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"~wait1 = waiting"_s);
        QVERIFY(!shop.runs().first().finished);
        shop.moveClock(1h);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"wait1 log1 = succeeded"_s);
    }

    void destructionWhileRunningHarmsNothing()
    {
        Workshop shop;
        Receiver receiver;
        receiver.answer = [](const Receiver::Request &) { return QByteArray(); };
        shop.enable(u"go > http; go > program"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"http"_s, {{u"url"_s, receiver.url()}}},
                {u"program"_s, {{u"program"_s, u"sleep"_s}, {u"arguments"_s, QJsonArray{u"600"_s}}}}});
        shop.emitEvent(u"t"_s);
        QTRY_COMPARE(receiver.requests.size(), 1);
        shop.crash();
        QTRY_COMPARE(receiver.closed, 1);
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
