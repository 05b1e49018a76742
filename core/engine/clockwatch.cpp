// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clockwatch.h"

#include <QSocketNotifier>

#ifdef Q_OS_LINUX
#include <limits>
#include <sys/timerfd.h>
#include <unistd.h>
#endif

namespace signalbox {

using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 2s;
// Time servers slew a clock by less than a millisecond in two seconds (adjtimex(2): 500 ppm).
constexpr microseconds jump = 1s;

} // namespace

ClockWatch::ClockWatch(const Clock &clock, Means means, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timer(this)
{
    if (means == Means::Best && listen())
        return;
    look();
    connect(&m_timer, &QTimer::timeout, this, &ClockWatch::look);
    m_timer.start(lookEvery);
}

void ClockWatch::look()
{
    const auto elapsed = m_clock.elapsed();
    if (!elapsed)
        return;
    const auto lead = m_clock.now().time_since_epoch() - *elapsed;
    const auto before = std::exchange(m_lead, lead);
    if (before && abs(lead - *before) > jump)
        emit jumped();
}

#ifdef Q_OS_LINUX

ClockWatch::~ClockWatch()
{
    delete findChild<QSocketNotifier *>(); // before the descriptor that it watches
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool ClockWatch::listen()
{
    m_descriptor = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    if (m_descriptor < 0)
        return false;
    if (!arm()) {
        ::close(std::exchange(m_descriptor, -1));
        return false;
    }
    auto *notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &ClockWatch::told);
    return true;
}

bool ClockWatch::arm() const
{
    itimerspec never = {};
    never.it_value.tv_sec = std::numeric_limits<time_t>::max();
    return ::timerfd_settime(m_descriptor, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) == 0;
}

void ClockWatch::told()
{
    quint64 times = 0;
    // ECANCELED is the news; anything else is none, and the descriptor must not stay readable.
    const bool isJump = ::read(m_descriptor, &times, sizeof times) < 0 && errno == ECANCELED;
    arm();
    if (isJump)
        emit jumped();
}

#else

ClockWatch::~ClockWatch() = default;
bool ClockWatch::listen()
{
    return false;
}
bool ClockWatch::arm() const
{
    return false;
}
void ClockWatch::told() { }

#endif

} // namespace signalbox
