// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serve.h"

#include "app/client.h"
#include "app/enginehost.h"
#include "app/nonotifier.h"
#include "app/signals.h"
#include "core/base/json.h"
#include "core/base/settings.h"
#include "core/webhook/hooksettings.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

Exit serve(DataFolder folder, const Invocation::Serve &options)
{
    TerminalOutput terminal;
    const auto failed = [&](const Error &error) {
        terminal.message(error.message);
        return Exit::Unreachable;
    };
    const auto settings = Settings::load(folder.settingsFile());
    if (!settings)
        return failed(settings.error());
    const auto hookSettings = HookSettings::read(**settings);
    if (!hookSettings)
        return failed(hookSettings.error());

    NoNotifier notifier;
    auto host = EngineHost::open(std::move(folder), notifier);
    if (!host)
        return failed(host.error());
    onTermination(qApp, [] { QCoreApplication::quit(); });
    const auto program = [](const Request &request, Output &output) -> std::optional<Exit> {
        if (request.method == u"program.info") {
            output.line(toCompactJson(
                QJsonObject{{u"kind"_s, u"serve"_s}, {u"pid"_s, QCoreApplication::applicationPid()}}));
            return Exit::Done;
        }
        if (request.method == u"program.stop") {
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
            return Exit::Done;
        }
        return {};
    };
    if (auto started = (*host)->start(program); !started)
        return failed(started.error());
    (*host)->engine().setUpHooks(*hookSettings);
    const auto url = (*host)
                         ->engine()
                         .listen(options.listen.isEmpty() ? (*settings)->listenAddress() : options.listen)
                         .result();
    if (!url)
        return url.error().code == Error::Code::InvalidInput ? (failed(url.error()), Exit::Usage)
                                                             : failed(url.error());
    if ((*host)->isSafe()) {
        terminal.message((*host)->engine().status().result().trouble);
        terminal.message(QCoreApplication::translate("Serve", "To go on: signalbox engine resume"));
    }
    // The rest works; what needs a secret says so where it is needed.
    if (const auto trouble = (*host)->vaultTrouble(); !trouble.isEmpty())
        terminal.message(trouble);
    // In this order, since scripts read it by eye as well.
    QByteArray ready = "{\"ready\":true,\"hooks\":";
    appendJsonString(ready, *url);
    ready += ",\"stream\":null,\"pid\":" + QByteArray::number(QCoreApplication::applicationPid()) + '}';
    terminal.line(ready);
    QCoreApplication::exec();
    (*host)->stop();
    return Exit::Done;
}

} // namespace signalbox
