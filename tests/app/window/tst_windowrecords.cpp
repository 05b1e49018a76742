// SPDX-License-Identifier: GPL-3.0-or-later
// A status changed in the grid of the whole program, and what is said where it is not taken.
#include "core/base/json.h"
#include "core/event/eventtypes.h"
#include "tests/app/window/windowfixture.h"
#include "tests/ui/records/shoptable.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray paid = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "paid", "name": "Paid",
  "steps": [{"id": "status", "type": "status", "name": "Paid", "config": {"table": "orders", "to": ["paid"]}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message":
              "{{ event.data.old }} to {{ event.data.new }}"}}],
  "links": [{"from": "status", "to": "note"}]})";

struct Shop : WindowFixture
{
    /// One order at "new", and the grid in sight.
    Shop()
    {
        if (!answerOf(engine().saveTable(shopTable())))
            qFatal("The table is not taken.");
        const auto created = change(
            {RecordCommand::Operation::Create, table, {}, {{u"customer"_s, u"Ada"_s}, {u"amount"_s, 10}}});
        record = created.id;
        if (!goTo(PageId::Records))
            qFatal("There are no records.");
        grid = await<QTableView>(u"records"_s);
        if (!grid || !QTest::qWaitFor([&] { return grid->model()->rowCount() == 1; }, hands::patience))
            qFatal("The order does not come.");
    }

    Record change(const RecordCommand &command)
    {
        const auto changed = answerOf(engine().changeRecord(command));
        if (!changed)
            qFatal("%s", qPrintable(changed.error().message));
        return *changed;
    }

    QModelIndex cell(int column) const { return grid->model()->index(0, column); }
    QJsonValue stored(const QString &field)
    {
        return read([this](Reader &reader) { return reader.record(table, record); }).values.value(field);
    }
    QJsonObject lastChange() { return *parseJsonObject(*events(eventtype::statusChanged).last().data); }

    /// The list of what the status may become, opened in the cell.
    QComboBox *openChoices()
    {
        QComboBox *box = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                box = grid->viewport()->findChild<QComboBox *>();
                return box && box->view()->isVisible();
            },
            hands::patience);
        return box;
    }

    const TableId table{u"orders"_s};
    RecordId record;
    QTableView *grid = nullptr;
};

} // namespace

class TestWindowRecords : public QObject
{
    Q_OBJECT

private slots:
    void theMouseChangesAStatusAndTheRuleRuns()
    {
        Shop shop;
        shop.publish(paid);
        QVERIFY(hands::click(shop.grid, shop.cell(StatusColumn)));
        QVERIFY(hands::doubleClick(shop.grid, shop.cell(StatusColumn)));
        auto *box = shop.openChoices();
        QVERIFY(box);
        QCOMPARE(box->findText(u"shipped"_s), -1); // not from here
        QVERIFY(hands::click(box->view(), box->model()->index(box->findText(u"paid"_s), 0)));

        QTRY_COMPARE(shop.stored(u"status"_s), u"paid"_s);
        QTRY_COMPARE(shop.cell(StatusColumn).data().toString(), u"paid"_s);
        QCOMPARE(shop.lastChange().value(u"old"_s), u"new"_s);
        QCOMPARE(shop.lastChange().value(u"new"_s), u"paid"_s);
        QCOMPARE(shop.lastChange().value(u"id"_s), shop.record.value);
        QTRY_COMPARE(shop.events(eventtype::logged).size(), 1);
        QCOMPARE(parseJsonObject(*shop.events(eventtype::logged).first().data)->value(u"message"_s),
            u"new to paid"_s);
    }

    void theKeyboardChangesAStatus()
    {
        Shop shop;
        QVERIFY(hands::tabTo(u"records"_s));
        hands::key(Qt::Key_Home);
        for (int i = 0; i < StatusColumn; ++i)
            hands::key(Qt::Key_Right);
        QCOMPARE(shop.grid->currentIndex(), shop.cell(StatusColumn));
        hands::key(Qt::Key_Return);
        auto *box = shop.openChoices();
        QVERIFY(box);
        hands::key(Qt::Key_Down);
        hands::key(Qt::Key_Return);
        QTRY_COMPARE(shop.stored(u"status"_s), u"check"_s);
        QCOMPARE(shop.lastChange().value(u"old"_s), u"new"_s);
        QCOMPARE(shop.lastChange().value(u"new"_s), u"check"_s);
        QTRY_VERIFY(shop.grid->hasFocus());
    }

    void aStatusThatIsNotAllowedAnyMoreIsSaidInItsPlace()
    {
        Shop shop;
        QVERIFY(hands::click(shop.grid, shop.cell(StatusColumn)));
        hands::key(Qt::Key_F2);
        auto *box = shop.openChoices();
        QVERIFY(box);
        // While somebody looks at the list, a rule ships the order.
        for (const auto &status : {u"paid"_s, u"shipped"_s})
            shop.change({RecordCommand::Operation::Update, shop.table, shop.record, {{u"status"_s, status}}});
        QTRY_COMPARE(shop.cell(StatusColumn).data().toString(), u"shipped"_s);
        const auto changes = shop.events(eventtype::statusChanged).size();
        QVERIFY(hands::click(box->view(), box->model()->index(box->findText(u"check"_s), 0)));

        auto *note = shop.await<QLabel>(u"cellNote"_s);
        QVERIFY(note);
        QVERIFY2(note->text().contains(u"shipped"_s), qPrintable(note->text()));
        const auto cell = shop.grid->visualRect(shop.cell(StatusColumn));
        QVERIFY(note->geometry().top() >= cell.bottom() || note->geometry().bottom() <= cell.top());
        QCOMPARE(shop.stored(u"status"_s), u"shipped"_s);
        QCOMPARE(shop.cell(StatusColumn).data().toString(), u"shipped"_s);
        QCOMPARE(shop.events(eventtype::statusChanged).size(), changes);

        QVERIFY(hands::click(note));
        QVERIFY(!note->isVisible());
    }

    void aWrongNumberIsSaidInItsPlaceAndTheRecordStays()
    {
        Shop shop;
        QVERIFY(hands::click(shop.grid, shop.cell(AmountColumn)));
        hands::key(Qt::Key_F2);
        hands::retype(u"-3"_s);
        hands::key(Qt::Key_Return);
        auto *note = shop.await<QLabel>(u"cellNote"_s);
        QVERIFY(note && !note->text().isEmpty());
        QCOMPARE(shop.stored(u"amount"_s), QJsonValue(10));

        // What was entered is there to be mended.
        hands::key(Qt::Key_F2);
        auto *edit = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(edit);
        QCOMPARE(edit->text(), u"-3"_s);
        hands::retype(u"30"_s);
        hands::key(Qt::Key_Return);
        QTRY_COMPARE(shop.stored(u"amount"_s), QJsonValue(30));
        QVERIFY(!note->isVisible());
    }
};

QTEST_MAIN(TestWindowRecords)
#include "tst_windowrecords.moc"
