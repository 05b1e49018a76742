// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginehost.h"
#include "app/window/notifier.h"
#include "core/base/settings.h"
#include "core/store/reader.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <memory>

class QApplication;

namespace signalbox {

/// The window and the engine behind it, from the data folder on: what `signalbox` is when it is started
/// without a command. Tests and tools make one as openWindow() does.
/// Thread: window; construction and destruction block on disk.
class WindowProgram : public QObject
{
    Q_OBJECT

public:
    /// Takes the folder, starts the engine, asks it to listen as set (a port in use is shown by the window's
    /// light and keeps nobody from working) and makes the window, hidden. Errors: as EngineHost::open and
    /// Settings::load.
    static Result<std::unique_ptr<WindowProgram>> open(QApplication &application, DataFolder folder);
    ~WindowProgram() override;

    MainWindow &window() { return *m_window; }
    EngineHost &host() { return *m_host; }
    Settings &settings() { return *m_settings; }
    ThemeManager &themes() { return *m_themes; }

signals:
    void ended(); ///< somebody wants the program to end; whoever made this destroys it then

private:
    explicit WindowProgram(QApplication &application);

    Result<void> start(DataFolder folder);
    std::optional<Exit> command(const Request &request, Output &output);

    // The engine calls the notifier, and the window reads all that stands before it.
    QApplication &m_application;
    DesktopNotifier m_notifier;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<ReaderPool> m_readers;
    std::unique_ptr<ThemeManager> m_themes;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace signalbox
