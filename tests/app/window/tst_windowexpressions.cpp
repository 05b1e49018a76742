// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/editorhands.h"
#include "ui/editor/problemlist.h"
#include "ui/expression/codeedit.h"
#include "ui/expression/eventpicker.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QCompleter>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray orders
    = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "orders", "name": "Orders",
  "steps": [{"id": "in", "type": "event", "name": "An order", "config": {"type": "shop.order"}},
            {"id": "price", "type": "set", "name": "Price", "config": {"values": {"gross": "{{ event.data.total * 2 }}"}}},
            {"id": "big", "type": "if", "name": "Big?", "config": {"condition": "event.data.total > 100"}},
            {"id": "note", "type": "log", "name": "Note", "config": {"message": "Order "}}],
  "links": [{"from": "in", "to": "price"}, {"from": "price", "to": "big"}, {"from": "big", "port": "true", "to": "note"}],
  "layout": {"in": [0, 0], "price": [0, 120], "big": [0, 240], "note": [0, 360]}})";

/// The rule above in the editor, after two orders came.
struct Orders : WindowFixture
{
    Orders()
    {
        publish(orders);
        first = emitOrder(R"({"total": 20, "customer": {"name": "Ada"}})");
        second = emitOrder(R"({"total": 250, "customer": {"name": "Bob"}})");
        if (!QTest::qWaitFor([&] { return allFinished(); }, hands::patience))
            qFatal("The orders do not run.");
        if (!goTo(PageId::Rules))
            qFatal("There are no rules.");
        editor.emplace(*this);
        if (!QTest::qWaitFor([&] { return editor->scene()->document() != nullptr; }, hands::patience))
            qFatal("The rule does not open.");
    }

    Sequence emitOrder(const QByteArray &data)
    {
        Event event;
        event.type = u"shop.order"_s;
        event.source = u"/shop"_s;
        event.data = data;
        const auto appended = answerOf(engine().emitEvent(event));
        if (!appended)
            qFatal("%s", qPrintable(appended.error().message));
        return appended->sequence;
    }
    bool allFinished()
    {
        const auto all = runs();
        return all.size() == 2
            && std::ranges::all_of(all, [](const Run &run) { return run.state == State::Succeeded; });
    }

    /// By the outline's way, which needs no place on the canvas.
    void select(const char *step)
    {
        editor->scene()->select({StepId(QString::fromLatin1(step))});
        if (!await(u"stepName"_s))
            qFatal("The step is not to be seen.");
    }
    CodeEdit *code(const QString &field)
    {
        auto *whole = await(u"field-"_s + field);
        return whole ? whole->findChild<CodeEdit *>() : nullptr;
    }
    /// What stands below a field.
    QString said(const QString &field, const QString &label)
    {
        const auto *found = await(u"field-"_s + field)->findChild<QLabel *>(label);
        return found && found->isVisible() ? found->text() : QString();
    }
    JsonView *tree() { return await<JsonView>(u"sampleTree"_s); }
    QModelIndex inTree(const QString &path)
    {
        QModelIndex found;
        (void)QTest::qWaitFor([&] { return (found = find({}, path)).isValid(); }, hands::patience);
        return found;
    }

    Sequence first = 0;
    Sequence second = 0;
    std::optional<EditorHands> editor;

private:
    QModelIndex find(const QModelIndex &parent, const QString &path)
    {
        const auto *model = tree()->model();
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const auto index = model->index(row, 0, parent);
            if (model->path(index, u""_s) == path)
                return index;
            if (const auto inner = find(index, path); inner.isValid())
                return inner;
        }
        return {};
    }
};

} // namespace

class TestWindowExpressions : public QObject
{
    Q_OBJECT

private slots:
    void aValueIsCarriedIntoAField()
    {
        Orders orders;
        orders.select("note");
        auto *message = orders.code(u"message"_s);
        QVERIFY(message);
        const auto name = orders.inTree(u"event.data.customer.name"_s);
        QVERIFY(name.isValid());
        QVERIFY(hands::carry(orders.tree()->tree(), name, message->viewport(),
            message->viewport()->rect().center() + QPoint(message->width() / 3, 0)));
        QCOMPARE(orders.editor->config("note").value(u"message"_s).toString(),
            u"Order {{ event.data.customer.name }}"_s);
        QVERIFY(message->hasFocus());
        QTRY_COMPARE(orders.said(u"message"_s, u"sampleResult"_s), u"= Order Bob"_s);
        // What a step put out is named by the step.
        const auto gross = orders.inTree(u"steps.price.output.gross"_s);
        QVERIFY(gross.isValid());
        QCOMPARE(gross.parent().parent().data().toString(), u"Price"_s);

        orders.select("big");
        auto *condition = orders.code(u"condition"_s);
        const auto total = orders.inTree(u"event.data.total"_s);
        QVERIFY(hands::carry(orders.tree()->tree(), total, condition->viewport(), QPoint(4, 8)));
        QCOMPARE(orders.editor->config("big").value(u"condition"_s).toString(),
            u"event.data.totalevent.data.total > 100"_s); // an expression needs no braces
    }

    void aValueIsPutIntoTheFieldByKeyboard()
    {
        Orders orders;
        orders.select("note");
        auto *message = orders.code(u"message"_s);
        QVERIFY(hands::click(message));
        hands::key(Qt::Key_End, Qt::ControlModifier);
        auto *tree = orders.tree()->tree();
        tree->setCurrentIndex(orders.inTree(u"event.data.total"_s));
        tree->setFocus();
        hands::key(Qt::Key_Return);
        QCOMPARE(message->toPlainText(), u"Order {{ event.data.total }}"_s);
        QVERIFY(message->hasFocus());
        hands::type(u", "_s);
        QVERIFY(hands::doubleClick(tree, orders.inTree(u"event.data.customer.name"_s)));
        QCOMPARE(message->toPlainText(), u"Order {{ event.data.total }}, {{ event.data.customer.name }}"_s);
    }

    void anotherEventIsChosen()
    {
        Orders orders;
        orders.select("big");
        QTRY_COMPARE(orders.said(u"condition"_s, u"sampleResult"_s), u"= true"_s);
        auto *events = orders.await<EventPicker>(u"sampleEvent"_s);
        QTRY_VERIFY(events->count() > 3);
        events->setFocus();
        hands::key(Qt::Key_Down); // the newest that fits
        hands::key(Qt::Key_Down); // and the one before it
        QTRY_COMPARE(events->current(), orders.first);
        QTRY_COMPARE(orders.said(u"condition"_s, u"sampleResult"_s), u"= false"_s);
        // What its own run put out, too.
        orders.select("note");
        const auto gross = orders.inTree(u"steps.price.output.gross"_s);
        QCOMPARE(gross.siblingAtColumn(JsonModel::ValueColumn).data().toString(), u"40"_s);
        // Any event by its number; one that is not there is said, and nothing is lost.
        QVERIFY(hands::click(events->lineEdit()));
        hands::retype(u"#%1"_s.arg(orders.second));
        hands::key(Qt::Key_Return);
        QTRY_COMPARE(events->current(), orders.second);
        QVERIFY(hands::click(events->lineEdit()));
        hands::retype(u"4711"_s);
        hands::key(Qt::Key_Return);
        QTRY_COMPARE(events->current(), Sequence(0));
    }

    void tabLeavesAndEscapeOnlyClosesTheList()
    {
        Orders orders;
        orders.select("big");
        auto *condition = orders.code(u"condition"_s);
        QVERIFY(hands::click(condition));
        hands::retype(u"event.data.t"_s);
        auto *popup = condition->findChild<QCompleter *>()->popup();
        QTRY_VERIFY(popup->isVisible());
        hands::key(Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QVERIFY(condition->hasFocus());
        QCOMPARE(orders.editor->scene()->selectedSteps(), QList<StepId>{StepId(u"big"_s)});
        QCOMPARE(condition->toPlainText(), u"event.data.t"_s);
        hands::key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(popup->isVisible());
        hands::key(Qt::Key_Return);
        QCOMPARE(condition->toPlainText(), u"event.data.total"_s);
        hands::key(Qt::Key_Backspace);
        hands::type(u"l"_s); // all of a name, so that there is nothing to take from the list
        hands::key(Qt::Key_Tab);
        QVERIFY(!condition->hasFocus());
        QCOMPARE(condition->toPlainText(), u"event.data.total"_s);
    }

    void theConditionIsBuilt()
    {
        Orders orders;
        orders.select("big");
        QVERIFY(orders.click(u"buildCondition"_s));
        auto *value = orders.await<QLineEdit>(u"conditionValue"_s);
        QVERIFY(value);
        QCOMPARE(value->text(), u"100"_s);
        QVERIFY(hands::click(value));
        hands::retype(u"300"_s);
        QCOMPARE(orders.editor->config("big").value(u"condition"_s).toString(), u"event.data.total > 300"_s);
        QTRY_COMPARE(orders.said(u"condition"_s, u"sampleResult"_s), u"= false"_s);
        QVERIFY(orders.click(u"writeCondition"_s));
        QVERIFY(hands::click(orders.code(u"condition"_s)));
        hands::retype(u"event.data.total + 1 > 300"_s);
        QVERIFY(orders.click(u"buildCondition"_s));
        QVERIFY(orders.said(u"condition"_s, u"whyNotBuilt"_s).contains(u"event.data.total + 1 > 300"_s));
        QVERIFY(orders.code(u"condition"_s)->isVisible());
    }

    void aProblemLeadsToItsPlace()
    {
        Orders orders;
        orders.select("big");
        QVERIFY(hands::click(orders.code(u"condition"_s)));
        hands::retype(u"event.data.total > 5 && event.data.totl > 7 "_s); // a slip, as the samples show
        auto *list = orders.seen<ProblemList>(u"problemList"_s);
        if (!list)
            QVERIFY(orders.click(u"problemsTab"_s));
        list = orders.await<ProblemList>(u"problemList"_s);
        QTRY_COMPARE(list->count(), 1);
        QTRY_VERIFY2(list->item(0)->text().contains(u"totl"_s), qPrintable(list->item(0)->text()));
        orders.select("note");
        QVERIFY(hands::click(list, list->model()->index(0, 0)));
        auto *condition = orders.code(u"condition"_s);
        // Of the window: the keyboard may be with a list of choices that has closed (hands::keyboard).
        QVERIFY(condition && condition->window()->focusWidget() == condition);
        QCOMPARE(condition->textCursor().position(), int(condition->problems().first().start));
        QVERIFY(condition->textCursor().position() > 20);
        // It is mended with one press, and does not keep the rule from going live.
        QVERIFY(orders.click(u"expressionFix"_s));
        QCOMPARE(condition->toPlainText(), u"event.data.total > 5 && event.data.total > 7 "_s);
        QTRY_VERIFY(!list->item(0)->text().contains(u"totl"_s));
    }

    void anEventOfTheMonitorOpensTheConsole()
    {
        Orders orders;
        QVERIFY(orders.goTo(PageId::Monitor));
        auto *events = orders.await<QAbstractItemView>(u"events"_s);
        QVERIFY(events);
        int row = -1;
        QTRY_VERIFY((row = rowOf(events, u"shop.order"_s)) >= 0);
        QVERIFY(hands::click(events, events->model()->index(row, 1)));
        QVERIFY(orders.click(u"tryExpressions"_s));
        auto *console = consoleOf();
        QVERIFY(console);
        auto *picker = console->findChild<EventPicker *>(u"consoleSample"_s);
        QTRY_COMPARE(picker->current(), orders.second);
        // The same from the table's menu.
        events->setFocus();
        auto *window = &orders.window();
        window->activateWindow();
        const auto at = hands::placeOf(events, events->model()->index(row + 1, 1));
        emit events->customContextMenuRequested(at);
        auto *menu = window->findChild<QMenu *>(u"eventMenu"_s);
        QVERIFY(menu);
        menu->actions().at(1)->trigger();
        QTRY_VERIFY(picker->current() != orders.second);
    }

private:
    static int rowOf(const QAbstractItemView *events, const QString &type)
    {
        for (int row = 0; row < events->model()->rowCount(); ++row) {
            if (events->model()->index(row, 1).data().toString() == type)
                return row;
        }
        return -1;
    }
    static QWidget *consoleOf()
    {
        for (auto *widget : QApplication::allWidgets()) {
            if (widget->objectName() == u"expressionConsole" && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
};

QTEST_MAIN(TestWindowExpressions)
#include "tst_windowexpressions.moc"
