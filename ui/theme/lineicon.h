// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QIconEngine>
#include <QPointer>
#include <QString>

namespace signalbox {

class ThemeManager;

/// Makes what is in icons.qrc readable as ":/icons/…"; again does nothing.
void initializeIcons();

/// The drawing of a line icon from resources/icons, its strokes in `currentColor`; empty: there is none.
QByteArray lineDrawing(const QString &name);

/// Draws a line icon at any size and scale.
class LineIcon : public QIconEngine
{
public:
    /// An invalid colour stands for the text colour of the moment, so that such icons follow the theme.
    LineIcon(QByteArray drawing, const QColor &color, const ThemeManager *themes);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;

private:
    QColor colorFor(QIcon::Mode mode) const;

    QByteArray m_drawing;
    QColor m_color;
    QPointer<const ThemeManager> m_themes;
};

} // namespace signalbox
