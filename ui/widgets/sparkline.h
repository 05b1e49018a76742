// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace signalbox {

class ThemeManager;

/// Bars for numbers in a row, oldest first: one filled path, so that a list may paint one in each row. The
/// highest of them (or `top`, if that is more) fills the height; whatever is not zero shows at least a pixel.
void paintBars(
    QPainter &painter, const QRectF &area, const QList<int> &values, const QColor &color, int top = 0);

/// How something went lately, in the size of a word. Says nothing by itself: give it an accessible name and a
/// tooltip. Thread: window.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(const ThemeManager &themes, QWidget *parent = nullptr);

    void setValues(const QList<int> &values);
    const QList<int> &values() const { return m_values; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeManager &m_themes;
    QList<int> m_values;
};

} // namespace signalbox
