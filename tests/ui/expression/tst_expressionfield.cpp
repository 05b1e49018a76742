// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/expression/samples.h"
#include "ui/expression/conditionbuilder.h"
#include "ui/expression/expressionfield.h"
#include "ui/expression/functionspanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonmodel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace signalbox;
using namespace Qt::StringLiterals;

class TestExpressionField : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_themes = std::make_unique<ThemeManager>(*qApp); }
    void cleanup()
    {
        // With a folder to put them in, what the tests leave can be looked at.
        if (m_field && qEnvironmentVariableIsSet("SIGNALBOX_GRABS")) {
            for (const auto &mode : {u"light"_s, u"dark"_s}) {
                m_themes->setMode(mode);
                m_field->adjustSize();
                m_field->resize(360, m_field->sizeHint().height());
                m_field->grab().save(u"%1/%2-%3.png"_s.arg(qEnvironmentVariable("SIGNALBOX_GRABS"),
                    QString::fromLatin1(QTest::currentTestFunction()), mode));
            }
        }
        m_field.reset();
    }

    void typingShowsTheValueOnTheSample()
    {
        show({});
        QSignalSpy edits(m_field.get(), &ExpressionField::edited);
        QTest::keyClicks(m_field->edit(), u"event.data.total * 2"_s);
        QCOMPARE(edits.last().first().toString(), u"event.data.total * 2"_s);
        QTRY_COMPARE(text("sampleResult"), u"= 500"_s);
        m_field->edit()->selectAll();
        QTest::keyClicks(m_field->edit(), u"event.data.nope"_s);
        QTRY_VERIFY2(text("sampleResult").startsWith(u"On the sample: "_s), qPrintable(text("sampleResult")));
        QVERIFY(text("sampleResult").contains(u"nope"_s));
    }

    void errorsAreUnderlinedAndMended()
    {
        show({});
        m_field->edit()->setSample({});
        QTest::keyClicks(m_field->edit(), u"evnt.data.total"_s);
        QVERIFY(text("expressionProblem").contains(u"column 1"_s));
        const auto marks = m_field->edit()->extraSelections();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.first().cursor.selectedText(), u"evnt"_s);
        auto *fix = m_field->findChild<QPushButton *>(u"expressionFix"_s);
        QVERIFY(fix->isVisible());
        QTest::mouseClick(fix, Qt::LeftButton);
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data.total"_s);
        QCOMPARE(text("expressionProblem"), QString());
        QVERIFY(!fix->isVisible());
    }

    void whatOnlyTheSampleShowsIsAWarning()
    {
        show({});
        QTest::keyClicks(m_field->edit(), u"event.data.total.startsWith('x')"_s);
        QCOMPARE(m_field->edit()->problems().size(), 1);
        QVERIFY(m_field->edit()->problems().first().warning);
    }

    void completesByKeyboard()
    {
        show({});
        auto *edit = m_field->edit();
        QTest::keyClicks(edit, u"event.data.co"_s);
        auto *popup = m_field->findChild<QCompleter *>()->popup();
        QVERIFY(popup->isVisible());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(edit->toPlainText(), u"event.data.country"_s);
        QTest::keyClicks(edit, u".startsW"_s);
        QTest::keyClick(edit, Qt::Key_Tab);
        QCOMPARE(edit->toPlainText(), u"event.data.country.startsWith()"_s);
        QVERIFY(text("callHelp").contains(u"string.startsWith(string) -> bool"_s));
        QTest::keyClicks(edit, u"'D'"_s);
        QCOMPARE(edit->toPlainText(), u"event.data.country.startsWith('D')"_s);
        QTRY_COMPARE(text("sampleResult"), u"= true"_s);
    }

    void tabLeavesWhatIsWrittenOut()
    {
        show({});
        QTest::keyClicks(m_field->edit(), u"event.data"_s);
        m_field->edit()->document()->setModified(false);
        QTest::keyClick(m_field->edit(), Qt::Key_Space, Qt::ControlModifier);
        QTest::keyClick(m_field->edit(), Qt::Key_Tab);
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data"_s);
        QVERIFY(!m_field->findChild<QCompleter *>()->popup()->isVisible());
    }

    void chosesWithTheArrowsAndEscapes()
    {
        show({});
        auto *edit = m_field->edit();
        QTest::keyClick(edit, Qt::Key_Space, Qt::ControlModifier);
        auto *popup = m_field->findChild<QCompleter *>()->popup();
        QVERIFY(popup->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QCOMPARE(edit->toPlainText(), QString());
        QTest::keyClicks(edit, u"event."_s);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(edit->toPlainText(), u"event.data"_s);
    }

    void aMemberThatIsNoNameTakesTheDotAway()
    {
        show({});
        QTest::keyClicks(m_field->edit(), u"event.data.content"_s);
        QTest::keyClick(m_field->edit(), Qt::Key_Return);
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data[\"content-type\"]"_s);
    }

    void oneLineStaysOneLine()
    {
        show({.kind = CodeKind::Template, .lines = {1, 4, true}});
        QTest::keyClicks(m_field->edit(), u"a\rb"_s);
        QCOMPARE(m_field->edit()->toPlainText(), u"ab"_s);
        QMimeData pasted;
        pasted.setText(u"c\nd"_s);
        static_cast<Opened *>(m_field->edit())->insertFromMimeData(&pasted);
        QCOMPARE(m_field->edit()->toPlainText(), u"abc d"_s);
        QVERIFY(!m_field->findChild<QLabel *>(u"sampleResult"_s)->isVisible()); // it is what it is
    }

    void templatesAreFilledIn()
    {
        show({.kind = CodeKind::Template, .lines = {2, 4, false}});
        QTest::keyClicks(m_field->edit(), u"To {{ event.data.country }}: {{ event.data.total"_s);
        QVERIFY(!text("expressionProblem").isEmpty());
        QTest::keyClick(m_field->edit(), Qt::Key_Escape);
        QTest::keyClicks(m_field->edit(), u" }}"_s);
        QCOMPARE(text("expressionProblem"), QString());
        QTRY_COMPARE(text("sampleResult"), u"= To DE: 250"_s);
    }

    void jsonIsFilledInAndChecked()
    {
        show({.kind = CodeKind::Json, .lines = {3, 8, false}});
        QTest::keyClicks(m_field->edit(),
            u"{\"sum\": \"{{ event.data.total }}\", \"type\": \"{{ event.data[\\\"content-type\\\"] }}\"}"_s);
        QCOMPARE(text("expressionProblem"), QString());
        QTRY_COMPARE(text("sampleResult"), u"= {\"sum\":250,\"type\":\"x\"}"_s);
        // A slip is marked where it is, behind escapes as well.
        m_field->showText(u"{\"a\": \"{{ 'x' == \\\"y\\\" && event.data.totl > 1 }}\"}"_s);
        QCOMPARE(m_field->edit()->problems().size(), 1);
        const auto problem = m_field->edit()->problems().first();
        QVERIFY(m_field->edit()->toPlainText().mid(problem.start, problem.length).contains(u"totl"_s));
        m_field->showText(u"{\"a\": ,}"_s);
        QVERIFY2(text("expressionProblem").contains(u"JSON"_s), qPrintable(text("expressionProblem")));
        QVERIFY(text("expressionProblem").contains(u"column"_s));
    }

    void jsonTakesValuesWithQuotes()
    {
        show({.kind = CodeKind::Json, .lines = {3, 8, false}});
        auto *edit = m_field->edit();
        edit->insertExpression(u"event.data"_s);
        QCOMPARE(edit->toPlainText(), u"{{ event.data }}"_s); // alone it keeps its type
        m_field->showText(u"{\"a\": , \"b\": \"x\"}"_s);
        auto cursor = edit->textCursor();
        cursor.setPosition(6);
        edit->setTextCursor(cursor);
        edit->insertExpression(u"event.data[\"content-type\"]"_s);
        QCOMPARE(edit->toPlainText(), u"{\"a\": \"{{ event.data[\\\"content-type\\\"] }}\", \"b\": \"x\"}"_s);
        cursor.setPosition(int(edit->toPlainText().size()) - 2);
        edit->setTextCursor(cursor);
        edit->insertExpression(u"event.data.total"_s);
        QVERIFY2(edit->toPlainText().endsWith(u"\"b\": \"x{{ event.data.total }}\"}"_s),
            qPrintable(edit->toPlainText()));
    }

    void whatIsDroppedBecomesAnExpression()
    {
        show({.kind = CodeKind::Template, .lines = {1, 4, true}});
        QMimeData dropped;
        dropped.setData(JsonModel::pathFormat(), "event.data.total");
        auto *edit = static_cast<Opened *>(m_field->edit());
        edit->insertFromMimeData(&dropped);
        QCOMPARE(edit->toPlainText(), u"{{ event.data.total }}"_s);
        auto cursor = edit->textCursor();
        cursor.setPosition(3);
        edit->setTextCursor(cursor);
        edit->insertFromMimeData(&dropped); // into braces it goes as it is
        QCOMPARE(edit->toPlainText(), u"{{ event.data.totalevent.data.total }}"_s);
    }

    void coloursWords()
    {
        show({.lines = {1, 8, false}});
        m_field->showText(u"event.data.total\n  + '''a\nc'''"_s);
        // The first colours come with the next round of events, later ones at once.
        QTRY_VERIFY(!m_field->edit()->document()->firstBlock().layout()->formats().isEmpty());
        const auto formats = m_field->edit()->document()->firstBlock().layout()->formats();
        QCOMPARE(formats.first().format.foreground().color(), m_themes->theme().named(u"blue"_s));
        // A string goes on in the next line, and no longer when its quotes go.
        const auto last = [&] { return m_field->edit()->document()->lastBlock().layout()->formats(); };
        QCOMPARE(last().first().format.foreground().color(), m_themes->theme().named(u"green"_s));
        const auto at = m_field->edit()->toPlainText().indexOf(u"'''"_s);
        m_field->edit()->replace({at, 3}, QString());
        QCOMPARE(last().first().format.foreground().color(), m_themes->theme().named(u"blue"_s));
    }

    void conditionsAreChosen()
    {
        show({.lines = {1, 8, false}, .isCondition = true});
        auto *build = m_field->findChild<QToolButton *>(u"buildCondition"_s);
        auto *builder = m_field->findChild<ConditionBuilder *>();
        QTest::mouseClick(build, Qt::LeftButton);
        QVERIFY(builder->isVisible());
        QTest::mouseClick(last<QPushButton>("addCondition"), Qt::LeftButton);
        auto *field = last<QComboBox>("conditionField");
        QCOMPARE(field->currentText(), u"event.data.total"_s);
        auto *operation = last<QComboBox>("conditionOperator");
        operation->setCurrentIndex(operation->findText(u"is more"_s, Qt::MatchStartsWith));
        emit operation->activated(operation->currentIndex()); // as the list does when it is open
        QTest::keyClicks(last<QLineEdit>("conditionValue"), u"100"_s);
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data.total > 100"_s);
        QTRY_COMPARE(text("sampleResult"), u"= true"_s);
        QTest::mouseClick(last<QPushButton>("addGroup"), Qt::LeftButton);
        field = last<QComboBox>("conditionField");
        field->lineEdit()->selectAll();
        QTest::keyClicks(field->lineEdit(), u"event.data.country"_s);
        QVERIFY(builder->isVisible()); // also while the field was half typed
        last<QLineEdit>("conditionValue")->selectAll();
        QTest::keyClicks(last<QLineEdit>("conditionValue"), u"DE"_s);
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data.total > 100 && event.data.country == \"DE\""_s);
    }

    void textAndRowsSayTheSame()
    {
        show({.lines = {1, 8, false}, .isCondition = true});
        auto *build = m_field->findChild<QToolButton *>(u"buildCondition"_s);
        QTest::keyClicks(m_field->edit(), u"event.data.paid == true || event.data.total < 5"_s);
        QTest::mouseClick(build, Qt::LeftButton);
        QVERIFY(!m_field->edit()->isVisible());
        QCOMPARE(last<QLineEdit>("conditionValue")->text(), u"5"_s);
        QTest::mouseClick(m_field->findChild<QToolButton *>(u"writeCondition"_s), Qt::LeftButton);
        m_field->edit()->setFocus();
        QTest::keyClicks(m_field->edit(), u" + 1"_s); // more than comparisons
        QCOMPARE(m_field->edit()->toPlainText(), u"event.data.paid == true || event.data.total < 5 + 1"_s);
        QTest::mouseClick(build, Qt::LeftButton);
        QVERIFY(!m_field->findChild<ConditionBuilder *>()->isVisible());
        QVERIFY(m_field->edit()->isVisible());
        QVERIFY2(
            text("whyNotBuilt").contains(u"event.data.total < 5 + 1"_s), qPrintable(text("whyNotBuilt")));
        QVERIFY(!build->isChecked());
    }

    void functionsAreFound()
    {
        FunctionsPanel panel(*m_themes);
        panel.resize(340, 700);
        panel.show();
        auto *tree = panel.findChild<QTreeWidget *>();
        int all = 0;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            all += tree->topLevelItem(i)->childCount();
        QCOMPARE(all, functionReference().size());
        panel.focusSearch();
        QTest::keyClicks(panel.findChild<QLineEdit *>(u"functionSearch"_s), u"startswith"_s);
        QCOMPARE(panel.findChild<QLabel *>(u"functionSignatures"_s)->text(),
            u"string.startsWith(string) -> bool"_s);
        QVERIFY(panel.findChild<QLabel *>(u"functionExample"_s)->text().contains(u"\n= "_s));
        panel.choose(u"ceil"_s);
        QVERIFY(panel.findChild<QLabel *>(u"functionSignatures"_s)->text().startsWith(u"math.ceil"_s));
        QTest::keyClicks(panel.findChild<QLineEdit *>(u"functionSearch"_s), u"qqqq"_s);
        QVERIFY(panel.findChild<QLabel *>(u"noFunction"_s)->isVisible());
        if (qEnvironmentVariableIsSet("SIGNALBOX_GRABS")) {
            panel.choose(u"startsWith"_s);
            panel.grab().save(qEnvironmentVariable("SIGNALBOX_GRABS") + u"/functions.png"_s);
        }
    }

private:
    /// Opens what only a drop or a paste reaches.
    struct Opened : CodeEdit
    {
        using CodeEdit::insertFromMimeData;
    };

    void show(const ExpressionField::Options &options)
    {
        m_field = std::make_unique<ExpressionField>(*m_themes, options);
        m_field->resize(360, 400);
        m_field->setSample(shopSample());
        m_field->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_field.get()));
        m_field->edit()->setFocus();
    }
    QString text(const char *name) { return m_field->findChild<QLabel *>(QString::fromLatin1(name))->text(); }
    template <typename Widget> Widget *last(const char *name)
    {
        Widget *found = nullptr;
        for (auto *widget : m_field->findChildren<Widget *>(QString::fromLatin1(name))) {
            if (widget->isVisible())
                found = widget;
        }
        return found;
    }

    std::unique_ptr<ThemeManager> m_themes;
    std::unique_ptr<ExpressionField> m_field;
};

QTEST_MAIN(TestExpressionField)
#include "tst_expressionfield.moc"
