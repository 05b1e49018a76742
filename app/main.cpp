// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client.h"
#include "app/commandline.h"
#include "app/enginehost.h"
#include "app/localcommands.h"
#include "app/nonotifier.h"
#include "app/serve.h"
#include "app/storecommands.h"
#include "app/translations.h"

#include <QCoreApplication>
#ifdef SIGNALBOX_WINDOW
#include "app/window/window.h"
#endif

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// By the engine that runs on the folder, else by one of our own that ends with the command.
Exit carryOut(const Request &request, const QString &dataDir, Output &output)
{
    if (const auto exit = runLocally(request, output))
        return *exit;
    auto folder = DataFolder::open(dataDir);
    if (!folder) {
        output.message(folder.error().message);
        return Exit::Unreachable;
    }
    if (const auto exit = runOnStore(*folder, request, output))
        return *exit;
    if (const auto exit = askEngine(folder->controlSocket(), request, output))
        return *exit;
    // One that would be started for them alone has nothing to tell or to pause.
    if (request.method.startsWith(u"engine."_s)) {
        output.message(QCoreApplication::translate("Main", "No Signalbox runs on %1.").arg(folder->path()));
        return Exit::Unreachable;
    }
    NoNotifier notifier;
    auto host = EngineHost::open(std::move(*folder), notifier);
    if (!host) {
        output.message(host.error().message);
        return Exit::Unreachable;
    }
    return (*host)->runErrand(request, output);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"signalbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    const auto invocation = parseCommandLine(arguments);
    TerminalOutput terminal;
    if (!invocation) {
        terminal.message(invocation.error().message);
        return int(Exit::Usage);
    }
    if (const auto *print = std::get_if<Invocation::Print>(&invocation->what)) {
        const auto text = print->text.toUtf8();
        std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
        return int(Exit::Done);
    }
    if (std::holds_alternative<Invocation::Window>(invocation->what)) {
#ifdef SIGNALBOX_WINDOW
        return int(openWindow(argc, argv, invocation->dataDir));
#else
        terminal.message(QCoreApplication::translate(
            "Main", "This Signalbox was built without a window; see signalbox --help."));
        return int(Exit::Usage);
#endif
    }

    QCoreApplication application(argc, argv);
    installTranslations(application);
    if (const auto *request = std::get_if<Request>(&invocation->what))
        return int(carryOut(*request, invocation->dataDir, terminal));
    auto folder = DataFolder::open(invocation->dataDir);
    if (!folder) {
        terminal.message(folder.error().message);
        return int(Exit::Unreachable);
    }
    return int(serve(std::move(*folder), std::get<Invocation::Serve>(invocation->what)));
}
