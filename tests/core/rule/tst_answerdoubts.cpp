// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/answerdoubts.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestAnswerDoubts : public QObject
{
    Q_OBJECT

private slots:
    void bothBelongTogether_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("responds");
        QTest::addColumn<QString>("doubted");
        QTest::newRow("neither") << u"accepted"_s << false << QString();
        QTest::newRow("both") << u"run"_s << true << QString();
        QTest::newRow("nobody answers") << u"run"_s << false << u"hook"_s;
        QTest::newRow("nobody waits") << u"accepted"_s << true << u"answer"_s;
        QTest::newRow("nobody waits, unsaid") << QString() << true << u"answer"_s;
    }
    void bothBelongTogether()
    {
        QFETCH(QString, answer);
        QFETCH(bool, responds);
        QFETCH(QString, doubted);
        StepType hook{.id = u"webhook"_s, .group = StepGroup::Trigger};
        hook.fields = {{.key = u"answer"_s, .kind = FieldKind::Choice, .fallback = u"accepted"_s}};
        const StepType respond{.id = u"respond"_s, .group = StepGroup::Flow};
        Rule rule{.id = RuleId(u"r"_s)};
        rule.steps = {{.id = StepId(u"hook"_s), .type = u"webhook"_s}};
        if (!answer.isEmpty())
            rule.steps[0].config.insert(u"answer"_s, answer);
        if (responds)
            rule.steps += Step{.id = StepId(u"answer"_s), .type = u"respond"_s};
        rule.steps += Step{.id = StepId(u"odd"_s), .type = u"unknown"_s};
        const auto doubts = answerDoubts(rule, StepCatalog({hook, respond}));
        QCOMPARE(doubts.isEmpty(), doubted.isEmpty());
        if (!doubted.isEmpty())
            QCOMPARE(doubts.first().step, doubted);
    }
};

QTEST_GUILESS_MAIN(TestAnswerDoubts)
#include "tst_answerdoubts.moc"
