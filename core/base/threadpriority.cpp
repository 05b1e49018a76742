// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threadpriority.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace signalbox {

#ifdef Q_OS_LINUX

namespace {
// Each step is worth a quarter (sched(7), "The nice value"): ten are a factor of nine.
constexpr int stepsBack = 10;
} // namespace

void standBack()
{
    // QThread's own priorities mean nothing to Linux's usual scheduling; the nice value does, and is a
    // thread's own there, whatever POSIX says.
    const auto thread = id_t(::gettid());
    ::setpriority(PRIO_PROCESS, thread, ::getpriority(PRIO_PROCESS, thread) + stepsBack);
}

#else

void standBack() { }

#endif

} // namespace signalbox
