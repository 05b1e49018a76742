// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/records/shoptable.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/records/recordmodel.h"
#include "ui/records/tablelistmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace signalbox;
using namespace Qt::StringLiterals;
using Operation = RecordCommand::Operation;

namespace {

/// The shop's table, a model on it, and its tester.
struct Shop : PageFixture
{
    Shop()
    {
        const auto saved = StoreFixture::get(engine().saveTable(shopTable()));
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message));
    }

    Record add(const QString &customer, const QJsonObject &more = {})
    {
        auto values = more;
        values.insert(u"customer"_s, customer);
        return *StoreFixture::get(
            engine().changeRecord({Operation::Create, TableId(u"orders"_s), {}, values}));
    }

    QString stored(const RecordId &id, const QString &field)
    {
        const auto record = read([id](Reader &reader) { return reader.record(TableId(u"orders"_s), id); });
        return record ? record->values.value(field).toVariant().toString() : u"none"_s;
    }

    RecordModel model{context()};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestRecordModel : public QObject
{
    Q_OBJECT

private slots:
    void showsATable()
    {
        Shop shop;
        QCOMPARE(shop.model.columnCount(), 0);
        shop.add(u"Ada"_s, {{u"amount"_s, 1234.5}, {u"wanted"_s, u"2026-12-24"_s}, {u"gift"_s, true}});
        shop.model.show(shopTable());
        QCOMPARE(shop.model.rowCount(), 0);
        QTRY_COMPARE(shop.model.rowCount(), 1);
        QCOMPARE(shop.model.columnCount(), 7);
        const auto text = [&](int column) { return shop.model.index(0, column).data().toString(); };
        QCOMPARE(text(CustomerColumn), u"Ada"_s);
        QCOMPARE(text(AmountColumn), QLocale().toString(1234.5, 'g', QLocale::FloatingPointShortest));
        QCOMPARE(text(WantedColumn), QLocale().toString(QDate(2026, 12, 24), QLocale::ShortFormat));
        QCOMPARE(shop.model.index(0, GiftColumn).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(text(StatusColumn), u"new"_s);
        QCOMPARE(text(ChangedColumn), u"now"_s);
        QCOMPARE(
            shop.model.index(0, AmountColumn).data(Qt::TextAlignmentRole).toInt() & Qt::AlignHorizontal_Mask,
            int(Qt::AlignTrailing));
    }

    void followsWhatOthersChange()
    {
        Shop shop;
        const auto first = shop.add(u"Ada"_s);
        shop.add(u"Grace"_s);
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 2);
        shop.add(u"Mary"_s);
        QTRY_COMPARE(shop.model.rowCount(), 3);
        (void)StoreFixture::get(shop.engine().changeRecord(
            {Operation::Update, TableId(u"orders"_s), first.id, {{u"status"_s, u"paid"_s}}}));
        QTRY_COMPARE(shop.model.index(0, StatusColumn).data().toString(), u"paid"_s);
        (void)StoreFixture::get(
            shop.engine().changeRecord({Operation::Delete, TableId(u"orders"_s), first.id, {}}));
        QTRY_COMPARE(shop.model.rowCount(), 2);
        QCOMPARE(shop.model.index(0, CustomerColumn).data().toString(), u"Grace"_s);
        QCOMPARE(shop.model.rowOf(first.id), -1);
    }

    void idsMayBeInAnyOrder()
    {
        Shop shop;
        const TableId table(u"orders"_s);
        for (const auto *id : {"z", "a", "m"})
            (void)StoreFixture::get(shop.engine().changeRecord({Operation::Create, table,
                RecordId(QString::fromLatin1(id)), {{u"customer"_s, QString::fromLatin1(id)}}}));
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 3);
        (void)StoreFixture::get(
            shop.engine().changeRecord({Operation::Update, table, RecordId(u"a"_s), {{u"amount"_s, 7}}}));
        QTRY_COMPARE(
            shop.model.index(shop.model.rowOf(RecordId(u"a"_s)), AmountColumn).data().toString(), u"7"_s);
        (void)StoreFixture::get(shop.engine().changeRecord(
            {Operation::Create, table, RecordId(u"b"_s), {{u"customer"_s, u"b"_s}}}));
        QTRY_COMPARE(shop.model.rowCount(), 4);
        (void)StoreFixture::get(shop.engine().changeRecord({Operation::Delete, table, RecordId(u"z"_s), {}}));
        QTRY_COMPARE(shop.model.rowCount(), 3);
        QVERIFY(shop.model.rowOf(RecordId(u"m"_s)) >= 0);
    }

    void anEditIsStored()
    {
        Shop shop;
        const auto ada = shop.add(u"Ada"_s, {{u"amount"_s, 5}});
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 1);
        QVERIFY(shop.model.setData(shop.model.index(0, StatusColumn), u"paid"_s));
        QVERIFY(shop.model.setData(shop.model.index(0, GiftColumn), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(shop.model.setData(shop.model.index(0, WantedColumn), QDate(2026, 1, 2)));
        QVERIFY(shop.model.setData(shop.model.index(0, AmountColumn), QString())); // taken away
        QTRY_COMPARE(shop.model.index(0, StatusColumn).data().toString(), u"paid"_s);
        QTRY_COMPARE(shop.stored(ada.id, u"status"_s), u"paid"_s);
        QTRY_COMPARE(shop.stored(ada.id, u"gift"_s), u"true"_s);
        QTRY_COMPARE(shop.stored(ada.id, u"wanted"_s), u"2026-01-02"_s);
        QTRY_COMPARE(shop.stored(ada.id, u"amount"_s), QString());
    }

    void aRefusedEditSaysWhyAndIsKept()
    {
        Shop shop;
        const auto ada = shop.add(u"Ada"_s);
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 1);
        QSignalSpy refused(&shop.model, &RecordModel::refused);
        const auto status = shop.model.index(0, StatusColumn);
        QVERIFY(shop.model.setData(status, u"shipped"_s));
        QTRY_COMPARE(refused.size(), 1);
        const auto why = refused.first().at(1).toString();
        QVERIFY2(why.contains(u"\"new\""_s) && why.contains(u"\"shipped\""_s), qPrintable(why));
        QVERIFY2(!why.startsWith(u"status:"_s), qPrintable(why));
        QCOMPARE(status.data().toString(), u"new"_s);
        QCOMPARE(status.data(Qt::EditRole).toString(), u"shipped"_s);
        QCOMPARE(status.data(RecordModel::ProblemRole).toString(), why);
        QCOMPARE(shop.stored(ada.id, u"status"_s), u"new"_s);

        const auto amount = shop.model.index(0, AmountColumn);
        QVERIFY(shop.model.setData(amount, u"many"_s));
        QTRY_COMPARE(refused.size(), 2);
        QCOMPARE(amount.data(Qt::EditRole).toString(), u"many"_s);

        // Another change of the record, and all is as it is stored.
        QVERIFY(shop.model.setData(status, u"check"_s));
        QTRY_COMPARE(status.data().toString(), u"check"_s);
        QVERIFY(!status.data(RecordModel::ProblemRole).isValid());
        QVERIFY(!amount.data(RecordModel::ProblemRole).isValid());
    }

    void goingBackToWhatIsStoredEndsTheRefusal()
    {
        Shop shop;
        shop.add(u"Ada"_s);
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 1);
        QSignalSpy refused(&shop.model, &RecordModel::refused);
        const auto customer = shop.model.index(0, CustomerColumn);
        QVERIFY(shop.model.setData(customer, QString())); // it is required
        QTRY_COMPARE(refused.size(), 1);
        shop.model.setData(customer, u"Ada"_s);
        QVERIFY(!customer.data(RecordModel::ProblemRole).isValid());
    }

    void anotherTableForgetsTheRows()
    {
        Shop shop;
        shop.add(u"Ada"_s);
        shop.model.show(shopTable());
        QTRY_COMPARE(shop.model.rowCount(), 1);
        shop.model.show({});
        QCOMPARE(shop.model.rowCount(), 0);
        QCOMPARE(shop.model.columnCount(), 0);
    }

    void manyAreReadPageByPage()
    {
        Shop shop;
        QList<QFuture<Result<Record>>> added;
        for (int i = 0; i < 450; ++i)
            added += shop.engine().changeRecord(
                {Operation::Create, TableId(u"orders"_s), {}, {{u"customer"_s, QString::number(i)}}});
        for (const auto &each : added)
            QVERIFY(StoreFixture::get(each));
        shop.model.show(shopTable());
        QTRY_VERIFY((shop.model.fetchMore({}), shop.model.rowCount() == 450));
        QVERIFY(!shop.model.canFetchMore({}));
    }

    void tablesAreListedByName()
    {
        PageFixture fixture;
        TableListModel tables(fixture.store(), fixture.readers);
        QAbstractItemModelTester tester(&tables, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(tables.isLoaded());
        QCOMPARE(tables.rowCount(), 0);
        auto table = shopTable();
        QVERIFY(StoreFixture::get(fixture.engine().saveTable(table)));
        QVERIFY(StoreFixture::get(
            fixture.engine().saveTable({TableId(u"a"_s), u"Visitors"_s, {shopTable().fields.first()}})));
        QTRY_COMPARE(tables.rowCount(), 2);
        QCOMPARE(tables.index(0).data().toString(), u"Orders"_s);
        QCOMPARE(tables.rowOf(TableId(u"a"_s)), 1);
        table.name = u"Purchases"_s;
        QVERIFY(StoreFixture::get(fixture.engine().saveTable(table)));
        QTRY_COMPARE(tables.index(0).data().toString(), u"Purchases"_s);
        QVERIFY(StoreFixture::get(fixture.engine().removeTable(table.id)));
        QTRY_COMPARE(tables.rowCount(), 1);
    }
};

QTEST_MAIN(TestRecordModel)
#include "tst_recordmodel.moc"
