// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/rule/steptype.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestRule : public QObject
{
    Q_OBJECT

private slots:
    void idFromName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("words") << u"Order paid!"_s << u"order-paid"_s;
        QTest::newRow("accents") << u"Überweisung für André"_s << u"uberweisung-fur-andre"_s;
        QTest::newRow("nothing left") << u"→ ☂"_s << u"rule"_s;
        QTest::newRow("edges") << u"  -- a --  "_s << u"a"_s;
    }
    void idFromName()
    {
        QFETCH(QString, name);
        QTEST(ruleIdFromName(name), "id");
    }

    void freeStepIds()
    {
        Rule rule;
        QCOMPARE(rule.freeStepId(u"http"_s), StepId(u"http"_s));
        rule.steps = {{.id = StepId(u"http"_s)}, {.id = StepId(u"http2"_s)}};
        QCOMPARE(rule.freeStepId(u"http"_s), StepId(u"http3"_s));
        QCOMPARE(rule.freeStepId(u"2 Tell the shop!"_s), StepId(u"tell_the_shop"_s));
        QCOMPARE(rule.freeStepId(u"☂"_s), StepId(u"step"_s));
    }

    void linksOfAStep()
    {
        Rule rule;
        const StepId a(u"a"_s), b(u"b"_s), c(u"c"_s);
        rule.links = {{a, b}, {a, c, u"false"_s}, {b, c}};
        QCOMPARE(rule.linksFrom(a).size(), 2);
        QCOMPARE(rule.linksTo(c).size(), 2);
        QVERIFY(!rule.step(a));
    }

    void stateNamesReadBack()
    {
        for (const auto state : {State::Queued, State::Running, State::Waiting, State::Succeeded,
                 State::Failed, State::Cancelled, State::InDoubt, State::Skipped})
            QCOMPARE(stateFromName(stateName(state)), state);
        QVERIFY(!stateFromName(u"exploded"));
    }

    void aFieldWithoutValueHasItsFallback()
    {
        StepType type;
        type.fields = {{.key = u"mode"_s, .fallback = u"fast"_s}};
        QCOMPARE(type.value({}, u"mode"_s).toString(), u"fast"_s);
        QCOMPARE(type.value({{u"mode"_s, u"slow"_s}}, u"mode"_s).toString(), u"slow"_s);
        QVERIFY(type.value({}, u"other"_s).isUndefined());
        QCOMPARE(type.ports({}).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRule)
#include "tst_rule.moc"
