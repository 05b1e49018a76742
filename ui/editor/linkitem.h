// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"

#include <QGraphicsPathItem>

namespace signalbox {

class ThemeManager;

/// The way of a wire from a port to another, from left to right; `isFromBelow`: it leaves downwards. Pure.
QPainterPath wirePath(QPointF from, QPointF to, bool isFromBelow = false);

/// A link on the canvas. Thread: window.
class LinkItem : public QGraphicsPathItem
{
public:
    enum { Type = UserType + 2 };

    LinkItem(Link link, const ThemeManager &themes);

    const Link &link() const { return m_link; }
    void setEnds(QPointF from, QPointF to);
    void setTarget(bool isTarget); ///< a step dropped now would be inserted here
    void setTaken(bool isTaken); ///< the run that is shown went this way

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    Link m_link;
    const ThemeManager &m_themes;
    QPointF m_to;
    bool m_isHovered = false;
    bool m_isTarget = false;
    bool m_isTaken = false;
};

/// A link that is being drawn and leads to the pointer. Thread: window.
class HalfLinkItem : public QGraphicsPathItem
{
public:
    explicit HalfLinkItem(const ThemeManager &themes);

    void setEnds(QPointF from, QPointF to, bool isFromBelow);
    void setRefused(bool isRefused);

private:
    const ThemeManager &m_themes;
};

} // namespace signalbox
