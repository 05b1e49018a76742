// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/editor/steplook.h"

#include <QGraphicsObject>

namespace signalbox {

class ThemeManager;

/// A step on the canvas: knows its id, its look and where its ports are, nothing of rules or runs.
/// Thread: window.
class StepItem : public QGraphicsObject
{
    Q_OBJECT

public:
    enum { Type = UserType + 1 };

    StepItem(StepId id, const ThemeManager &themes);

    const StepId &id() const { return m_id; }
    const StepLook &look() const { return m_look; }
    void setLook(const StepLook &look);
    void setState(std::optional<State> state); ///< as setLook() with nothing else different

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    // In the scene's coordinates.
    QPointF inPort() const { return mapToScene(stepgeometry::inPort(m_look)); }
    QPointF outPort(const QString &port) const;
    /// The way out that the pointer reaches, "in" for the way in; empty: none.
    QString portAt(QPointF scenePlace) const;

    void setTarget(bool isTarget); ///< a half-drawn link would end here

signals:
    void moved();

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverMoveEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;

private:
    void updateNames();

    StepId m_id;
    const ThemeManager &m_themes;
    StepLook m_look;
    QString m_litPort;
    bool m_isHovered = false;
    bool m_isTarget = false;
};

} // namespace signalbox
