// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace signalbox {

/// Calls `quit` in the thread of `context` when the process is asked to end (SIGTERM, SIGINT; SIGHUP is the
/// same). Once for a process.
void onTermination(QObject *context, std::function<void()> quit);

} // namespace signalbox
