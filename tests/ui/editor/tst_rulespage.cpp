// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/eventtypes.h"
#include "core/rule/rulefile.h"
#include "tests/support/ruletext.h"
#include "tests/ui/widgets/pagefixture.h"
#include "ui/editor/canvasview.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/livestates.h"
#include "ui/editor/noticebar.h"
#include "ui/editor/outlinetree.h"
#include "ui/editor/palettetree.h"
#include "ui/editor/problemlist.h"
#include "ui/editor/quickadd.h"
#include "ui/editor/ruledelegate.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/ruleeditor.h"
#include "ui/editor/rulelistmodel.h"
#include "ui/editor/rulelistpanel.h"
#include "ui/editor/rulescene.h"
#include "ui/editor/ruleshelf.h"
#include "ui/editor/rulespage.h"
#include "ui/editor/textarea.h"
#include "ui/editor/toggleswitch.h"
#include "ui/expression/eventpicker.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// The whole page on a real engine, with real mouse and key events.
class TestRulesPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void anEmptyPageOffersTheFirstRule();
    void buildsPublishesAndRunsARule();
    void aResizedCanvasLeavesThePanelThatAddsOpen();
    void whatIsAddedIsSeen();
    void aNewHookIsReadyToBeTriedAndRegistered();
    void draftsSaveThemselves();
    void nothingIsLostWhenThePageGoes();
    void problemsKeepItFromGoingLive();
    void conflictsWithOtherRulesAreProblems();
    void theSwitchSwitches();
    void undoSurvivesAnotherRule();
    void keysOfTheCanvas();
    void copiesBetweenRules();
    void deletingAsksFirst();
    void othersChangesAreTakenOver();
    void aRuleThatOthersRemoveGoes();
    void importsAndDuplicates();
    void fromAnEvent();
    void aPastRunIsShown();
    void theOutlineSelects();
    void runNowRefusesBrokenData();
    void theListFilters();
    void everythingHasAName();

private:
    void open();
    void publish(const char *id, const QString &steps, const QHash<QString, QJsonObject> &configs = {});
    template <typename Widget> Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name)
    {
        auto *widget = find<QWidget>(name);
        QVERIFY2(widget && widget->isVisible() && widget->isEnabled(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void add(const QString &type)
    {
        auto *search = find<QLineEdit>("paletteSearch");
        search->clear();
        QTest::keyClicks(search, type);
        QTest::keyClick(search, Qt::Key_Return);
    }
    void type(const char *field, const QString &text)
    {
        auto *editor = find<QWidget>(field);
        QVERIFY2(editor, field);
        auto *target = editor->focusProxy() ? editor->focusProxy() : editor;
        QTest::keyClicks(target, text);
    }
    StoredRule stored(const char *id)
    {
        const RuleId rule(QString::fromLatin1(id));
        return m_fixture->read([rule](Reader &reader) { return reader.rule(rule); }).value_or(StoredRule());
    }
    RuleDocument &document() const { return *m_page->editor()->document(); }
    QList<Run> runs(const char *id)
    {
        const RuleId rule(QString::fromLatin1(id));
        return *m_fixture->read([rule](Reader &reader) {
            return reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, 10);
        });
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<RulesPage> m_page;
};

namespace {

const QHash<QString, QJsonObject> logging{{u"log"_s, {{u"message"_s, u"hello"_s}}}};

} // namespace

void TestRulesPage::init()
{
    m_fixture = std::make_unique<PageFixture>();
}

void TestRulesPage::cleanup()
{
    m_page.reset();
    m_fixture.reset();
}

void TestRulesPage::open()
{
    m_page = std::make_unique<RulesPage>(m_fixture->context(), m_fixture->navigator);
    m_page->headerWidget()->move(900, 0);
    m_page->resize(1280, 760);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->activateWindow();
    QTRY_VERIFY(m_page->shelf()->isLoaded());
}

void TestRulesPage::publish(const char *id, const QString &steps, const QHash<QString, QJsonObject> &configs)
{
    auto rule = ruleFromText(steps, configs);
    rule.id = RuleId(QString::fromLatin1(id));
    rule.name = QString::fromLatin1(id);
    m_fixture->publish(writeRule(rule));
}

void TestRulesPage::anEmptyPageOffersTheFirstRule()
{
    open();
    auto *first = find<QPushButton>("firstRuleButton");
    QTRY_VERIFY(first->isVisible());
    QTest::mouseClick(first, Qt::LeftButton);
    QVERIFY(find<QWidget>("ruleEditor")->isVisible());
    QVERIFY(find<QLineEdit>("ruleName")->hasFocus());
    QTRY_COMPARE(stored("new-rule").draft.name, u"New rule"_s);
    QCOMPARE(stored("new-rule").version, 0);
}

void TestRulesPage::buildsPublishesAndRunsARule()
{
    open();
    m_page->newRule();
    auto *name = find<QLineEdit>("ruleName");
    name->selectAll();
    QTest::keyClicks(name, u"Doorbell"_s);
    QCOMPARE(find<QPushButton>("ruleTitle")->text(), u"Doorbell"_s);
    QTest::keyClick(name, Qt::Key_Return); // and what is typed next is for the canvas
    QVERIFY(m_page->editor()->findChild<CanvasView *>()->hasFocus());
    add(u"button"_s);
    add(u"log"_s);
    type("field-message", u"rang"_s);
    QTest::keyClick(find<QWidget>("field-message")->focusProxy(), Qt::Key_Escape);
    QVERIFY(m_page->editor()->findChild<CanvasView *>()->hasFocus());
    QCOMPARE(document().rule().links.size(), 1);
    QCOMPARE(find<QLabel>("draftMark")->text(), u"Draft · never published"_s);
    QVERIFY(!find<ToggleSwitch>("enableSwitch")->isOn());

    click("publishButton");
    QTRY_COMPARE(stored("new-rule").version, 1);
    QVERIFY(stored("new-rule").enabled);
    QTRY_COMPARE(find<QLabel>("draftMark")->text(), u"Version 1 is live"_s);
    QTRY_VERIFY(find<ToggleSwitch>("enableSwitch")->isOn());
    QVERIFY(!find<QPushButton>("publishButton")->isEnabled());

    click("runButton");
    QVERIFY(find<TextArea>("runData")->hasFocus());
    click("runStart");
    QTRY_COMPARE(m_fixture->events(eventtype::logged).size(), 1);
    const auto *scene = m_page->editor()->scene();
    QTRY_COMPARE(scene->stepItem(StepId(u"log"_s))->look().state, std::optional(State::Succeeded));
    QTRY_COMPARE(scene->stepItem(StepId(u"button"_s))->look().state, std::optional(State::Succeeded));
    QSignalSpy shown(&m_fixture->navigator, &Navigator::showRun);
    click("runShow");
    QCOMPARE(shown.value(0).value(0).value<RunId>(), runs("new-rule").first().id);

    // An edit makes a draft again; what is live stays until it is published.
    document().setConfig(StepId(u"log"_s), u"message"_s, u"rang twice"_s);
    QCOMPARE(find<QLabel>("draftMark")->text(), u"Draft · live is version 1"_s);
    QTRY_VERIFY(stored("new-rule").hasDraftChanges);
    QCOMPARE(stored("new-rule").version, 1);
    QSignalSpy said(&m_fixture->navigator, &Navigator::say);
    const auto lastSaid = [&said] { return said.isEmpty() ? QString() : said.last().at(0).toString(); };
    click("publishButton");
    QTRY_COMPARE(stored("new-rule").version, 2);
    QTRY_VERIFY(lastSaid().contains(u"is live"_s));

    // By keys, while it is off.
    click("enableSwitch");
    QTRY_VERIFY(!find<ToggleSwitch>("enableSwitch")->isOn());
    document().setConfig(StepId(u"log"_s), u"message"_s, u"rang again"_s);
    m_page->editor()->findChild<CanvasView *>()->setFocus();
    QTest::keyClick(m_page->editor()->findChild<CanvasView *>(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(stored("new-rule").version, 3);
    QTRY_VERIFY2(lastSaid().contains(u"is off"_s), qPrintable(lastSaid()));
}

void TestRulesPage::aResizedCanvasLeavesThePanelThatAddsOpen()
{
    open();
    m_page->newRule();
    auto *canvas = m_page->editor()->findChild<CanvasView *>();
    canvas->openQuickAdd();
    auto *panel = find<QuickAdd>("quickAdd");
    QVERIFY(panel->isVisible());
    QTest::keyClicks(panel->search(), u"no such step"_s);
    QVERIFY(find<QLabel>("quickAddNone")->isVisible());
    m_page->resize(m_page->width(), m_page->height() - 200);
    QTRY_VERIFY(panel->geometry().bottom() <= canvas->rect().bottom());
    QVERIFY(panel->isVisible());
    QCOMPARE(panel->search()->text(), u"no such step"_s);
    panel->search()->clear();
    QVERIFY(find<QLabel>("quickAddNone")->isHidden());
    QVERIFY(panel->list()->isVisible());
}

void TestRulesPage::whatIsAddedIsSeen()
{
    open();
    m_page->newRule();
    auto *canvas = m_page->editor()->findChild<CanvasView *>();
    auto *panel = find<QuickAdd>("quickAdd");
    for (int i = 0; i < 8; ++i) {
        canvas->openQuickAdd();
        QTest::keyClicks(panel->search(), i == 0 ? u"button pressed"_s : u"wait"_s);
        QTest::keyClick(panel->search(), Qt::Key_Return);
        const auto added = m_page->editor()->scene()->selectedSteps();
        QCOMPARE(added.size(), 1);
        const auto *item = m_page->editor()->scene()->stepItem(added.first());
        const auto seen = canvas->mapToScene(canvas->viewport()->rect()).boundingRect();
        QVERIFY2(seen.contains(item->mapRectToScene(stepgeometry::body(item->look()))),
            qPrintable(added.first().value));
    }
}

void TestRulesPage::aNewHookIsReadyToBeTriedAndRegistered()
{
    open();
    m_page->newRule();
    m_page->editor()->findChild<CanvasView *>()->addStep(u"webhook#github"_s, {});
    click("hookStepsButton");
    QTRY_VERIFY(m_page->editor()->findChild<EventPicker *>()->currentText().startsWith(u"sample of"_s));
    QVERIFY(m_fixture->context().settings.set(u"publicUrl"_s, u"https://hooks.example.com/"_s));
    QVERIFY(find<QLabel>("hookSteps")->text().contains(u"https://hooks.example.com/hook/github"_s));
}

void TestRulesPage::draftsSaveThemselves()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_COMPARE(document().rule().id, RuleId(u"a"_s)); // the page is never without a rule
    m_page->editor()->scene()->select({StepId(u"log"_s)});
    type("field-message", u" there"_s);
    QTRY_COMPARE(
        stored("a").draft.step(StepId(u"log"_s))->config.value(u"message"_s).toString(), u"hello there"_s);
    QVERIFY(stored("a").hasDraftChanges);
    // Taken back, it is what is live.
    document().undoStack()->undo();
    QTRY_VERIFY(!stored("a").hasDraftChanges);
    QTRY_COMPARE(find<QLabel>("draftMark")->text(), u"Version 1 is live"_s);
}

void TestRulesPage::nothingIsLostWhenThePageGoes()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_VERIFY(m_page->editor()->document());
    document().setName(u"Changed"_s);
    m_page.reset();
    QTRY_COMPARE(stored("a").draft.name, u"Changed"_s);
}

void TestRulesPage::problemsKeepItFromGoingLive()
{
    open();
    m_page->newRule();
    add(u"button"_s);
    add(u"log"_s);
    click("publishButton");
    const auto *notice = find<NoticeBar>("notice");
    QVERIFY2(notice->text().contains(u"Message"_s), qPrintable(notice->text()));
    auto *problems = find<ProblemList>("problemList");
    QVERIFY(problems->isVisible());
    QCOMPARE(problems->count(), 1);
    QCOMPARE(find<QToolButton>("problemsTab")->text(), u"Problems (1)"_s);
    QVERIFY(!m_page->editor()->scene()->stepItem(StepId(u"log"_s))->look().problems.isEmpty());
    // The list leads to the place.
    m_page->editor()->scene()->select({});
    QTest::mouseClick(
        problems->viewport(), Qt::LeftButton, {}, problems->visualItemRect(problems->item(0)).center());
    QCOMPARE(m_page->editor()->scene()->selectedSteps(), QList<StepId>{StepId(u"log"_s)});
    QVERIFY(find<QWidget>("field-message")->focusProxy()->hasFocus());
    type("field-message", u"x"_s);
    QTRY_COMPARE(find<QToolButton>("problemsTab")->text(), u"Problems"_s);
    QCOMPARE(stored("new-rule").version, 0);
    click("publishButton");
    QTRY_COMPARE(stored("new-rule").version, 1);
    QCOMPARE(notice->text(), QString());
}

void TestRulesPage::conflictsWithOtherRulesAreProblems()
{
    publish("a", u"webhook"_s, {{u"webhook"_s, {{u"path"_s, u"orders"_s}}}});
    open();
    m_page->newRule();
    add(u"webhook"_s);
    type("field-path", u"orders"_s);
    auto *tab = find<QToolButton>("problemsTab");
    const auto conflicts = m_fixture->context().engine.conflictsOf(document().rule());
    QTRY_VERIFY(conflicts.isFinished());
    QCOMPARE(conflicts.result()->size(), 0); // they are alike
    QTRY_COMPARE(tab->text(), u"Problems"_s);
    // The other one changes, and so what this one may say.
    publish("a", u"webhook"_s,
        {{u"webhook"_s, {{u"path"_s, u"orders"_s}, {u"methods"_s, QJsonArray{u"GET"_s}}}}});
    QTRY_COMPARE(tab->text(), u"Problems (1)"_s);
    click("publishButton");
    const auto *notice = find<NoticeBar>("notice");
    QVERIFY2(
        notice->text().contains(u"\"a\" takes what comes to /hook/orders too"_s), qPrintable(notice->text()));
    QCOMPARE(find<ProblemList>("problemList")->count(), 1);
    QCOMPARE(stored("new-rule").version, 0);
    type("field-path", u"2"_s);
    QTRY_COMPARE(tab->text(), u"Problems"_s);
    click("publishButton");
    QTRY_COMPARE(stored("new-rule").version, 1);
}

void TestRulesPage::theSwitchSwitches()
{
    publish("a", u"button > log"_s, logging);
    open();
    auto *toggle = find<ToggleSwitch>("enableSwitch");
    QTRY_VERIFY(toggle->isOn());
    click("enableSwitch");
    QTRY_VERIFY(!stored("a").enabled);
    QTRY_VERIFY(!toggle->isOn());
    QCOMPARE(find<QLabel>("draftMark")->text(), u"Version 1 is off"_s);
    // In the list, with the mouse and with the keyboard.
    auto *list = find<QListView>("ruleList");
    QStyleOptionViewItem option;
    option.rect = list->visualRect(list->model()->index(0, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, RuleDelegate::switchRect(option).center());
    QTRY_VERIFY(stored("a").enabled);
    QTRY_VERIFY(toggle->isOn());
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_VERIFY(!stored("a").enabled);
    QCOMPARE(stored("a").version, 1);
}

void TestRulesPage::undoSurvivesAnotherRule()
{
    publish("a", u"button > log"_s, logging);
    publish("b", u"button > log"_s, logging);
    open();
    QTRY_COMPARE(m_page->shelf()->rules().size(), 2);
    m_page->openRule(RuleId(u"a"_s));
    document().setName(u"Other name"_s);
    m_page->openRule(RuleId(u"b"_s));
    QVERIFY(!document().undoStack()->canUndo());
    QVERIFY(!find<QToolButton>("undoButton")->isEnabled());
    m_page->openRule(RuleId(u"a"_s));
    QCOMPARE(document().rule().name, u"Other name"_s);
    QVERIFY(find<QToolButton>("undoButton")->isEnabled());
    click("undoButton");
    QCOMPARE(document().rule().name, u"a"_s);
    QCOMPARE(find<QListView>("ruleList")->currentIndex().data().toString(), u"a"_s);
}

void TestRulesPage::keysOfTheCanvas()
{
    publish("a", u"button > log > log2"_s,
        {{u"log"_s, {{u"message"_s, u"1"_s}}}, {u"log2"_s, {{u"message"_s, u"2"_s}}}});
    open();
    QTRY_VERIFY(m_page->editor()->document());
    auto *canvas = m_page->editor()->canvas();
    auto *scene = m_page->editor()->scene();
    canvas->setFocus();
    scene->select({StepId(u"log"_s)});
    QTest::keyClick(canvas, Qt::Key_Delete, Qt::ControlModifier); // heals
    QCOMPARE(document().rule().links, (QList<Link>{{StepId(u"button"_s), StepId(u"log2"_s)}}));
    QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().rule().steps.size(), 3);
    QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(document().rule().steps.size(), 2);
    QTest::keyClick(canvas, Qt::Key_Z, Qt::ControlModifier);
    scene->select({StepId(u"log"_s)});
    QTest::keyClick(canvas, Qt::Key_Delete);
    QCOMPARE(document().rule().steps.size(), 2);
    QVERIFY(document().rule().links.isEmpty());
    QTest::keyClick(canvas, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(scene->selectedSteps().size(), 2);
    QTest::keyClick(canvas, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(document().rule().steps.size(), 4);
    scene->select({StepId(u"log2"_s)});
    QTest::keyClick(canvas, Qt::Key_F2);
    QVERIFY(find<QLineEdit>("stepName")->hasFocus());
    QTest::keyClicks(find<QLineEdit>("stepName"), u"a1"_s); // typed, no shortcut of the canvas
    QCOMPARE(document().rule().step(StepId(u"log2"_s))->name, u"a1"_s);
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_A);
    QVERIFY(find<QLineEdit>("quickAddSearch")->hasFocus());
    QTest::keyClick(find<QLineEdit>("quickAddSearch"), Qt::Key_Escape);
    canvas->zoomIn();
    QTest::keyClick(canvas, Qt::Key_0);
    QCOMPARE(canvas->zoom(), 1.0);
    QTest::keyClick(canvas, Qt::Key_Return);
    QVERIFY(!canvas->hasFocus());
}

void TestRulesPage::copiesBetweenRules()
{
    publish("a", u"button > log > log2"_s,
        {{u"log"_s, {{u"message"_s, u"1"_s}}}, {u"log2"_s, {{u"message"_s, u"2"_s}}}});
    open();
    QTRY_VERIFY(m_page->editor()->document());
    auto *canvas = m_page->editor()->canvas();
    canvas->setFocus();
    m_page->editor()->scene()->select({StepId(u"log"_s), StepId(u"log2"_s)});
    QTest::keyClick(canvas, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"signalbox/steps"_s));
    QCOMPARE(document().undoStack()->count(), 0); // copying is no command
    m_page->newRule();
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(document().rule().steps.size(), 2);
    QCOMPARE(document().rule().links.size(), 1);
    QCOMPARE(m_page->editor()->scene()->selectedSteps().size(), 2);
    QTest::keyClick(canvas, Qt::Key_X, Qt::ControlModifier);
    QVERIFY(document().rule().steps.isEmpty());
    QGuiApplication::clipboard()->setText(u"nothing of ours"_s);
    QTest::keyClick(canvas, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(document().rule().steps.isEmpty());
    QVERIFY(!find<NoticeBar>("notice")->text().isEmpty());
}

void TestRulesPage::deletingAsksFirst()
{
    publish("a", u"button > log"_s, logging);
    publish("b", u"button > log"_s, logging);
    open();
    QTRY_COMPARE(m_page->shelf()->rules().size(), 2);
    m_page->openRule(RuleId(u"a"_s));
    auto *list = find<QListView>("ruleList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    click("keep");
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(m_page->shelf()->rules().size(), 2);
    click("confirm");
    QTRY_COMPARE(m_page->shelf()->rules().size(), 1);
    QCOMPARE(document().rule().id, RuleId(u"b"_s)); // the page shows what is left
    document().setName(u"still works"_s);
    QTRY_COMPARE(stored("b").draft.name, u"still works"_s);
}

void TestRulesPage::othersChangesAreTakenOver()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_VERIFY(m_page->editor()->document());
    auto theirs = document().rule();
    theirs.name = u"From outside"_s;
    m_fixture->publish(writeRule(theirs));
    QTRY_COMPARE(document().rule().name, u"From outside"_s);
    QCOMPARE(find<QLineEdit>("ruleName")->text(), u"From outside"_s);
    QTRY_COMPARE(find<QLabel>("draftMark")->text(), u"Version 2 is live"_s);
    document().undoStack()->undo(); // even that
    QTRY_COMPARE(stored("a").draft.name, u"a"_s);
    QCOMPARE(document().rule().name, u"a"_s);
}

void TestRulesPage::aRuleThatOthersRemoveGoes()
{
    publish("a", u"button > log"_s, logging);
    publish("b", u"button > log"_s, logging);
    open();
    QTRY_COMPARE(m_page->shelf()->rules().size(), 2);
    m_page->openRule(RuleId(u"a"_s));
    m_fixture->engine().removeRule(RuleId(u"a"_s)).waitForFinished();
    QTRY_COMPARE(document().rule().id, RuleId(u"b"_s));
    QVERIFY(!m_page->shelf()->document(RuleId(u"a"_s)));
    // One of the same id that comes later is a new one.
    publish("a", u"button > log > log2"_s,
        {{u"log"_s, {{u"message"_s, u"1"_s}}}, {u"log2"_s, {{u"message"_s, u"2"_s}}}});
    QTRY_COMPARE(m_page->shelf()->rules().size(), 2);
    m_page->openRule(RuleId(u"a"_s));
    QCOMPARE(document().rule().steps.size(), 3);
    QVERIFY(!document().undoStack()->canUndo());
}

void TestRulesPage::importsAndDuplicates()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_VERIFY(m_page->editor()->document());
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    auto known = document().rule();
    known.name = u"Newer"_s;
    auto fresh = ruleFromText(u"button > log"_s, logging);
    fresh.id = RuleId(u"fresh"_s);
    fresh.enabled = true;
    write(u"known.json"_s, writeRule(known));
    write(u"fresh.json"_s, writeRule(fresh));
    write(u"broken.json"_s, "{");
    QSignalSpy said(&m_fixture->navigator, &Navigator::say);
    auto *panel = m_page->findChild<RuleListPanel *>();
    panel->importFiles({folder.filePath(u"known.json"_s), folder.filePath(u"broken.json"_s),
        folder.filePath(u"missing.json"_s), folder.filePath(u"fresh.json"_s)});
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(u"broken.json"_s));
    QCOMPARE(document().rule().id, RuleId(u"fresh"_s));
    QTRY_COMPARE(stored("fresh").draft.steps.size(), 2);
    QVERIFY(!stored("fresh").enabled); // whatever the file says
    QTRY_COMPARE(stored("a").draft.name, u"Newer"_s);
    QCOMPARE(stored("a").version, 1); // what is live stays
    m_page->findChild<QAction *>(u"duplicateRule"_s)->trigger();
    QCOMPARE(document().rule().name, u"R (copy)"_s);
    QTRY_COMPARE(stored("r-copy").draft.steps.size(), 2);
}

void TestRulesPage::fromAnEvent()
{
    open();
    Event event;
    event.type = u"com.example.paid"_s;
    m_page->newRuleFromEvent(event);
    QCOMPARE(document().rule().steps.first().type, u"event"_s);
    QCOMPARE(document().rule().steps.first().config, (QJsonObject{{u"type"_s, u"com.example.paid"_s}}));
    event.request = {{u"method"_s, u"POST"_s}, {u"path"_s, u"/hook/pay/in"_s}};
    m_page->newRuleFromEvent(event);
    QCOMPARE(document().rule().steps.first().type, u"webhook"_s);
    QCOMPARE(document().rule().steps.first().config, (QJsonObject{{u"path"_s, u"pay/in"_s}}));
    QCOMPARE(m_page->shelf()->rules().size(), 2);
}

void TestRulesPage::aPastRunIsShown()
{
    publish("a", u"button > if; if:true > log; if:false > log2"_s,
        {{u"if"_s, {{u"condition"_s, u"event.data.big"_s}}}, {u"log"_s, {{u"message"_s, u"1"_s}}},
            {u"log2"_s, {{u"message"_s, u"2"_s}}}});
    const auto run = [this](const QByteArray &data) {
        auto started = m_fixture->engine().runRule(RuleId(u"a"_s), {}, data);
        started.waitForFinished();
        QVERIFY(started.result());
    };
    run(R"({"big":true})");
    QTRY_COMPARE(runs("a").value(0).state, State::Succeeded);
    run(R"({"big":false})");
    QTRY_COMPARE(runs("a").size(), 2);
    QTRY_COMPARE(runs("a").value(0).state, State::Succeeded);
    open();
    click("runsTab");
    auto *history = find<QTreeWidget>("runHistory");
    QTRY_COMPARE(history->topLevelItemCount(), 2);
    const auto state = [this](const char *step) {
        return m_page->editor()->scene()->stepItem(StepId(QString::fromLatin1(step)))->look().state;
    };
    history->setCurrentItem(history->topLevelItem(1));
    QTRY_COMPARE(state("log"), std::optional(State::Succeeded));
    QVERIFY(state("log2") != std::optional(State::Succeeded));
    QTest::keyClick(history, Qt::Key_Up);
    QTRY_COMPARE(state("log2"), std::optional(State::Succeeded));
    QVERIFY(state("log") != std::optional(State::Succeeded));
    click("followLiveButton");
    QTRY_COMPARE(state("log2"), std::nullopt);
    run(R"({"big":true})");
    QTRY_COMPARE(history->topLevelItemCount(), 3); // without a refresh
    QTRY_COMPARE(state("log"), std::optional(State::Succeeded));
}

void TestRulesPage::theOutlineSelects()
{
    publish("a", u"button > if; if:true > log"_s,
        {{u"if"_s, {{u"condition"_s, u"true"_s}}}, {u"log"_s, {{u"message"_s, u"1"_s}}}});
    open();
    QTRY_VERIFY(m_page->editor()->document());
    click("outlineTab");
    auto *outline = find<OutlineTree>("outline");
    QCOMPARE(outline->topLevelItemCount(), 3);
    outline->setFocus();
    outline->setCurrentItem(outline->topLevelItem(1));
    auto *scene = m_page->editor()->scene();
    QCOMPARE(scene->selectedSteps(), QList<StepId>{StepId(u"if"_s)});
    QVERIFY(outline->topLevelItem(1)->text(0).contains(u"true"_s));
    QTest::keyClick(outline, Qt::Key_Down);
    QCOMPARE(scene->selectedLinks(), (QList<Link>{{StepId(u"if"_s), StepId(u"log"_s), u"true"_s}}));
    QTest::keyClick(outline, Qt::Key_Delete);
    QCOMPARE(document().rule().links.size(), 1);
    QTest::keyClick(outline, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().rule().links.size(), 2);
    scene->select({StepId(u"log"_s)});
    QVERIFY(outline->topLevelItem(2)->isSelected());
    outline->setFocus();
    QTest::keyClick(outline, Qt::Key_Return);
    QVERIFY(find<QWidget>("field-message")->focusProxy()->hasFocus());
}

void TestRulesPage::runNowRefusesBrokenData()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_VERIFY(m_page->editor()->document());
    click("runButton");
    auto *data = find<TextArea>("runData");
    data->selectAll();
    QTest::keyClicks(data, u"{\"a\":"_s);
    click("runStart");
    QVERIFY(find<QLabel>("runNote")->text().contains(u"JSON"_s));
    QVERIFY(!data->extraSelections().isEmpty());
    QTest::keyClicks(data, u"1}"_s);
    click("runStart");
    QTRY_COMPARE(runs("a").size(), 1);
    QCOMPARE(
        m_fixture->events(eventtype::ruleRun).value(0).data.value_or(QByteArray()), QByteArray(R"({"a":1})"));
    // A rule that was never live has nothing to run.
    m_page->newRule();
    QVERIFY(!find<QPushButton>("runStart")->isEnabled());
}

void TestRulesPage::theListFilters()
{
    publish("apple", u"button > log"_s, logging);
    publish("pear", u"button > log"_s, logging);
    open();
    auto *list = find<QListView>("ruleList");
    QTRY_COMPARE(list->model()->rowCount(), 2);
    QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_page->openRule(RuleId(u"apple"_s));
    QTest::keyClicks(find<QLineEdit>("ruleSearch"), u"pea"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    QCOMPARE(document().rule().id, RuleId(u"apple"_s)); // looking for another one closes nothing
    QTest::mouseClick(
        list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(document().rule().id, RuleId(u"pear"_s));
    m_page->openRule(RuleId(u"apple"_s)); // shows itself, whatever the filter
    QCOMPARE(list->model()->rowCount(), 2);
    document().setFolder(u"Fruit"_s);
    QCOMPARE(list->model()->rowCount(), 3); // with the folder's heading
    QCOMPARE(list->currentIndex().data(RuleListModel::IdRole).toString(), u"apple"_s);
    QTRY_COMPARE(stored("apple").draft.folder, u"Fruit"_s);
}

/// Whoever does not see the page hears what each thing is.
void TestRulesPage::everythingHasAName()
{
    publish("a", u"button > log"_s, logging);
    open();
    QTRY_VERIFY(m_page->editor()->document());
    m_page->editor()->scene()->select({StepId(u"log"_s)});
    for (const auto *tab : {"problemsTab", "outlineTab", "runsTab", "tryTab"})
        click(tab);
    for (const auto *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        auto *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY(face);
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
            qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()
                + u" in "_s + widget->parentWidget()->objectName()));
    }
}

QTEST_MAIN(TestRulesPage)
#include "tst_rulespage.moc"
