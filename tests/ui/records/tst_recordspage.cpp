// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "tests/ui/records/shoptable.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/records/recordspage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace signalbox;
using namespace Qt::StringLiterals;
using Operation = RecordCommand::Operation;

namespace {

struct Shop : PageFixture
{
    explicit Shop(int records = 1)
    {
        const auto saved = StoreFixture::get(engine().saveTable(shopTable()));
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message));
        for (int i = 0; i < records; ++i)
            (void)StoreFixture::get(engine().changeRecord({Operation::Create, TableId(u"orders"_s), {},
                {{u"customer"_s, u"Customer %1"_s.arg(i)}, {u"amount"_s, 10 + i}}}));
        page.resize(1100, 600);
        page.show();
        page.headerWidget()->show();
    }

    Record record(int row)
    {
        return read([](Reader &reader) { return reader.records(TableId(u"orders"_s), {}, 100); })->value(row);
    }

    QTableView *grid() { return page.findChild<QTableView *>(u"records"_s); }
    QModelIndex cell(int row, int column) { return grid()->model()->index(row, column); }

    template <typename Widget> Widget *part(const QString &name) { return page.findChild<Widget *>(name); }

    void click(const QString &name)
    {
        QPushButton *shown = nullptr; // each panel has its own question
        for (auto *button : page.findChildren<QPushButton *>(name)) {
            if (button->isVisible())
                shown = button;
        }
        QVERIFY2(shown && shown->isEnabled(), qPrintable(name));
        QTest::mouseClick(shown, Qt::LeftButton);
    }

    RecordsPage page{context(), navigator};
};

} // namespace

class TestRecordsPage : public QObject
{
    Q_OBJECT

private slots:
    void withoutATableItOffersTheFirstStep()
    {
        PageFixture fixture;
        RecordsPage page(fixture.context(), fixture.navigator);
        page.resize(1100, 600);
        page.show();
        auto *load = page.findChild<QPushButton *>(u"loadExample"_s);
        QTRY_VERIFY(load->isVisible());
        QSignalSpy wanted(&page, &RecordsPage::exampleWanted);
        QTest::mouseClick(load, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QTest::mouseClick(page.findChild<QPushButton *>(u"firstTable"_s), Qt::LeftButton);
        QVERIFY(page.findChild<QLineEdit *>(u"tableName"_s)->isVisible());
    }

    void theKeyboardChangesAStatus()
    {
        Shop shop;
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 1);
        const auto before = shop.record(0);
        shop.grid()->setFocus();
        shop.grid()->setCurrentIndex(shop.cell(0, StatusColumn));
        QTest::keyClick(shop.grid(), Qt::Key_F2);
        QComboBox *box = nullptr;
        QTRY_VERIFY((box = shop.grid()->viewport()->findChild<QComboBox *>()));
        QStringList offered;
        for (int i = 0; i < box->count(); ++i)
            offered += box->itemText(i);
        QCOMPARE(offered, (QStringList{u"new"_s, u"check"_s, u"paid"_s})); // never "shipped" from here
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClick(box->view(), Qt::Key_Down);
        QTest::keyClick(box->view(), Qt::Key_Down);
        QTest::keyClick(box->view(), Qt::Key_Return);

        QTRY_COMPARE(shop.record(0).values.value(u"status"_s).toString(), u"paid"_s);
        QTRY_COMPARE(shop.cell(0, StatusColumn).data().toString(), u"paid"_s);
        const auto changes = shop.events(eventtype::statusChanged);
        QCOMPARE(changes.size(), 2); // at creation, and now
        const auto data = QJsonDocument::fromJson(*changes.last().data).object();
        QCOMPARE(data.value(u"old"_s).toString(), u"new"_s);
        QCOMPARE(data.value(u"new"_s).toString(), u"paid"_s);
        QCOMPARE(changes.last().subject, before.id.value);
    }

    void theMouseChangesAStatus()
    {
        Shop shop;
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 1);
        const auto place = shop.grid()->visualRect(shop.cell(0, StatusColumn)).center();
        QTest::mouseClick(shop.grid()->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(shop.grid()->viewport(), Qt::LeftButton, {}, place);
        QComboBox *box = nullptr;
        QTRY_VERIFY((box = shop.grid()->viewport()->findChild<QComboBox *>()));
        QTRY_VERIFY(box->view()->isVisible());
        const auto check = box->view()->visualRect(box->model()->index(1, 0)).center();
        QTest::mouseMove(box->view()->viewport(), check);
        QTest::mouseClick(box->view()->viewport(), Qt::LeftButton, {}, check);
        QTRY_COMPARE(shop.record(0).values.value(u"status"_s).toString(), u"check"_s);
        QTRY_COMPARE(shop.events(eventtype::statusChanged).size(), 2);
    }

    void aWrongEntryIsSaidAtItsCellAndKept()
    {
        Shop shop;
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 1);
        shop.grid()->setFocus();
        shop.grid()->setCurrentIndex(shop.cell(0, AmountColumn));
        QTest::keyClick(shop.grid(), Qt::Key_Return);
        auto *edit = shop.grid()->viewport()->findChild<QLineEdit *>();
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, u"-3"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        auto *note = shop.part<QLabel>(u"cellNote"_s);
        QTRY_VERIFY(note->isVisible());
        QVERIFY(!note->text().isEmpty());
        QVERIFY(shop.grid()->visualRect(shop.cell(0, AmountColumn)).bottom() <= note->geometry().top());
        QCOMPARE(shop.record(0).values.value(u"amount"_s).toDouble(), 10.0);

        QTest::keyClick(shop.grid(), Qt::Key_F2);
        edit = shop.grid()->viewport()->findChild<QLineEdit *>();
        QVERIFY(edit && !note->isVisible());
        QCOMPARE(edit->text(), u"-3"_s);
        edit->selectAll();
        QTest::keyClicks(edit, u"12"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(shop.record(0).values.value(u"amount"_s).toDouble(), 12.0);
    }

    void aRecordIsFilledIn()
    {
        Shop shop(0);
        auto *first = shop.part<QPushButton>(u"firstRecord"_s);
        QTRY_VERIFY(first->isVisible());
        shop.click(u"firstRecord"_s);
        auto *customer = shop.part<QLineEdit>(u"customer"_s);
        QVERIFY(customer && customer->isVisible());
        auto *status = shop.part<QComboBox>(u"status"_s);
        QCOMPARE(status->count(), 1);
        QCOMPARE(status->itemText(0), u"new"_s); // the one in which it may begin
        QCOMPARE(PageFixture::unnamedControls(shop.page), QStringList());
        shop.click(u"createRecord"_s);
        QVERIFY(!customer->accessibleDescription().isEmpty());
        QTest::keyClicks(customer, u"Ada"_s);
        QTest::keyClick(customer, Qt::Key_Return);
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 1);
        QTRY_COMPARE(customer->text(), QString());
        QCOMPARE(shop.record(0).values.value(u"customer"_s).toString(), u"Ada"_s);
        QTRY_COMPARE(shop.grid()->currentIndex().row(), 0);
    }

    void recordsAreDeletedAfterAQuestion()
    {
        Shop shop(3);
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 3);
        shop.grid()->setFocus();
        shop.grid()->selectRow(1);
        QTest::keyClick(shop.grid(), Qt::Key_Delete);
        shop.click(u"keep"_s);
        QTest::keyClick(shop.grid(), Qt::Key_Delete);
        QCOMPARE(
            shop.record(2).values.value(u"customer"_s).toString(), u"Customer 2"_s); // nothing is gone yet
        shop.click(u"confirm"_s);
        QTRY_COMPARE(shop.grid()->model()->rowCount(), 2);
        QCOMPARE(shop.cell(1, CustomerColumn).data().toString(), u"Customer 2"_s);
    }

    void aTableIsMadeChangedAndRemoved()
    {
        Shop shop;
        auto *tables = shop.part<QListView>(u"tables"_s);
        QTRY_COMPARE(tables->model()->rowCount(), 1);
        shop.click(u"newTable"_s);
        QTest::keyClicks(shop.part<QLineEdit>(u"tableName"_s), u"Visitors"_s);
        QTest::keyClicks(shop.part<QLineEdit>(u"label"_s), u"Full name"_s);
        shop.click(u"saveTable"_s);
        QTRY_COMPARE(tables->model()->rowCount(), 2);
        QTRY_COMPARE(tables->currentIndex().data().toString(), u"Visitors"_s);
        const auto stored = shop.read([](Reader &reader) { return reader.table(TableId(u"visitors"_s)); });
        QVERIFY(stored);
        QCOMPARE(stored->fields.first().name, u"full_name"_s);

        auto *editTable = shop.page.headerWidget()->findChild<QPushButton *>(u"editTable"_s);
        QTest::mouseClick(editTable, Qt::LeftButton);
        shop.click(u"removeTable"_s);
        shop.click(u"confirm"_s);
        QTRY_COMPARE(tables->model()->rowCount(), 1);
        QTRY_COMPARE(tables->currentIndex().data().toString(), u"Orders"_s);
    }

    void aTableIsOpenedFromElsewhere()
    {
        Shop shop;
        (void)StoreFixture::get(
            shop.engine().saveTable({TableId(u"z"_s), u"Zoo"_s, {shopTable().fields.first()}}));
        shop.page.openTable(TableId(u"z"_s));
        QTRY_COMPARE(shop.part<QListView>(u"tables"_s)->currentIndex().data().toString(), u"Zoo"_s);
    }
};

QTEST_MAIN(TestRecordsPage)
#include "tst_recordspage.moc"
