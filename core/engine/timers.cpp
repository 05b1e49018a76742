// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/timers.h"

namespace signalbox {

using namespace std::chrono;

Timers::Timers(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Timers::check);
}

Timers::Id Timers::at(Instant due, std::function<void()> call)
{
    const auto id = ++m_lastId;
    m_calls.emplace(std::pair(due, id), std::move(call));
    m_due.insert(id, due);
    arm();
    return id;
}

void Timers::remove(Id id)
{
    if (const auto found = m_due.find(id); found != m_due.end()) {
        m_calls.erase({*found, id});
        m_due.erase(found);
        arm();
    }
}

void Timers::check()
{
    const auto now = m_clock.now();
    while (!m_calls.empty() && m_calls.begin()->first.first <= now) {
        const auto call = std::move(m_calls.begin()->second);
        m_due.remove(m_calls.begin()->first.second);
        m_calls.erase(m_calls.begin());
        call();
    }
    arm();
}

std::optional<Instant> Timers::next() const
{
    if (m_calls.empty())
        return {};
    return m_calls.begin()->first.first;
}

void Timers::arm()
{
    const auto due = next();
    if (!due) {
        m_timer.stop();
        return;
    }
    const auto left = ceil<milliseconds>(*due - m_clock.now());
    m_timer.start(std::clamp(left, milliseconds(0), milliseconds(2000)));
}

} // namespace signalbox
