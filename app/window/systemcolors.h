// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace signalbox {

class ThemeManager;

/// Tells the theme whether the desktop prefers dark, now and when it changes: the desktop portal's
/// org.freedesktop.appearance color-scheme, which Qt 6.4 does not read. Without a portal nothing is told.
/// Never waits for it. Thread: window.
class SystemColors : public QObject
{
    Q_OBJECT

public:
    SystemColors(ThemeManager &themes, QObject *parent);

private slots:
    void onSettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);

    ThemeManager &m_themes;
};

} // namespace signalbox
