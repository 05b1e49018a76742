// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/overlay.h"

namespace signalbox {

/// What happens when the window is closed.
enum class WhenClosed { Quit, KeepRunning, Ask };

/// As set ("closing": "tray", "quit", else ask); without a tray there would be no way back, so it quits.
WhenClosed whenClosed(const QString &setting, bool hasTray);

/// Asked once, when the window is closed for the first time: whether the engine shall go on. Object names:
/// "keepRunning", "quitProgram". Thread: window.
class CloseQuestion : public Overlay
{
    Q_OBJECT

public:
    CloseQuestion(const ThemeManager &themes, QWidget *parent);

    void open() override;

signals:
    void answered(signalbox::WhenClosed answer); ///< never Ask
};

} // namespace signalbox
