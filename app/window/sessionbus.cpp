// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sessionbus.h"

#include <QDBusConnection>
#include <QFile>
#include <QGuiApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

QDBusConnection desktopBus()
{
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool named = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || (!runtime.isEmpty() && QFile::exists(runtime + u"/bus"_s));
    return named && QGuiApplication::platformName() != u"offscreen" ? QDBusConnection::sessionBus()
                                                                    : QDBusConnection(QString());
}

} // namespace signalbox
