// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/rule/rulefile.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

// The slashes are escaped since moc 6.4 takes two of them for a comment, in a raw string too.
const QByteArray orderPaid = R"({
  "format": "signalbox/rule", "formatVersion": 1,
  "id": "order-paid", "name": "Order paid", "description": "", "folder": "Shop", "enabled": true,
  "steps": [
    {"id": "hook", "type": "webhook", "name": "Payment hook", "config": {"path": "payments"}, "colour": "red"},
    {"id": "big",  "type": "if", "name": "Over 100?", "config": {"condition": "event.data.amount > 100"}},
    {"id": "post", "type": "http", "config": {"url": "https:\/\/shop.example/paid"}, "retry": {"attempts": 5}}
  ],
  "links": [{"from": "hook", "to": "big"}, {"from": "big", "port": "true", "to": "post"}],
  "layout": {"hook": [0, 0], "big": [240, 0], "post": [480, -60]},
  "author": "Ada"
})";

} // namespace

class TestRuleFile : public QObject
{
    Q_OBJECT

private slots:
    void readsARule()
    {
        const auto rule = readRule(orderPaid);
        QVERIFY(rule);
        QCOMPARE(rule->id, RuleId(u"order-paid"_s));
        QCOMPARE(rule->steps.size(), 3);
        QCOMPARE(rule->links.at(0).port, u"out"_s);
        QCOMPARE(rule->links.at(1).port, u"true"_s);
        QCOMPARE(rule->layout.value(StepId(u"post"_s)), QPointF(480, -60));
        QVERIFY(rule->enabled);
    }

    void keepsWhatItDoesNotKnow()
    {
        const auto rule = readRule(orderPaid);
        const auto written = toJson(*rule);
        QCOMPARE(written.value(u"author"_s).toString(), u"Ada"_s);
        QCOMPARE(
            written.value(u"steps"_s).toArray().at(0).toObject().value(u"colour"_s).toString(), u"red"_s);
    }

    void howRunsGoTogetherIsKeptAsWritten()
    {
        auto object = *parseJsonObject(orderPaid);
        const QJsonObject runs{{u"mode"_s, u"queue"_s}, {u"key"_s, u"event.data.id"_s}, {u"later"_s, 7}};
        object.insert(u"runs"_s, runs);
        const auto rule = readRule(object);
        QVERIFY(rule);
        QCOMPARE(rule->runs, runs);
        QVERIFY(!rule->extra.contains(u"runs"_s));
        QCOMPARE(toJson(*rule).value(u"runs"_s).toObject(), runs);
        QCOMPARE(*readRule(writeRule(*rule)), *rule);
        object.insert(u"runs"_s, u"often"_s);
        QVERIFY(!readRule(object));
    }

    void retryBesideConfigIsTakenIntoIt()
    {
        const auto rule = readRule(orderPaid);
        const auto &post = rule->steps.at(2);
        QCOMPARE(post.config.value(u"retry"_s).toObject().value(u"attempts"_s).toInt(), 5);
        QVERIFY(post.extra.isEmpty());
    }

    void writtenTextReadsBackTheSame()
    {
        const auto rule = readRule(orderPaid);
        const auto again = readRule(writeRule(*rule));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(*again, *rule);
    }

    void anUnknownStepTypeLoads()
    {
        const auto rule = readRule(
            R"({"format":"signalbox/rule","formatVersion":1,"id":"a","steps":[{"id":"x","type":"teleport"}]})");
        QVERIFY(rule);
        QCOMPARE(rule->name, u"a"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        const auto rule = [](const char *rest) {
            return QByteArray(R"({"format":"signalbox/rule","formatVersion":1,"id":"a")") + rest + '}';
        };
        QTest::newRow("not JSON") << QByteArray("{") << u"line 1"_s;
        QTest::newRow("another format") << QByteArray(R"({"format":"n8n"})") << u"format"_s;
        QTest::newRow("no version") << QByteArray(R"({"format":"signalbox/rule","id":"a"})")
                                    << u"formatVersion"_s;
        QTest::newRow("newer version")
            << QByteArray(R"({"format":"signalbox/rule","formatVersion":2,"id":"a"})") << u"formatVersion"_s;
        QTest::newRow("id with capitals")
            << QByteArray(R"({"format":"signalbox/rule","formatVersion":1,"id":"A"})") << u"id"_s;
        QTest::newRow("name is a number") << rule(R"(,"name":5)") << u"name"_s;
        QTest::newRow("steps is an object") << rule(R"(,"steps":{})") << u"steps"_s;
        QTest::newRow("step is a text") << rule(R"(,"steps":["x"])") << u"steps[0]"_s;
        QTest::newRow("step without type") << rule(R"(,"steps":[{"id":"x"}])") << u"steps[0].type"_s;
        QTest::newRow("step id with -") << rule(R"(,"steps":[{"id":"x-y","type":"if"}])") << u"steps[0].id"_s;
        QTest::newRow("step id twice")
            << rule(R"(,"steps":[{"id":"x","type":"if"},{"id":"x","type":"if"}])") << u"steps[1].id"_s;
        QTest::newRow("config is a list")
            << rule(R"(,"steps":[{"id":"x","type":"if","config":[]}])") << u"steps[0].config"_s;
        QTest::newRow("link without to") << rule(R"(,"links":[{"from":"x"}])") << u"links[0]"_s;
        QTest::newRow("layout of one number") << rule(R"(,"layout":{"x":[1]})") << u"layout.x"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto rule = readRule(json);
        QVERIFY(!rule);
        QCOMPARE(rule.error().code, Error::Code::InvalidInput);
        QVERIFY2(rule.error().context.startsWith(place), qPrintable(rule.error().context));
    }
};

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
