// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

namespace signalbox {

/// Tells when the wall clock was set or the computer woke up, so that what is due by the clock is looked at
/// at once. Deadlines are points of time (UTC) and never counted down, so a step of the clock changes none of
/// them, only when they come:
///
/// | clock | waits, retries, time limits, schedules |
/// |---|---|
/// | steps forward, or the computer slept | what is due by the new time comes at once, earliest first, once |
/// | steps back | they come when the clock shows their time again; nothing fires twice |
/// | is wrong by years | schedules are held until it is believed (clockguard.h); waits are not |
///
/// On Linux the kernel says so: a timer that no time ever reaches is cancelled when CLOCK_REALTIME is set and
/// after a suspend (TFD_TIMER_CANCEL_ON_SET, timerfd_create(2)). Elsewhere, and where that cannot be had,
/// both clocks are compared every two seconds. Also without it Timers looks at the clock that often.
///
/// Thread: the one it lives in.
class ClockWatch : public QObject
{
    Q_OBJECT

public:
    enum class Means { Best, Comparison };

    explicit ClockWatch(const Clock &clock, Means means = Means::Best, QObject *parent = nullptr);
    ~ClockWatch() override;

    /// Compares wall clock and elapsed time with the last look; what differs by more than a second is a jump.
    void look();

    bool isTold() const { return m_descriptor >= 0; } ///< by the kernel

signals:
    void jumped();

private:
    bool listen();
    bool arm() const;
    void told();

    const Clock &m_clock;
    QTimer m_timer;
    std::optional<std::chrono::microseconds> m_lead; ///< of the wall clock over elapsed time
    int m_descriptor = -1;
};

} // namespace signalbox
