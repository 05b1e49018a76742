// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/expression/codeedit.h"
#include "ui/expression/eventpicker.h"
#include "ui/expression/expressionconsole.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTreeView>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestExpressionConsole : public QObject
{
    Q_OBJECT

private slots:
    void triesOnTheNewestEvent()
    {
        PageFixture fixture;
        fixture.append(u"com.example.order"_s, R"({"total": 5})");
        fixture.append(u"com.example.order"_s, R"({"total": 7, "lines": [{"sku": "a"}]})");
        ExpressionConsole console(fixture.context());
        console.resize(900, 400);
        console.show();
        QVERIFY(QTest::qWaitForWindowExposed(&console));
        console.refresh();
        auto *samples = console.findChild<EventPicker *>(u"consoleSample"_s);
        QTRY_VERIFY(samples->count() >= 2);
        QVERIFY(samples->currentText().contains(u"com.example.order"_s));
        console.focusExpression();
        auto *edit = console.findChild<CodeEdit *>(u"consoleExpression"_s);
        QVERIFY(edit->hasFocus());
        QTest::keyClicks(edit, u"{'x': event.data.total + 1}"_s);
        auto *value = console.findChild<JsonView *>(u"consoleValue"_s);
        QTRY_COMPARE(value->model()->rowCount(), 1);
        const auto shown = [&](const JsonView *view) {
            return view->model()->index(0, JsonModel::ValueColumn).data().toString();
        };
        QCOMPARE(shown(value), u"8"_s);
        samples->setFocus();
        QTest::keyClick(samples, Qt::Key_Down);
        QTRY_COMPARE(shown(value), u"6"_s);
        // The tree of the event gives what it shows.
        edit->clear();
        auto *event = console.findChild<JsonView *>(u"consoleEvent"_s);
        QTRY_VERIFY(event->model()->rowCount() > 0);
        const auto first = event->model()->index(0, 0, event->model()->index(0, 0));
        QVERIFY(first.flags() & Qt::ItemIsDragEnabled);
        emit event->tree()->activated(first);
        QCOMPARE(edit->toPlainText(), u"event.id"_s);
        // Any other event by its number.
        samples->lineEdit()->selectAll();
        QTest::keyClicks(samples->lineEdit(), u"#1"_s);
        QTest::keyClick(samples->lineEdit(), Qt::Key_Return);
        QTRY_COMPARE(samples->current(), Sequence(1));
        QTRY_VERIFY(samples->currentText().contains(u"signalbox."_s));
        samples->lineEdit()->selectAll();
        QTest::keyClicks(samples->lineEdit(), u"99999"_s);
        QTest::keyClick(samples->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY(std::ranges::any_of(event->findChildren<QLabel *>(),
            [](const QLabel *label) { return label->isVisible() && !label->text().isEmpty(); }));
        QVERIFY(PageFixture::unnamedControls(console).isEmpty());
        if (qEnvironmentVariableIsSet("SIGNALBOX_GRABS")) {
            edit->setPlainText(u"event.data"_s);
            QTRY_VERIFY(value->model()->rowCount() > 0);
            console.grab().save(qEnvironmentVariable("SIGNALBOX_GRABS") + u"/console.png"_s);
        }
    }

    void saysWhatIsWrongAndWhere()
    {
        PageFixture fixture;
        ExpressionConsole console(fixture.context());
        console.show();
        auto *edit = console.findChild<CodeEdit *>(u"consoleExpression"_s);
        QTest::keyClicks(edit, u"1 +"_s);
        const auto *value = console.findChild<JsonView *>(u"consoleValue"_s);
        QTRY_VERIFY(std::ranges::any_of(value->findChildren<QLabel *>(),
            [](const QLabel *label) { return label->text().contains(u"column"_s); }));
    }
};

QTEST_MAIN(TestExpressionConsole)
#include "tst_expressionconsole.moc"
