// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto callingRule = u"go > call1 > emit1; call1:error > emit2"_s;

QHash<QString, QJsonObject> caller(const QJsonObject &more = {})
{
    QJsonObject call{{u"rule"_s, u"sub"_s}, {u"data"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        call.insert(it.key(), it.value());
    const auto emitting = [](const QString &type, const QString &expression) {
        return QJsonObject{{u"type"_s, type}, {u"data"_s, u"{{ "_s + expression + u" }}"_s}};
    };
    return {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"call1"_s, call},
        {u"emit1"_s, emitting(u"returned"_s, u"steps.call1.output"_s)},
        {u"emit2"_s, emitting(u"failed"_s, u"steps.call1.error"_s)},
        {u"each1"_s, {{u"items"_s, u"event.data.list"_s}, {u"atOnce"_s, 10}}}};
}

/// A rule that nothing but a call starts; its last step puts out {"x": expression}.
QHash<QString, QJsonObject> called(const QString &expression)
{
    return {{u"go"_s, {{u"type"_s, u"never"_s}}},
        {u"set1"_s, {{u"values"_s, QJsonObject{{u"x"_s, u"{{ "_s + expression + u" }}"_s}}}}},
        {u"wait2"_s, {{u"for"_s, u"0s"_s}}}, {u"wait1"_s, {{u"for"_s, u"1h"_s}}}};
}

QJsonObject dataOf(const Event &event)
{
    return *parseJsonObject(event.data.value_or(QByteArray()));
}

} // namespace

/// The step `call`, from an event to the end of both runs, on disk.
class TestCalls : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWithTheResult()
    {
        Workshop shop;
        shop.enable(u"go > set1"_s, called(u"event.data.n * 2"_s), u"sub"_s);
        shop.enable(callingRule, caller());
        shop.emitEvent(u"t"_s, R"({"n": 21})");
        QTRY_COMPARE(shop.events(u"returned"_s).size(), 1);
        const auto run = shop.runs(u"sub"_s).first();
        QCOMPARE(dataOf(shop.events(u"returned"_s).first()),
            (QJsonObject{{u"run"_s, run.id.value}, {u"result"_s, QJsonObject{{u"x"_s, 42}}}}));
        const auto call = shop.events(eventtype::ruleCalled).first();
        QCOMPARE(run.event, call.sequence);
        QCOMPARE(call.causation.run, shop.runs(u"r"_s).first().id);
        QCOMPARE(call.causation.step, StepId(u"call1"_s));
    }

    /// Whoever waits for the work to be done waits for calls and their ends too.
    void isNotSettledBeforeItReturns()
    {
        Workshop shop;
        shop.enable(u"go > set1"_s, called(u"event.data.n"_s), u"sub"_s);
        shop.enable(u"go > wait2 > set1"_s, called(u"event.data.n"_s), u"sub2"_s);
        shop.enable(callingRule, caller());
        shop.enable(callingRule, caller({{u"rule"_s, u"sub2"_s}}), u"r2"_s);
        for (int i = 1; i <= 30; ++i) {
            shop.emitEvent(u"t"_s, R"({"n": 1})");
            shop.settle();
            QCOMPARE(shop.events(u"returned"_s).size(), 2 * i);
        }
    }

    void mayGoOnAtOnce()
    {
        Workshop shop;
        shop.enable(u"go > wait1"_s, called(u"1"_s), u"sub"_s);
        shop.enable(callingRule, caller({{u"wait"_s, false}}));
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.events(u"returned"_s).size(), 1);
        QTRY_COMPARE(shop.runs(u"sub"_s).size(), 1);
        QTRY_COMPARE(shop.runs(u"sub"_s).first().state, State::Waiting);
    }

    void failsWithWhatItCalled()
    {
        Workshop shop;
        shop.enable(u"go > set1"_s, called(u"1 / 0"_s), u"sub"_s);
        shop.enable(callingRule, caller());
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.events(u"failed"_s).size(), 1);
        const auto said = QString::fromUtf8(*shop.events(u"failed"_s).first().data);
        QVERIFY2(said.contains(shop.runs(u"sub"_s).first().id.value), qPrintable(said));
        QVERIFY2(said.contains(shop.runs(u"sub"_s).first().error), qPrintable(said));
    }

    void failsWhereNothingIsStarted_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::newRow("no such rule") << false;
        QTest::newRow("switched off") << true;
    }
    void failsWhereNothingIsStarted()
    {
        QFETCH(bool, exists);
        Workshop shop;
        if (exists) {
            shop.enable(u"go > set1"_s, called(u"1"_s), u"sub"_s);
            QVERIFY(await(shop.engine->setEnabled(RuleId(u"sub"_s), false)));
        }
        shop.enable(callingRule, caller());
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.events(u"failed"_s).size(), 1);
        QCOMPARE(QString::fromUtf8(*shop.events(u"failed"_s).first().data),
            u"\"The rule \\\"sub\\\" was not started: it is switched off, or there is none of that id.\""_s);
        QVERIFY(shop.runs(u"sub"_s).isEmpty());
    }

    /// The call is not made a second time, and its end is found.
    void goesOnAfterACrash_data()
    {
        QTest::addColumn<bool>("endsWhileStopped");
        QTest::newRow("the other ends later") << false;
        QTest::newRow("both come to their time while stopped") << true;
    }
    void goesOnAfterACrash()
    {
        QFETCH(bool, endsWhileStopped);
        Workshop shop;
        shop.enable(u"go > wait1 > set1"_s, called(u"1"_s), u"sub"_s);
        shop.enable(callingRule, caller({{u"limit"_s, u"3h"_s}}));
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.runs(u"sub"_s).size(), 1);
        QTRY_COMPARE(shop.runs(u"sub"_s).first().state, State::Waiting);
        shop.crash();
        if (endsWhileStopped)
            shop.clock.move(1h);
        shop.open();
        if (!endsWhileStopped)
            shop.moveClock(1h);
        QTRY_COMPARE(shop.events(u"returned"_s).size(), 1);
        QCOMPARE(shop.runs(u"sub"_s).size(), 1);
        QCOMPARE(shop.events(eventtype::ruleCalled).size(), 1);
    }

    void timeRunsOut()
    {
        Workshop shop;
        shop.enable(u"go > wait1"_s, called(u"1"_s), u"sub"_s);
        shop.enable(callingRule, caller({{u"limit"_s, u"30m"_s}}));
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.runs(u"sub"_s).size(), 1);
        shop.settle();
        shop.moveClock(30min);
        QTRY_COMPARE(shop.events(u"failed"_s).size(), 1);
        QCOMPARE(shop.runs(u"sub"_s).first().state, State::Waiting);
        shop.moveClock(30min);
        QTRY_COMPARE(shop.runs(u"sub"_s).first().state, State::Succeeded);
        shop.settle();
        QVERIFY(shop.events(u"returned"_s).isEmpty());
    }

    void aDroppedStartIsToldToTheCaller()
    {
        Workshop shop;
        auto sub = ruleFromText(u"go > wait1"_s, called(u"1"_s));
        sub.runs = {{u"mode"_s, u"first"_s}};
        shop.enable(sub, u"sub"_s);
        shop.enable(callingRule, caller());
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.runs(u"sub"_s).size(), 1);
        shop.emitEvent(u"t"_s, R"({"n": 2})");
        QTRY_COMPARE(shop.events(u"failed"_s).size(), 1);
        const auto said = QString::fromUtf8(*shop.events(u"failed"_s).first().data);
        QVERIFY2(said.contains(u"was cancelled"), qPrintable(said));
    }

    void aRuleThatCallsItselfIsStopped()
    {
        Workshop shop;
        shop.enable(u"go > call1"_s, caller({{u"rule"_s, u"r"_s}, {u"data"_s, QJsonValue()}}));
        shop.emitEvent(u"t"_s, "{}");
        QTRY_VERIFY(!shop.runs().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(shop.runs().first().state == State::Failed, 20'000);
        QVERIFY(shop.runs().size() > 40);
        QVERIFY(shop.runs().size() < 60);
        for (const auto &run : shop.runs())
            QCOMPARE(run.state, State::Failed);
    }

    void eachItemCalls()
    {
        Workshop shop;
        shop.enable(u"go > set1"_s, called(u"event.data * 2"_s), u"sub"_s);
        auto configs = caller({{u"data"_s, u"{{ item }}"_s}});
        configs.insert(u"emit1"_s,
            {{u"type"_s, u"returned"_s},
                {u"data"_s, u"{{ steps.each1.output.results.map(r, r.result.x) }}"_s}});
        shop.enable(u"go > each1; each1:item > call1; each1:out > emit1"_s, configs);
        shop.emitEvent(u"t"_s, R"({"list": [1, 2, 3]})");
        QTRY_COMPARE(shop.events(u"returned"_s).size(), 1);
        QCOMPARE(shop.events(u"returned"_s).first().data, QByteArray("[2,4,6]"));
    }

    void aCancelledCallerLeavesTheOtherAlone()
    {
        Workshop shop;
        shop.enable(u"go > wait1"_s, called(u"1"_s), u"sub"_s);
        shop.enable(callingRule, caller());
        shop.emitEvent(u"t"_s, R"({"n": 1})");
        QTRY_COMPARE(shop.runs(u"sub"_s).size(), 1);
        shop.settle();
        QVERIFY(await(shop.engine->cancelRun(shop.runs(u"r"_s).first().id)));
        shop.moveClock(1h);
        QTRY_COMPARE(shop.runs(u"sub"_s).first().state, State::Succeeded);
        QCOMPARE(shop.runs(u"r"_s).first().state, State::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
