// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/notifier.h"

#include "app/window/sessionbus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QSystemTrayIcon>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// How long the desktop may take to accept one; a service that hangs must not hold a run for long.
constexpr int patience = 5000;

QDBusMessage call(const QString &method)
{
    const auto service = u"org.freedesktop.Notifications"_s;
    return QDBusMessage::createMethodCall(service, u"/org/freedesktop/Notifications"_s, service, method);
}

} // namespace

DesktopNotifier::DesktopNotifier()
    : DesktopNotifier(desktopBus())
{
}

DesktopNotifier::DesktopNotifier(const QDBusConnection &bus)
    : m_bus(std::make_unique<QDBusConnection>(bus))
{
}

DesktopNotifier::~DesktopNotifier() = default;

QFuture<Result<void>> DesktopNotifier::notify(const QString &title, const QString &text, bool urgent)
{
    auto message = std::make_shared<Message>();
    message->title = title;
    message->text = text;
    message->urgent = urgent;
    message->answer.start();
    auto future = message->answer.future();
    QMetaObject::invokeMethod(
        this, [this, message] { show(message); }, Qt::QueuedConnection);
    return future;
}

void DesktopNotifier::setTray(QSystemTrayIcon *tray)
{
    m_tray = tray;
}

void DesktopNotifier::show(const MessagePtr &message)
{
    if (!m_bus->isConnected()) {
        showInTray(message, tr("There is no desktop here that shows notifications."));
    } else if (m_readsMarkup) {
        send(message);
    } else {
        m_held += message;
        askWhatItCanDo();
    }
}

void DesktopNotifier::askWhatItCanDo()
{
    if (std::exchange(m_asked, true))
        return;
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call(u"GetCapabilities"_s), patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_asked = false;
        const QDBusPendingReply<QStringList> reply = *watcher;
        const auto held = std::exchange(m_held, {});
        if (reply.isError()) {
            for (const auto &message : held)
                showInTray(
                    message, tr("The desktop shows no notifications: %1").arg(reply.error().message()));
            return;
        }
        m_readsMarkup = reply.value().contains(u"body-markup"_s);
        for (const auto &message : held)
            send(message);
    });
}

void DesktopNotifier::send(const MessagePtr &message)
{
    const auto text = *m_readsMarkup ? message->text.toHtmlEscaped() : message->text;
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(message->urgent ? 2 : 1))},
        {u"desktop-entry"_s, u"signalbox"_s}};
    auto notification = call(u"Notify"_s);
    notification << u"Signalbox"_s << uint(0) << u"signalbox"_s << message->title << text << QStringList()
                 << hints << -1; // the desktop decides how long it stays
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(notification, patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, message] {
        watcher->deleteLater();
        if (watcher->isError()) {
            m_readsMarkup.reset(); // perhaps another service comes in its place
            showInTray(
                message, tr("The desktop refused the notification: %1").arg(watcher->error().message()));
            return;
        }
        message->answer.addResult(Result<void>());
        message->answer.finish();
    });
}

void DesktopNotifier::showInTray(const MessagePtr &message, const QString &why)
{
    if (m_tray && m_tray->isVisible() && QSystemTrayIcon::isSystemTrayAvailable()
        && QSystemTrayIcon::supportsMessages()) {
        m_tray->showMessage(message->title, message->text,
            message->urgent ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information);
        message->answer.addResult(Result<void>());
    } else {
        message->answer.addResult(failure(Error::Code::Unavailable, why));
    }
    message->answer.finish();
}

} // namespace signalbox
