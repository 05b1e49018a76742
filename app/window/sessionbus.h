// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDBusConnection;

namespace signalbox {

/// The session bus, if it can be asked without waiting; else a connection that is not connected. Where no bus
/// is named, libdbus would start one and wait for it, on X11 (dbus-launch --autolaunch). Offscreen there is
/// no desktop, whatever the bus says.
QDBusConnection desktopBus();

} // namespace signalbox
