// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/lineicon.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

// A resource in a static library is only there once its initializer was called; the macro wants no namespace.
static void initializeIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace signalbox {

using namespace Qt::StringLiterals;

void initializeIcons()
{
    initializeIconResources();
}

QByteArray lineDrawing(const QString &name)
{
    initializeIcons();
    if (name.isEmpty() || name.contains(u'/')) // a name from a user's rule, and nothing else of the resources
        return {};
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LineIcon::LineIcon(QByteArray drawing, const QColor &color, const ThemeManager *themes)
    : m_drawing(std::move(drawing))
    , m_color(color)
    , m_themes(themes)
{
}

QColor LineIcon::colorFor(QIcon::Mode mode) const
{
    auto color = m_color;
    if (!color.isValid())
        color = m_themes ? m_themes->theme().text : QColor(Qt::black);
    if (mode == QIcon::Disabled)
        color.setAlphaF(0.4F * color.alphaF());
    return color;
}

void LineIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const auto side = std::min(rect.width(), rect.height());
    if (side <= 0)
        return;
    // In the pixels of the device, so that a zoomed canvas has sharp icons too; drawn once and kept, since
    // tables draw the same few thousands of times.
    const auto scale = std::hypot(painter->deviceTransform().m11(), painter->deviceTransform().m12());
    const auto pixels = std::max(1, qRound(side * scale));
    QRectF square(0, 0, pixels / scale, pixels / scale);
    square.moveCenter(QRectF(rect).center());
    const auto pixmap = scaledPixmap({pixels, pixels}, mode, state, scale);
    painter->drawPixmap(square, pixmap, pixmap.rect());
}

QPixmap LineIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

QPixmap LineIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal)
{
    // The size is in device pixels already; the caller sets the ratio.
    const auto color = colorFor(mode);
    const auto key = u"line-icon-%1-%2-%3x%4"_s.arg(qHash(m_drawing), 0, 16)
                         .arg(color.rgba(), 0, 16)
                         .arg(size.width())
                         .arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    auto drawing = m_drawing;
    drawing.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(drawing);
    const auto side = std::min(size.width(), size.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF({}, size).center());
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, square);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIconEngine *LineIcon::clone() const
{
    return new LineIcon(*this);
}

} // namespace signalbox
