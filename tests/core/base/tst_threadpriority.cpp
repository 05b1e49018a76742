// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threadpriority.h"

#include <QTest>
#include <QThread>

#include <sys/resource.h>
#include <unistd.h>

using namespace signalbox;

namespace {

int niceness()
{
    return ::getpriority(PRIO_PROCESS, id_t(::gettid()));
}

} // namespace

/// One thread stands back, and only that.
class TestThreadPriority : public QObject
{
    Q_OBJECT

private slots:
    void isOfOneThread()
    {
        const int here = niceness();
        int there = 0;
        const std::unique_ptr<QThread> thread(QThread::create([&there] {
            standBack();
            there = niceness();
        }));
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(there, std::min(here + 10, 19));
        QCOMPARE(niceness(), here);
    }
};

QTEST_GUILESS_MAIN(TestThreadPriority)
#include "tst_threadpriority.moc"
