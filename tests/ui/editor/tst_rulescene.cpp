// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ruletext.h"
#include "tests/ui/editor/editorsupport.h"
#include "ui/editor/arrangement.h"
#include "ui/editor/canvasview.h"
#include "ui/editor/livestates.h"
#include "ui/editor/palette.h"
#include "ui/editor/palettetree.h"
#include "ui/editor/quickadd.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulescene.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace signalbox;
using namespace Qt::StringLiterals;

/// A canvas on the screen, with real mouse and key events.
class TestRuleScene : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_themes = std::make_unique<ThemeManager>(*qApp); }
    void init();
    void cleanup();

    void followsTheDocument();
    void drawsALink();
    void drawsALinkBackwards();
    void drawsTheWayForFailures();
    void refusesACircleWithAReason();
    void dropOnEmptyOpensQuickAdd();
    void quickAddOffersWhatFits();
    void movesByDragging();
    void droppedOnAWireItIsInserted();
    void selects();
    void keysNudgeAndWalk();
    void zoomsAtThePointer();
    void fitsTheWholeRule();
    void pansWithTheMiddleButton();
    void paletteFilters();
    void placesFromTheKeyboardAreConnected();
    void showsProblemsAndStates();
    void dropsFromThePalette();
    void emptyCanvasAndGesturesTakenBack();
    void screenReadersFindTheSteps();

private:
    void show(const QString &rule, const QHash<StepId, QPointF> &layout);
    QPoint at(QPointF scenePlace) const { return m_view->mapFromScene(scenePlace); }
    QPoint middleOf(const char *step) const
    {
        const auto *item = m_scene->stepItem(StepId(QString::fromLatin1(step)));
        return at(item->mapToScene(stepgeometry::body(item->look()).center()));
    }
    QPoint outOf(const char *step, const char *port = "out") const
    {
        return at(m_scene->stepItem(StepId(QString::fromLatin1(step)))->outPort(QString::fromLatin1(port)));
    }
    QPoint inOf(const char *step) const
    {
        return at(m_scene->stepItem(StepId(QString::fromLatin1(step)))->inPort());
    }
    void drag(QPoint from, QPoint to)
    {
        auto *viewport = m_view->viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        QTest::mouseMove(viewport, from + (to - from) / 3);
        QTest::mouseMove(viewport, from + (to - from) * 2 / 3);
        QTest::mouseMove(viewport, to);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
    }
    static Link link(const char *from, const char *to, const char *port = "out")
    {
        return {
            StepId(QString::fromLatin1(from)), StepId(QString::fromLatin1(to)), QString::fromLatin1(port)};
    }

    std::unique_ptr<ThemeManager> m_themes;
    std::unique_ptr<RuleDocument> m_document;
    std::unique_ptr<LiveStates> m_states;
    std::unique_ptr<RuleScene> m_scene;
    std::unique_ptr<CanvasView> m_view;
};

void TestRuleScene::init()
{
    m_scene = std::make_unique<RuleScene>(*m_themes);
    m_view = std::make_unique<CanvasView>(*m_scene, testCatalog(), *m_themes);
    m_view->resize(900, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
    m_view->setFocus();
}

void TestRuleScene::cleanup()
{
    m_view.reset();
    m_scene.reset();
    m_document.reset();
    m_states.reset();
}

void TestRuleScene::show(const QString &text, const QHash<StepId, QPointF> &layout)
{
    auto rule = ruleFromText(text);
    rule.layout = layout;
    m_document = std::make_unique<RuleDocument>(rule, testCatalog());
    m_states = std::make_unique<LiveStates>();
    m_scene->setDocument(m_document.get(), m_states.get());
    m_view->centerOn(200, 100);
}

/// After whatever edits, the scene shows exactly the steps, places and links of the document.
void TestRuleScene::followsTheDocument()
{
    show(u"go > if; if:true > log"_s, {});
    QRandomGenerator random(3);
    for (int i = 0; i < 150; ++i) {
        const auto &rule = m_document->rule();
        const auto any = [&] {
            return rule.steps.isEmpty() ? StepId() : rule.steps.at(random.bounded(int(rule.steps.size()))).id;
        };
        switch (random.bounded(6)) {
        case 0:
            m_document->addStep(
                m_document->makeStep(u"http"_s), QPointF(random.bounded(50), random.bounded(50)) * 8);
            break;
        case 1:
            m_document->remove({any()}, {}, true);
            break;
        case 2:
            m_document->addLink({any(), any()});
            break;
        case 3:
            m_document->moveSteps({{any(), QPointF(random.bounded(50), 3) * 8}});
            break;
        case 4:
            m_document->renameStep(any(), QString::number(i));
            break;
        default:
            m_document->undoStack()->undo();
        }
        int stepItems = 0, linkItems = 0;
        for (const auto *item : m_scene->items()) {
            stepItems += item->type() == StepItem::Type;
            linkItems += item->type() == LinkItem::Type;
        }
        QCOMPARE(stepItems, int(rule.steps.size()));
        QCOMPARE(linkItems, int(rule.links.size()));
        for (const auto &step : rule.steps) {
            const auto *item = m_scene->stepItem(step.id);
            QVERIFY(item);
            if (rule.layout.contains(step.id))
                QCOMPARE(item->pos(), rule.layout.value(step.id));
            if (!step.name.isEmpty())
                QCOMPARE(item->look().title, step.name);
        }
        for (const auto &drawn : rule.links)
            QVERIFY(m_scene->linkItem(drawn));
    }
}

void TestRuleScene::drawsALink()
{
    show(u"go; log"_s, {{StepId(u"go"_s), {0, 0}}, {StepId(u"log"_s), {296, 96}}});
    drag(outOf("go"), inOf("log"));
    QCOMPARE(m_document->rule().links, QList<Link>{link("go", "log")});
    QCOMPARE(m_document->undoStack()->count(), 1);
    // Also when it is let go somewhere on the step: it snaps.
    m_document->undoStack()->undo();
    drag(outOf("go"), middleOf("log") + QPoint(20, 10));
    QCOMPARE(m_document->rule().links, QList<Link>{link("go", "log")});
}

void TestRuleScene::drawsALinkBackwards()
{
    show(u"if; log"_s, {{StepId(u"if"_s), {0, 0}}, {StepId(u"log"_s), {296, 96}}});
    drag(inOf("log"), outOf("if", "false"));
    QCOMPARE(m_document->rule().links, QList<Link>{link("if", "log", "false")});
}

void TestRuleScene::drawsTheWayForFailures()
{
    show(u"http; log"_s, {{StepId(u"http"_s), {0, 0}}, {StepId(u"log"_s), {296, 160}}});
    drag(outOf("http", "error"), inOf("log"));
    QCOMPARE(m_document->rule().links, QList<Link>{link("http", "log", "error")});
    QVERIFY(m_scene->stepItem(StepId(u"http"_s))->look().isErrorLinked);
}

void TestRuleScene::refusesACircleWithAReason()
{
    show(u"log > http"_s, {{StepId(u"log"_s), {0, 0}}, {StepId(u"http"_s), {296, 96}}});
    QSignalSpy refused(m_scene.get(), &RuleScene::refused);
    drag(outOf("http"), inOf("log"));
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(!refused.isEmpty());
    const auto *reason = m_view->findChild<QLabel *>(u"refusal"_s);
    QVERIFY(reason->isVisible());
    QVERIFY(reason->text().contains(u"circle"_s));
    // It goes with the next gesture.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(10, 10));
    QVERIFY(!reason->isVisible());
}

void TestRuleScene::dropOnEmptyOpensQuickAdd()
{
    show(u"go"_s, {{StepId(u"go"_s), {0, 0}}});
    drag(outOf("go"), at({320, 200}));
    auto *panel = m_view->quickAdd();
    QVERIFY(panel->isVisible());
    QVERIFY(panel->search()->hasFocus());
    QTest::keyClicks(panel->search(), u"http"_s);
    QTest::keyClick(panel->search(), Qt::Key_Return);
    QVERIFY(!panel->isVisible());
    QCOMPARE(m_document->rule().links, QList<Link>{link("go", "http")});
    QCOMPARE(m_document->undoStack()->count(), 1); // step and link in one
    QCOMPARE(m_document->rule().layout.value(StepId(u"http"_s)), snapped({320, 200 - 28}));
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"http"_s)});
    QVERIFY(m_view->hasFocus());

    // Escape leaves everything as it was.
    drag(outOf("http"), at({560, 300}));
    QVERIFY(panel->isVisible());
    QTest::keyClick(panel->search(), Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestRuleScene::quickAddOffersWhatFits()
{
    const auto offered = [this] {
        QStringList titles;
        for (int i = 0; i < m_view->quickAdd()->list()->count(); ++i)
            titles += m_view->quickAdd()->list()->item(i)->text();
        return titles;
    };
    show(u"go > log"_s, {{StepId(u"go"_s), {0, 0}}, {StepId(u"log"_s), {296, 0}}});
    m_view->openQuickAdd();
    QCOMPARE(offered().size(), testCatalog().types().size()); // nothing selected: anything goes
    m_view->quickAdd()->close();
    m_scene->select({StepId(u"go"_s)});
    m_view->openQuickAdd();
    QVERIFY(!offered().contains(testCatalog().find(u"webhook"_s)->title));
    QVERIFY(offered().contains(testCatalog().find(u"stop"_s)->title));
    m_view->quickAdd()->close();
    m_scene->select({}, {link("go", "log")});
    m_view->openQuickAdd();
    QVERIFY(!offered().contains(testCatalog().find(u"stop"_s)->title)); // has no way out
}

void TestRuleScene::movesByDragging()
{
    show(u"go > log"_s, {{StepId(u"go"_s), {0, 0}}, {StepId(u"log"_s), {296, 96}}});
    drag(middleOf("log"), middleOf("log") + QPoint(41, -37));
    QCOMPARE(m_document->rule().layout.value(StepId(u"log"_s)), QPointF(296 + 40, 96 - 40)); // on the grid
    QCOMPARE(m_document->undoStack()->count(), 1);
    drag(middleOf("log"), middleOf("log") + QPoint(80, 80));
    QCOMPARE(m_document->undoStack()->count(), 2); // each drag is a gesture of its own
    m_document->undoStack()->undo();
    m_document->undoStack()->undo();
    QCOMPARE(m_scene->stepItem(StepId(u"log"_s))->pos(), QPointF(296, 96));

    // Several move together, as one gesture.
    m_scene->selectAll();
    drag(middleOf("log"), middleOf("log") + QPoint(24, 24));
    QCOMPARE(m_document->undoStack()->count(), 1);
    QCOMPARE(m_document->rule().layout.value(StepId(u"go"_s)), QPointF(24, 24));
    QCOMPARE(m_document->rule().layout.value(StepId(u"log"_s)), QPointF(320, 120));
}

void TestRuleScene::droppedOnAWireItIsInserted()
{
    show(u"go > log; http"_s,
        {{StepId(u"go"_s), {-96, 0}}, {StepId(u"log"_s), {424, 0}}, {StepId(u"http"_s), {160, 200}}});
    const auto wire = m_scene->linkItem(link("go", "log"))->path().pointAtPercent(0.5);
    drag(middleOf("http"), at(wire));
    QCOMPARE(m_document->rule().links, (QList<Link>{link("go", "http"), link("http", "log")}));
    QCOMPARE(m_document->undoStack()->count(), 1);
    m_document->undoStack()->undo();
    QCOMPARE(m_document->rule().links, QList<Link>{link("go", "log")});
}

void TestRuleScene::selects()
{
    show(u"go > log; http"_s,
        {{StepId(u"go"_s), {0, 0}}, {StepId(u"log"_s), {296, 0}}, {StepId(u"http"_s), {296, 160}}});
    auto *viewport = m_view->viewport();
    QSignalSpy changes(m_scene.get(), &RuleScene::selectedStepsChanged);
    QTest::mouseClick(viewport, Qt::LeftButton, {}, middleOf("go"));
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"go"_s)});
    QTest::mouseClick(viewport, Qt::LeftButton, Qt::ShiftModifier, middleOf("http"));
    QCOMPARE(m_scene->selectedSteps().size(), 2);
    QTest::mouseClick(viewport, Qt::LeftButton, {}, at({100, 300}));
    QVERIFY(m_scene->selectedSteps().isEmpty());
    drag(at({280, -40}), at({520, 260})); // a rubber band around two
    QCOMPARE(m_scene->selectedSteps().size(), 2);
    const auto wire = m_scene->linkItem(link("go", "log"))->path().pointAtPercent(0.5);
    QTest::mouseClick(viewport, Qt::LeftButton, {}, at(wire));
    QCOMPARE(m_scene->selectedLinks(), QList<Link>{link("go", "log")});
    QVERIFY(m_scene->selectedSteps().isEmpty());
    QCOMPARE(m_document->undoStack()->count(), 0);
    QVERIFY(!changes.isEmpty());
}

void TestRuleScene::keysNudgeAndWalk()
{
    show(u"go > if; if:true > log; if:false > http"_s, {});
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"go"_s)});
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"log"_s)});
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"http"_s)});
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_scene->selectedSteps(), QList<StepId>{StepId(u"if"_s)});

    const auto before = m_scene->stepItem(StepId(u"if"_s))->pos();
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_document->rule().layout.value(StepId(u"if"_s)), before + QPointF(8, 32));
    QCOMPARE(m_document->undoStack()->count(), 1);

    QSignalSpy activated(m_scene.get(), &RuleScene::stepActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
}

void TestRuleScene::zoomsAtThePointer()
{
    show(u"go > log"_s, {});
    const QPointF pointer(300, 200);
    const auto under = m_view->mapToScene(pointer.toPoint());
    QWheelEvent wheel(pointer, m_view->viewport()->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton,
        Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    QVERIFY(m_view->zoom() > 1.3);
    const auto moved = m_view->mapToScene(pointer.toPoint()) - under;
    QVERIFY2(std::abs(moved.x()) < 2 && std::abs(moved.y()) < 2,
        qPrintable(u"%1 %2"_s.arg(moved.x()).arg(moved.y())));
    m_view->resetZoom();
    QCOMPARE(m_view->zoom(), 1.0);
    m_view->fit();
    QVERIFY(m_view->zoom() <= 1.0);
    for (const auto *item : m_scene->items())
        QVERIFY(m_view->mapToScene(m_view->viewport()->rect())
                    .boundingRect()
                    .intersects(item->sceneBoundingRect()));
}

void TestRuleScene::fitsTheWholeRule()
{
    QHash<StepId, QPointF> layout{{StepId(u"go"_s), {-400, 0}}, {StepId(u"log"_s), {1600, 900}}};
    show(u"go > log"_s, layout);
    m_view->fit();
    QVERIFY(m_view->zoom() < 1);
    for (const auto *step : {"go", "log"}) {
        const auto *item = m_scene->stepItem(StepId(QString::fromLatin1(step)));
        const auto seen
            = m_view->mapFromScene(item->mapRectToScene(stepgeometry::body(item->look()))).boundingRect();
        QVERIFY2(m_view->viewport()->rect().contains(seen), step);
    }
}

void TestRuleScene::pansWithTheMiddleButton()
{
    show(u"go > log"_s, {});
    auto *viewport = m_view->viewport();
    const auto before = m_view->mapToScene(0, 0);
    QTest::mousePress(viewport, Qt::MiddleButton, {}, QPoint(300, 300));
    QTest::mouseMove(viewport, QPoint(340, 330));
    QTest::mouseRelease(viewport, Qt::MiddleButton, {}, QPoint(340, 330));
    QCOMPARE(m_view->mapToScene(0, 0), before - QPointF(40, 30));
    // Space and the left button do the same, and select nothing.
    QTest::keyPress(m_view.get(), Qt::Key_Space);
    drag({300, 300}, {330, 300});
    QTest::keyRelease(m_view.get(), Qt::Key_Space);
    QCOMPARE(m_view->mapToScene(0, 0), before - QPointF(70, 30));
    QVERIFY(m_scene->selectedSteps().isEmpty());
}

void TestRuleScene::paletteFilters()
{
    Palette palette(testCatalog(), *m_themes);
    QSignalSpy chosen(&palette, &Palette::chosen);
    for (const auto &type : testCatalog().types())
        QVERIFY2(palette.tree()->itemOf(type.id), qPrintable(type.id));
    QTest::keyClicks(palette.search(), u"http"_s);
    QVERIFY(palette.tree()->itemOf(u"http"_s));
    QVERIFY(!palette.tree()->itemOf(u"wait"_s));
    QTest::keyClick(palette.search(), Qt::Key_Return);
    QCOMPARE(chosen.value(0).value(0).toString(), u"http"_s);
    palette.search()->clear();
    palette.tree()->setCurrentItem(palette.tree()->itemOf(u"if"_s));
    QTest::keyClick(palette.tree(), Qt::Key_Return);
    QCOMPARE(chosen.value(1).value(0).toString(), u"if"_s);
    // What is said about a type is found, too.
    QVERIFY(matchingTypes(testCatalog(), u"board"_s).contains(testCatalog().find(u"button"_s)));
    QVERIFY(matchingTypes(testCatalog(), u"no such thing"_s).isEmpty());
}

void TestRuleScene::placesFromTheKeyboardAreConnected()
{
    show(u""_s, {});
    m_scene->addStep(u"webhook"_s, m_scene->placeForNext({0, 0}));
    m_scene->addStep(u"if"_s, m_scene->placeForNext({0, 0}));
    m_scene->addStep(u"http"_s, m_scene->placeForNext({0, 0}));
    m_scene->select({StepId(u"if"_s)});
    m_scene->addStep(u"log"_s, m_scene->placeForNext({0, 0}));
    QCOMPARE(m_document->rule().links,
        (QList<Link>{link("webhook", "if"), link("if", "http", "true"), link("if", "log", "false")}));
    // None lies on another.
    const auto &rule = m_document->rule();
    for (const auto &a : rule.steps) {
        for (const auto &b : rule.steps) {
            if (a.id != b.id)
                QVERIFY(!areaOf(rule, a, testCatalog(), rule.layout.value(a.id))
                             .intersects(areaOf(rule, b, testCatalog(), rule.layout.value(b.id))));
        }
    }
}

void TestRuleScene::showsProblemsAndStates()
{
    show(u"go > log"_s, {});
    m_scene->setProblems({{u"log"_s, u"message"_s, u"\"Message\" is missing."_s}});
    const auto *item = m_scene->stepItem(StepId(u"log"_s));
    QVERIFY(item->look().problems.contains(u"Message"_s));
    QVERIFY(item->toolTip().contains(u"Message"_s));
    m_states->follow(RunId(u"2"_s), StepId(u"log"_s), State::Running);
    QTRY_COMPARE(item->look().state, std::optional(State::Running)); // with the next frame
    m_states->follow(RunId(u"1"_s), StepId(u"log"_s), State::Failed); // of an older run
    QCOMPARE(m_states->state(StepId(u"log"_s)), std::optional(State::Running));
    QSignalSpy runs(m_states.get(), &LiveStates::runChanged);
    m_states->follow(RunId(u"3"_s), StepId(u"log"_s), State::Succeeded);
    QTRY_COMPARE(item->look().state, std::optional(State::Succeeded));
    QCOMPARE(runs.size(), 1);
    m_states->setTrigger(RunId(u"2"_s), StepId(u"go"_s)); // of a run that is no longer followed
    QCOMPARE(m_states->state(StepId(u"go"_s)), std::nullopt);
    m_states->setTrigger(RunId(u"3"_s), StepId(u"go"_s));
    QTRY_COMPARE(m_scene->stepItem(StepId(u"go"_s))->look().state, std::optional(State::Succeeded));
    Run run;
    run.id = RunId(u"1"_s);
    StepRun failed;
    failed.step = StepId(u"log"_s);
    failed.state = State::Failed;
    run.steps = {failed};
    m_states->show(run);
    m_states->follow(RunId(u"4"_s), StepId(u"log"_s), State::Running); // a run that is looked at stays
    QTRY_COMPARE(item->look().state, std::optional(State::Failed));
    m_states->clear();
    QTRY_COMPARE(item->look().state, std::nullopt);
    // Every state and every zoom can be painted.
    for (const auto state : {State::Queued, State::Running, State::Waiting, State::Succeeded, State::Failed,
             State::Cancelled, State::InDoubt, State::Skipped}) {
        m_states->follow(RunId(u"5"_s), StepId(u"log"_s), state);
        QTRY_COMPARE(item->look().state, std::optional(state));
        for (const auto zoom : {0.2, 0.5, 1.0, 2.0}) {
            m_view->setTransform(QTransform::fromScale(zoom, zoom));
            QVERIFY(!m_view->grab().isNull());
        }
    }
}

/// What a drag from the palette does to the canvas; the drag itself runs in the windowing system.
void TestRuleScene::dropsFromThePalette()
{
    show(u"go > log"_s, {{StepId(u"go"_s), {-96, 0}}, {StepId(u"log"_s), {424, 0}}});
    Palette palette(testCatalog(), *m_themes);
    auto *tree = palette.tree();
    const auto index = tree->indexAt(tree->visualItemRect(tree->itemOf(u"http"_s)).center());
    const std::unique_ptr<QMimeData> mime(tree->model()->mimeData({index}));
    QVERIFY(mime && mime->hasFormat(stepTypeMime()));
    auto *viewport = m_view->viewport();
    const auto drop = [&](QPoint place) {
        QDragEnterEvent enter(place, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(viewport, &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(place, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(viewport, &move);
        QVERIFY(move.isAccepted());
        QDropEvent dropped(place, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(viewport, &dropped);
    };
    drop(at({160, 240}));
    QCOMPARE(
        m_document->rule().layout.value(StepId(u"http"_s)), QPointF(64, 216)); // its middle at the pointer
    QCOMPARE(m_document->rule().links, QList<Link>{link("go", "log")});
    drop(at(m_scene->linkItem(link("go", "log"))->path().pointAtPercent(0.5))); // on a wire it is inserted
    QCOMPARE(m_document->rule().links, (QList<Link>{link("go", "http2"), link("http2", "log")}));
    QCOMPARE(m_document->undoStack()->count(), 2);
    // Anything else is not taken.
    QMimeData text;
    text.setText(u"hello"_s);
    QDragEnterEvent enter(at({0, 0}), Qt::CopyAction, &text, Qt::LeftButton, {});
    QCoreApplication::sendEvent(viewport, &enter);
    QVERIFY(!enter.isAccepted());
}

void TestRuleScene::emptyCanvasAndGesturesTakenBack()
{
    show(u""_s, {});
    const auto empty = m_view->viewport()->grab().toImage();
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, 150));
    QVERIFY(m_view->quickAdd()->isVisible());
    QTest::keyClicks(m_view->quickAdd()->search(), u"button"_s);
    QTest::keyClick(m_view->quickAdd()->search(), Qt::Key_Return);
    QCOMPARE(m_document->rule().layout.value(StepId(u"button"_s)), snapped(m_view->mapToScene(200, 150)));
    QVERIFY(m_view->viewport()->grab().toImage() != empty);
    // Escape in the middle of drawing a link: nothing was drawn.
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, outOf("button"));
    QTest::mouseMove(m_view->viewport(), outOf("button") + QPoint(80, 80));
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, outOf("button") + QPoint(80, 80));
    QVERIFY(!m_view->quickAdd()->isVisible());
    QCOMPARE(m_document->undoStack()->count(), 1);
}

void TestRuleScene::screenReadersFindTheSteps()
{
    show(u"go > if; if:true > log; if:error > http"_s, {});
    auto *canvas = QAccessible::queryAccessibleInterface(m_view.get());
    QCOMPARE(canvas->childCount(), 4);
    auto *step = canvas->child(1);
    const auto name = step->text(QAccessible::Name);
    QVERIFY2(name.contains(u"yes: log"_s) && name.contains(u"on failure: http"_s), qPrintable(name));
    QVERIFY(!step->state().selected);
    QCOMPARE(canvas->indexOfChild(step), 1);
    QCOMPARE(step->parent(), canvas);
    QVERIFY(m_view->rect().translated(m_view->mapToGlobal(QPoint())).intersects(step->rect()));
    QSignalSpy activated(m_scene.get(), &RuleScene::stepActivated);
    step->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(step->state().selected);
    QCOMPARE(activated.size(), 1);
    m_scene->setProblems({{u"log"_s, u"message"_s, u"missing"_s}});
    QCOMPARE(canvas->child(2)->text(QAccessible::Description), u"missing"_s);
}

QTEST_MAIN(TestRuleScene)
#include "tst_rulescene.moc"
