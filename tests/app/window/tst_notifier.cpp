// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/notifier.h"
#include "tests/support/await.h"

#include <QApplication>
#include <QTest>

using namespace signalbox;
using namespace Qt::StringLiterals;

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
