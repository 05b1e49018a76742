// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signals.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace {

int writeEnd = -1;

// Only what may be called in a signal handler (signal-safety(7)).
extern "C" void tellOfSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

} // namespace

namespace signalbox {

void onTermination(QObject *context, std::function<void()> quit)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return;
    writeEnd = ends[0];
    auto *notifier = new QSocketNotifier(ends[1], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, quit = std::move(quit)] {
        notifier->setEnabled(false);
        quit();
    });
    struct sigaction action
    {
    };
    action.sa_handler = tellOfSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace signalbox

#else

namespace signalbox {

// Windows closes the main window or the console, which Qt tells the application of.
void onTermination(QObject *, std::function<void()>) { }

} // namespace signalbox
#endif
