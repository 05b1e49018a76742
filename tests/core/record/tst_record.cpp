// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/event/eventtypes.h"
#include "core/record/record.h"

#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Operation = RecordCommand::Operation;

const Instant now = fromMicroseconds(1'790'000'000'000'000);

QJsonObject object(const QByteArray &json)
{
    return parseJson(json)->toObject();
}

Table orders()
{
    return *tableFromJson(object(R"({"id": "orders", "name": "Orders", "fields": [
        {"name": "customer", "required": true},
        {"name": "amount", "kind": "number"},
        {"name": "status", "kind": "status", "choices": ["new", "paid", "sent", "lost"],
         "transitions": [["", "new"], ["", "paid"], ["new", "paid"], ["new", "lost"], ["paid", "sent"]]}]})"));
}

RecordCommand command(Operation operation, const QByteArray &values, const QString &id = {})
{
    return {operation, TableId(u"orders"_s), RecordId(id), object(values)};
}

Record record(const QByteArray &values)
{
    return {TableId(u"orders"_s), RecordId(u"r1"_s), object(values), now - 1h, now - 1h};
}

QStringList typesOf(const RecordChange &change)
{
    QStringList types;
    for (const auto &event : change.events)
        types += event.type;
    return types;
}

} // namespace

class TestRecord : public QObject
{
    Q_OBJECT

private slots:
    void readsTablesAndWritesThemAgain()
    {
        const auto table = orders();
        QCOMPARE(table.name, u"Orders"_s);
        QCOMPARE(table.statusField(), table.field(u"status"_s));
        QVERIFY(!table.field(u"colour"_s));
        QCOMPARE(*tableFromJson(toJson(table)), table);
        QCOMPARE(tableFromJson(object(R"({"id": "orders"})"))->name, u"orders"_s);
    }

    void refusesBadTables()
    {
        QCOMPARE(tableFromJson(object(R"({"id": "Orders"})")).error().context, u"id"_s);
        QCOMPARE(tableFromJson({}).error().context, u"id"_s);
        QCOMPARE(tableFromJson(object(R"({"id": "a", "fields": 7})")).error().context, u"fields"_s);
        QCOMPARE(
            tableFromJson(object(R"({"id": "a", "fields": [{"name": "a", "kind": "b"}]})")).error().context,
            u"fields.0.kind"_s);
    }

    void creates()
    {
        const auto change = decide(
            orders(), {}, command(Operation::Create, R"({"customer": "Ada"})"), RecordId(u"fresh"_s), now);
        QVERIFY2(change, change ? "" : qPrintable(change.error().message));
        QVERIFY(!change->before);
        QCOMPARE(change->after->id, RecordId(u"fresh"_s));
        QCOMPARE(change->after->table, TableId(u"orders"_s));
        QCOMPARE(change->after->values, object(R"({"customer": "Ada", "status": "new"})"));
        QCOMPARE(change->after->created, now);
        QCOMPARE(typesOf(*change), (QStringList{eventtype::recordCreated, eventtype::statusChanged}));
        const auto &created = change->events.first();
        QCOMPARE(created.source, u"/records/orders"_s);
        QCOMPARE(created.subject, u"fresh"_s);
        QCOMPARE(created.time, now);
        QCOMPARE(object(*created.data), object(R"({"table": "orders", "id": "fresh", "old": null,
                       "record": {"customer": "Ada", "status": "new"}})"));
        QCOMPARE(object(*change->events.last().data),
            object(R"({"table": "orders", "id": "fresh", "field": "status", "old": null, "new": "new",
                       "record": {"customer": "Ada", "status": "new"}})"));
    }

    void createsUnderAGivenId()
    {
        const auto create = command(Operation::Create, R"({"customer": "Ada"})", u"2026/17"_s);
        QCOMPARE(decide(orders(), {}, create, RecordId(u"fresh"_s), now)->after->id, RecordId(u"2026/17"_s));
        const auto again = decide(orders(), record(R"({"customer": "Ada"})"), create, {}, now);
        QCOMPARE(again.error().code, Error::Code::InvalidInput);
    }

    void refusesIdsThatNoEventCanName()
    {
        const auto create = command(Operation::Create, R"({"customer": "Ada"})", u"a\nb"_s);
        QCOMPARE(decide(orders(), {}, create, {}, now).error().context, u"id"_s);
    }

    void updates()
    {
        const auto before = record(R"({"customer": "Ada", "amount": 3, "status": "new"})");
        const auto change = decide(orders(), before,
            command(Operation::Update, R"({"amount": null, "status": "paid"})", u"r1"_s), {}, now);
        QVERIFY2(change, change ? "" : qPrintable(change.error().message));
        QCOMPARE(change->before, std::optional(before));
        QCOMPARE(change->after->values, object(R"({"customer": "Ada", "status": "paid"})"));
        QCOMPARE(change->after->created, before.created);
        QCOMPARE(change->after->updated, now);
        QCOMPARE(typesOf(*change), (QStringList{eventtype::recordUpdated, eventtype::statusChanged}));
        QCOMPARE(object(*change->events.first().data).value(u"old"_s), QJsonValue(before.values));
    }

    void saysNothingOfAnUpdateThatChangesNothing()
    {
        const auto before = record(R"({"customer": "Ada", "amount": 3})");
        const auto change
            = decide(orders(), before, command(Operation::Update, R"({"amount": "3"})", u"r1"_s), {}, now);
        QVERIFY(change);
        QVERIFY(change->events.isEmpty());
        QCOMPARE(change->after, std::optional(before));
    }

    void deletes()
    {
        const auto before = record(R"({"customer": "Ada", "status": "new"})");
        const auto change = decide(orders(), before, command(Operation::Delete, "{}", u"r1"_s), {}, now);
        QVERIFY(change);
        QVERIFY(!change->after);
        QCOMPARE(typesOf(*change), QStringList{eventtype::recordDeleted});
        QCOMPARE(
            object(*change->events.first().data), object(R"({"table": "orders", "id": "r1", "record": null,
                       "old": {"customer": "Ada", "status": "new"}})"));
    }

    void refusesWhatIsNotThere()
    {
        for (const auto operation : {Operation::Update, Operation::Delete}) {
            const auto change = decide(orders(), {}, command(operation, "{}", u"r9"_s), {}, now);
            QVERIFY(!change);
            QCOMPARE(change.error().code, Error::Code::NotFound);
            QCOMPARE(change.error().context, u"orders/r9"_s);
        }
    }

    void followsTheTransitions_data()
    {
        QTest::addColumn<QString>("from"); // empty: at creation
        QTest::addColumn<QString>("to"); // empty: taken away
        QTest::addColumn<bool>("allowed");
        QTest::newRow("begin") << u""_s << u"new"_s << true;
        QTest::newRow("begin elsewhere") << u""_s << u"paid"_s << true;
        QTest::newRow("begin at the end") << u""_s << u"sent"_s << false;
        QTest::newRow("stay") << u"new"_s << u"new"_s << true;
        QTest::newRow("forward") << u"new"_s << u"paid"_s << true;
        QTest::newRow("leap") << u"new"_s << u"sent"_s << false;
        QTest::newRow("back") << u"paid"_s << u"new"_s << false;
        QTest::newRow("out of the end") << u"sent"_s << u"new"_s << false;
        QTest::newRow("take away") << u"new"_s << u""_s << false;
        QTest::newRow("out of a state that is no more") << u"draft"_s << u"paid"_s << true;
        QTest::newRow("nowhere") << u"new"_s << u"draft"_s << false;
    }

    void followsTheTransitions()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, allowed);
        const QJsonObject values{
            {u"customer"_s, u"Ada"_s}, {u"status"_s, to.isEmpty() ? QJsonValue() : QJsonValue(to)}};
        auto before = record(R"({"customer": "Ada"})");
        before.values.insert(u"status"_s, from);
        const auto change = from.isEmpty()
            ? decide(orders(), {}, {Operation::Create, {}, {}, values}, RecordId(u"x"_s), now)
            : decide(orders(), before, {Operation::Update, {}, before.id, values}, {}, now);
        QCOMPARE(change.has_value(), allowed);
        if (allowed)
            return;
        QCOMPARE(change.error().code, Error::Code::InvalidInput);
        QCOMPARE(change.error().context, u"status"_s);
        QVERIFY2(change.error().message.contains(from) && change.error().message.contains(to),
            qPrintable(change.error().message));
    }

    void changesAStatusWithoutTransitionsFreely()
    {
        const auto table = *tableFromJson(object(R"({"id": "orders", "fields": [
            {"name": "status", "kind": "status", "choices": ["a", "b"]}]})"));
        for (const auto &[from, to] : {std::pair("a", "b"), std::pair("b", "a")}) {
            const auto change = decide(table, record(R"({"status": ")"_qba + from + R"("})"),
                command(Operation::Update, R"({"status": ")"_qba + to + R"("})", u"r1"_s), {}, now);
            QVERIFY(change);
        }
        QVERIFY(decide(table, record(R"({"status": "a"})"),
            command(Operation::Update, R"({"status": null})", u"r1"_s), {}, now));
    }

    void namesEveryFaultAtOnce()
    {
        const auto change = decide(
            orders(), {}, command(Operation::Create, R"({"amount": "x", "y": 1})"), RecordId(u"x"_s), now);
        QCOMPARE(change.error().context, u"customer, amount, y"_s);
    }

    void leavesAloneWhatIsNotNamed()
    {
        const auto before = record(R"({"customer": "Ada", "former": "value"})");
        const auto change
            = decide(orders(), before, command(Operation::Update, R"({"amount": 1})", u"r1"_s), {}, now);
        QVERIFY(change);
        QCOMPARE(change->after->values.value(u"former"_s), QJsonValue(u"value"_s));
    }

    void writesARecord()
    {
        QCOMPARE(toJson(record(R"({"a": 1})")), object(R"({"id": "r1", "table": "orders", "values": {"a": 1},
                       "created": "2026-09-21T13:13:20Z", "updated": "2026-09-21T13:13:20Z"})"));
    }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
