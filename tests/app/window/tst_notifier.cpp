// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/notifier.h"
#include "tests/support/await.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusServer>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

/// What the desktop's service was asked to show.
struct Shown
{
    QString application;
    QString title;
    QString text;
    int urgency = -1;
    int timeout = 0;
};

} // namespace

/// The desktop's notification service, as far as we ask it.
class Desktop : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList capabilities{u"body"_s, u"body-markup"_s};
    bool refuses = false;
    QList<Shown> shown;
    int asked = 0;

public slots:
    QStringList GetCapabilities()
    {
        ++asked;
        return capabilities;
    }
    uint Notify(const QString &application, uint, const QString &, const QString &title, const QString &text,
        const QStringList &, const QVariantMap &hints, int timeout)
    {
        if (refuses) {
            sendErrorReply(
                u"org.freedesktop.Notifications.Error.ExcessNotificationGeneration"_s, u"Too many."_s);
            return 0;
        }
        shown += Shown{application, title, text, int(hints.value(u"urgency"_s).value<uchar>()), timeout};
        return uint(shown.size());
    }
};

namespace {

/// A desktop at the other end of a bus of its own: peer to peer, so that no daemon is needed.
class Bus : public QObject
{
public:
    Bus()
    {
        if (!m_server.isConnected())
            qFatal("no bus");
        connect(&m_server, &QDBusServer::newConnection, this, [this](QDBusConnection connection) {
            connection.registerObject(
                u"/org/freedesktop/Notifications"_s, &desktop, QDBusConnection::ExportAllSlots);
        });
    }
    ~Bus() override { QDBusConnection::disconnectFromPeer(u"test"_s); }

    QDBusConnection client() { return QDBusConnection::connectToPeer(m_server.address(), u"test"_s); }

    Desktop desktop;

private:
    QDBusServer m_server{u"unix:tmpdir=/tmp"_s};
};

} // namespace

class TestNotifier : public QObject
{
    Q_OBJECT

private slots:
    void withoutADesktopItIsUnavailable()
    {
        DesktopNotifier notifier;
        const auto done = await(notifier.notify(u"Title"_s, u"Text"_s, false));
        QVERIFY(!done);
        QCOMPARE(done.error().code, Error::Code::Unavailable);
        QVERIFY(!done.error().message.isEmpty());
    }

    void theDesktopShowsIt()
    {
        Bus bus;
        DesktopNotifier notifier(bus.client());
        QVERIFY(await(notifier.notify(u"Order <1>"_s, u"Ada & <b>Bob</b>"_s, true)));
        QCOMPARE(bus.desktop.shown.size(), 1);
        const auto &shown = bus.desktop.shown.first();
        QCOMPARE(shown.application, u"Signalbox"_s);
        QCOMPARE(shown.title, u"Order <1>"_s);
        QCOMPARE(shown.text, u"Ada &amp; &lt;b&gt;Bob&lt;/b&gt;"_s); // it reads markup, and we send none
        QCOMPARE(shown.urgency, 2);
        QCOMPARE(shown.timeout, -1);
        QVERIFY(await(notifier.notify(u"Again"_s, {}, false)));
        QCOMPARE(bus.desktop.shown.last().urgency, 1);
        QCOMPARE(bus.desktop.asked, 1);
    }

    void plainTextStaysAsItIs()
    {
        Bus bus;
        bus.desktop.capabilities = {u"body"_s};
        DesktopNotifier notifier(bus.client());
        const auto first = notifier.notify(u"One"_s, u"a < b"_s, false);
        const auto second = notifier.notify(u"Two"_s, u"b > a"_s, false); // while the first one waits to know
        QVERIFY(await(first));
        QVERIFY(await(second));
        QCOMPARE(bus.desktop.shown.size(), 2);
        QCOMPARE(bus.desktop.shown.first().text, u"a < b"_s);
    }

    void aRefusalIsTold()
    {
        Bus bus;
        bus.desktop.refuses = true;
        DesktopNotifier notifier(bus.client());
        const auto refused = await(notifier.notify(u"Title"_s, u"Text"_s, false));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Unavailable);
        QVERIFY2(refused.error().message.contains(u"Too many."_s), qPrintable(refused.error().message));
        bus.desktop.refuses = false;
        QVERIFY(await(notifier.notify(u"Title"_s, u"Text"_s, false)));
    }

    void everybodyIsAnsweredWhenItGoes()
    {
        QFuture<Result<void>> future;
        {
            DesktopNotifier notifier;
            future = notifier.notify(u"Title"_s, u"Text"_s, true);
        }
        settle(future);
        QVERIFY(future.isCanceled());
    }
};

QTEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
