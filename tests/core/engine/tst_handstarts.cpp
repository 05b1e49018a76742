// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/support/workshop.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonArray orderFields{
    QJsonObject{{u"name"_s, u"amount"_s}, {u"label"_s, u"Amount"_s}, {u"kind"_s, u"number"_s},
        {u"required"_s, true}, {u"min"_s, 1}, {u"max"_s, 1000}},
    QJsonObject{{u"name"_s, u"note"_s}, {u"label"_s, u"Note"_s}, {u"kind"_s, u"text"_s}}};

} // namespace

/// What people start: buttons, forms, a rule by hand.
class TestHandStarts : public QObject
{
    Q_OBJECT

private slots:
    void aButtonIsPressed()
    {
        Workshop shop;
        shop.enable(
            u"button > set"_s, {{u"set"_s, {{u"values"_s, QJsonObject{{u"was"_s, u"{{ event.data }}"_s}}}}}});
        const auto pressed = await(shop.engine->press(RuleId(u"r"_s), StepId(u"button"_s), {{u"free"_s, 1}}));
        QVERIFY(pressed);
        shop.settle();
        const auto event = *shop.reader->event(pressed->sequence);
        QCOMPARE(event.type, eventtype::buttonPressed);
        QCOMPARE(event.subject, u"r/button"_s);
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().steps.last().output, QByteArray(R"({"was":{"free":1}})"));
    }

    void aFormIsChecked_data()
    {
        QTest::addColumn<QJsonObject>("values");
        QTest::addColumn<QString>("field"); // with the fault; empty: none
        QTest::newRow("good") << QJsonObject{{u"amount"_s, 12}, {u"note"_s, u"x"_s}} << QString();
        QTest::newRow("the optional one missing") << QJsonObject{{u"amount"_s, 12}} << QString();
        QTest::newRow("the required one missing") << QJsonObject{{u"note"_s, u"x"_s}} << u"amount"_s;
        QTest::newRow("too much") << QJsonObject{{u"amount"_s, 1001}} << u"amount"_s;
        QTest::newRow("no number") << QJsonObject{{u"amount"_s, u"many"_s}} << u"amount"_s;
        QTest::newRow("a field that is not there")
            << QJsonObject{{u"amount"_s, 12}, {u"admin"_s, true}} << u"admin"_s;
    }
    void aFormIsChecked()
    {
        QFETCH(QJsonObject, values);
        QFETCH(QString, field);
        Workshop shop;
        shop.enable(u"form"_s, {{u"form"_s, {{u"fields"_s, orderFields}}}});
        const auto before = shop.store->lastSequence();
        const auto sent = await(shop.engine->submit(RuleId(u"r"_s), StepId(u"form"_s), values));
        shop.settle();
        QCOMPARE(sent.has_value(), field.isEmpty());
        QCOMPARE(shop.runs().size(), field.isEmpty() ? 1 : 0);
        if (!sent) {
            QCOMPARE(sent.error().code, Error::Code::InvalidInput);
            const auto problems = parseJson(sent.error().context.toUtf8())->toArray();
            QCOMPARE(problems.size(), 1);
            QCOMPARE(problems.first().toObject().value(u"field"_s).toString(), field);
            QCOMPARE(shop.store->lastSequence(), before);
        }
    }

    void theBoardShowsWhatIsOn()
    {
        Workshop shop;
        QVERIFY(await(shop.engine->board()).isEmpty());
        shop.enable(u"button; form"_s,
            {{u"button"_s, {{u"label"_s, u"Zebra"_s}}},
                {u"form"_s, {{u"title"_s, u"Ant"_s}, {u"fields"_s, orderFields}}}});
        shop.enable(u"button"_s, {{u"button"_s, {{u"label"_s, u"Off"_s}}}}, u"off"_s);
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"off"_s), false)));
        QStringList titles;
        for (const auto &item : await(shop.engine->board()))
            titles += item.title;
        QCOMPARE(titles, QStringList({u"Ant"_s, u"Zebra"_s}));
    }

    void saysWhyNothingWasPressed_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such rule") << u"nobody"_s << u"button"_s << u"no rule"_s;
        QTest::newRow("off") << u"off"_s << u"button"_s << u"switched off"_s;
        QTest::newRow("no such button") << u"r"_s << u"bell"_s << u"no button"_s;
        QTest::newRow("a form is no button") << u"r"_s << u"form"_s << u"no button"_s;
    }
    void saysWhyNothingWasPressed()
    {
        QFETCH(QString, rule);
        QFETCH(QString, step);
        QFETCH(QString, says);
        Workshop shop;
        shop.enable(u"button; form"_s, {{u"form"_s, {{u"fields"_s, orderFields}}}});
        shop.enable(u"button"_s, {}, u"off"_s);
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"off"_s), false)));
        const auto pressed = await(shop.engine->press(RuleId(rule), StepId(step), {}));
        QVERIFY(!pressed);
        QCOMPARE(pressed.error().code, Error::Code::NotFound);
        QVERIFY2(pressed.error().message.contains(says), qPrintable(pressed.error().message));
    }

    void aRuleIsRunByHand()
    {
        Workshop shop;
        // Neither its trigger's condition counts nor its switch.
        shop.enable(u"go > set"_s,
            {{u"go"_s, {{u"type"_s, u"a"_s}, {u"condition"_s, u"event.data.n > 100"_s}}},
                {u"set"_s, {{u"values"_s, QJsonObject{{u"n"_s, u"{{ event.data.n }}"_s}}}}}});
        QVERIFY(await(shop.engine->setEnabled(RuleId(u"r"_s), false))); // whatever the switch says
        const auto run = await(shop.engine->runRule(RuleId(u"r"_s), {}, R"({"n": 7})"));
        QVERIFY(run);
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
        QCOMPARE(shop.runs().first().id, *run);
        QCOMPARE(shop.runs().first().steps.last().output, QByteArray(R"({"n":7})"));
        QCOMPARE(shop.reader->event(shop.runs().first().event)->type, eventtype::ruleRun);
    }

    void aRunByHandIsNotStartedTwiceByItsEvent()
    {
        Workshop shop;
        shop.enable(u"go > log"_s,
            {{u"go"_s, {{u"type"_s, u"signalbox.rule.*"_s}}}, {u"log"_s, {{u"message"_s, u"x"_s}}}});
        QVERIFY(await(shop.engine->runRule(RuleId(u"r"_s), {}, {})));
        shop.settle();
        QCOMPARE(shop.runs().size(), 1);
    }

    void aTriggerCanBeChosen()
    {
        Workshop shop;
        shop.enable(u"go > log1; event2 > log2"_s,
            {{u"go"_s, {{u"type"_s, u"t"_s}}}, {u"event2"_s, {{u"type"_s, u"u"_s}}},
                {u"log1"_s, {{u"message"_s, u"1"_s}}}, {u"log2"_s, {{u"message"_s, u"2"_s}}}});
        QVERIFY(await(shop.engine->runRule(RuleId(u"r"_s), StepId(u"event2"_s), {})));
        shop.settle();
        QCOMPARE(Workshop::trace(shop.runs().first()), u"-log1 log2 = succeeded"_s);
        for (const auto &wrong : {u"log1"_s, u"nothing"_s}) {
            const auto refused = await(shop.engine->runRule(RuleId(u"r"_s), StepId(wrong), {}));
            QCOMPARE(refused.error().code, Error::Code::NotFound);
        }
    }

    void saysWhyNothingWasRun()
    {
        Workshop shop;
        QCOMPARE(
            await(shop.engine->runRule(RuleId(u"nobody"_s), {}, {})).error().code, Error::Code::NotFound);
        auto draft = ruleFromText(u"go"_s);
        QVERIFY(await(shop.engine->saveDraft(draft)));
        const auto unpublished = await(shop.engine->runRule(draft.id, {}, {}));
        QCOMPARE(unpublished.error().code, Error::Code::InvalidInput);
        QVERIFY(unpublished.error().message.contains(u"published"_s));
        shop.enable(u"go"_s);
        QCOMPARE(await(shop.engine->runRule(RuleId(u"r"_s), {}, "{no json")).error().code,
            Error::Code::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestHandStarts)
#include "tst_handstarts.moc"
