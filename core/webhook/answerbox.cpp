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
    m_answers.push_back(std::move(answer));
    if (m_answers.size() == 1) // else an event is on the way
        QCoreApplication::postEvent(m_receiver, new QEvent(wakeUp()));
}

std::vector<SinkAnswer> AnswerBox::takeAll()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_answers, {});
}

void AnswerBox::close()
{
    const std::lock_guard lock(m_mutex);
    m_receiver = nullptr;
    m_answers.clear();
}

AnswerDuty::~AnswerDuty()
{
    if (m_box)
        fulfil(failure(
            Error::Code::Unavailable, QCoreApplication::translate("WebhookListener", "The log is closing.")));
}

void AnswerDuty::fulfil(Result<QList<Appended>> result)
{
    std::exchange(m_box, {})->put({m_request, m_isBatch, std::move(result)});
}

} // namespace signalbox
