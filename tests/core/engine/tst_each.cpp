// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/receiver.h"
#include "tests/support/workshop.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QHash<QString, QJsonObject> configs(const QJsonObject &each, const QHash<QString, QJsonObject> &more)
{
    auto all = more;
    all.insert(u"go"_s, {{u"type"_s, u"t"_s}});
    auto config = each;
    if (!config.contains(u"items"_s))
        config.insert(u"items"_s, u"event.data.list"_s);
    all.insert(u"each1"_s, config);
    return all;
}

QJsonObject set(const QString &expression)
{
    return {{u"values"_s, QJsonObject{{u"x"_s, u"{{ "_s + expression + u" }}"_s}}}};
}

QJsonObject emitting(const QString &type)
{
    return {{u"type"_s, type}, {u"data"_s, QJsonObject{{u"x"_s, u"{{ item }}"_s}}}};
}

QByteArray outputOf(const Run &run, const QString &step)
{
    for (const auto &row : run.steps) {
        if (row.step == StepId(step))
            return row.output;
    }
    return {};
}

QString errorOf(const Run &run, const QString &step)
{
    for (const auto &row : run.steps) {
        if (row.step == StepId(step))
            return row.error;
    }
    return {};
}

} // namespace

/// The step `each`, from an event to the end of the run, on disk.
class TestEach : public QObject
{
    Q_OBJECT

private slots:
    void carriesOut_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QJsonObject>("each");
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QString>("trace");
        QTest::addColumn<QByteArray>("output");
        const auto line = u"go > each1; each1:item > set1 > set2; each1:out > set9"_s;
        QTest::newRow("in order") << line << QJsonObject{{u"atOnce"_s, 2}} << QByteArray("[1, 2, 5]")
                                  << u"each1 set9 set1#0 set2#0 set1#1 set2#1 set1#2 set2#2 = succeeded"_s
                                  << QByteArray(R"({"results":[{"x":10},{"x":5},{"x":2}],"failed":0})");
        QTest::newRow("an empty list")
            << line << QJsonObject() << QByteArray("[]") << u"each1 set9 = succeeded"_s
            << QByteArray(R"({"results":[],"failed":0})");
        QTest::newRow("stop") << line << QJsonObject() << QByteArray("[1, 0, 5]")
                              << u"!each1 set1#0 set2#0 !set1#1 = failed"_s << QByteArray();
        QTest::newRow("stop, with an error way")
            << u"go > each1; each1:item > set1; each1:error > set9"_s << QJsonObject() << QByteArray("[0, 5]")
            << u"!each1 set9 !set1#0 = succeeded"_s << QByteArray();
        QTest::newRow("skip") << line << QJsonObject{{u"onError"_s, u"skip"_s}} << QByteArray("[1, 0, 5]")
                              << u"each1 set9 set1#0 set2#0 !set1#1 set1#2 set2#2 = succeeded"_s
                              << QByteArray(R"({"results":[{"x":10},{"x":2}],"failed":1})");
        QTest::newRow("a result of one's own")
            << line << QJsonObject{{u"collect"_s, u"[index, item, steps.set1.output.x]"_s}}
            << QByteArray("[5, 2]") << u"each1 set9 set1#0 set2#0 set1#1 set2#1 = succeeded"_s
            << QByteArray(R"({"results":[[0,5,2],[1,2,5]],"failed":0})");
        QTest::newRow("an error way inside")
            << u"go > each1; each1:item > set1; set1:error > set3; each1:out > set9"_s << QJsonObject()
            << QByteArray("[0, 5]") << u"each1 set9 !set1#0 set3#0 set1#1 -set3#1 = succeeded"_s
            << QByteArray(R"({"results":[{"x":"seen"},{"x":2}],"failed":0})");
        QTest::newRow("within another")
            << u"go > each2; each2:item > each1; each1:item > set4; each2:out > set9"_s
            << QJsonObject{{u"items"_s, u"item"_s}} << QByteArray("[[1, 2], [3]]")
            << u"each2 set9 each1#0 each1#1 set4#0#0 set4#0#1 set4#1#0 = succeeded"_s << QByteArray();
        QTest::newRow("no list") << line << QJsonObject() << QByteArray("7") << u"!each1 = failed"_s
                                 << QByteArray();
    }
    void carriesOut()
    {
        QFETCH(QString, rule);
        QFETCH(QJsonObject, each);
        QFETCH(QByteArray, list);
        Workshop shop;
        shop.enable(rule,
            configs(each,
                {{u"set1"_s, set(u"10 / item"_s)}, {u"set2"_s, set(u"steps.set1.output.x"_s)},
                    {u"set3"_s, set(u"'seen'"_s)}, {u"set4"_s, set(u"item"_s)}, {u"set9"_s, set(u"1"_s)},
                    {u"each2"_s, {{u"items"_s, u"event.data.list"_s}}}}));
        shop.emitEvent(u"t"_s, R"({"list": )" + list + '}');
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_VERIFY(isFinished(shop.runs().first().state));
        const auto run = shop.runs().first();
        QTEST(Workshop::trace(run), "trace");
        QFETCH(QByteArray, output);
        if (!output.isEmpty())
            QCOMPARE(outputOf(run, u"each1"_s), output);
    }

    void anErrorIsCollected()
    {
        Workshop shop;
        shop.enable(u"go > each1; each1:item > set1"_s,
            configs({{u"onError"_s, u"collect"_s}}, {{u"set1"_s, set(u"10 / item"_s)}}));
        shop.emitEvent(u"t"_s, R"({"list": [0, 5]})");
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_COMPARE(shop.runs().first().state, State::Succeeded);
        const auto output = *parseJsonObject(outputOf(shop.runs().first(), u"each1"_s));
        const auto results = output.value(u"results"_s).toArray();
        QCOMPARE(output.value(u"failed"_s).toInt(), 1);
        QCOMPARE(results.size(), 2);
        QVERIFY(!results.at(0).toObject().value(u"error"_s).toString().isEmpty());
        QCOMPARE(results.at(1).toObject().value(u"x"_s).toInt(), 2);
    }

    void aListMayBeTooLong()
    {
        Workshop shop;
        shop.enable(u"go > each1; each1:item > set1"_s, configs({}, {{u"set1"_s, set(u"1"_s)}}));
        QByteArray list = "[1";
        for (int i = 0; i < 1000; ++i)
            list += ",1";
        shop.emitEvent(u"t"_s, R"({"list": )" + list + "]}");
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_COMPARE(shop.runs().first().state, State::Failed);
        QCOMPARE(errorOf(shop.runs().first(), u"each1"_s),
            u"The list has 1001 items; at most 1000 are allowed."_s);
    }

    void listsWithinListsMayBeTooLong()
    {
        Workshop shop;
        shop.enable(u"go > each2; each2:item > each1; each1:item > set1"_s,
            configs({{u"items"_s, u"item"_s}},
                {{u"set1"_s, set(u"1"_s)}, {u"each2"_s, {{u"items"_s, u"event.data.list"_s}}}}));
        const auto listOf = [](const QByteArray &item, int count) {
            return '[' + QByteArrayList(count, item).join(',') + ']';
        };
        shop.emitEvent(u"t"_s, R"({"list": )" + listOf(listOf("1", 1000), 20) + '}');
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(shop.runs().first().state, State::Failed, 60'000);
        QCOMPARE(errorOf(shop.runs().first(), u"each1#9"_s),
            u"The list needs 1000 steps, and with those of other lists a run can have 10000."_s);
    }

    /// What was done of an item is not done again; what was to come comes, within the same bound.
    void goesOnAfterACrash()
    {
        Workshop shop;
        shop.enable(u"go > each1; each1:item > emit1 > wait1 > emit2; each1:out > emit3"_s,
            configs({{u"atOnce"_s, 2}},
                {{u"emit1"_s, emitting(u"begun"_s)}, {u"emit2"_s, emitting(u"ended"_s)},
                    {u"wait1"_s, {{u"for"_s, u"1h"_s}}},
                    {u"emit3"_s, {{u"type"_s, u"all"_s}, {u"data"_s, QJsonObject{{u"x"_s, 1}}}}}}));
        shop.emitEvent(u"t"_s, R"({"list": ["a", "b", "c"]})");
        QTRY_COMPARE(shop.events(u"begun"_s).size(), 2);
        QTRY_COMPARE(shop.runs().first().state, State::Waiting);
        for (int hour = 1; hour <= 2; ++hour) {
            shop.crash();
            shop.open();
            shop.moveClock(1h);
            QTRY_COMPARE(shop.events(u"ended"_s).size(), hour == 1 ? 2 : 3);
            QTRY_COMPARE(shop.events(u"begun"_s).size(), 3);
            if (hour == 1)
                QTRY_VERIFY(Workshop::trace(shop.runs().first()).contains(u" ~wait1#2 "));
        }
        QTRY_COMPARE(shop.events(u"all"_s).size(), 1);
        QTRY_COMPARE(shop.runs().first().state, State::Succeeded);
    }

    /// Each item acts under a key of its own, and again under the same one after a crash; what is done stays
    /// done.
    void whatActsOutsideDoesSoForEachItem()
    {
        Receiver receiver;
        bool isSilent = true;
        receiver.answer = [&](const Receiver::Request &request) {
            return isSilent && request.body == "2" ? QByteArray() : Receiver::reply(200, request.body);
        };
        Workshop shop;
        shop.enable(u"go > each1; each1:item > http1; each1:out > emit9"_s,
            configs({{u"atOnce"_s, 10}},
                {{u"http1"_s,
                     {{u"url"_s, receiver.url()}, {u"method"_s, u"POST"_s},
                         {u"body"_s, u"{{ string(item) }}"_s}}},
                    {u"emit9"_s,
                        {{u"type"_s, u"done"_s},
                            {u"data"_s, u"{{ steps.each1.output.results.map(r, r.body) }}"_s}}}}));
        shop.emitEvent(u"t"_s, R"({"list": [1, 2, 3]})");
        QTRY_COMPARE(receiver.requests.size(), 3);
        QTRY_COMPARE(Workshop::trace(shop.runs().first()), u"~each1 http1#0 …http1#1 http1#2 = running"_s);
        shop.crash();
        isSilent = false;
        shop.open();
        QTRY_COMPARE(shop.events(u"done"_s).size(), 1);
        QHash<QByteArray, QSet<QByteArray>> keys; // by body
        for (const auto &request : std::as_const(receiver.requests))
            keys[request.body] += request.header("idempotency-key");
        QCOMPARE(receiver.requests.size(), 4);
        QCOMPARE(keys.size(), 3);
        QSet<QByteArray> all;
        for (const auto &ofItem : std::as_const(keys)) {
            QCOMPARE(ofItem.size(), 1);
            all += ofItem;
        }
        QCOMPARE(all.size(), 3);
    }

    /// A retry by hand takes up the items that failed; the others keep what they have.
    void aRetryKeepsFinishedItems()
    {
        Workshop shop;
        shop.enable(u"go > each1; each1:item > emit1 > set1; each1:out > set9"_s,
            configs({},
                {{u"emit1"_s, emitting(u"begun"_s)}, {u"set1"_s, set(u"10 / item"_s)},
                    {u"set9"_s, set(u"1"_s)}}));
        shop.emitEvent(u"t"_s, R"({"list": [1, 0, 5]})");
        QTRY_COMPARE(shop.runs().size(), 1);
        QTRY_COMPARE(shop.runs().first().state, State::Failed);
        QVERIFY(await(shop.engine->retryRun(shop.runs().first().id, {})));
        QTRY_COMPARE(shop.runs().first().state, State::Failed); // it fails at the same item
        shop.settle();
        QCOMPARE(shop.events(u"begun"_s).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestEach)
#include "tst_each.moc"
