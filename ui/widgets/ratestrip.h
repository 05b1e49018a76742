// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QList>
#include <QWidget>

namespace signalbox {

class ThemeManager;

/// How many events came in each of the last stretches of time, as bars on a line of time; the pointer shows
/// how many and when. Thread: window.
class RateStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RateStrip(const ThemeManager &themes, QWidget *parent = nullptr);

    /// `values` oldest first, each of `width`; the last one ends at `until`.
    void setValues(const QList<int> &values, std::chrono::milliseconds width, Instant until);

    /// The bar at a place in the widget; -1: none there.
    int barAt(const QPoint &at) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QRect plot() const;
    QString describe(int bar) const;

    const ThemeManager &m_themes;
    QList<int> m_values;
    std::chrono::milliseconds m_width{1000};
    Instant m_until;
    int m_hovered = -1;
};

} // namespace signalbox
