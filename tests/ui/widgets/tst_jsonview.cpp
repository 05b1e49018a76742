// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestJsonView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_themes = std::make_unique<ThemeManager>(*qApp); }
    void opensSmallThingsAtOnce();
    void leavesLargeThingsClosed();
    void copiesByKeyboard();
    void textIsText();
    void wrongJsonIsTextAndSaysSo();
    void emptyContainers();
    void largeContentComesFromTheBackground();
    void newerContentWins();

private:
    std::unique_ptr<ThemeManager> m_themes;
};

void TestJsonView::opensSmallThingsAtOnce()
{
    JsonView view(*m_themes);
    QSignalSpy shown(&view, &JsonView::shown);
    view.setContent(R"({"a":{"b":[1,2]},"c":3})", true);
    QCOMPARE(shown.size(), 1);
    const auto a = view.model()->index(0, 0);
    QVERIFY(view.tree()->isExpanded(a));
    QVERIFY(view.tree()->isExpanded(view.model()->index(0, 0, a)));
    QCOMPARE(view.model()->nodeCount(), 5);
}

void TestJsonView::leavesLargeThingsClosed()
{
    JsonView view(*m_themes);
    view.setContent(R"({"many":[)" + QByteArray("1,").repeated(100) + R"(2],"few":[1]})", true);
    QVERIFY(!view.tree()->isExpanded(view.model()->index(0, 0)));
    QVERIFY(view.tree()->isExpanded(view.model()->index(1, 0)));
}

void TestJsonView::copiesByKeyboard()
{
    JsonView view(*m_themes);
    view.resize(400, 300);
    view.setContent(R"({"order":{"id":"A \"1\"","lines":[1,  2]}})", true, u"event.data"_s);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.tree()->setFocus();
    QTest::keyClick(view.tree(), Qt::Key_Down);
    QTest::keyClick(view.tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"A \"1\""_s);
    QTest::keyClick(view.tree(), Qt::Key_Down);
    QTest::keyClick(view.tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"[1,  2]"_s); // as it came
    QTest::keyClick(view.tree(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"event.data.order.lines"_s);
}

void TestJsonView::textIsText()
{
    JsonView view(*m_themes);
    view.setContent("<b>not bold</b> {\"a\":1}", false);
    auto *text = view.findChild<QPlainTextEdit *>();
    QVERIFY(text->isVisibleTo(&view));
    QCOMPARE(text->toPlainText(), u"<b>not bold</b> {\"a\":1}"_s);

    view.setContent(QByteArray("line of text\n").repeated(100'000), false);
    QTRY_COMPARE(view.model()->rowCount(), 200); // groups of lines
    QVERIFY(view.tree()->isVisibleTo(&view));
}

void TestJsonView::wrongJsonIsTextAndSaysSo()
{
    JsonView view(*m_themes);
    view.setContent("{\"a\":", true);
    QCOMPARE(view.findChild<QPlainTextEdit *>()->toPlainText(), u"{\"a\":"_s);
    QVERIFY(std::ranges::any_of(view.findChildren<QLabel *>(), [&](auto *label) {
        return label->isVisibleTo(&view) && label->text().contains(u"not valid JSON"_s);
    }));
    // … and no longer, once there is JSON.
    view.setContent("[1]", true);
    QVERIFY(std::ranges::none_of(
        view.findChildren<QLabel *>(), [&](auto *label) { return label->isVisibleTo(&view); }));
}

void TestJsonView::emptyContainers()
{
    JsonView view(*m_themes);
    QSignalSpy shown(&view, &JsonView::shown);
    view.setContent("{}", true);
    view.setContent("[]", true);
    view.setContent("", true);
    QCOMPARE(shown.size(), 3);
}

void TestJsonView::largeContentComesFromTheBackground()
{
    JsonView view(*m_themes);
    QSignalSpy shown(&view, &JsonView::shown);
    view.setContent("{\"head\":1,\"body\":[" + QByteArray("12345,").repeated(1'000'000) + "0]}", true);
    QCOMPARE(shown.size(), 0); // the window goes on
    QVERIFY(shown.wait());
    QCOMPARE(view.model()->rowCount(), 2);
    view.tree()->expand(view.model()->index(1, 0));
    QTRY_COMPARE(view.model()->rowCount(view.model()->index(1, 0)), 5);
    QVERIFY(view.model()->nodeCount() < 10);
}

void TestJsonView::newerContentWins()
{
    JsonView view(*m_themes);
    view.setContent("[" + QByteArray("12345,").repeated(200'000) + "0]", true);
    view.setContent("[7]", true);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(view.model()->rowCount(), 1);
    QCOMPARE(view.model()->index(0, 1).data().toString(), u"7"_s);
}

QTEST_MAIN(TestJsonView)
#include "tst_jsonview.moc"
