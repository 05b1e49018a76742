// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QStyleOption>

/// What the files of the style share: how large things are, in which state a control is, and the shapes that
/// come up everywhere. Private to ui/theme. Thread: window.
namespace signalbox::styleparts {

constexpr int controlHeight = 30;
constexpr int smallHeight = 24;
constexpr int menuRow = 28;
constexpr int scrollBarWidth = 10;
constexpr int arrowRoom = 24;
constexpr int spinRoom = 20;

enum Direction { Up, Down, Left, Right };

void drawChevron(QPainter *painter, const QRect &rect, Direction direction, const QColor &color);
/// A border that is no colour: none.
void drawBox(QPainter *painter, const QRectF &rect, qreal radius, const QBrush &fill, const QColor &border,
    qreal width = 1);
QColor mixed(const QColor &from, const QColor &to, qreal share); ///< 0: all `from`

/// Whether a widget's dynamic property of that name is set and true.
bool is(const QWidget *widget, const char *property);
bool isChip(const QWidget *widget);
bool isNews(const QWidget *widget);

/// Where the keyboard is, shown when the keyboard is in use: a click needs no ring.
bool showsFocus(const QStyleOption *option);
bool isEnabled(const QStyleOption *option);
bool isHovered(const QStyleOption *option);

} // namespace signalbox::styleparts
