// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace signalbox {

/// A bar that is divided as something is. What each part is stands beside it in words. Thread: window.
class SpaceBar : public QWidget
{
    Q_OBJECT

public:
    struct Part
    {
        QString color; ///< Theme::named; "grey" for what is free
        qint64 size = 0;
    };

    explicit SpaceBar(const ThemeManager &themes, QWidget *parent = nullptr);

    void setParts(const QList<Part> &parts);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeManager &m_themes;
    QList<Part> m_parts;
};

} // namespace signalbox
