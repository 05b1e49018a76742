// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ordersTable
    = R"({"id":"orders","name":"Orders","fields":[{"name":"amount","label":"Amount","kind":"number"},
        {"name":"status","label":"Status","kind":"status","choices":["new","paid"],"default":"new"}]})";

/// A button with a question, a form, a status trigger, and a data step that says what came in.
const QByteArray shopRule
    = R"({"format":"signalbox/rule","formatVersion":1,"id":"shop","name":"Shop","enabled":true,"colour":"red","steps":[
        {"id":"ring","type":"button","name":"Ring","config":{"questions":[{"name":"who","label":"Who","kind":"text"}]}},
        {"id":"ask","type":"form","config":{"fields":[{"name":"amount","label":"Amount","kind":"number","required":true,"max":100}]}},
        {"id":"paid","type":"status","config":{"table":"orders","to":"paid"}},
        {"id":"say","type":"set","config":{"values":{"by":"{{ trigger.id }}","got":"{{ event.data }}"}}}],
        "links":[{"from":"ring","to":"say"},{"from":"ask","to":"say"},{"from":"paid","to":"say"}],
        "layout":{"ring":[0,0],"ask":[0,120],"paid":[0,240],"say":[240,120]}})";

} // namespace

/// Every command, carried out by an engine that runs and by a program that opens the folder itself: both
/// answer the same.
class TestCommands : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_program = std::make_unique<Program>();
        if (isServed())
            m_program->serve();
    }
    void cleanup()
    {
        if (isServed())
            QCOMPARE(m_program->terminate(), 0);
        m_program.reset();
    }

    void rules_data() { bothWays(); }
    void rules()
    {
        const auto file = m_program->write(u"shop.json"_s, shopRule);
        // Off, whatever the file says.
        auto answer = run({u"rule"_s, u"import"_s, file});
        QCOMPARE(answer.exit, 0);
        QCOMPARE(answer.line(),
            QJsonObject(
                {{u"id"_s, u"shop"_s}, {u"name"_s, u"Shop"_s}, {u"version"_s, 1}, {u"enabled"_s, false}}));
        QCOMPARE(run({u"rule"_s, u"validate"_s, file}).exit, 0);
        QVERIFY(run({u"rule"_s, u"validate"_s, file}).out.isEmpty());
        // What is only strange is told and fails nothing.
        const auto strange
            = m_program->write(u"strange.json"_s, R"({"format":"signalbox/rule","formatVersion":1,"id":"odd",
            "name":"Odd","steps":[{"id":"hook","type":"webhook","config":{"path":"p","answer":"run"}}],"links":[]})");
        const auto doubted = run({u"rule"_s, u"validate"_s, strange});
        QCOMPARE(doubted.exit, 0);
        QCOMPARE(doubted.lines().size(), 1);
        QCOMPARE(doubted.line().value(u"step"_s).toString(), u"hook"_s);
        QVERIFY(doubted.line().value(u"doubt"_s).toBool());
        QVERIFY(!doubted.line().value(u"message"_s).toString().isEmpty());

        answer = run({u"rule"_s, u"enable"_s, u"shop"_s});
        QCOMPARE(answer.exit, 0);
        QCOMPARE(answer.line().value(u"enabled"_s), QJsonValue(true));
        auto listed = run({u"rule"_s, u"list"_s});
        QCOMPARE(listed.exit, 0);
        QCOMPARE(listed.lines().size(), 1);
        QCOMPARE(listed.line().value(u"id"_s).toString(), u"shop"_s);
        QCOMPARE(listed.line().value(u"enabled"_s), QJsonValue(true));
        QCOMPARE(run({u"rule"_s, u"disable"_s, u"shop"_s}).line().value(u"enabled"_s), QJsonValue(false));

        // The same again is no new version; a change is.
        QCOMPARE(run({u"rule"_s, u"import"_s, file, u"--enable"_s}).line().value(u"version"_s).toInt(), 1);
        const auto changed
            = m_program->write(u"changed.json"_s, QByteArray(shopRule).replace("\"Ring\"", "\"Bell\""));
        answer = run({u"rule"_s, u"import"_s, changed, u"--enable"_s});
        QCOMPARE(answer.line().value(u"version"_s).toInt(), 2);
        QCOMPARE(answer.line().value(u"enabled"_s), QJsonValue(true));

        const auto exported = run({u"rule"_s, u"export"_s, u"shop"_s});
        QCOMPARE(exported.exit, 0);
        QCOMPARE(exported.line().value(u"colour"_s).toString(), u"red"_s); // what it does not know it keeps
        QCOMPARE(
            exported.line().value(u"layout"_s).toObject().value(u"say"_s), QJsonValue(QJsonArray{240, 120}));
        const auto back = m_program->write(u"back.json"_s, exported.out);
        QCOMPARE(run({u"rule"_s, u"import"_s, back}).line().value(u"version"_s).toInt(), 2);

        QCOMPARE(run({u"rule"_s, u"delete"_s, u"shop"_s}).exit, 0);
        QVERIFY(run({u"rule"_s, u"list"_s}).out.isEmpty());
    }

    void severalFilesAreEachTheirOwn_data() { bothWays(); }
    void severalFilesAreEachTheirOwn()
    {
        const auto good = m_program->write(u"good.json"_s, shopRule);
        const auto bad = m_program->write(u"bad.json"_s, "{}");
        const auto other = m_program->write(
            u"other.json"_s, QByteArray(shopRule).replace("\"id\":\"shop\"", "\"id\":\"other\""));
        const auto answer = run({u"rule"_s, u"import"_s, good, bad, other});
        QCOMPARE(answer.exit, 2);
        QCOMPARE(answer.lines().size(), 2);
        QVERIFY(answer.err.contains("bad.json"));
        QCOMPARE(run({u"rule"_s, u"list"_s}).lines().size(), 2);
    }

    void aRuleIsReadFromStandardInput_data() { bothWays(); }
    void aRuleIsReadFromStandardInput()
    {
        QCOMPARE(m_program->run({u"rule"_s, u"import"_s, u"-"_s}, shopRule).exit, 0);
        QCOMPARE(run({u"rule"_s, u"list"_s}).lines().size(), 1);
    }

    void aRunByHand_data() { bothWays(); }
    void aRunByHand()
    {
        import();
        const auto waited = run({u"rule"_s, u"run"_s, u"shop"_s, u"--data"_s, u"{\"n\":7}"_s, u"--trigger"_s,
            u"ask"_s, u"--wait"_s});
        QCOMPARE(waited.exit, 0);
        QCOMPARE(waited.line().value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(
            waited.line().value(u"event"_s).toObject().value(u"type"_s).toString(), u"signalbox.rule.run"_s);
        QCOMPARE(outputOf(waited.line(), u"say"_s), QByteArray("{\"by\":\"ask\",\"got\":{\"n\":7}}"));

        const auto started = run({u"rule"_s, u"run"_s, u"shop"_s});
        QCOMPARE(started.exit, 0);
        QCOMPARE(started.line().keys(), QStringList{u"run"_s});
        const auto id = started.line().value(u"run"_s).toString();
        QTRY_COMPARE(run({u"run"_s, u"show"_s, id}).line().value(u"state"_s).toString(), u"succeeded"_s);
        QCOMPARE(outputOf(run({u"run"_s, u"show"_s, id}).line(), u"say"_s),
            QByteArray("{\"by\":\"ring\",\"got\":null}"));
    }

    void aRunThatFailsIsSaid_data() { bothWays(); }
    void aRunThatFailsIsSaid()
    {
        const auto file = m_program->write(u"fails.json"_s,
            "{\"format\":\"signalbox/"
            "rule\",\"formatVersion\":1,\"id\":\"fails\",\"steps\":[{\"id\":\"go\",\"type\":\"button\"},"
            "{\"id\":\"end\",\"type\":\"stop\",\"config\":{\"message\":\"No "
            "more.\"}}],\"links\":[{\"from\":\"go\",\"to\":\"end\"}]}");
        QCOMPARE(run({u"rule"_s, u"import"_s, file}).exit, 0);
        const auto waited = run({u"rule"_s, u"run"_s, u"fails"_s, u"--wait"_s});
        QCOMPARE(waited.exit, 1);
        QCOMPARE(waited.line().value(u"state"_s).toString(), u"failed"_s);
        QCOMPARE(waited.line().value(u"error"_s).toString(), u"No more."_s);
        QCOMPARE(run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.run.failed"_s}).lines().size(), 1);
    }

    void theBoard_data() { bothWays(); }
    void theBoard()
    {
        import();
        const auto pressed = run({u"button"_s, u"press"_s, u"shop"_s, u"--data"_s, u"{\"who\":\"Ada\"}"_s});
        QCOMPARE(pressed.exit, 0);
        QVERIFY(!pressed.line().value(u"id"_s).toString().isEmpty());
        QCOMPARE(run({u"button"_s, u"press"_s, u"shop/ring"_s}).exit, 0);
        QCOMPARE(run({u"button"_s, u"press"_s, u"ring"_s}).exit, 0);
        QCOMPARE(run({u"form"_s, u"submit"_s, u"shop"_s, u"--data"_s, u"{\"amount\":12}"_s}).exit, 0);
        QTRY_COMPARE(run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 4);

        const auto before = run({u"event"_s, u"list"_s}).lines().size();
        const auto tooMuch = run({u"form"_s, u"submit"_s, u"shop"_s, u"--data"_s, u"{\"amount\":1200}"_s});
        QCOMPARE(tooMuch.exit, 2);
        QVERIFY2(tooMuch.err.contains("100"), tooMuch.err.constData());
        QCOMPARE(run({u"form"_s, u"submit"_s, u"shop"_s}).exit, 2);
        QCOMPARE(run({u"event"_s, u"list"_s}).lines().size(), before);

        QCOMPARE(run({u"rule"_s, u"disable"_s, u"shop"_s}).exit, 0);
        const auto off = run({u"button"_s, u"press"_s, u"shop"_s});
        QCOMPARE(off.exit, 1);
        QVERIFY2(off.err.contains("off"), off.err.constData());
    }

    void events_data() { bothWays(); }
    void events()
    {
        const auto emitted = run({u"event"_s, u"emit"_s, u"--type"_s, u"com.example.order"_s, u"--source"_s,
            u"/shop"_s, u"--subject"_s, u"7"_s, u"--data"_s, u"{\"z\": 1, \"a\": 1.50}"_s});
        QCOMPARE(emitted.exit, 0);
        QCOMPARE(emitted.line().value(u"type"_s).toString(), u"com.example.order"_s);
        QCOMPARE(emitted.line().value(u"source"_s).toString(), u"/shop"_s);
        QCOMPARE(emitted.line().value(u"subject"_s).toString(), u"7"_s);
        QCOMPARE(emitted.line().value(u"specversion"_s).toString(), u"1.0"_s);
        QVERIFY2(
            emitted.out.contains("\"data\":{\"z\": 1, \"a\": 1.50}"), emitted.out.constData()); // as it came
        const auto sequence = emitted.line().value(u"sequence"_s).toString();
        QCOMPARE(sequence.size(), 20);
        QCOMPARE(
            run({u"event"_s, u"emit"_s, u"--type"_s, u"com.example.refund"_s, u"--data"_s, u"5"_s}).exit, 0);
        QCOMPARE(run({u"event"_s, u"emit"_s, u"--type"_s, u"plain"_s}).exit, 0);

        const auto typesOf = [&](const QStringList &options) {
            QStringList types;
            for (const auto &event : run(QStringList{u"event"_s, u"list"_s} + options).lines())
                types += event.value(u"type"_s).toString();
            types.removeAll(u"signalbox.engine.started"_s);
            return types.join(u' ');
        };
        QCOMPARE(typesOf({}), u"com.example.order com.example.refund plain"_s);
        QCOMPARE(typesOf({u"--type"_s, u"com.example.*"_s}), u"com.example.order com.example.refund"_s);
        QCOMPARE(typesOf({u"--type"_s, u"com.*"_s, u"--limit"_s, u"1"_s}), u"com.example.order"_s);
        QCOMPARE(typesOf({u"--after"_s, sequence}), u"com.example.refund plain"_s);
        QCOMPARE(
            typesOf({u"--after"_s, QString::number(sequence.toLongLong())}), u"com.example.refund plain"_s);
        QCOMPARE(typesOf({u"--filter"_s, u"event.data == 5"_s}), u"com.example.refund"_s);
        QCOMPARE(typesOf({u"--filter"_s, u"event.data.a > 1"_s}), u"com.example.order"_s);
        QCOMPARE(typesOf({u"--filter"_s, u"event.subject == '7'"_s}), u"com.example.order"_s);
        QCOMPARE(typesOf({u"--filter"_s, u"false"_s}), QString());
    }

    /// A long log is read in pages; limit and filter hold across them.
    void aLongLog_data() { bothWays(); }
    void aLongLog()
    {
        // One rule that emits in fans: 1 event makes 700 soon.
        QByteArray steps = "[{\"id\":\"go\",\"type\":\"event\",\"config\":{\"type\":\"go\"}}", links = "[";
        for (int i = 0; i < 700; ++i) {
            const auto id = QByteArray("e") + QByteArray::number(i);
            steps += ",{\"id\":\"" + id
                + "\",\"type\":\"emit\",\"config\":{\"type\":\"many\",\"data\":{\"n\":"
                + QByteArray::number(i) + "}}}";
            links += QByteArray(i ? "," : "") + "{\"from\":\"go\",\"to\":\"" + id + "\"}";
        }
        const auto file = m_program->write(u"many.json"_s,
            "{\"format\":\"signalbox/rule\",\"formatVersion\":1,\"id\":\"many\",\"steps\":" + steps
                + "],\"links\":" + links + "]}");
        QCOMPARE(run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        QCOMPARE(run({u"event"_s, u"emit"_s, u"--type"_s, u"go"_s}).exit, 0);
        const auto count = [&](const QStringList &options) {
            return run(QStringList{u"event"_s, u"list"_s, u"--type"_s, u"many"_s} + options).lines().size();
        };
        QTRY_COMPARE(count({u"--limit"_s, u"10000"_s}), 700);
        QCOMPARE(count({}), 100);
        QCOMPARE(count({u"--limit"_s, u"600"_s}), 600);
        QCOMPARE(count({u"--filter"_s, u"event.data.n % 2 == 0"_s, u"--limit"_s, u"300"_s}), 300);
        QCOMPARE(count({u"--filter"_s, u"event.data.n >= 690"_s}), 10);
    }

    void runs_data() { bothWays(); }
    void runs()
    {
        import();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(run({u"button"_s, u"press"_s, u"shop"_s}).exit, 0);
        QTRY_COMPARE(run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 3);
        const auto all = run({u"run"_s, u"list"_s}).lines();
        for (const auto &one : all) {
            QCOMPARE(one.value(u"rule"_s).toString(), u"shop"_s);
            QVERIFY(!one.value(u"started"_s).isNull());
            QVERIFY(!one.value(u"finished"_s).isNull());
            QVERIFY(one.contains(u"error"_s));
            QVERIFY(!one.contains(u"steps"_s));
        }
        const auto first = all.first().value(u"id"_s).toString();
        QCOMPARE(run({u"run"_s, u"list"_s, u"--after"_s, first}).lines(), all.mid(1));
        QCOMPARE(run({u"run"_s, u"list"_s, u"--limit"_s, u"2"_s}).lines(), all.mid(0, 2));
        QVERIFY(run({u"run"_s, u"list"_s, u"--rule"_s, u"other"_s}).out.isEmpty());
        QVERIFY(run({u"run"_s, u"list"_s, u"--state"_s, u"failed"_s}).out.isEmpty());
        const auto shown = run({u"run"_s, u"show"_s, first}).line();
        const auto steps = shown.value(u"steps"_s).toArray();
        QCOMPARE(steps.size(), 2);
        for (const auto &key : {u"id"_s, u"type"_s, u"state"_s, u"attempts"_s, u"input"_s, u"output"_s,
                 u"error"_s, u"started"_s, u"finished"_s})
            QVERIFY2(steps.at(1).toObject().contains(key), qPrintable(key));

        const auto over = run({u"run"_s, u"cancel"_s, first});
        QCOMPARE(over.exit, 1);
        QVERIFY2(over.err.contains("ended"), over.err.constData());
    }

    void aWaitingRunIsCancelled_data() { bothWays(); }
    void aWaitingRunIsCancelled()
    {
        const auto file = m_program->write(u"waits.json"_s,
            "{\"format\":\"signalbox/"
            "rule\",\"formatVersion\":1,\"id\":\"waits\",\"steps\":[{\"id\":\"go\",\"type\":\"button\"},"
            "{\"id\":\"w\",\"type\":\"wait\",\"config\":{\"for\":\"1h\"}}],\"links\":[{\"from\":\"go\","
            "\"to\":\"w\"}]}");
        QCOMPARE(run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        QCOMPARE(run({u"button"_s, u"press"_s, u"waits"_s}).exit, 0);
        QTRY_COMPARE(run({u"run"_s, u"list"_s, u"--state"_s, u"waiting"_s}).lines().size(), 1);
        const auto id = run({u"run"_s, u"list"_s}).line().value(u"id"_s).toString();
        QCOMPARE(run({u"run"_s, u"cancel"_s, id}).exit, 0);
        QCOMPARE(run({u"run"_s, u"show"_s, id}).line().value(u"state"_s).toString(), u"cancelled"_s);
    }

    void aFailedRunIsTriedAgain_data() { bothWays(); }
    void aFailedRunIsTriedAgain()
    {
        const auto flag = m_program->file(u"flag"_s);
        const auto file = m_program->write(u"look.json"_s,
            R"({"format":"signalbox/rule","formatVersion":1,"id":"look","steps":[{"id":"go","type":"button"},
            {"id":"look","type":"program","config":{"program":"test","arguments":["-e",")"
                + flag.toUtf8() + R"("],"retry":{"attempts":1}}}],"links":[{"from":"go","to":"look"}]})");
        QCOMPARE(run({u"rule"_s, u"import"_s, file, u"--enable"_s}).exit, 0);
        const auto failed = run({u"rule"_s, u"run"_s, u"look"_s, u"--wait"_s});
        QCOMPARE(failed.exit, 1);
        const auto id = failed.line().value(u"id"_s).toString();
        const auto state = [&] { return run({u"run"_s, u"show"_s, id}).line().value(u"state"_s).toString(); };
        QCOMPARE(state(), u"failed"_s);
        QCOMPARE(run({u"run"_s, u"retry"_s, id, u"--from"_s, u"nowhere"_s}).exit, 1);
        QCOMPARE(run({u"run"_s, u"retry"_s, u"nobody"_s}).exit, 1);
        m_program->write(u"flag"_s, "x");
        const auto again = run({u"run"_s, u"retry"_s, id});
        QCOMPARE(again.exit, 0);
        QCOMPARE(again.line().value(u"run"_s).toString(), id);
        QTRY_COMPARE(state(), u"succeeded"_s);
        QCOMPARE(run({u"run"_s, u"retry"_s, id}).exit, 1); // there is nothing to mend
        QCOMPARE(run({u"run"_s, u"retry"_s, id, u"--from"_s, u"look"_s}).exit, 0);
        QTRY_COMPARE(state(), u"succeeded"_s);
        QCOMPARE(run({u"run"_s, u"list"_s}).lines().size(), 1);
    }

    void records_data() { bothWays(); }
    void records()
    {
        import();
        const auto tables = run({u"table"_s, u"list"_s});
        QCOMPARE(tables.lines().size(), 1);
        QCOMPARE(tables.line().value(u"id"_s).toString(), u"orders"_s);
        const auto created
            = run({u"record"_s, u"create"_s, u"orders"_s, u"--data"_s, u"{\"amount\":12.5}"_s});
        QCOMPARE(created.exit, 0);
        const auto id = created.line().value(u"id"_s).toString();
        QCOMPARE(created.line().value(u"values"_s).toObject(),
            QJsonObject({{u"amount"_s, 12.5}, {u"status"_s, u"new"_s}}));
        const auto updated
            = run({u"record"_s, u"update"_s, u"orders"_s, id, u"--data"_s, u"{\"status\":\"paid\"}"_s});
        QCOMPARE(updated.exit, 0);
        QCOMPARE(updated.line().value(u"values"_s).toObject().value(u"status"_s).toString(), u"paid"_s);
        QCOMPARE(run({u"record"_s, u"list"_s, u"orders"_s}).lines(), QList<QJsonObject>{updated.line()});
        // The change of status is an event with old and new, and starts the rule.
        const auto changes = run({u"event"_s, u"list"_s, u"--type"_s, u"signalbox.status.changed"_s}).lines();
        QCOMPARE(changes.size(), 2);
        QVERIFY(changes.at(0).value(u"data"_s).toObject().value(u"old"_s).isNull());
        QCOMPARE(changes.at(1).value(u"data"_s).toObject().value(u"old"_s).toString(), u"new"_s);
        QCOMPARE(changes.at(1).value(u"data"_s).toObject().value(u"new"_s).toString(), u"paid"_s);
        QTRY_COMPARE(run({u"run"_s, u"list"_s, u"--state"_s, u"succeeded"_s}).lines().size(), 1);

        QCOMPARE(
            run({u"record"_s, u"update"_s, u"orders"_s, id, u"--data"_s, u"{\"status\":\"lost\"}"_s}).exit,
            2);
        QCOMPARE(
            run({u"record"_s, u"update"_s, u"orders"_s, u"nobody"_s, u"--data"_s, u"{\"amount\":1}"_s}).exit,
            1);
        QCOMPARE(
            run({u"record"_s, u"create"_s, u"orders"_s, u"--data"_s, u"{\"amount\":\"much\"}"_s}).exit, 2);
        QCOMPARE(run({u"record"_s, u"delete"_s, u"orders"_s, id}).exit, 0);
        QVERIFY(run({u"record"_s, u"list"_s, u"orders"_s}).out.isEmpty());
        QCOMPARE(run({u"record"_s, u"delete"_s, u"orders"_s, id}).exit, 1);
        QCOMPARE(run({u"table"_s, u"delete"_s, u"orders"_s}).exit, 0);
        QVERIFY(run({u"table"_s, u"list"_s}).out.isEmpty());
    }

    void tablesAreChecked_data() { bothWays(); }
    void tablesAreChecked()
    {
        const auto file = m_program->write(u"bad.json"_s, "{\"id\":\"T!\",\"name\":\"T\",\"fields\":[]}");
        QCOMPARE(run({u"table"_s, u"save"_s, file}).exit, 2);
        QCOMPARE(run({u"table"_s, u"save"_s, m_program->write(u"none.json"_s, "[")}).exit, 2);
    }

    void whatNeedsNoFolder()
    {
        const auto types = run({u"types"_s});
        QCOMPARE(types.exit, 0);
        QStringList ids;
        for (const auto &type : types.lines()) {
            ids += type.value(u"id"_s).toString();
            for (const auto &key : {u"kind"_s, u"group"_s, u"title"_s, u"help"_s, u"fields"_s, u"ports"_s})
                QVERIFY2(type.contains(key), qPrintable(ids.last() + u' ' + key));
        }
        for (const auto &id :
            {u"webhook"_s, u"button"_s, u"form"_s, u"status"_s, u"schedule"_s, u"event"_s, u"http"_s,
                u"notify"_s, u"set"_s, u"if"_s, u"wait"_s, u"emit"_s, u"record"_s, u"program"_s, u"log"_s})
            QVERIFY2(ids.contains(id), qPrintable(id));

        QCOMPARE(run({u"schedule"_s, u"next"_s, u"30 2 * * *"_s, u"--zone"_s, u"Europe/Berlin"_s, u"--from"_s,
                         u"2026-01-01T00:00:00Z"_s, u"--count"_s, u"2"_s})
                     .out,
            QByteArray("2026-01-01T01:30:00Z\n2026-01-02T01:30:00Z\n"));
        QCOMPARE(
            run({u"expression"_s, u"eval"_s, u"a.b + 1"_s, u"--bindings"_s, u"{\"a\":{\"b\":41}}"_s}).out,
            QByteArray("42\n"));
        QCOMPARE(run({u"expression"_s, u"eval"_s, u"'x'"_s}).out, QByteArray("\"x\"\n"));
        QVERIFY(run({u"--version"_s}).out.startsWith("signalbox "));
        QVERIFY(run({u"--help"_s}).out.contains("rule import"));
        QVERIFY(!QFile::exists(m_program->dataDir()));
    }

private:
    static void bothWays()
    {
        QTest::addColumn<bool>("served");
        QTest::newRow("an engine runs") << true;
        QTest::newRow("none runs") << false;
    }
    static bool isServed() { return qstrcmp(QTest::currentDataTag(), "an engine runs") == 0; }
    Answer run(const QStringList &arguments) { return m_program->run(arguments); }

    void import()
    {
        QCOMPARE(run({u"table"_s, u"save"_s, m_program->write(u"orders.json"_s, ordersTable)}).exit, 0);
        QCOMPARE(
            run({u"rule"_s, u"import"_s, m_program->write(u"shop.json"_s, shopRule), u"--enable"_s}).exit, 0);
    }

    static QByteArray outputOf(const QJsonObject &run, const QString &wanted)
    {
        for (const auto &step : run.value(u"steps"_s).toArray()) {
            if (step.toObject().value(u"id"_s).toString() == wanted)
                return toCompactJson(step.toObject().value(u"output"_s));
        }
        return {};
    }

    std::unique_ptr<Program> m_program;
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
