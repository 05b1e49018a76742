// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/stepitem.h"

#include "ui/editor/arrangement.h"
#include "ui/editor/steppainter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QGraphicsScene>
#include <QGraphicsSceneHoverEvent>
#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QWidget>

namespace signalbox {

using namespace Qt::StringLiterals;

StepItem::StepItem(StepId id, const ThemeManager &themes)
    : m_id(std::move(id))
    , m_themes(themes)
{
    setFlags(ItemIsMovable | ItemIsSelectable | ItemSendsGeometryChanges);
    setAcceptHoverEvents(true);
    setObjectName(m_id.value);
    setZValue(1);
}

void StepItem::setLook(const StepLook &look)
{
    if (look == m_look)
        return;
    if (look.ports.size() != m_look.ports.size())
        prepareGeometryChange();
    m_look = look;
    updateNames();
    update();
}

void StepItem::setState(std::optional<State> state)
{
    if (state == m_look.state)
        return;
    m_look.state = state;
    updateNames();
    update();
}

void StepItem::updateNames()
{
    QStringList lines{m_look.title};
    if (m_look.typeTitle != m_look.title)
        lines += m_look.typeTitle;
    if (!m_look.summary.isEmpty())
        lines += m_look.summary;
    if (m_look.state)
        lines += stateTitle(*m_look.state);
    if (!m_look.problems.isEmpty())
        lines += m_look.problems;
    setToolTip(plainToolTip(lines.join(u'\n')));
}

QRectF StepItem::boundingRect() const
{
    // Room for badges, the halo, and the labels of ports.
    return stepgeometry::body(m_look).adjusted(-10, -12, 76, 20);
}

QPainterPath StepItem::shape() const
{
    QPainterPath path;
    path.addRoundedRect(stepgeometry::body(m_look), Theme::radius, Theme::radius);
    const auto addPort = [&path](QPointF at) { path.addEllipse(at, 8, 8); };
    path.setFillRule(Qt::WindingFill);
    for (qsizetype i = 0; i < m_look.ports.size(); ++i)
        addPort(stepgeometry::outPort(m_look, i));
    if (m_look.hasIn)
        addPort(stepgeometry::inPort(m_look));
    if (m_look.hasError)
        addPort(stepgeometry::errorPort(m_look));
    return path;
}

void StepItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget)
{
    StepHighlight highlight;
    highlight.isSelected = isSelected();
    highlight.isHovered = m_isHovered;
    highlight.port = m_litPort;
    highlight.isTarget = m_isTarget;
    highlight.isFocused = scene() && scene()->focusItem() == this && widget && widget->hasFocus();
    paintStep(*painter, m_themes, m_look, highlight,
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform())
            / (widget ? widget->devicePixelRatioF() : 1),
        widget ? widget->devicePixelRatioF() : 1);
    Q_UNUSED(option)
}

QPointF StepItem::outPort(const QString &port) const
{
    // A link from a way out that is no longer there still has to begin somewhere: at the step's end.
    const auto at = stepgeometry::outPort(m_look, port);
    return mapToScene(at ? *at : QPointF(stepgeometry::width, stepgeometry::body(m_look).center().y()));
}

QString StepItem::portAt(QPointF scenePlace) const
{
    const auto place = mapFromScene(scenePlace);
    const auto isNear = [&](QPointF port) {
        const auto away = place - port;
        return away.x() * away.x() + away.y() * away.y() <= stepgeometry::portReach * stepgeometry::portReach;
    };
    for (qsizetype i = 0; i < m_look.ports.size(); ++i) {
        if (isNear(stepgeometry::outPort(m_look, i)))
            return m_look.ports.at(i).id;
    }
    if (m_look.hasError && isNear(stepgeometry::errorPort(m_look)))
        return u"error"_s;
    if (m_look.hasIn && isNear(stepgeometry::inPort(m_look)))
        return u"in"_s;
    return {};
}

void StepItem::setTarget(bool isTarget)
{
    if (isTarget == m_isTarget)
        return;
    m_isTarget = isTarget;
    update();
}

QVariant StepItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemPositionChange)
        return snapped(value.toPointF());
    if (change == ItemPositionHasChanged)
        emit moved();
    if (change == ItemSelectedHasChanged)
        setZValue(value.toBool() ? 2 : 1);
    return QGraphicsObject::itemChange(change, value);
}

void StepItem::hoverEnterEvent(QGraphicsSceneHoverEvent *event)
{
    m_isHovered = true;
    hoverMoveEvent(event);
    update();
}

void StepItem::hoverMoveEvent(QGraphicsSceneHoverEvent *event)
{
    const auto port = portAt(event->scenePos());
    if (port == m_litPort)
        return;
    m_litPort = port;
    setCursor(port.isEmpty() ? Qt::ArrowCursor : Qt::CrossCursor);
    update();
}

void StepItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_isHovered = false;
    m_litPort.clear();
    update();
}

} // namespace signalbox
