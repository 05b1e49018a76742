// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowactions.h"

#include "ui/shell/exampleshop.h"

#include <QActionGroup>
#include <QMenu>

namespace signalbox {

using namespace Qt::StringLiterals;

WindowActions::WindowActions(const Context &context, ExampleShop &shop, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_shop(shop)
    , m_window(window)
{
    m_newRule = add(tr("&New rule"), u"add"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    m_pause = add({}, u"pause"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_openFolder = add(tr("Open the &data folder"), u"folder"_s);
    m_close = add(tr("&Close the window"), u"close"_s, QKeySequence(Qt::CTRL | Qt::Key_W));
    m_quit = add(tr("&Quit Signalbox"), u"power"_s, QKeySequence(Qt::CTRL | Qt::Key_Q));
    m_quit->setMenuRole(QAction::QuitRole);
    m_palette = add(tr("Command &palette…"), u"command"_s, QKeySequence(Qt::CTRL | Qt::Key_K));
    for (const auto page : allPages)
        m_pages[size_t(page)] = add(
            pageTitle(page), pageName(page), QKeySequence(int(Qt::CTRL) | (int(Qt::Key_1) + int(page))));
    addThemeActions();
    m_fullScreen = add(tr("&Full screen"), u"fit"_s, QKeySequence(Qt::Key_F11));
    m_fullScreen->setCheckable(true);
    m_console = add(tr("E&xpression console"), u"code"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    m_reference = add(tr("&Expression reference"), u"help"_s, QKeySequence(Qt::Key_F1));
    m_example = add(tr("&Load the example shop"), u"shop"_s);
    m_removeExample = add(tr("&Remove the example shop"), u"delete"_s);
    m_about = add(tr("&About Signalbox"), u"info"_s);
    m_about->setMenuRole(QAction::AboutRole);

    connect(m_fullScreen, &QAction::toggled, window, [window](bool on) {
        window->setWindowState(on ? window->windowState() | Qt::WindowFullScreen
                                  : window->windowState() & ~Qt::WindowFullScreen);
    });
    connect(m_example, &QAction::triggered, &shop, &ExampleShop::install);
    connect(m_removeExample, &QAction::triggered, &shop, &ExampleShop::remove);
    connect(&shop, &ExampleShop::changed, this, &WindowActions::updateExample);
    updateExample();
    setPaused(false);
}

QAction *WindowActions::add(const QString &text, const QString &icon, const QKeySequence &keys)
{
    auto *action = new QAction(m_context.themes.icon(icon), text, this);
    action->setData(icon);
    action->setShortcut(keys);
    m_window->addAction(action); // works also where a menu bar is hidden or drawn by the desktop
    m_all += action;
    return action;
}

void WindowActions::addThemeActions()
{
    struct Mode
    {
        QString name, text, icon;
    };
    const Mode modes[] = {{u"system"_s, tr("Colours of the &system"), u"display"_s},
        {u"light"_s, tr("&Light colours"), u"sun"_s}, {u"dark"_s, tr("&Dark colours"), u"moon"_s}};
    auto *group = new QActionGroup(this);
    for (const auto &mode : modes) {
        auto *action = add(mode.text, mode.icon);
        action->setCheckable(true);
        action->setChecked(m_context.settings.theme() == mode.name);
        group->addAction(action);
        m_themes += action;
        connect(action, &QAction::triggered, this,
            [this, name = mode.name] { (void)m_context.settings.set(u"theme"_s, name); });
        connect(&m_context.settings, &Settings::changed, action,
            [this, action, name = mode.name] { action->setChecked(m_context.settings.theme() == name); });
    }
}

void WindowActions::fillMenuBar(QMenuBar *bar)
{
    auto *file = bar->addMenu(tr("&File"));
    file->addAction(m_newRule);
    file->addSeparator();
    file->addAction(m_pause);
    file->addAction(m_openFolder);
    file->addSeparator();
    file->addAction(m_close);
    file->addAction(m_quit);
    auto *edit = bar->addMenu(tr("&Edit"));
    connect(edit, &QMenu::aboutToShow, this, [this, edit] { fillEditMenu(edit); });
    fillEditMenu(edit);
    auto *view = bar->addMenu(tr("&View"));
    for (const auto page : allPages)
        view->addAction(m_pages[size_t(page)]);
    view->addSeparator();
    view->addActions(m_themes);
    view->addSeparator();
    view->addAction(m_fullScreen);
    auto *help = bar->addMenu(tr("&Help"));
    help->addAction(m_reference);
    help->addAction(m_console);
    help->addSeparator();
    help->addAction(m_example);
    help->addAction(m_removeExample);
    help->addSeparator();
    help->addAction(m_about);
}

void WindowActions::fillEditMenu(QMenu *menu) const
{
    menu->clear();
    menu->addActions(pageActions());
    menu->addSeparator();
    menu->addAction(m_palette);
}

void WindowActions::setPage(QWidget *page)
{
    m_page = page;
}

QList<QAction *> WindowActions::pageActions() const
{
    QList<QAction *> found;
    if (!m_page)
        return found;
    auto widgets = m_page->findChildren<QWidget *>();
    widgets.prepend(m_page);
    for (const auto *widget : std::as_const(widgets)) {
        if (qobject_cast<const QMenu *>(widget))
            continue; // what a menu holds was added to a widget too, or belongs to what lies under the mouse
        for (auto *action : widget->actions()) {
            if (!action->text().isEmpty() && !action->isSeparator() && action->isVisible()
                && !found.contains(action))
                found += action;
        }
    }
    return found;
}

QList<QAction *> WindowActions::commands() const
{
    auto commands = pageActions() + m_all;
    commands.removeIf([this](QAction *action) { return action == m_palette || pages().contains(action); });
    return commands;
}

void WindowActions::setPaused(bool paused)
{
    m_pause->setText(paused ? tr("&Resume everything") : tr("&Pause everything"));
    m_pause->setIcon(m_context.themes.icon(paused ? u"play"_s : u"pause"_s));
    m_pause->setData(paused ? u"play"_s : u"pause"_s);
}

void WindowActions::updateExample()
{
    m_example->setVisible(!m_shop.isInstalled());
    m_example->setEnabled(!m_shop.isBusy());
    m_removeExample->setVisible(m_shop.isInstalled());
    m_removeExample->setEnabled(!m_shop.isBusy());
}

} // namespace signalbox
