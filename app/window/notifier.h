// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/notifier.h"

#include <QObject>
#include <QPointer>
#include <QPromise>

#include <memory>
#include <optional>

class QDBusConnection;
class QSystemTrayIcon;

namespace signalbox {

/// Notifications of the desktop: the service org.freedesktop.Notifications, else a message of the tray icon.
/// Unavailable: there is neither. What the service refused or did not answer is tried with the tray.
/// Thread: lives in the window thread, where it talks to the desktop without waiting; notify() from any.
class DesktopNotifier : public QObject, public Notifier
{
    Q_OBJECT

public:
    DesktopNotifier(); ///< on the desktop's own bus
    explicit DesktopNotifier(const QDBusConnection &bus);
    ~DesktopNotifier() override;

    QFuture<Result<void>> notify(const QString &title, const QString &text, bool urgent) override;

    void setTray(QSystemTrayIcon *tray); ///< none: null

private:
    struct Message
    {
        QString title;
        QString text;
        bool urgent = false;
        QPromise<Result<void>> answer;
    };
    using MessagePtr = std::shared_ptr<Message>;

    void show(const MessagePtr &message);
    void askWhatItCanDo();
    void send(const MessagePtr &message);
    void showInTray(const MessagePtr &message, const QString &why);

    std::unique_ptr<QDBusConnection> m_bus;
    QPointer<QSystemTrayIcon> m_tray;
    std::optional<bool> m_readsMarkup; ///< whether the service takes the text for markup; none: not asked yet
    bool m_asked = false;
    QList<MessagePtr> m_held; ///< until that is known
};

} // namespace signalbox
