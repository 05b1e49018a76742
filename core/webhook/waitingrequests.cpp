// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/waitingrequests.h"

namespace signalbox {

bool WaitingRequests::expect(http::RequestId request, std::chrono::milliseconds deadline, int late)
{
    if (m_waiting.size() >= m_most)
        return false;
    m_waiting.insert(request, {.request = request, .deadline = deadline, .late = late});
    return true;
}

std::chrono::milliseconds WaitingRequests::stored(http::RequestId request, const Appended &event)
{
    auto &waiting = m_waiting[request];
    waiting.event = event;
    m_byEvent.insert(event.sequence, request);
    return waiting.deadline;
}

std::optional<WaitingRequests::Waiting> WaitingRequests::takeByEvent(Sequence event)
{
    const auto request = m_byEvent.constFind(event);
    return request == m_byEvent.constEnd() ? std::nullopt : takeByRequest(*request);
}

std::optional<WaitingRequests::Waiting> WaitingRequests::takeByRequest(http::RequestId request)
{
    const auto found = m_waiting.constFind(request);
    if (found == m_waiting.constEnd() || found->event.sequence == 0)
        return {};
    m_byEvent.remove(found->event.sequence);
    return m_waiting.take(request);
}

std::vector<WaitingRequests::Waiting> WaitingRequests::takeDue(std::chrono::milliseconds now)
{
    std::vector<Waiting> due;
    for (const auto request : m_byEvent.values()) {
        if (m_waiting.value(request).deadline <= now)
            due.push_back(*takeByRequest(request));
    }
    return due;
}

void WaitingRequests::hurry()
{
    for (auto &waiting : m_waiting)
        waiting.deadline = {};
}

std::optional<std::chrono::milliseconds> WaitingRequests::nextDeadline() const
{
    std::optional<std::chrono::milliseconds> next;
    for (const auto &waiting : m_waiting) {
        if (waiting.event.sequence > 0 && (!next || waiting.deadline < *next))
            next = waiting.deadline;
    }
    return next;
}

} // namespace signalbox
