// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/linkitem.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPathStroker>

#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal reach = 14; // width of what the pointer hits
constexpr qreal arrow = 7;
constexpr qreal roundTheCorner = 64; // from the port below a step to beyond its right edge

} // namespace

QPainterPath wirePath(QPointF from, QPointF to, bool isFromBelow)
{
    QPainterPath path(from);
    const auto across = to.x() - from.x();
    if (isFromBelow && across > roundTheCorner) {
        // Out through the gap below the step, so that it does not run under the one beneath.
        const auto corner = from + QPointF(14, 14);
        path.quadTo(from + QPointF(0, 14), corner);
        path.lineTo(corner + QPointF(roundTheCorner - 28, 0));
        const auto begin = path.currentPosition();
        const auto bend = std::max<qreal>(24, (to.x() - begin.x()) / 2);
        path.cubicTo(begin + QPointF(bend, 0), to - QPointF(bend, 0), to);
        return path;
    }
    if (isFromBelow) {
        const auto down = std::max<qreal>(32, std::abs(to.y() - from.y()) * 0.6);
        path.cubicTo(from + QPointF(0, down), to - QPointF(std::max<qreal>(48, std::abs(across) / 2), 0), to);
        return path;
    }
    // Backwards it swings out wider, so that it stays readable around the steps.
    const auto bend = across > 0 ? std::max<qreal>(32, across / 2) : std::min<qreal>(160, 48 - across / 2);
    path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
    return path;
}

LinkItem::LinkItem(Link link, const ThemeManager &themes)
    : m_link(std::move(link))
    , m_themes(themes)
{
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setZValue(0);
}

void LinkItem::setEnds(QPointF from, QPointF to)
{
    m_to = to;
    setPath(wirePath(from, to - QPointF(arrow, 0), m_link.port == u"error"));
}

void LinkItem::setTarget(bool isTarget)
{
    m_isTarget = isTarget;
    update();
}

void LinkItem::setTaken(bool isTaken)
{
    m_isTaken = isTaken;
    update();
}

QRectF LinkItem::boundingRect() const
{
    return path().boundingRect().adjusted(-reach, -reach, reach, reach);
}

QPainterPath LinkItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(reach);
    return stroker.createStroke(path());
}

void LinkItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const auto &theme = m_themes.theme();
    auto color = m_link.port == u"error" ? theme.failed : theme.muted;
    qreal width = 1.75;
    if (m_isTaken) {
        color = theme.succeeded;
        width = 2.5;
    }
    if (m_isHovered)
        width = 2.5;
    if (isSelected() || m_isTarget) {
        color = theme.accent;
        width = m_isTarget ? 4 : 3;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->strokePath(
        path(), QPen(color, width, m_link.port == u"error" ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
    QPainterPath head(m_to - QPointF(3, 0));
    head.lineTo(m_to - QPointF(3 + arrow, arrow * 0.6));
    head.lineTo(m_to - QPointF(3 + arrow, -arrow * 0.6));
    head.closeSubpath();
    painter->fillPath(head, color);
}

void LinkItem::hoverEnterEvent(QGraphicsSceneHoverEvent *)
{
    m_isHovered = true;
    update();
}

void LinkItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_isHovered = false;
    update();
}

HalfLinkItem::HalfLinkItem(const ThemeManager &themes)
    : m_themes(themes)
{
    setZValue(3);
    setRefused(false);
}

void HalfLinkItem::setEnds(QPointF from, QPointF to, bool isFromBelow)
{
    setPath(wirePath(from, to, isFromBelow));
}

void HalfLinkItem::setRefused(bool isRefused)
{
    const auto &theme = m_themes.theme();
    setPen(QPen(
        isRefused ? theme.danger : theme.accent, 2, isRefused ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
}

} // namespace signalbox
