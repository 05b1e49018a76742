// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/condition.h"

#include <QRandomGenerator>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

using Operator = Condition::Operator;

Condition randomCondition(QRandomGenerator &dice, int depth)
{
    if (depth == 0 || dice.bounded(3) == 0) {
        const auto all = conditionOperators();
        Condition row{.field = QStringList{u"event.data.a"_s, u"event.data[\"b c\"]"_s,
                          u"size(event.data.l)"_s, u"steps.x.output.n"_s}[dice.bounded(4)],
            .operation = all[dice.bounded(quint32(all.size()))]};
        if (row.operation == Operator::HasNot || row.operation == Operator::Has)
            row.field = u"event.data.a"_s;
        if (row.operation == Operator::In || row.operation == Operator::NotIn)
            row.literal = u"[1, \"x\"]"_s;
        else if (takesValue(row.operation))
            row.literal = QStringList{u"1"_s, u"-2.5"_s, u"\"DE && 'x'\""_s, u"true"_s}[dice.bounded(4)];
        return row;
    }
    Condition group{.kind = dice.bounded(2) ? Condition::Kind::All : Condition::Kind::Any};
    for (int i = 0; i < 2 + dice.bounded(3); ++i)
        group.parts.push_back(randomCondition(dice, depth - 1));
    // Of groups that directly hold one of their own kind the parser makes the same group.
    return group;
}

} // namespace

class TestCondition : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyItReadsNone()
    {
        QCOMPARE(whyNoCondition(u"a == 1 && b > 2"_s), QString());
        QCOMPARE(whyNoCondition(u""_s), QString());
        QVERIFY(whyNoCondition(u"a == 1 && b + 1 > 2"_s).contains(u"\"b + 1 > 2\""_s));
        QVERIFY(whyNoCondition(u"a == 1 // why"_s).contains(u"comments"_s));
        QVERIFY(whyNoCondition(u"a == "_s).contains(u"cannot be read"_s));
    }

    void readsAndWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written"); // empty: as it was
        const auto row = [](const char *name, const QString &text, const QString &written = {}) {
            QTest::newRow(name) << text << written;
        };
        row("comparison", u"event.data.total > 100"_s);
        row("all", u"event.data.total > 100 && event.data.country == \"DE\""_s);
        row("any", u"a == 1 || b == 2 || c == 3"_s);
        row("groups", u"a == 1 && (b == 2 || c != 3)"_s);
        row("precedence", u"a == 1 && b == 2 || c == 3"_s, u"(a == 1 && b == 2) || c == 3"_s);
        row("literal first", u"100 < event.data.total"_s, u"event.data.total > 100"_s);
        row("one of", u"event.data.country in [\"DE\", 'FR']"_s);
        row("none of", u"!(a in [1, 2])"_s);
        row("methods",
            u"a.contains(\"x\") && !b.contains('y') && c.startsWith(\"z\") && d.matches(\"^q$\")"_s);
        row("has", u"has(event.data.total) && !has(event.data.x)"_s);
        row("plain", u"event.data.paid && !event.data.sent"_s);
        row("negative", u"a >= -5"_s);
        row("spaces", u"  a==1&&b==2 "_s, u"a == 1 && b == 2"_s);
        row("call as field", u"size(event.data.lines) > 3"_s);
    }
    void readsAndWrites()
    {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const auto condition = readCondition(text);
        QVERIFY(condition);
        QCOMPARE(writeCondition(*condition), written.isEmpty() ? text : written);
        QCOMPARE(readCondition(writeCondition(*condition)), condition);
    }

    void staysText_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"a + 1 == 2", "a == b", "a ? b : c", "l.exists(x, x > 1)", "a == 1 &&",
                 "!(a == 1 && b == 2)", "a == 1 // why", "[1] == [1]", "1", "a in b"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void staysText()
    {
        QFETCH(QString, text);
        QVERIFY(!readCondition(text));
    }

    void whatIsWrittenReadsBack()
    {
        QRandomGenerator dice(5);
        for (int i = 0; i < 500; ++i) {
            const auto text = writeCondition(randomCondition(dice, 3));
            const auto read = readCondition(text);
            QVERIFY2(read, qPrintable(text));
            QCOMPARE(writeCondition(*read), text);
        }
    }

    void nothingIsNothing()
    {
        QCOMPARE(readCondition(u" "), Condition{.kind = Condition::Kind::All});
        QCOMPARE(writeCondition({.kind = Condition::Kind::Any}), QString());
        // A row without a field, and a group of one.
        QCOMPARE(writeCondition({.kind = Condition::Kind::All,
                     .parts = {{},
                         {.kind = Condition::Kind::Any, .parts = {{.field = u"a"_s, .literal = u"1"_s}}}}}),
            u"a == 1"_s);
    }

    void values_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<int>("operation");
        QTest::addColumn<QString>("literal");
        const auto row = [](const char *name, const QString &typed, bool isText, Operator operation,
                             const QString &literal) {
            QTest::newRow(name) << typed << isText << int(operation) << literal;
        };
        row("number", u"5"_s, false, Operator::Equal, u"5"_s);
        row("number in a text", u"5"_s, true, Operator::Equal, u"\"5\""_s);
        row("text", u"DE"_s, false, Operator::Equal, u"\"DE\""_s);
        row("text with quotes", u"say \"x\""_s, false, Operator::Equal, u"\"say \\\"x\\\"\""_s);
        row("bool", u"true"_s, false, Operator::Equal, u"true"_s);
        row("list", u"DE, FR"_s, true, Operator::In, u"[\"DE\", \"FR\"]"_s);
        row("numbers", u"1, 2"_s, false, Operator::In, u"[1, 2]"_s);
        row("contains a number", u"5"_s, false, Operator::Contains, u"\"5\""_s);
        row("no code", u"a + b"_s, false, Operator::Equal, u"\"a + b\""_s);
        row("nothing", u""_s, false, Operator::Equal, u"\"\""_s);
    }
    void values()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isText);
        QFETCH(int, operation);
        QFETCH(QString, literal);
        QCOMPARE(literalOf(typed, isText, Operator(operation)), literal);
        QCOMPARE(typedFor(literal, isText, Operator(operation)), typed);
    }

    void aTextLikeANumberKeepsItsQuotes()
    {
        QCOMPARE(typedFor(u"\"5\""_s, false, Operator::Equal), u"\"5\""_s);
        QCOMPARE(literalOf(u"\"5\""_s, false, Operator::Equal), u"\"5\""_s);
    }
};

QTEST_MAIN(TestCondition)
#include "tst_condition.moc"
