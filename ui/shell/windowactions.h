// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pageid.h"
#include "ui/widgets/context.h"

#include <QAction>
#include <QMenuBar>

#include <array>

namespace signalbox {

class ExampleShop;

/// The window's commands, each an action with its shortcut, and the menus that list them. What the page that
/// is shown can do is listed in Edit. Thread: window.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    WindowActions(const Context &context, ExampleShop &shop, QWidget *window);

    void fillMenuBar(QMenuBar *bar);
    void setPage(QWidget *page); ///< whose actions Edit lists; none: null

    // For the command palette: the ways to the pages, and what else the window and its page can do.
    QList<QAction *> pages() const { return {m_pages.begin(), m_pages.end()}; }
    QList<QAction *> commands() const;

    QAction *page(PageId page) const { return m_pages[size_t(page)]; }
    QAction *newRule() const { return m_newRule; }
    QAction *palette() const { return m_palette; }
    QAction *pause() const { return m_pause; }
    QAction *openFolder() const { return m_openFolder; }
    QAction *closeWindow() const { return m_close; }
    QAction *quit() const { return m_quit; }
    QAction *expressionConsole() const { return m_console; }
    QAction *expressionReference() const { return m_reference; }
    QAction *about() const { return m_about; }

    void setPaused(bool paused);

private:
    QAction *add(const QString &text, const QString &icon, const QKeySequence &keys = {});
    QList<QAction *> pageActions() const;
    void fillEditMenu(QMenu *menu) const;
    void updateExample();
    void addThemeActions();

    Context m_context;
    ExampleShop &m_shop;
    QWidget *m_window;
    QWidget *m_page = nullptr;
    QList<QAction *> m_all;
    QList<QAction *> m_themes;
    std::array<QAction *, std::size(allPages)> m_pages{};
    QAction *m_newRule, *m_palette, *m_pause, *m_openFolder, *m_close, *m_quit, *m_fullScreen, *m_console,
        *m_reference, *m_about, *m_example, *m_removeExample;
};

} // namespace signalbox
