// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"

#include <QFuture>
#include <QList>

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

    /// Ready once all of them are on disk, in the order given; all or none. An empty `id` gets a new one,
    /// a `time` of zero the time of receipt. Callable from any thread.
    /// Unavailable: queue or disk full, or stopping; nothing was stored and the sender may try again.
    virtual QFuture<Result<QList<Appended>>> append(QList<Event> events) = 0;
};

} // namespace signalbox
