// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto waitingRule
    = u"go > wait_for_event1; wait_for_event1:out > emit1; wait_for_event1:timeout > emit2"_s;

/// The step waits for `paid` of the order that the run is about, for an hour.
QHash<QString, QJsonObject> configs(const QJsonObject &more = {})
{
    QJsonObject wait{{u"type"_s, u"paid"_s}, {u"condition"_s, u"awaited.data.order == event.data.order"_s},
        {u"limit"_s, u"1h"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        wait.insert(it.key(), it.value());
    const QJsonObject output{{u"x"_s, u"{{ steps.wait_for_event1.output }}"_s}};
    return {{u"go"_s, {{u"type"_s, u"ordered"_s}}}, {u"wait_for_event1"_s, wait},
        {u"wait_for_event2"_s, wait}, {u"emit1"_s, {{u"type"_s, u"came"_s}, {u"data"_s, output}}},
        {u"emit2"_s, {{u"type"_s, u"late"_s}, {u"data"_s, output}}}, {u"wait1"_s, {{u"for"_s, u"1m"_s}}},
        {u"each1"_s, {{u"items"_s, u"event.data.orders"_s}, {u"atOnce"_s, 10}}}};
}

Event eventOf(const QString &type, const QByteArray &data)
{
    Event event;
    event.type = type;
    event.source = u"/test"_s;
    event.data = data;
    return event;
}

State onlyState(Workshop &shop)
{
    const auto runs = shop.runs();
    return runs.size() == 1 ? runs.first().state : State::Queued;
}

QJsonObject outputIn(const Event &event)
{
    return parseJsonObject(event.data.value_or(QByteArray()))->value(u"x"_s).toObject();
}

} // namespace

/// The step `wait-for-event`, from an event to the end of the run, on disk.
class TestEventWaits : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWithTheEventThatFits()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 8})");
        shop.emitEvent(u"paid"_s, "{}"); // for which the condition cannot be worked out
        shop.emitEvent(u"ordered.paid"_s, R"({"order": 7})");
        shop.settle();
        QCOMPARE(onlyState(shop), State::Waiting);
        const auto paid = shop.emitEvent(u"paid"_s, R"({"order": 7, "by": "card"})");
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(Workshop::trace(shop.runs().first()), u"wait_for_event1 emit1 -emit2 = succeeded"_s);
        const auto output = outputIn(shop.events(u"came"_s).first());
        QCOMPARE(output.value(u"sequence"_s).toInteger(), paid.sequence);
        QCOMPARE(output.value(u"data"_s).toObject().value(u"by"_s).toString(), u"card"_s);
    }

    void timeRunsOut()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, "{}");
        const auto limit = toRfc3339(shop.clock.now() + 1h);
        shop.moveClock(1h);
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(Workshop::trace(shop.runs().first()), u"wait_for_event1 -emit1 emit2 = succeeded"_s);
        const auto output = outputIn(shop.events(u"late"_s).first());
        QCOMPARE(output.value(u"until"_s).toString(), limit);
        QVERIFY2(output.value(u"error"_s).toString().contains(u"order"), "what kept an event from fitting");
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        shop.settle();
        QVERIFY(shop.events(u"came"_s).isEmpty());
    }

    void patternsFit()
    {
        Workshop shop;
        shop.enable(waitingRule, configs({{u"type"_s, u"pay.*"_s}, {u"condition"_s, QString()}}));
        shop.emitEvent(u"ordered"_s, "{}");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"pay.card"_s);
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(shop.events(u"came"_s).size(), 1);
    }

    /// The log is read from where the wait began, however much has come since.
    void nothingIsMissedWhileStopped()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.crash();
        {
            auto store = *Store::open(shop.dir.filePath(u"s.db"_s), shop.clock, shop.random);
            QList<Event> events;
            for (int i = 0; i < 700; ++i)
                events += eventOf(u"paid"_s, R"({"order": 8})");
            events += eventOf(u"paid"_s, R"({"order": 7})");
            QVERIFY(await(store->append(events)));
        }
        shop.clock.move(2h); // the limit has passed; the event came before
        shop.open();
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(shop.events(u"came"_s).size(), 1);
    }

    void lateIsLateAlsoWhileStopped()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.crash();
        shop.clock.move(2h);
        {
            auto store = *Store::open(shop.dir.filePath(u"s.db"_s), shop.clock, shop.random);
            QVERIFY(await(store->append({eventOf(u"paid"_s, R"({"order": 7})")})));
        }
        shop.open();
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(shop.events(u"late"_s).size(), 1);
        QVERIFY(shop.events(u"came"_s).isEmpty());
    }

    void countsWhatCameSince_data()
    {
        QTest::addColumn<QString>("since");
        QTest::addColumn<State>("state");
        QTest::newRow("run") << u"run"_s << State::Succeeded;
        QTest::newRow("step") << u"step"_s << State::Waiting;
    }
    void countsWhatCameSince()
    {
        QFETCH(QString, since);
        Workshop shop;
        shop.enable(u"go > wait1 > wait_for_event1 > emit1"_s, configs({{u"since"_s, since}}));
        shop.emitEvent(u"paid"_s, R"({"order": 7})"); // before the run: counts for none
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 7, "second": true})");
        shop.settle(); // it is routed, and will not come by again
        shop.moveClock(1min);
        QTRY_VERIFY(Workshop::trace(shop.runs().first()).startsWith(u"wait1"));
        shop.settle();
        QTEST(onlyState(shop), "state");
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(outputIn(shop.events(u"came"_s).first()).value(u"data"_s).toObject().contains(u"second"_s),
            since == u"run");
    }

    void anEventIsTakenOnceInARun_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("one after the other") << u"go > wait_for_event1 > wait_for_event2"_s;
        QTest::newRow("side by side") << u"go > wait_for_event1; go > wait_for_event2"_s;
    }
    void anEventIsTakenOnceInARun()
    {
        QFETCH(QString, rule);
        Workshop shop;
        shop.enable(rule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"wait_for_event1 ~wait_for_event2 = waiting"_s);
        shop.settle();
        QCOMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
    }

    void everyRunTakesIt()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(shop.runs().size(), 2);
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        QTRY_COMPARE(shop.events(u"came"_s).size(), 2);
    }

    void eachItemHasItsOwn()
    {
        Workshop shop;
        shop.enable(u"go > each1; each1:item > wait_for_event1 > emit1"_s,
            configs({{u"condition"_s, u"awaited.data.order == item"_s}}));
        shop.emitEvent(u"ordered"_s, R"({"orders": [1, 2]})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 2})");
        QTRY_COMPARE(Workshop::trace(shop.runs().first()),
            u"~each1 ~wait_for_event1#0 wait_for_event1#1 emit1#1 = waiting"_s);
        shop.crash();
        shop.open();
        shop.emitEvent(u"paid"_s, R"({"order": 1})");
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(shop.events(u"came"_s).size(), 2);
    }

    void aCancelledRunWaitsForNothing()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        QVERIFY(await(shop.engine->cancelRun(shop.runs().first().id)));
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        shop.settle();
        QCOMPARE(onlyState(shop), State::Cancelled);
        QVERIFY(shop.events(u"came"_s).isEmpty());
    }

    /// A retry by hand waits anew, and only once.
    void aRetryWaitsAnew()
    {
        Workshop shop;
        shop.enable(waitingRule, configs());
        shop.emitEvent(u"ordered"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        QVERIFY(await(shop.engine->cancelRun(shop.runs().first().id)));
        QVERIFY(await(shop.engine->retryRun(shop.runs().first().id, {})));
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        shop.emitEvent(u"paid"_s, R"({"order": 7})");
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
        QCOMPARE(shop.events(u"came"_s).size(), 1);
    }

    /// Nobody outside presses a button that a run waits for.
    void whatOnlyPretendsDoesNotCount()
    {
        Workshop shop;
        shop.enable(
            waitingRule, configs({{u"type"_s, u"signalbox.button.pressed"_s}, {u"condition"_s, QString()}}));
        shop.emitEvent(u"ordered"_s, "{}");
        QTRY_COMPARE(onlyState(shop), State::Waiting);
        auto pretended = eventOf(u"signalbox.button.pressed"_s, "{}");
        pretended.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/x"_s}};
        QVERIFY(await(shop.store->append({pretended})));
        shop.settle();
        QCOMPARE(onlyState(shop), State::Waiting);
        QVERIFY(await(shop.store->append({eventOf(u"signalbox.button.pressed"_s, "{}")})));
        QTRY_COMPARE(onlyState(shop), State::Succeeded);
    }
};

QTEST_GUILESS_MAIN(TestEventWaits)
#include "tst_eventwaits.moc"
