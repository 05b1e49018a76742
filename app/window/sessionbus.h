// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox {

/// Whether a session bus can be asked without waiting. Where none is named, libdbus would start one and wait
/// for it, on X11 (dbus-launch --autolaunch). Offscreen there is no desktop, whatever the bus says.
bool hasSessionBus();

} // namespace signalbox
