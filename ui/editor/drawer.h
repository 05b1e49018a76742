// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace signalbox {

class ThemeManager;

/// A widget above, and below it panels that are pulled up by the buttons of a bar. One is open, or none.
/// Thread: window.
class Drawer : public QWidget
{
    Q_OBJECT

public:
    Drawer(QWidget *content, const ThemeManager &themes, QWidget *parent = nullptr);

    /// The button that opens it, for a text that changes.
    QToolButton *addPanel(QWidget *panel, const QString &title, const QString &icon);
    void open(QWidget *panel);
    void close();
    bool isOpen(const QWidget *panel) const;

private:
    void updateButtons();

    const ThemeManager &m_themes;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    QWidget *m_barArea; ///< narrower than its buttons if it has to be
    QHBoxLayout *m_bar;
    QList<QToolButton *> m_buttons;
};

} // namespace signalbox
