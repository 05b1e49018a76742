// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace signalbox {

/// A window beside the main window, which can be worked with meanwhile: Escape closes it, and it goes when
/// the main window goes. It has that one's icon. Thread: window.
class ToolWindow : public QWidget
{
    Q_OBJECT

public:
    /// `size` is what it first opens with.
    ToolWindow(const QString &title, QWidget *content, QSize size, QWidget *mainWindow);

    void bringToFront(); ///< opens it, where it is not open

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace signalbox
