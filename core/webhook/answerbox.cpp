// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/answerbox.h"

#include <QCoreApplication>

namespace signalbox {

QEvent::Type AnswerBox::wakeUp()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

void AnswerBox::put(SinkAnswer answer)
{
    const std::lock_guard lock(m_mutex);
    if (!m_receiver)
        return;
    if (answer.isAwaited) {
        const auto event = answer.result->first().sequence;
        m_awaited.insert(event);
        if (m_tell)
            m_tell(event);
    }
    wake();
    m_content.ofLog.push_back(std::move(answer));
}

void AnswerBox::put(RunsAnswer answer)
{
    const std::lock_guard lock(m_mutex);
    if (!m_receiver || !m_awaited.remove(answer.event))
        return;
    wake();
    m_content.ofRuns.push_back(std::move(answer));
}

/// Before something is put in.
void AnswerBox::wake()
{
    if (m_content.ofLog.empty() && m_content.ofRuns.empty()) // else an event is on the way
        QCoreApplication::postEvent(m_receiver, new QEvent(wakeUp()));
}

bool AnswerBox::isAwaited(Sequence event) const
{
    const std::lock_guard lock(m_mutex);
    return m_awaited.contains(event);
}

void AnswerBox::setAwaited(std::function<void(Sequence)> awaited)
{
    const std::lock_guard lock(m_mutex);
    m_tell = std::move(awaited);
}

AnswerBox::Content AnswerBox::takeAll()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_content, {});
}

void AnswerBox::forget(Sequence event)
{
    const std::lock_guard lock(m_mutex);
    m_awaited.remove(event);
}

void AnswerBox::close()
{
    const std::lock_guard lock(m_mutex);
    m_receiver = nullptr;
    m_content = {};
    m_awaited.clear();
    m_tell = {};
}

AnswerDuty::~AnswerDuty()
{
    if (m_box)
        fulfil(failure(
            Error::Code::Unavailable, QCoreApplication::translate("WebhookListener", "The log is closing.")));
}

void AnswerDuty::fulfil(Result<QList<Appended>> result)
{
    const bool isAwaited = m_waits && result && result->size() == 1 && !result->first().duplicate;
    std::exchange(m_box, {})->put(SinkAnswer{m_request, m_isBatch, isAwaited, std::move(result)});
}

} // namespace signalbox
