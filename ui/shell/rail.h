// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageid.h"

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace signalbox {

class ThemeManager;

/// The way to each page, at the left edge: an icon above its word, the page that is shown marked. Up and Down
/// go from one to the next. Object names of its buttons: "page-board" … Thread: window.
class Rail : public QWidget
{
    Q_OBJECT

public:
    explicit Rail(const ThemeManager &themes, QWidget *parent = nullptr);

    void setCurrent(PageId page);

signals:
    void chosen(signalbox::PageId page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeManager &m_themes;
    QButtonGroup *m_buttons;
};

} // namespace signalbox
