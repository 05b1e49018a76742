// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clockguard.h"

#include <algorithm>

namespace signalbox {

using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// No clock of a computer on which this runs can be right with less.
constexpr Instant written = sys_days(year(2026) / January / 1);

// Daylight saving and a wrong zone are hours; what is more than a day off was not the right time before.
constexpr microseconds small = days(1);

// Nobody comes back after longer, and a battery that died says a date of its own.
constexpr microseconds longestAbsence = years(5);
// A program may be installed for the first time long after it was written.
constexpr microseconds longestUse = years(20);

// Time servers are asked soon after the start and after waking up (systemd-timesyncd: within 34 minutes at
// worst, 32 seconds at best).
constexpr microseconds patience = 10min;

} // namespace

ClockGuard::ClockGuard(std::optional<Instant> lastKnown)
    : m_known{std::max(lastKnown.value_or(written), written), 0us}
    , m_earliest(std::max(m_known.now - small, written))
    , m_doubtful(lastKnown ? longestAbsence : longestUse)
    , m_impossible(m_doubtful)
{
}

ClockGuard::State ClockGuard::look(Instant now, microseconds elapsed)
{
    const Look look{now, elapsed};
    if (m_last)
        m_steppedBack |= (now - m_last->now) - (elapsed - m_last->elapsed) < -small;
    else
        m_known.elapsed = elapsed;
    m_last = look;

    const auto before = m_state;
    m_state = judge(look);
    if (m_state == State::Doubtful) {
        if (before != State::Doubtful)
            m_doubtfulSince = elapsed;
        else if (elapsed - m_doubtfulSince >= patience)
            m_state = State::Good;
    }
    if (m_state == State::Good)
        trust(look);
    return m_state;
}

void ClockGuard::accept()
{
    if (!m_last)
        return;
    m_state = State::Good;
    trust(*m_last);
    m_earliest = std::min(written, m_last->now);
}

ClockGuard::State ClockGuard::judge(Look look) const
{
    const auto isSetRight = m_known.now < written && look.now >= written; // after a person was wrong
    const auto lead = isSetRight ? 0us : look.now - m_known.now - (look.elapsed - m_known.elapsed);
    if (look.now < std::min(written, m_earliest) || lead > m_impossible)
        return State::Impossible;
    return look.now < m_earliest || lead > m_doubtful ? State::Doubtful : State::Good;
}

void ClockGuard::trust(Look look)
{
    m_known = look;
    m_earliest = std::min(m_earliest, written);
    m_doubtful = small;
    m_impossible = longestAbsence;
}

} // namespace signalbox
