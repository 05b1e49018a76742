// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/eventsink.h"
#include "core/http/handler.h"

#include <QHash>

#include <chrono>
#include <optional>
#include <vector>

namespace signalbox {

/// The requests whose answer comes from the runs of their events: who waits, until when, and what is answered
/// then. Bounded; each is the head of a request and a few words, beside its connection. Knows no clock and no
/// socket. Thread: the listener's.
class WaitingRequests
{
public:
    struct Waiting
    {
        http::RequestId request = 0;
        std::chrono::milliseconds deadline{};
        int late = 202; ///< the status without an answer of a run
        Appended event = {}; ///< `sequence` is 0 until it is stored
    };

    void setMost(int most) { m_most = most; }

    /// Its event is on its way to the log. False: as many wait as may; it is to be answered as soon as it is
    /// stored.
    bool expect(http::RequestId request, std::chrono::milliseconds deadline, int late);
    /// Its event is in the log: from now on it can be taken. Until when it waits.
    std::chrono::milliseconds stored(http::RequestId request, const Appended &event);
    /// It does not wait after all: nothing was stored, or it was there before.
    void forget(http::RequestId request) { m_waiting.remove(request); }

    // Each gives what waits no more and is to be answered.
    std::optional<Waiting> takeByEvent(Sequence event);
    std::optional<Waiting> takeByRequest(http::RequestId request);
    std::vector<Waiting> takeDue(std::chrono::milliseconds now);

    /// Their time is up from now on; also of those whose events are still on their way.
    void hurry();

    /// When the next one is due; none: nobody waits.
    std::optional<std::chrono::milliseconds> nextDeadline() const;

private:
    QHash<http::RequestId, Waiting> m_waiting;
    QHash<Sequence, http::RequestId> m_byEvent; ///< those that are stored
    int m_most = 0;
};

} // namespace signalbox
