// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QTimer>

#include <chrono>

namespace signalbox {

/// Turns the event loop until the future has finished. Gives up, and ends the test program, where that hangs.
template <typename T> void settle(const QFuture<T> &future)
{
    using namespace std::chrono_literals;
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(60s, &loop, [] { qFatal("A future did not finish within a minute."); });
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
}

template <typename T> T await(const QFuture<T> &future)
{
    settle(future);
    return future.result();
}

} // namespace signalbox
