// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"

#include <QFuture>
#include <QList>
#include <QPromise>

#include <functional>
#include <memory>

namespace signalbox {

/// The log's answer for one event.
struct Appended
{
    EventId id;
    Sequence sequence = 0;
    bool duplicate = false; ///< (`source`, `id`) was there before; `sequence` is the first one's

    bool operator==(const Appended &) const = default;
};

/// Where events go in. The store is one; tests have others.
class EventSink
{
public:
    virtual ~EventSink() = default;

    using Answered = std::function<void(Result<QList<Appended>>)>;

    /// Answered once all of them are on disk, in the order given; all or none. An empty `id` gets a new one,
    /// a `time` of zero the time of receipt. Callable from any thread; `answered` is called once, in the
    /// thread of the log, or before this returns where they are refused at once. It must neither block nor
    /// append. A log that goes away may drop it uncalled.
    /// Unavailable: queue or disk full, or stopping; nothing was stored and the sender may try again.
    virtual void append(QList<Event> events, Answered answered) = 0;

    /// The same as a future, for whoever does not do it many thousand times a second.
    QFuture<Result<QList<Appended>>> append(QList<Event> events)
    {
        // Shared: finish() may still be under way when the answer can be read.
        const auto promise = std::make_shared<QPromise<Result<QList<Appended>>>>();
        promise->start();
        append(std::move(events), [promise](Result<QList<Appended>> result) {
            promise->addResult(std::move(result));
            promise->finish();
        });
        return promise->future();
    }
};

} // namespace signalbox
