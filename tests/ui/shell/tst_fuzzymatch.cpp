// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzymatch.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private slots:
    void fits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("positions");
        QTest::newRow("whole") << u"rules"_s << u"Rules"_s << QList<int>{0, 1, 2, 3, 4};
        QTest::newRow("beginnings of words") << u"nr"_s << u"New rule"_s << QList<int>{0, 4};
        QTest::newRow("a run beats scattered letters")
            << u"rule"_s << u"reusable rule"_s << QList<int>{9, 10, 11, 12};
        QTest::newRow("case does not count") << u"OP"_s << u"order paid"_s << QList<int>{0, 6};
        QTest::newRow("spaces do not count") << u"or pa"_s << u"Order paid"_s << QList<int>{0, 1, 6, 7};
        QTest::newRow("camel case") << u"oc"_s << u"orderCreated"_s << QList<int>{0, 5};
        QTest::newRow("nothing typed") << QString() << u"Rules"_s << QList<int>{};
    }

    void fits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(QList<int>, positions);
        const auto match = fuzzyMatch(typed, text);
        QVERIFY(match);
        QCOMPARE(match->positions, positions);
    }

    void doesNotFit_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::newRow("a letter is missing") << u"rulez"_s << u"Rules"_s;
        QTest::newRow("another order") << u"ba"_s << u"ab"_s;
        QTest::newRow("longer than the text") << u"aaaa"_s << u"aaa"_s;
        QTest::newRow("no text") << u"a"_s << QString();
    }

    void doesNotFit()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QVERIFY(!fuzzyMatch(typed, text));
    }

    void betterFitsScoreMore_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("the front") << u"mon"_s << u"Monitor"_s << u"Common things"_s;
        QTest::newRow("the shorter") << u"board"_s << u"Board"_s << u"Board of the shop"_s;
        QTest::newRow("beginnings") << u"nr"_s << u"New rule"_s << u"Runner"_s;
    }

    void betterFitsScoreMore()
    {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyMatch(typed, better)->score > fuzzyMatch(typed, worse)->score);
    }

    void aLongTextIsLookedAtOnlyInFront()
    {
        const auto text = QString(100'000, u'a');
        QCOMPARE(fuzzyMatch(u"aa"_s, text)->positions.size(), 2);
        QVERIFY(!fuzzyMatch(u"b"_s, text + u'b'));
    }
};

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
