// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/headstart.h"
#include "tests/support/ruletext.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const Instant now = fromMicroseconds(1'700'000'000'000'000);

struct Outcome
{
    Run run;
    QList<Event> events;

    QStringList steps() const
    {
        QStringList texts;
        for (const auto &step : run.steps)
            texts += step.step.value + u' ' + stateName(step.state);
        return texts;
    }
};

Outcome start(const char *shape, const QHash<QString, QJsonObject> &configs)
{
    Event event;
    event.sequence = 7;
    event.type = u"t"_s;
    event.data = R"({"amount": 120})";
    const auto rule = CompiledRule::compile(ruleFromText(QString::fromLatin1(shape), configs), 3);
    if (!rule)
        qFatal("%s", qPrintable(rule.error().message));
    Outcome outcome;
    outcome.run.id = RunId(u"run"_s);
    outcome.run.rule = (*rule)->rule.id;
    outcome.run.event = event.sequence;
    outcome.run.trigger = StepId(u"go"_s);
    outcome.run.created = now;
    headStart(outcome.run, outcome.events, *rule, std::make_shared<const EventView>(event), {}, now);
    return outcome;
}

const QJsonObject large{{u"condition"_s, u"event.data.amount > 100"_s}};
const QJsonObject emitting{{u"type"_s, u"seen"_s}};

} // namespace

class TestHeadStart : public QObject
{
    Q_OBJECT

private slots:
    void endsWhatOnlyDecidesAndEmits()
    {
        const auto outcome
            = start("go > if:true > emit; if:false > set", {{u"if"_s, large}, {u"emit"_s, emitting}});
        QCOMPARE(outcome.run.state, State::Succeeded);
        QCOMPARE(outcome.run.started, now);
        QCOMPARE(outcome.run.finished, now);
        QCOMPARE(outcome.steps(),
            QStringList({u"go succeeded"_s, u"if succeeded"_s, u"emit succeeded"_s, u"set skipped"_s}));
        QCOMPARE(outcome.events.size(), 1);
        QCOMPARE(outcome.events.first().type, u"seen"_s);
        QCOMPARE(outcome.events.first().causation, (Causation{outcome.run.id, StepId(u"emit"_s), 7}));
    }

    void endsWhatIsATriggerAlone()
    {
        const auto outcome = start("go", {});
        QCOMPARE(outcome.run.state, State::Succeeded);
        QCOMPARE(outcome.steps(), QStringList({u"go succeeded"_s}));
    }

    void stopsBeforeWhatActsOutsideOrWaits()
    {
        const auto outcome = start("go > if:true > http; if:true > wait; if:false > set",
            {{u"if"_s, large}, {u"http"_s, {{u"url"_s, u"http://127.0.0.1:1/"_s}}},
                {u"wait"_s, {{u"for"_s, u"1s"_s}}}});
        QCOMPARE(outcome.run.state, State::Running);
        QVERIFY(!outcome.run.finished);
        QCOMPARE(outcome.steps(), QStringList({u"go succeeded"_s, u"if succeeded"_s}));
    }

    void leavesARunAloneThatBeginsOutside()
    {
        const auto outcome = start("go > http", {{u"http"_s, {{u"url"_s, u"http://127.0.0.1:1/"_s}}}});
        QCOMPARE(outcome.run.state, State::Queued);
        QVERIFY(outcome.run.steps.isEmpty());
    }

    void leavesARunAloneInWhichAStepFails()
    {
        const auto outcome = start("go > emit > if",
            {{u"emit"_s, emitting}, {u"if"_s, {{u"condition"_s, u"event.data.nothing > 1"_s}}}});
        QCOMPARE(outcome.run.state, State::Queued);
        QVERIFY(outcome.run.steps.isEmpty());
        QVERIFY(outcome.events.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHeadStart)
#include "tst_headstart.moc"
