// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/core/store/storefixture.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;
using Operation = RecordCommand::Operation;

class TestRecordJobs : public QObject
{
    Q_OBJECT

    static QJsonObject field(const QString &name, const QString &kind, QJsonObject more = {})
    {
        more.insert(u"name"_s, name);
        more.insert(u"kind"_s, kind);
        return more;
    }
    static QJsonObject statusField(const QJsonArray &choices)
    {
        return field(u"status"_s, u"status"_s,
            {{u"choices"_s, choices}, {u"transitions"_s, QJsonArray{QJsonArray{u"new"_s, u"paid"_s}}}});
    }
    static Table tableOf(const QJsonArray &fields, const QString &id = u"orders"_s)
    {
        const auto table = tableFromJson({{u"id"_s, id}, {u"name"_s, id.toUpper()}, {u"fields"_s, fields}});
        return table ? *table : Table();
    }
    static Table orders()
    {
        return tableOf({statusField({u"new"_s, u"paid"_s}), field(u"amount"_s, u"number"_s)});
    }

    static Result<Record> change(
        StoreFixture &store, Operation operation, const QString &id, const QJsonObject &values)
    {
        return store->changeRecord({operation, TableId(u"orders"_s), RecordId(id), values}).result();
    }

    const TableId table{u"orders"_s};

private slots:
    void aRecordIsCreatedChangedAndDeleted()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        QSignalSpy records(store.store.get(), &Store::recordsChanged);
        const auto created
            = change(store, Operation::Create, {}, {{u"status"_s, u"new"_s}, {u"amount"_s, 1.5}});
        QVERIFY(created);
        QCOMPARE(created->id.value.size(), 36);
        QCOMPARE(*store.reader->record(table, created->id), *created);

        store.clock.move(std::chrono::seconds(5));
        const auto paid = change(store, Operation::Update, created->id.value, {{u"status"_s, u"paid"_s}});
        QVERIFY(paid);
        QCOMPARE(paid->created, created->created);
        QCOMPARE(paid->updated, store.clock.now());
        QCOMPARE(paid->values, (QJsonObject{{u"status"_s, u"paid"_s}, {u"amount"_s, 1.5}}));
        QCOMPARE(*store.reader->record(table, created->id), *paid);

        const auto deleted = change(store, Operation::Delete, created->id.value, {});
        QCOMPARE(*deleted, *paid);
        QCOMPARE(store.reader->record(table, created->id).error().code, Error::Code::NotFound);

        QStringList types;
        const auto events = store.reader->events({}, 0, Page::Newer, 100);
        for (const auto &event : *events) {
            types += event.type;
            QCOMPARE(event.causation, Causation());
            QCOMPARE(event.correlation, event.sequence);
        }
        QCOMPARE(types,
            (QStringList{eventtype::recordCreated, eventtype::statusChanged, eventtype::recordUpdated,
                eventtype::statusChanged, eventtype::recordDeleted}));
        QTRY_COMPARE(records.size(), 3);
        QCOMPARE(records.first().first().value<TableId>(), table);
    }

    void whatMayNotBeIsRefusedAndLeavesNoEvent()
    {
        StoreFixture store;
        QCOMPARE(change(store, Operation::Create, {}, {}).error().code, Error::Code::NotFound); // no table
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(change(store, Operation::Create, u"o1"_s, {{u"status"_s, u"paid"_s}, {u"amount"_s, 1}})
                    .error()
                    .code
                == Error::Code::InvalidInput
            || store->lastSequence() == 2);
        const auto before = store->lastSequence();
        QVERIFY(change(store, Operation::Create, u"o2"_s, {{u"status"_s, u"new"_s}}));
        QCOMPARE(change(store, Operation::Update, u"o2"_s, {{u"status"_s, u"lost"_s}}).error().code,
            Error::Code::InvalidInput);
        QVERIFY(change(store, Operation::Update, u"o2"_s, {{u"status"_s, u"paid"_s}}));
        const auto back = change(store, Operation::Update, u"o2"_s, {{u"status"_s, u"new"_s}});
        QCOMPARE(back.error().code, Error::Code::InvalidInput);
        QVERIFY(back.error().message.contains(u"paid"_s));
        QCOMPARE(change(store, Operation::Update, u"none"_s, {}).error().code, Error::Code::NotFound);
        QCOMPARE(change(store, Operation::Delete, u"none"_s, {}).error().code, Error::Code::NotFound);
        QCOMPARE(change(store, Operation::Create, u"o2"_s, {{u"status"_s, u"new"_s}}).error().code,
            Error::Code::InvalidInput);
        QCOMPARE(store->lastSequence(), before + 4);
    }

    void anUpdateThatChangesNothingTellsNothing()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        const auto created = change(store, Operation::Create, u"o"_s, {{u"status"_s, u"new"_s}});
        const auto before = store->lastSequence();
        QCOMPARE(*change(store, Operation::Update, u"o"_s, {{u"status"_s, u"new"_s}}), *created);
        QCOMPARE(store->lastSequence(), before);
    }

    void aTableThatItsRecordsDoNotFitIsRefused()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(change(store, Operation::Create, u"o1"_s, {{u"status"_s, u"new"_s}, {u"amount"_s, 7}}));
        const auto asDate
            = store->saveTable(tableOf({statusField({u"new"_s, u"paid"_s}), field(u"amount"_s, u"date"_s)}))
                  .result();
        QCOMPARE(asDate.error().code, Error::Code::InvalidInput);
        QCOMPARE(asDate.error().context, u"o1"_s);
        QVERIFY(asDate.error().message.contains(u"o1"_s));
        QCOMPARE(*store.reader->table(table), orders());

        const auto withoutState
            = store
                  ->saveTable(
                      tableOf({field(u"status"_s, u"status"_s, {{u"choices"_s, QJsonArray{u"paid"_s}}})}))
                  .result();
        QCOMPARE(withoutState.error().code, Error::Code::InvalidInput);
        QVERIFY(store->saveTable(tableOf({field(u"must"_s, u"text"_s, {{u"required"_s, true}})}))
                    .result()
                    .error()
                    .message.contains(u"o1"_s));
    }

    void aTableMayGrowAndShrink()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(change(store, Operation::Create, u"o1"_s, {{u"status"_s, u"new"_s}, {u"amount"_s, 7}}));
        QSignalSpy tables(store.store.get(), &Store::tablesChanged);
        const auto events = store->lastSequence();
        const auto other = tableOf({statusField({u"new"_s, u"paid"_s, u"sent"_s}),
            field(u"note"_s, u"text"_s, {{u"default"_s, u"-"_s}})});
        QVERIFY(store->saveTable(other).result());
        QTRY_COMPARE(tables.size(), 1);
        QCOMPARE(*store.reader->table(table), other);
        QCOMPARE(store.reader->record(table, RecordId(u"o1"_s))->values,
            (QJsonObject{{u"status"_s, u"new"_s}, {u"note"_s, u"-"_s}}));
        QCOMPARE(store->lastSequence(), events);
    }

    void aTableGoesWithItsRecords()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(change(store, Operation::Create, u"o1"_s, {{u"status"_s, u"new"_s}}));
        QVERIFY(store->removeTable(table).result());
        QCOMPARE(store->removeTable(table).result().error().code, Error::Code::NotFound);
        QCOMPARE(store.reader->table(table).error().code, Error::Code::NotFound);
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(store.reader->records(table, {}, 10)->isEmpty());
        QCOMPARE(store->saveTable({}).result().error().code, Error::Code::InvalidInput);
    }

    void tablesComeByName()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(tableOf({}, u"b"_s)).result());
        QVERIFY(store->saveTable(tableOf({}, u"a"_s)).result());
        const auto tables = *store.reader->tables();
        QCOMPARE(tables.size(), 2);
        QCOMPARE(tables.first().id.value, u"a"_s);
    }

    void recordsComeInPages()
    {
        StoreFixture store;
        QVERIFY(store->saveTable(orders()).result());
        QVERIFY(store->saveTable(tableOf({}, u"other"_s)).result());
        // Ids that do not sort as they came.
        const QStringList ids{u"c"_s, u"a"_s, u"d"_s, u"b"_s};
        for (const auto &id : ids) {
            QVERIFY(change(store, Operation::Create, id, {{u"status"_s, u"new"_s}}));
            QVERIFY(store->changeRecord({Operation::Create, TableId(u"other"_s), RecordId(id), {}}).result());
        }
        QStringList read;
        RecordId after;
        for (;;) {
            const auto page = *store.reader->records(table, after, 3);
            for (const auto &record : page)
                read += record.id.value;
            if (page.size() < 3)
                break;
            after = page.last().id;
        }
        QCOMPARE(read, ids);
        QVERIFY(store.reader->records(table, RecordId(u"b"_s), 3)->isEmpty());
        QVERIFY(store.reader->records(table, {}, 0)->isEmpty());
        QVERIFY(store.reader->records(TableId(u"none"_s), {}, 3)->isEmpty());
        QCOMPARE(store.reader->records(table, RecordId(u"none"_s), 3).error().code, Error::Code::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestRecordJobs)
#include "tst_recordjobs.moc"
