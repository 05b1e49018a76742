// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/ruleeditor.h"

#include "ui/editor/canvasview.h"
#include "ui/editor/drawer.h"
#include "ui/editor/editoractions.h"
#include "ui/editor/editortoolbar.h"
#include "ui/editor/historypanel.h"
#include "ui/editor/inspector.h"
#include "ui/editor/livestates.h"
#include "ui/editor/noticebar.h"
#include "ui/editor/outlinetree.h"
#include "ui/editor/palette.h"
#include "ui/editor/pane.h"
#include "ui/editor/problemlist.h"
#include "ui/editor/rulechecker.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulepanel.h"
#include "ui/editor/rulescene.h"
#include "ui/editor/samplereader.h"
#include "ui/editor/steppanel.h"
#include "ui/editor/trypanel.h"
#include "ui/editor/zoombar.h"

#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int paletteWidth = 196;
constexpr int inspectorWidth = 264;

} // namespace

RuleEditor::RuleEditor(
    const Context &context, Navigator &navigator, const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_scene(new RuleScene(context.themes, this))
    , m_view(new CanvasView(*m_scene, context.catalog, context.themes))
    , m_actions(new EditorActions(*m_scene, *m_view, context.themes, this))
    , m_toolBar(new EditorToolBar(*m_actions, m_history, context.themes, this))
    , m_notice(new NoticeBar(context.themes, this))
    , m_palette(new Palette(context.catalog, context.themes))
    , m_inspector(new Inspector({context.themes, surroundings, context.clock, &navigator}))
    , m_outline(new OutlineTree(*m_scene, context.themes))
    , m_problems(new ProblemList(context.themes))
    , m_runs(new HistoryPanel(context, navigator))
    , m_try(new TryPanel(context, navigator))
    , m_drawer(new Drawer(m_view, context.themes))
    , m_checker(new RuleChecker(context, this))
    , m_samples(new SampleReader(context, this))
{
    setObjectName(u"ruleEditor"_s);
    m_problemsButton = m_drawer->addPanel(m_problems, tr("Problems"), u"warning"_s);
    m_problemsButton->setObjectName(u"problemsTab"_s);
    m_drawer->addPanel(m_outline, tr("Outline"), u"outline"_s)->setObjectName(u"outlineTab"_s);
    m_drawer->addPanel(m_runs, tr("Runs"), u"history"_s)->setObjectName(u"runsTab"_s);
    m_drawer->addPanel(m_try, tr("Run now"), u"play"_s)->setObjectName(u"tryTab"_s);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_palette);
    splitter->addWidget(m_drawer);
    splitter->addWidget(m_inspector);
    drawBorders(*splitter);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({paletteWidth, 600, inspectorWidth});
    m_palette->setMinimumWidth(112);
    m_inspector->setMinimumWidth(240);
    m_drawer->setMinimumWidth(160);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_notice);
    layout->addWidget(splitter, 1);
    connectParts();
}

RuleEditor::~RuleEditor()
{
    // The parts' going must not reach the ones that are gone already.
    setDocument(nullptr, nullptr);
    m_scene->disconnect();
    m_checker->disconnect();
    m_samples->disconnect();
}

void RuleEditor::connectParts()
{
    m_view->setOverlay(new ZoomBar(*m_actions, *m_view));
    m_actions->addTo(m_view);
    m_actions->addTo(m_outline);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_outline->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &RuleEditor::showContextMenu);
    connect(m_outline, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
        QMenu menu;
        m_actions->fillContextMenu(menu);
        menu.exec(m_outline->viewport()->mapToGlobal(at));
    });
    connect(m_scene, &RuleScene::selectedStepsChanged, m_inspector, &Inspector::showSteps);
    connect(m_scene, &RuleScene::stepActivated, m_inspector, [this] { m_inspector->focusField(); });
    connect(m_outline, &OutlineTree::stepActivated, this, [this](const StepId &step) { jumpTo(step, {}); });
    connect(m_actions, &EditorActions::renameWanted, m_inspector, &Inspector::focusName);
    connect(m_actions, &EditorActions::said, m_notice, &NoticeBar::say);
    connect(m_palette, &Palette::chosen, this,
        [this](const QString &type) { m_view->addStep(type, m_scene->placeForNext(m_view->seenCenter())); });
    connect(m_checker, &RuleChecker::checked, this, &RuleEditor::onChecked);
    connect(m_samples, &SampleReader::read, m_inspector,
        [this](const RuleSamples &samples) { m_inspector->setSamples(samples, m_samples->chosen()); });
    connect(m_samples, &SampleReader::read, m_checker, &RuleChecker::setSamples);
    connect(m_samples, &SampleReader::failed, m_notice, &NoticeBar::say);
    connect(m_inspector, &Inspector::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_inspector, &Inspector::sampleChosen, m_samples, &SampleReader::choose);
    connect(m_problems, &ProblemList::chosen, this, &RuleEditor::jumpTo);
    connect(m_toolBar, &EditorToolBar::publishWanted, this, &RuleEditor::publish);
    connect(m_toolBar, &EditorToolBar::enableWanted, this, &RuleEditor::enable);
    connect(m_toolBar, &EditorToolBar::runWanted, this, &RuleEditor::showTry);
    connect(m_toolBar, &EditorToolBar::renameWanted, this, &RuleEditor::focusName);
    connect(m_toolBar->paletteButton(), &QToolButton::toggled, m_palette, &QWidget::setVisible);
    connect(m_try, &TryPanel::starting, this, [this] {
        if (m_states)
            m_states->clear(); // a run that was looked at gives way to this one
    });
}

void RuleEditor::setDocument(RuleDocument *document, LiveStates *states)
{
    if (document == m_document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_states = states;
    m_stored.reset();
    m_notice->say({});
    m_inspector->setDocument(document);
    m_scene->setDocument(document, states);
    m_outline->setDocument(document, states);
    m_runs->setRule(document ? document->rule().id : RuleId(), states);
    m_checker->setDocument(document);
    m_samples->setDocument(document);
    m_actions->update();
    if (!document) {
        m_history.setActiveStack(nullptr);
        return;
    }
    if (!m_history.stacks().contains(document->undoStack()))
        m_history.addStack(document->undoStack());
    m_history.setActiveStack(document->undoStack());
    connect(document, &RuleDocument::changed, this, [this] {
        if (m_document)
            setStored(m_stored ? &*m_stored : nullptr, m_isDraft);
    });
    m_view->showBeginning();
}

RuleDocument *RuleEditor::document() const
{
    return m_document;
}

void RuleEditor::setStored(const StoredRule *stored, bool isDraft)
{
    m_stored = stored ? std::optional(*stored) : std::nullopt;
    m_isDraft = isDraft;
    if (!m_document)
        return;
    m_toolBar->setRule(m_document->rule().name, stored, isDraft);
    m_try->setRule(m_document->rule(), stored, isDraft);
}

void RuleEditor::say(const QString &problem)
{
    m_notice->say(problem);
}

void RuleEditor::onChecked(const QList<Problem> &problems)
{
    m_scene->setProblems(problems);
    m_inspector->setProblems(problems);
    m_outline->setProblems(problems);
    const auto &doubts = m_checker->doubts();
    m_problems->setProblems(problems, doubts, m_document ? m_document->rule() : Rule(), m_context.catalog);
    const auto count = problems.size() + doubts.size();
    m_problemsButton->setText(count == 0 ? tr("Problems") : tr("Problems (%1)").arg(count));
    m_toolBar->setProblems(int(problems.size()));
}

bool RuleEditor::mayGoLive()
{
    if (!m_document)
        return false;
    const auto problems = m_checker->problemsNow();
    if (problems.isEmpty()) {
        m_notice->say({});
        return true;
    }
    m_drawer->open(m_problems);
    m_notice->say(tr("The rule cannot go live yet: %1").arg(problems.first().message));
    return false;
}

void RuleEditor::publish()
{
    if (mayGoLive())
        emit publishWanted();
}

void RuleEditor::enable(bool on)
{
    // Switching on a rule that was never live publishes it.
    if (!on || (m_stored && m_stored->version > 0) || mayGoLive())
        emit enableWanted(on);
}

void RuleEditor::focusName()
{
    m_scene->clearSelection();
    m_inspector->focusName();
}

void RuleEditor::jumpTo(const StepId &step, const QString &field)
{
    m_scene->select(step.isEmpty() ? QList<StepId>() : QList<StepId>{step});
    m_view->reveal(step);
    const bool isOfRuns = step.isEmpty() && field.startsWith(u"runs."_s);
    if ((step.isEmpty() && !isOfRuns) || field == u"links")
        m_view->setFocus();
    else
        m_inspector->focusField(field);
}

void RuleEditor::showContextMenu(QPoint at)
{
    if (!m_document)
        return;
    if (auto *item = m_view->itemAt(at); item && !item->isSelected()) {
        m_scene->clearSelection();
        item->setSelected(true);
    }
    QMenu menu;
    m_actions->fillContextMenu(menu);
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

void RuleEditor::showTry()
{
    m_drawer->open(m_try);
    m_try->focusData();
}

} // namespace signalbox
