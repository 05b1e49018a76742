// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QWidget>

#include <vector>

namespace signalbox {

class ThemeManager;

/// How much starts in each part of the next 24 hours: the fuller the colour, the more. A part is chosen by
/// mouse, or by arrows and Return. Thread: window.
class HeatStrip : public QWidget
{
    Q_OBJECT

public:
    explicit HeatStrip(const ThemeManager &themes, QWidget *parent = nullptr);

    void setCounts(const std::vector<int> &counts, signalbox::Instant from);
    QString describe(int part) const; ///< "3 starts from 02:00 to 02:30"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(signalbox::Instant at); ///< the beginning of a part

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int partAt(int x) const;
    QRect rectOf(int part) const;
    Instant startOf(int part) const;
    void setCurrent(int part);

    const ThemeManager &m_themes;
    std::vector<int> m_counts;
    Instant m_from;
    int m_current = 0;
};

} // namespace signalbox
