// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/toggleswitch.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace signalbox {

void paintSwitch(QPainter &painter, const QRectF &area, bool isOn, bool isEnabled, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled)
        painter.setOpacity(0.45);
    const QRectF track = area.adjusted(1, 1, -1, -1);
    const auto radius = track.height() / 2;
    painter.setPen(QPen(isOn ? theme.accent : theme.muted, 1.5));
    painter.setBrush(isOn ? theme.accent : theme.surface);
    painter.drawRoundedRect(track, radius, radius);
    const auto knob = radius - 3;
    const QPointF center(isOn ? track.right() - radius : track.left() + radius, track.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(isOn ? theme.accentText : theme.muted);
    painter.drawEllipse(center, knob, knob);
    painter.restore();
}

QSize switchSize()
{
    return {32, 18};
}

ToggleSwitch::ToggleSwitch(const ThemeManager &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setCheckable(true); // so that a screen reader says on or off
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        setChecked(m_isOn); // until it is so
        emit wanted(!m_isOn);
    });
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ToggleSwitch::setOn(bool isOn)
{
    m_isOn = isOn;
    setChecked(isOn);
    update();
}

QSize ToggleSwitch::sizeHint() const
{
    return switchSize() + QSize(4, 6);
}

void ToggleSwitch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &theme = m_themes.theme();
    QRectF area({}, QSizeF(switchSize()));
    area.moveCenter(QRectF(rect()).center());
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme.accent);
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
    }
    paintSwitch(painter, area, m_isOn, isEnabled(), theme);
}

} // namespace signalbox
