// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets/pagefixture.h"
#include "ui/board/boardpage.h"
#include "ui/monitor/monitorpage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/trayicon.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray bell
    = R"({"format": "signalbox/rule", "formatVersion": 1, "id": "bell", "name": "Ring the bell",
  "steps": [{"id": "press", "type": "button", "name": "Ring", "config": {"label": "Ring"}}], "links": []})";

void show(MainWindow &window)
{
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

QStringList entries(const QListView &list)
{
    QStringList titles;
    for (int row = 0; row < list.model()->rowCount(); ++row)
        titles += list.model()->index(row, 0).data().toString();
    return titles;
}

bool isChecked(MainWindow &window, const QString &page)
{
    return window.findChild<QAbstractButton *>(u"page-"_s + page)->isChecked();
}

/// To look at, where a folder is named: in light and in dark.
void grabBoth(PageFixture &fixture, QWidget &widget, const QString &name)
{
    if (!qEnvironmentVariableIsSet("SIGNALBOX_GRABS"))
        return;
    for (const auto &mode : {u"light"_s, u"dark"_s}) {
        fixture.themes.setMode(mode);
        QCoreApplication::processEvents();
        widget.grab().save(u"%1/%2-%3.png"_s.arg(qEnvironmentVariable("SIGNALBOX_GRABS"), name, mode));
    }
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void keysAndRailOpenPages()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        QVERIFY(isChecked(window, u"board"_s));
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(window.findChild<MonitorPage *>() && window.findChild<MonitorPage *>()->isVisible());
        QVERIFY(isChecked(window, u"monitor"_s));
        QTest::mouseClick(window.findChild<QAbstractButton *>(u"page-settings"_s), Qt::LeftButton);
        QVERIFY(isChecked(window, u"settings"_s));
        QVERIFY(!window.findChild<MonitorPage *>()->isVisible());
    }

    void withoutRulesItSaysHowToBegin()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        auto *start = window.findChild<QAbstractButton *>(u"startExample"_s);
        QTRY_VERIFY(start->isVisible());
        QVERIFY(!window.findChild<BoardPage *>());

        fixture.publish(bell);
        QTRY_VERIFY(!start->isVisible());
        QVERIFY(window.findChild<BoardPage *>()->isVisible());
    }

    void theExampleComesAndGoesWithAClick()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        auto *remove = window.findChild<QAbstractButton *>(u"removeExample"_s);
        QTRY_VERIFY(window.findChild<QAbstractButton *>(u"startExample"_s)->isVisible());
        QTest::mouseClick(window.findChild<QAbstractButton *>(u"startExample"_s), Qt::LeftButton);
        QTRY_VERIFY(remove->isVisible());
        const auto rules
            = [&] { return fixture.read([](Reader &reader) { return reader.rules(); })->size(); };
        QTRY_VERIFY(rules() > 1);
        QTRY_VERIFY(remove->isEnabled());
        QTest::mouseClick(remove, Qt::LeftButton);
        QTRY_COMPARE(rules(), 0);
        QTRY_VERIFY(window.findChild<QAbstractButton *>(u"startExample"_s)->isVisible());
        QVERIFY(!remove->isVisible());
    }

    void thePaletteFindsPagesRulesAndButtons()
    {
        PageFixture fixture;
        fixture.publish(bell);
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = window.findChild<CommandPalette *>();
        auto *input = window.findChild<QLineEdit *>(u"paletteInput"_s);
        auto *list = window.findChild<QListView *>(u"paletteList"_s);
        QTRY_VERIFY(palette->isVisible());
        QTRY_VERIFY(input->hasFocus());
        QTRY_VERIFY(entries(*list).contains(u"Ring the bell"_s)); // the rule
        QVERIFY(entries(*list).contains(u"Ring"_s)); // its button
        QVERIFY(entries(*list).contains(u"Quit Signalbox"_s));

        QTest::keyClicks(input, u"mntr"_s);
        QCOMPARE(list->currentIndex().data().toString(), u"Monitor"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(palette->isHidden());
        QVERIFY(isChecked(window, u"monitor"_s));

        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(entries(*list).contains(u"Ring"_s));
        QCOMPARE(input->text(), QString());
        QTest::keyClicks(input, u"ring"_s);
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(fixture.events(u"signalbox.button.pressed"_s).size(), 1);
    }

    void thePaletteIsLeftByEscape()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = window.findChild<CommandPalette *>();
        auto *list = window.findChild<QListView *>(u"paletteList"_s);
        QTRY_VERIFY(palette->isVisible());
        const auto first = list->currentIndex().row();
        QTest::keyClick(window.findChild<QLineEdit *>(u"paletteInput"_s), Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), first + 1);
        QTest::keyClick(window.findChild<QLineEdit *>(u"paletteInput"_s), Qt::Key_Escape);
        QVERIFY(palette->isHidden());
        QVERIFY(isChecked(window, u"board"_s));
    }

    void withoutATrayClosingIsTheEnd()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        window.setHasTray(false);
        show(window);
        QSignalSpy quit(&window, &MainWindow::quitWanted);
        window.close();
        QCOMPARE(quit.size(), 1);
    }

    void closingAsksOnceWhetherTheEngineGoesOn()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        window.setHasTray(true);
        show(window);
        QSignalSpy quit(&window, &MainWindow::quitWanted);
        window.close();
        QVERIFY(window.isVisible());
        auto *keep = window.findChild<QAbstractButton *>(u"keepRunning"_s);
        QTRY_VERIFY(keep->isVisible());
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QVERIFY(!keep->isVisible());
        QVERIFY(window.isVisible()); // no answer changes nothing
        window.close();
        QTest::mouseClick(keep, Qt::LeftButton);
        QVERIFY(!window.isVisible());
        QVERIFY(quit.isEmpty());

        window.bringToFront();
        window.close();
        QVERIFY(!window.isVisible()); // not asked again
        QVERIFY(!keep->isVisible());
        QVERIFY(quit.isEmpty());
    }

    void whatClosingMeans()
    {
        QCOMPARE(whenClosed({}, true), WhenClosed::Ask);
        QCOMPARE(whenClosed({}, false), WhenClosed::Quit);
        QCOMPARE(whenClosed(u"tray"_s, true), WhenClosed::KeepRunning);
        QCOMPARE(whenClosed(u"tray"_s, false), WhenClosed::Quit);
        QCOMPARE(whenClosed(u"quit"_s, true), WhenClosed::Quit);
    }

    void messagesAndWaysArrive()
    {
        PageFixture fixture;
        const auto event = fixture.append(u"shop.order"_s);
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        emit window.navigator().say(u"Well done."_s);
        QCOMPARE(window.findChild<QLabel *>(u"said"_s)->text(), u"Well done."_s);
        emit window.navigator().showEvent(event);
        QVERIFY(isChecked(window, u"monitor"_s));
        emit window.navigator().showTable(TableId(u"orders"_s));
        QVERIFY(isChecked(window, u"records"_s));
        emit window.navigator().showRun(RunId(u"none"_s));
        QVERIFY(isChecked(window, u"runs"_s));
        emit window.navigator().newRule();
        QVERIFY(isChecked(window, u"rules"_s));
    }

    void itOpensWhereItWasClosed()
    {
        PageFixture fixture;
        {
            MainWindow window(fixture.context(), u"/data"_s);
            window.resize(1000, 640);
            show(window);
            window.openPage(PageId::Runs);
        }
        MainWindow window(fixture.context(), u"/data"_s);
        QCOMPARE(window.size(), QSize(1000, 640));
        QVERIFY(isChecked(window, u"runs"_s));
    }

    void theTrayMenuHasButtonsPauseAndQuit()
    {
        PageFixture fixture;
        fixture.publish(bell);
        MainWindow window(fixture.context(), u"/data"_s);
        const auto action = [&](const QString &text) -> QAction * {
            for (auto *found : window.tray().menu().actions()) {
                if (found->text() == text)
                    return found;
            }
            return nullptr;
        };
        QTRY_VERIFY(action(u"Ring"_s));
        action(u"Ring"_s)->trigger();
        QTRY_COMPARE(fixture.events(u"signalbox.button.pressed"_s).size(), 1);
        QTRY_VERIFY(action(u"Pause everything"_s) && action(u"Pause everything"_s)->isEnabled());
        action(u"Pause everything"_s)->trigger();
        QTRY_VERIFY(action(u"Resume everything"_s));
        QSignalSpy quit(&window, &MainWindow::quitWanted);
        action(u"Quit"_s)->trigger();
        QCOMPARE(quit.size(), 1);
    }

    void expressionsAreTriedInTheConsole()
    {
        PageFixture fixture;
        fixture.append(u"shop.order"_s, R"({"total": 41})");
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *console = window.findChild<QWidget *>(u"expressionConsole"_s);
        QVERIFY(console);
        auto *tool = console->window();
        QVERIFY(tool != &window && !tool->isModal());
        QVERIFY(QTest::qWaitForWindowActive(tool));
        auto *edit = console->findChild<QPlainTextEdit *>(u"consoleExpression"_s);
        QTRY_VERIFY(edit->hasFocus());
        auto *events = console->findChild<QComboBox *>(u"consoleSample"_s);
        const auto order = [events] { return events->findText(u"shop.order"_s, Qt::MatchContains); };
        QTRY_VERIFY(order() >= 0);
        events->setCurrentIndex(order());
        emit events->activated(order());
        QTest::keyClicks(edit, u"[event.data.total + 1] "_s);
        const auto *value = console->findChild<QWidget *>(u"consoleValue"_s)->findChild<QTreeView *>();
        QTRY_COMPARE(value->model()->rowCount(), 1);
        QCOMPARE(value->model()->index(0, 1).data().toString(), u"42"_s);

        // There is one, which keeps what was written.
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!tool->isVisible());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QTest::qWaitForWindowActive(tool));
        QCOMPARE(window.findChildren<QWidget *>(u"expressionConsole"_s).size(), 1);
        QCOMPARE(edit->toPlainText(), u"[event.data.total + 1] "_s);
        grabBoth(fixture, *tool, u"consolewindow"_s);
        window.hide();
        QVERIFY(!tool->isVisible());
    }

    void theReferenceExplainsFunctions()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        QTest::keyClick(&window, Qt::Key_F1);
        auto *search = window.findChild<QLineEdit *>(u"functionSearch"_s);
        QVERIFY(search);
        auto *tool = search->window();
        QVERIFY(tool != &window && !tool->isModal());
        QVERIFY(QTest::qWaitForWindowActive(tool));
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, u"size"_s);
        const auto *tree = tool->findChild<QTreeWidget *>(u"functionTree"_s);
        const auto found = tree->findItems(u"size"_s, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        QVERIFY(!found.first()->isHidden());
        const auto others = tree->findItems(u"math.ceil"_s, Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(others.size() == 1 && others.first()->isHidden());
        grabBoth(fixture, *tool, u"referencewindow"_s);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!tool->isVisible());

        // Out of an expression it opens with what is being written there.
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *edit = window.findChild<QPlainTextEdit *>(u"consoleExpression"_s);
        QVERIFY(QTest::qWaitForWindowActive(edit->window()));
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, u"math.ceil("_s);
        QTest::keyClick(edit, Qt::Key_F1);
        QVERIFY(QTest::qWaitForWindowActive(tool));
        QCOMPARE(tree->currentItem()->text(0), u"math.ceil"_s);
    }

    void everyCommandIsInAMenu()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        QList<QAction *> inMenus;
        for (const auto *menu : window.menuBar()->findChildren<QMenu *>())
            inMenus += menu->actions();
        QVERIFY(window.actions().size() > 10);
        for (auto *action : window.actions())
            QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
    }

    void everyControlOfTheFrameHasAName()
    {
        PageFixture fixture;
        MainWindow window(fixture.context(), u"/data"_s);
        show(window);
        for (const auto *button : window.findChildren<QAbstractButton *>()) {
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                    button->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
