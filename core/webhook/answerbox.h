// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/eventsink.h"
#include "core/event/responder.h"
#include "core/http/handler.h"

#include <QEvent>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace signalbox {

/// What the log said to one request.
struct SinkAnswer
{
    http::RequestId request = 0;
    bool isBatch = false;
    bool isAwaited = false; ///< a new event whose sender waits for what its runs answer
    Result<QList<Appended>> result;
};

/// What the runs of an event answer; none: they are over and none has.
struct RunsAnswer
{
    Sequence event = 0;
    std::optional<RunAnswer> answer;
};

/// Carries the log's answers, and those of runs, from their threads to the listener's. The log answers a
/// whole group of requests at once; so the listener is woken once for all that have come, instead of once for
/// each (a QFutureWatcher for each request costs an object and two events).
///
/// The log's answer for an event is always in here before one of its runs: both come out together or in that
/// order, so that whoever takes them knows who waits before the answer is there.
class AnswerBox
{
public:
    /// `receiver` gets an event of type `wakeUp` in its thread.
    explicit AnswerBox(QObject *receiver)
        : m_receiver(receiver)
    {
    }

    static QEvent::Type wakeUp();

    // From any thread.
    void put(SinkAnswer answer);
    void put(RunsAnswer answer); ///< the first for an event that is awaited; others are thrown away
    bool isAwaited(Sequence event) const;
    /// Called for each event that is awaited, from the log's thread. Empty: nobody.
    void setAwaited(std::function<void(Sequence event)> awaited);

    // In the receiver's thread.
    struct Content
    {
        std::vector<SinkAnswer> ofLog; ///< to be looked at first
        std::vector<RunsAnswer> ofRuns;
    };
    Content takeAll();
    void forget(Sequence event); ///< is not awaited any more
    void close(); ///< the receiver is going; what still comes is thrown away

private:
    void wake();

    mutable std::mutex m_mutex; // for all below
    QObject *m_receiver;
    Content m_content;
    QSet<Sequence> m_awaited;
    std::function<void(Sequence event)> m_tell;
};

/// The duty to answer one request: what comes of `box` once the log has answered, and Unavailable if it is
/// dropped without that.
class AnswerDuty
{
public:
    /// `waits`: the answer is that of the event's runs, if it is new.
    AnswerDuty(std::shared_ptr<AnswerBox> box, http::RequestId request, bool isBatch, bool waits)
        : m_box(std::move(box))
        , m_request(request)
        , m_isBatch(isBatch)
        , m_waits(waits)
    {
    }
    ~AnswerDuty();
    AnswerDuty(AnswerDuty &&) noexcept = default;
    AnswerDuty &operator=(AnswerDuty &&) = delete;
    Q_DISABLE_COPY(AnswerDuty)

    void fulfil(Result<QList<Appended>> result);

private:
    std::shared_ptr<AnswerBox> m_box;
    http::RequestId m_request;
    bool m_isBatch;
    bool m_waits;
};

} // namespace signalbox
