// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowprogram.h"

#include "app/window/systemcolors.h"
#include "core/base/json.h"
#include "core/webhook/hooksettings.h"
#include "ui/shell/trayicon.h"

#include <QApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<WindowProgram>> WindowProgram::open(QApplication &application, DataFolder folder)
{
    std::unique_ptr<WindowProgram> program(new WindowProgram(application));
    if (auto started = program->start(std::move(folder)); !started)
        return Failure(started.error());
    return program;
}

WindowProgram::WindowProgram(QApplication &application)
    : m_application(application)
{
}

WindowProgram::~WindowProgram()
{
    m_window.reset();
    m_readers.reset();
    if (m_host)
        m_host->stop();
}

Result<void> WindowProgram::start(DataFolder folder)
{
    auto settings = Settings::load(folder.settingsFile());
    if (!settings)
        return Failure(settings.error());
    m_settings = std::move(*settings);
    const auto hookSettings = HookSettings::read(*m_settings);
    if (!hookSettings)
        return Failure(hookSettings.error());
    auto host = EngineHost::open(std::move(folder), m_notifier);
    if (!host)
        return Failure(host.error());
    m_host = std::move(*host);
    auto started
        = m_host->start([this](const Request &request, Output &output) { return command(request, output); });
    if (!started)
        return started;
    m_host->engine().setUpHooks(*hookSettings);
    m_host->engine().listen(m_settings->listenAddress());

    m_readers = std::make_unique<ReaderPool>(m_host->folder().storeFile());
    m_themes = std::make_unique<ThemeManager>(m_application);
    m_themes->setMode(m_settings->theme());
    new SystemColors(*m_themes, this);
    const Context context{m_host->engine(), m_host->store(), *m_readers, m_host->catalog(), *m_themes,
        *m_settings, m_host->clock(), &m_host->keeper()};
    m_window = std::make_unique<MainWindow>(context, m_host->folder().path());
    connect(m_window.get(), &MainWindow::quitWanted, this, &WindowProgram::ended);
    m_notifier.setTray(&m_window->tray().icon());
    return {};
}

std::optional<Exit> WindowProgram::command(const Request &request, Output &output)
{
    if (request.method == u"program.info") {
        output.line(toCompactJson(
            QJsonObject{{u"kind"_s, u"window"_s}, {u"pid"_s, QCoreApplication::applicationPid()}}));
        return Exit::Done;
    }
    if (request.method == u"program.show") {
        if (m_window)
            m_window->bringToFront();
        return Exit::Done;
    }
    if (request.method == u"program.stop") {
        // After the answer is on its way.
        QMetaObject::invokeMethod(this, &WindowProgram::ended, Qt::QueuedConnection);
        return Exit::Done;
    }
    return {};
}

} // namespace signalbox
