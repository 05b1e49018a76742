// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace signalbox {

class ThemeManager;

/// The first line of a panel beside a page: its title and, at the end, the button that closes it.
/// Thread: window.
class PanelHead : public QWidget
{
    Q_OBJECT

public:
    /// Takes `title` over and makes it bold; what is too long for it is cut off.
    PanelHead(const ThemeManager &themes, QLabel *title, QWidget *parent = nullptr);

    QToolButton *closeButton() const { return m_close; }

signals:
    void closed();

private:
    void restyle();

    const ThemeManager &m_themes;
    QLabel *m_title;
    QToolButton *m_close;
};

} // namespace signalbox
