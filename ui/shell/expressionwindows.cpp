// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/expressionwindows.h"

#include "ui/expression/codeedit.h"
#include "ui/expression/expressionconsole.h"
#include "ui/expression/functionspanel.h"
#include "ui/shell/toolwindow.h"

#include <QAction>
#include <QApplication>

namespace signalbox {

namespace {

constexpr QSize consoleSize(860, 480);
constexpr QSize referenceSize(440, 600);

} // namespace

ExpressionWindows::ExpressionWindows(
    const Context &context, QAction *console, QAction *reference, QWidget *mainWindow)
    : QObject(mainWindow)
    , m_context(context)
    , m_consoleAction(console)
    , m_referenceAction(reference)
    , m_mainWindow(mainWindow)
{
    connect(console, &QAction::triggered, this, &ExpressionWindows::openConsole);
    connect(reference, &QAction::triggered, this, &ExpressionWindows::openReference);
}

ToolWindow *ExpressionWindows::make(const QString &title, QWidget *content, QSize size)
{
    auto *window = new ToolWindow(title, content, size, m_mainWindow);
    window->addActions({m_consoleAction, m_referenceAction}); // the main window's keys do not reach it
    return window;
}

void ExpressionWindows::openConsole()
{
    if (!m_console || !m_consoleWindow->isVisible())
        openConsoleOn(0);
    else
        showConsole();
}

void ExpressionWindows::openConsoleOn(Sequence event)
{
    if (!m_console) {
        m_console = new ExpressionConsole(m_context);
        m_consoleWindow = make(tr("Expression console"), m_console, consoleSize);
    }
    m_console->openEvent(event);
    showConsole();
}

void ExpressionWindows::showConsole()
{
    m_consoleWindow->bringToFront();
    m_console->focusExpression();
}

void ExpressionWindows::openReference()
{
    const auto *edit = qobject_cast<CodeEdit *>(QApplication::focusWidget());
    const auto function = edit ? edit->functionAtCursor() : QString();
    if (!m_reference) {
        m_reference = new FunctionsPanel(m_context.themes);
        m_referenceWindow = make(tr("Expression reference"), m_reference, referenceSize);
    }
    m_reference->choose(function);
    m_referenceWindow->bringToFront();
    m_reference->focusSearch();
}

} // namespace signalbox
