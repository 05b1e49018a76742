// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/crashsignal.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
struct sigaction before[std::size(fatal)];
int file = -1;

// Only what may be called in a signal handler (signal-safety(7)).
extern "C" void noteFatalSignal(int signal)
{
    const char digits[] = {char('0' + signal / 10), char('0' + signal % 10)};
    [[maybe_unused]] const auto written = ::write(file, digits, sizeof digits);
    for (size_t i = 0; i < std::size(fatal); ++i) {
        if (fatal[i] == signal)
            ::sigaction(signal, &before[i], nullptr);
    }
    ::raise(signal); // comes when this returns: a core dump or a sanitizer sees it as usual
}

} // namespace

namespace signalbox {

void noteFatalSignals(const QString &name)
{
    file = ::open(QFile::encodeName(name).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    struct sigaction action
    {
    };
    action.sa_handler = noteFatalSignal;
    for (size_t i = 0; i < std::size(fatal); ++i)
        ::sigaction(fatal[i], &action, &before[i]);
}

} // namespace signalbox

#else

namespace signalbox {

void noteFatalSignals(const QString &) { }

} // namespace signalbox
#endif
