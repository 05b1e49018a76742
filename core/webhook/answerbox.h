// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/eventsink.h"
#include "core/http/handler.h"

#include <QEvent>
#include <QObject>

#include <memory>
#include <mutex>
#include <vector>

namespace signalbox {

/// What the log said to one request.
struct SinkAnswer
{
    http::RequestId request = 0;
    bool isBatch = false;
    Result<QList<Appended>> result;
};

/// Carries the log's answers from its thread to the listener's. The log answers a whole group of requests at
/// once; so the listener is woken once for all that have come, instead of once for each (a QFutureWatcher
/// for each request costs an object and two events).
class AnswerBox
{
public:
    /// `receiver` gets an event of type `wakeUp` in its thread.
    explicit AnswerBox(QObject *receiver)
        : m_receiver(receiver)
    {
    }

    static QEvent::Type wakeUp();

    void put(SinkAnswer answer); ///< from any thread
    std::vector<SinkAnswer> takeAll(); ///< in the receiver's thread
    void close(); ///< the receiver is going; what still comes is thrown away

private:
    std::mutex m_mutex; // for all below
    QObject *m_receiver;
    std::vector<SinkAnswer> m_answers;
};

/// The duty to answer one request: what comes of `box` once the log has answered, and Unavailable if it is
/// dropped without that.
class AnswerDuty
{
public:
    AnswerDuty(std::shared_ptr<AnswerBox> box, http::RequestId request, bool isBatch)
        : m_box(std::move(box))
        , m_request(request)
        , m_isBatch(isBatch)
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
};

} // namespace signalbox
