// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>

namespace signalbox {

/// Calls `take(future)` in the thread of `context` once the future has finished or was cancelled; never at
/// once, and never if `context` is gone by then. Call it in the thread of `context`; null: in any with an
/// event loop, and whatever goes meanwhile.
///
/// In place of `future.then(…)`, which nothing here uses (tests/architecture). In Qt 6.4 the one with a
/// context asserts, in the answering thread, when that context was destroyed while the question was under way
/// (qfuture_impl.h, Continuation::create); and each, QtFuture::whenAll too, runs what follows twice, and
/// crashes, when the future finishes just while it is attached (QFutureInterfaceBase::setContinuation).
template <typename Answer, typename Take>
void whenFinished(const QFuture<Answer> &future, QObject *context, Take take)
{
    auto *watcher = new QFutureWatcher<Answer>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, watcher, [watcher, take = std::move(take)]() mutable {
            watcher->deleteLater();
            take(watcher->future());
        });
    watcher->setFuture(future);
}

/// As above with the answer itself; never if the future was cancelled.
template <typename Answer, typename Take>
void whenReady(const QFuture<Answer> &future, QObject *context, Take take)
{
    whenFinished(future, context, [take = std::move(take)](const QFuture<Answer> &finished) mutable {
        if (!finished.isCanceled())
            take(finished.result());
    });
}

/// A future of `change(answer)`. Cancelling it cancels `future` too, which `then` does not do; it is finished
/// only when `future` is, or cancelled when `context` goes first. `context` as above.
template <typename Answer, typename Change>
auto mapped(const QFuture<Answer> &future, Change change, QObject *context = nullptr)
    -> QFuture<std::invoke_result_t<Change, Answer>>
{
    using Changed = std::invoke_result_t<Change, Answer>;
    auto promise = std::make_shared<QPromise<Changed>>();
    promise->start();
    auto *upstream = new QFutureWatcher<Answer>(context);
    auto *downstream = new QFutureWatcher<Changed>(upstream);
    QObject::connect(downstream, &QFutureWatcherBase::canceled, upstream, [upstream] { upstream->cancel(); });
    QObject::connect(upstream, &QFutureWatcherBase::finished, upstream,
        [upstream, promise, change = std::move(change)]() mutable {
            if (!upstream->isCanceled() && !promise->isCanceled())
                promise->addResult(change(upstream->result()));
            else
                promise->future().cancel();
            promise->finish();
            upstream->deleteLater();
        });
    downstream->setFuture(promise->future());
    upstream->setFuture(future);
    return promise->future();
}

} // namespace signalbox
