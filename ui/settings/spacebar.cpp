// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/spacebar.h"

#include <QPainter>
#include <QPainterPath>

namespace signalbox {

SpaceBar::SpaceBar(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void SpaceBar::setParts(const QList<Part> &parts)
{
    m_parts = parts;
    update();
}

QSize SpaceBar::sizeHint() const
{
    return {20 * Theme::unit, 2 * Theme::unit};
}

void SpaceBar::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), Theme::unit / 2.0, Theme::unit / 2.0);
    painter.fillPath(shape, theme.sunken);
    painter.setClipPath(shape);
    qint64 whole = 0;
    for (const auto &part : m_parts)
        whole += part.size;
    if (whole <= 0)
        return;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    double at = 0;
    for (const auto &part : m_parts) {
        const auto length = double(width()) * double(part.size) / double(whole);
        // A gap keeps neighbours apart for whoever cannot tell their colours.
        const auto x = isMirrored ? width() - at - length : at;
        painter.fillRect(QRectF(x, 0, std::max(0.0, length - 1), height()), theme.named(part.color));
        at += length;
    }
}

} // namespace signalbox
