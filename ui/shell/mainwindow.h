// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/closequestion.h"
#include "ui/shell/pageid.h"
#include "ui/widgets/context.h"

#include <QMainWindow>

namespace signalbox {

class CommandPalette;
class EngineLight;
class ExampleBar;
class ExampleShop;
class MessageLine;
class PageHeader;
class PageStack;
class PageWidget;
class Rail;
class TrayIcon;
class WindowActions;
struct PaletteEntry;

/// The window: rail, page and its header, messages at the foot, menus, command palette and tray icon. Makes
/// them and connects them. It remembers where it was and which page was shown.
///
/// Closing it asks, once, whether the engine goes on in the tray; without a tray it is the end of the
/// program. Thread: window.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const Context &context, const QString &dataFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    Navigator &navigator() { return m_navigator; }
    TrayIcon &tray() { return *m_tray; }
    PageWidget *page(PageId page); ///< makes it, without showing it

    /// Instead of what the desktop says, for tests.
    void setHasTray(bool hasTray) { m_hasTray = hasTray; }

public slots:
    void openPage(signalbox::PageId page);
    void bringToFront();

signals:
    void quitWanted();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectParts();
    void connectActions();
    void onOpened(PageId page, PageWidget *widget);
    void onAnswered(WhenClosed answer);
    void openPalette();
    void setPaletteEntries(const QList<PaletteEntry> &own);
    void rememberPlace();

    Context m_context;
    QString m_dataFolder;
    Navigator m_navigator;
    std::optional<bool> m_hasTray;
    ExampleShop *m_shop;
    WindowActions *m_actions;
    Rail *m_rail;
    EngineLight *m_light;
    PageHeader *m_header;
    ExampleBar *m_exampleBar;
    PageStack *m_pages;
    MessageLine *m_messages;
    CommandPalette *m_palette;
    CloseQuestion *m_closeQuestion;
    TrayIcon *m_tray;
};

} // namespace signalbox
