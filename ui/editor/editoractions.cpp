// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editoractions.h"

#include "ui/editor/arrangement.h"
#include "ui/editor/canvasview.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulegraph.h"
#include "ui/editor/rulescene.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr QPointF pasteOffset(3 * canvasGrid, 3 * canvasGrid);

QString wayTitle(const Port &port)
{
    return port.label.isEmpty() ? EditorActions::tr("Then") : port.label;
}

} // namespace

EditorActions::EditorActions(RuleScene &scene, CanvasView &view, const ThemeManager &themes, QObject *parent)
    : QObject(parent)
    , m_scene(scene)
    , m_view(view)
    , m_themes(themes)
    , m_linkMenu(new QMenu)
{
    make(Add, tr("Add a step …"), u"add"_s, {Qt::Key_A, Qt::Key_Insert}, &EditorActions::add);
    make(
        Delete, tr("Delete"), u"delete"_s, {QKeySequence::Delete, Qt::Key_Backspace}, &EditorActions::remove);
    make(
        Heal, tr("Delete and close the gap"), u"unlink"_s, {Qt::CTRL | Qt::Key_Delete}, &EditorActions::heal);
    make(Cut, tr("Cut"), u"cut"_s, {QKeySequence::Cut}, &EditorActions::cut);
    make(Copy, tr("Copy"), u"copy"_s, {QKeySequence::Copy}, &EditorActions::copy);
    make(Paste, tr("Paste"), u"paste"_s, {QKeySequence::Paste}, &EditorActions::paste);
    make(Duplicate, tr("Duplicate"), u"duplicate"_s, {Qt::CTRL | Qt::Key_D}, &EditorActions::duplicate);
    make(SelectAll, tr("Select all"), {}, {QKeySequence::SelectAll}, &EditorActions::selectAll);
    make(Rename, tr("Rename"), u"edit"_s, {Qt::Key_F2}, &EditorActions::rename);
    make(LinkTo, tr("Link to"), u"link"_s, {}, nullptr);
    make(Tidy, tr("Tidy up"), u"tidy"_s, {Qt::SHIFT | Qt::Key_T}, &EditorActions::tidy);
    make(ZoomIn, tr("Zoom in"), u"zoom-in"_s, {QKeySequence::ZoomIn, Qt::Key_Plus}, &EditorActions::zoomIn);
    make(ZoomOut, tr("Zoom out"), u"zoom-out"_s, {QKeySequence::ZoomOut, Qt::Key_Minus},
        &EditorActions::zoomOut);
    make(ResetZoom, tr("Natural size"), {}, {Qt::Key_0}, &EditorActions::resetZoom);
    make(Fit, tr("Show the whole rule"), u"fit"_s, {Qt::Key_1}, &EditorActions::fit);
    action(LinkTo)->setMenu(m_linkMenu);
    connect(m_linkMenu, &QMenu::aboutToShow, this, &EditorActions::fillLinkMenu);
    connect(&scene, &RuleScene::selectedStepsChanged, this, &EditorActions::update);
    update();
}

EditorActions::~EditorActions()
{
    delete m_linkMenu;
}

void EditorActions::make(Name name, const QString &text, const QString &icon,
    const QList<QKeySequence> &shortcuts, void (EditorActions::*slot)())
{
    auto *made = new QAction(m_themes.icon(icon), text, this);
    made->setShortcuts(shortcuts);
    // Single keys belong to the canvas alone: elsewhere they are typed.
    made->setShortcutContext(Qt::WidgetShortcut);
    const auto key = made->shortcut().toString(QKeySequence::NativeText);
    made->setToolTip(key.isEmpty() ? text : tr("%1 (%2)").arg(text, key));
    if (slot)
        connect(made, &QAction::triggered, this, slot);
    m_actions.insert(name, made);
}

void EditorActions::addTo(QWidget *widget) const
{
    for (auto *each : m_actions)
        widget->addAction(each);
}

void EditorActions::fillContextMenu(QMenu &menu) const
{
    menu.addAction(action(Add));
    menu.addAction(action(LinkTo));
    menu.addAction(action(Rename));
    menu.addSeparator();
    for (const auto name : {Cut, Copy, Paste, Duplicate})
        menu.addAction(action(name));
    menu.addSeparator();
    menu.addAction(action(Delete));
    menu.addAction(action(Heal));
    menu.addSeparator();
    for (const auto name : {SelectAll, Tidy, Fit})
        menu.addAction(action(name));
}

void EditorActions::update()
{
    const auto *document = m_scene.document();
    const auto steps = m_scene.selectedSteps().size();
    const bool hasSelection = steps > 0 || !m_scene.selectedLinks().isEmpty();
    for (const auto name : {Add, Paste, SelectAll, Tidy, ZoomIn, ZoomOut, ResetZoom, Fit})
        action(name)->setEnabled(document != nullptr);
    for (const auto name : {Cut, Copy, Duplicate, Heal})
        action(name)->setEnabled(steps > 0);
    action(Delete)->setEnabled(hasSelection);
    action(Rename)->setEnabled(document && steps <= 1);
    action(LinkTo)->setEnabled(steps == 1);
}

void EditorActions::remove()
{
    if (auto *document = m_scene.document())
        document->remove(m_scene.selectedSteps(), m_scene.selectedLinks());
}

void EditorActions::heal()
{
    if (auto *document = m_scene.document())
        document->remove(m_scene.selectedSteps(), m_scene.selectedLinks(), true);
}

void EditorActions::copy()
{
    if (const auto *document = m_scene.document())
        QGuiApplication::clipboard()->setText(toText(fragmentOf(document->rule(), m_scene.selectedSteps())));
}

void EditorActions::cut()
{
    copy();
    remove();
}

void EditorActions::paste()
{
    const auto fragment = fragmentFromText(QGuiApplication::clipboard()->text());
    if (fragment && !fragment->isEmpty())
        insert(*fragment);
    else
        emit said(tr("The clipboard holds no steps."));
}

void EditorActions::duplicate()
{
    if (const auto *document = m_scene.document())
        insert(fragmentOf(document->rule(), m_scene.selectedSteps()));
}

void EditorActions::insert(const RuleFragment &fragment)
{
    auto *document = m_scene.document();
    if (!document)
        return;
    QRectF area;
    for (const auto &step : fragment.steps)
        area |= QRectF(fragment.layout.value(step.id), QSizeF(stepgeometry::width, stepgeometry::baseHeight));
    const auto seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    QPointF offset = seen.contains(area.center()) ? pasteOffset : seen.center() - area.center();
    // A second paste does not hide the first one.
    const auto isTaken = [&](QPointF by) {
        for (const auto &place : document->rule().layout) {
            if (place == snapped(fragment.layout.value(fragment.steps.first().id) + by))
                return true;
        }
        return false;
    };
    while (isTaken(offset))
        offset += pasteOffset;
    m_scene.select(document->paste(fragment, snapped(offset)));
}

void EditorActions::selectAll()
{
    m_scene.selectAll();
}

void EditorActions::rename()
{
    emit renameWanted();
}

void EditorActions::add()
{
    m_view.openQuickAdd();
}

void EditorActions::tidy()
{
    if (auto *document = m_scene.document()) {
        document->moveSteps(arranged(document->rule(), document->catalog()), tr("Tidy up"));
        m_view.fit();
    }
}

void EditorActions::zoomIn()
{
    m_view.zoomIn();
}

void EditorActions::zoomOut()
{
    m_view.zoomOut();
}

void EditorActions::resetZoom()
{
    m_view.resetZoom();
}

void EditorActions::fit()
{
    m_view.fit();
}

/// The links that could be drawn from the selected step, by its ways out: drawing without a pointer.
void EditorActions::fillLinkMenu()
{
    m_linkMenu->clear();
    auto *document = m_scene.document();
    const auto steps = m_scene.selectedSteps();
    const auto *step = document && steps.size() == 1 ? document->rule().step(steps.first()) : nullptr;
    if (!step)
        return;
    const auto &catalog = document->catalog();
    auto ways = waysOut(document->rule(), *step, catalog);
    if (hasErrorPort(*step, catalog))
        ways += Port{u"error"_s, tr("On failure")};
    for (const auto &way : ways) {
        auto *menu = ways.size() > 1 ? m_linkMenu->addMenu(buttonText(wayTitle(way))) : m_linkMenu;
        for (const auto &other : document->rule().steps) {
            const Link link{step->id, other.id, way.id};
            if (linkRefusal(document->rule(), catalog, link).isEmpty())
                menu->addAction(buttonText(titleOf(other, catalog)), document,
                    [document, link] { document->addLink(link); });
        }
        if (menu->isEmpty())
            menu->addAction(tr("There is no step that could follow."))->setEnabled(false);
    }
}

} // namespace signalbox
