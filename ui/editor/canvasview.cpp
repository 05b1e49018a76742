// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/canvasview.h"

#include "ui/editor/arrangement.h"
#include "ui/editor/canvasaccess.h"
#include "ui/editor/quickadd.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulescene.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal smallestZoom = 0.15;
constexpr qreal largestZoom = 2.5;
constexpr qreal zoomStep = 1.2;
constexpr qreal readableZoom = 0.65;
constexpr qreal fitMargin = 24;

/// Shift adds to the selection as Ctrl does; Qt's items and rubber band know only Ctrl.
QMouseEvent addingEvent(const QMouseEvent &event)
{
    auto modifiers = event.modifiers();
    if (modifiers & Qt::ShiftModifier)
        modifiers |= Qt::ControlModifier;
    return {event.type(), event.position(), event.scenePosition(), event.globalPosition(), event.button(),
        event.buttons(), modifiers, event.pointingDevice()};
}

} // namespace

CanvasView::CanvasView(
    RuleScene &scene, const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent)
    : QGraphicsView(parent)
    , m_scene(scene)
    , m_quickAdd(new QuickAdd(catalog, themes, this))
    , m_refusal(new QLabel(this))
{
    installCanvasAccess();
    setObjectName(u"canvas"_s);
    setScene(&scene);
    setFrameShape(NoFrame);
    setDragMode(RubberBandDrag);
    setRubberBandSelectionMode(Qt::IntersectsItemShape);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorUnderMouse);
    setViewportUpdateMode(SmartViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Canvas: the steps of the rule and the links between them"));
    setAccessibleDescription(
        tr("Alt and arrow keys walk along the links, A adds a step, Enter opens the selected one."));
    setFocusPolicy(Qt::StrongFocus);

    m_refusal->setObjectName(u"refusal"_s);
    m_refusal->setProperty("role", u"problem"_s);
    m_refusal->setProperty("card", true);
    m_refusal->setAutoFillBackground(true);
    m_refusal->setMargin(Theme::unit);
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_refusal->hide();

    connect(&scene, &RuleScene::selectedStepsChanged, this, [this](const QList<StepId> &steps) {
        if (!QAccessible::isActive() || steps.size() != 1 || !hasFocus())
            return;
        QAccessibleEvent focus(m_scene.stepItem(steps.first()), QAccessible::Focus);
        QAccessible::updateAccessibility(&focus);
    });
    connect(&scene, &RuleScene::quickAddWanted, this, &CanvasView::showQuickAdd);
    connect(m_quickAdd, &QuickAdd::chosen, this, &CanvasView::addStep);
    connect(&scene, &RuleScene::refused, this, &CanvasView::showRefusal);
    connect(&scene, &RuleScene::refusalEnded, m_refusal, &QWidget::hide);
    resetZoom();
    centerOn(0, 0);
}

QPointF CanvasView::seenCenter() const
{
    return mapToScene(viewport()->rect().center());
}

void CanvasView::setOverlay(QWidget *overlay)
{
    m_overlay = overlay;
    placeOverlay();
}

void CanvasView::placeOverlay()
{
    if (!m_overlay)
        return;
    m_overlay->adjustSize();
    constexpr int gap = 3 * Theme::unit / 2;
    m_overlay->move(gap, height() - m_overlay->height() - gap);
}

void CanvasView::setZoom(qreal wanted, QPoint anchor)
{
    const auto scale = std::clamp(wanted, smallestZoom, largestZoom);
    const auto before = mapToScene(anchor);
    setTransform(QTransform::fromScale(scale, scale));
    // What was under the anchor stays there.
    const auto moved = mapFromScene(before) - anchor;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    emit zoomChanged(scale);
}

void CanvasView::zoomIn()
{
    m_isAtBeginning = false;
    setZoom(zoom() * zoomStep, viewport()->rect().center());
}

void CanvasView::zoomOut()
{
    m_isAtBeginning = false;
    setZoom(zoom() / zoomStep, viewport()->rect().center());
}

void CanvasView::resetZoom()
{
    m_isAtBeginning = false;
    setZoom(1, viewport()->rect().center());
}

/// What the steps cover, with a margin; null: there are none.
QRectF CanvasView::contentArea() const
{
    QRectF area;
    for (auto *item : m_scene.items()) {
        if (item->type() == StepItem::Type)
            area |= item->mapRectToScene(stepgeometry::body(static_cast<StepItem *>(item)->look()));
    }
    return area.isNull() ? area : area.adjusted(-fitMargin, -fitMargin, fitMargin, fitMargin);
}

void CanvasView::fit()
{
    m_isAtBeginning = false;
    const auto area = contentArea();
    if (area.isNull()) {
        resetZoom();
        centerOn(0, 0);
        return;
    }
    // A small rule is not blown up: it is read at its natural size.
    const auto wanted
        = std::min({viewport()->width() / area.width(), viewport()->height() / area.height(), 1.0});
    setZoom(wanted, viewport()->rect().center());
    centerOn(area.center());
}

void CanvasView::showBeginning()
{
    m_isAtBeginning = true;
    moveToBeginning();
}

void CanvasView::moveToBeginning()
{
    fit();
    m_isAtBeginning = true;
    if (zoom() >= readableZoom)
        return;
    const auto area = contentArea();
    setZoom(readableZoom, {});
    const auto seen = mapToScene(viewport()->rect()).boundingRect();
    centerOn(area.left() + std::min(area.width(), seen.width()) / 2,
        area.height() <= seen.height() ? area.center().y() : area.top() + seen.height() / 2);
}

void CanvasView::reveal(const StepId &step)
{
    if (auto *item = m_scene.stepItem(step)) {
        const auto area = item->mapRectToScene(stepgeometry::body(item->look()));
        if (!mapToScene(viewport()->rect()).boundingRect().contains(area))
            ensureVisible(area, int(fitMargin), int(fitMargin));
    }
}

void CanvasView::addStep(const QString &type, const QuickAddPlace &place)
{
    m_scene.addStep(type, place);
    if (const auto steps = m_scene.selectedSteps(); !steps.isEmpty())
        reveal(steps.first());
}

void CanvasView::openQuickAdd()
{
    m_isAtBeginning = false;
    showQuickAdd(m_scene.placeForNext(seenCenter()));
}

void CanvasView::showQuickAdd(const QuickAddPlace &place)
{
    if (m_scene.document())
        m_quickAdd->open(place, mapFromScene(place.at));
}

void CanvasView::showRefusal(const QString &reason, QPointF place)
{
    m_refusal->setText(reason);
    m_refusal->adjustSize();
    const auto corner = mapFromScene(place) + QPoint(16, 16);
    const auto room = size() - m_refusal->size();
    m_refusal->move(std::clamp(corner.x(), 0, std::max(0, room.width())),
        std::clamp(corner.y(), 0, std::max(0, room.height())));
    m_refusal->show();
    m_refusal->raise();
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    m_isAtBeginning = false;
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(zoom() * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position().toPoint());
        event->accept();
        return;
    }
    auto delta = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    if (event->modifiers() & Qt::ShiftModifier)
        delta = delta.transposed();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
    event->accept();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    m_quickAdd->close();
    m_isAtBeginning = false;
    const bool pans
        = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceHeld);
    if (pans) {
        m_isPanning = true;
        m_panFrom = event->position().toPoint();
        viewport()->setCursor(Qt::ClosedHandCursor);
        event->accept();
        return;
    }
    auto adding = addingEvent(*event);
    QGraphicsView::mousePressEvent(&adding);
    event->setAccepted(adding.isAccepted());
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_isPanning) {
        const auto moved = event->position().toPoint() - m_panFrom;
        m_panFrom = event->position().toPoint();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        return;
    }
    auto adding = addingEvent(*event);
    QGraphicsView::mouseMoveEvent(&adding);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isPanning) {
        m_isPanning = false;
        viewport()->setCursor(m_isSpaceHeld ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    auto adding = addingEvent(*event);
    QGraphicsView::mouseReleaseEvent(&adding);
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right
        || event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = true;
        viewport()->setCursor(Qt::OpenHandCursor);
    } else if (isArrow && event->modifiers() & Qt::AltModifier) {
        walk(event->key());
    } else if (isArrow) {
        const auto by = canvasGrid * (event->modifiers() & Qt::ShiftModifier ? 4 : 1);
        nudge({event->key() == Qt::Key_Left     ? -by
                : event->key() == Qt::Key_Right ? by
                                                : 0,
            event->key() == Qt::Key_Up         ? -by
                : event->key() == Qt::Key_Down ? by
                                               : 0});
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const auto steps = m_scene.selectedSteps(); steps.size() == 1)
            emit m_scene.stepActivated(steps.first());
    } else if (event->key() == Qt::Key_Escape) {
        m_scene.cancelLink();
        m_scene.clearSelection();
        m_refusal->hide();
    } else {
        QGraphicsView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = false;
        viewport()->setCursor(Qt::ArrowCursor);
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    m_isSpaceHeld = false; // its release goes elsewhere
    viewport()->setCursor(Qt::ArrowCursor);
    QGraphicsView::focusOutEvent(event);
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    m_quickAdd->keepInside();
    // A rule is opened before the window has its final size; it is to be seen well all the same.
    if (m_isAtBeginning)
        moveToBeginning();
    placeOverlay();
}

void CanvasView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    // What stands on an empty canvas does not scroll with it.
    if (m_scene.stepItems().isEmpty())
        viewport()->update();
}

void CanvasView::nudge(QPointF by)
{
    auto *document = m_scene.document();
    if (!document)
        return;
    QHash<StepId, QPointF> places;
    for (const auto &step : m_scene.selectedSteps())
        places.insert(step, m_scene.stepItem(step)->pos() + by);
    if (!places.isEmpty())
        document->moveSteps(places);
}

StepId CanvasView::neighbour(const StepId &step, int key) const
{
    const auto &rule = m_scene.document()->rule();
    if (key == Qt::Key_Right) {
        const auto links = rule.linksFrom(step);
        return links.isEmpty() ? StepId() : links.first().to;
    }
    const auto before = rule.linksTo(step);
    if (key == Qt::Key_Left)
        return before.isEmpty() ? StepId() : before.first().from;
    // Up and down go through the other ways out of the step that leads here; without one, through all steps
    // that nothing leads to.
    QList<StepId> siblings;
    if (before.isEmpty()) {
        for (const auto &other : rule.steps) {
            if (rule.linksTo(other.id).isEmpty())
                siblings += other.id;
        }
    } else {
        for (const auto &link : rule.linksFrom(before.first().from))
            siblings += link.to;
    }
    const auto place = siblings.indexOf(step) + (key == Qt::Key_Down ? 1 : -1);
    return siblings.value(place);
}

void CanvasView::walk(int key)
{
    if (!m_scene.document() || m_scene.document()->rule().steps.isEmpty())
        return;
    const auto selected = m_scene.selectedSteps();
    const auto next
        = selected.isEmpty() ? m_scene.document()->rule().steps.first().id : neighbour(selected.first(), key);
    if (next.isEmpty())
        return;
    m_scene.select({next});
    reveal(next);
}

} // namespace signalbox
