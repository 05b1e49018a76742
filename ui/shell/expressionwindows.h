// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QObject>

class QAction;

namespace signalbox {

class ExpressionConsole;
class FunctionsPanel;
class ToolWindow;

/// The windows that help with expressions: one to try them and one that explains their functions. Each is
/// made when it is first asked for, and there is one of it. Their keys work in both. Thread: window.
class ExpressionWindows : public QObject
{
    Q_OBJECT

public:
    ExpressionWindows(const Context &context, QAction *console, QAction *reference, QWidget *mainWindow);

    void openConsole();
    void openConsoleOn(signalbox::Sequence event); ///< with this event to try expressions on
    /// On the function at the cursor, where an expression is being written.
    void openReference();

private:
    void showConsole();
    ToolWindow *make(const QString &title, QWidget *content, QSize size);

    Context m_context;
    QAction *m_consoleAction;
    QAction *m_referenceAction;
    QWidget *m_mainWindow;
    ExpressionConsole *m_console = nullptr;
    ToolWindow *m_consoleWindow = nullptr;
    FunctionsPanel *m_reference = nullptr;
    ToolWindow *m_referenceWindow = nullptr;
};

} // namespace signalbox
