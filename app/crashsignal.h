// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;

namespace signalbox {

/// From now on a fatal signal (a fault of our own: SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) leaves its
/// number in this file before it takes its usual way, so that the next start can tell a crash from a kill
/// (core/engine/crashbook.h). A stack that has overflowed has no room for that and looks like a kill. Once.
void noteFatalSignals(const QString &file);

} // namespace signalbox
