// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/toolwindow.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace signalbox {

ToolWindow::ToolWindow(const QString &title, QWidget *content, QSize size, QWidget *mainWindow)
    : QWidget(mainWindow, Qt::Window)
{
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    // What it holds has room around it as below a page's header.
    layout->setContentsMargins(0, Theme::unit, 0, 0);
    layout->addWidget(content);
    resize(size);
    mainWindow->installEventFilter(this);
}

void ToolWindow::bringToFront()
{
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

bool ToolWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Hidden into the tray; a spontaneous one is only the desktop that minimizes it.
    if (watched == parent() && event->type() == QEvent::Hide && !event->spontaneous())
        close();
    return QWidget::eventFilter(watched, event);
}

void ToolWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
