// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace signalbox {

/// Calls back at points of wall-clock time. One operating system timer for all: it is set for the earliest,
/// and looks at the clock again at least every two seconds, since timers of the system stand still during
/// suspend and do not follow when the clock is set (clockwatch.h says when to look at once, and what steps of
/// the clock come to). What is due is always decided by the clock, never by the timer. Thread: the one it
/// lives in.
class Timers : public QObject
{
    Q_OBJECT

public:
    using Id = quint64;

    explicit Timers(const Clock &clock, QObject *parent = nullptr);

    /// Calls once at or after `due`, from the event loop even when it is due already.
    Id at(Instant due, std::function<void()> call);
    void remove(Id id);

    /// Calls what is due by the clock, earliest first; for a clock that no system timer follows.
    void check();

    std::optional<Instant> next() const;

private:
    void arm();

    const Clock &m_clock;
    QTimer m_timer;
    Id m_lastId = 0;
    std::map<std::pair<Instant, Id>, std::function<void()>> m_calls;
    QHash<Id, Instant> m_due;
};

} // namespace signalbox
