// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace signalbox {

class RuleNames;

/// Signalbox in the tray: the board's buttons, the last failures, pause, open, quit. Pressing a button that
/// asks questions opens the board instead. Shown where the desktop has a tray. Thread: window.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    TrayIcon(const Context &context, Navigator &navigator, QObject *parent = nullptr);

    bool isThere() const; ///< whether there is a tray and this is in it
    QSystemTrayIcon &icon() { return m_icon; }
    QMenu &menu() { return m_menu; }

    void setStatus(const EngineStatus &status);

signals:
    void openWanted();
    void boardWanted();
    void pauseWanted();
    void quitWanted();

private:
    void readBoard();
    void readFailures();
    void fill();
    void press(const BoardItem &item);

    Context m_context;
    Navigator &m_navigator;
    RuleNames *m_names;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    EngineStatus m_status;
    QList<BoardItem> m_buttons;
    QList<Run> m_failures;
};

} // namespace signalbox
