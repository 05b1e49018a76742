// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <mutex>

namespace signalbox {

/// Where chance comes from, so that tests can repeat it.
/// Thread: any.
class Random
{
public:
    virtual ~Random() = default;
    virtual quint64 next() = 0;

    /// Uniform in [0, 1).
    double fraction() { return double(next() >> 11) * 0x1.0p-53; }
};

/// The operating system's generator, fit for ids and keys.
class SystemRandom final : public Random
{
public:
    quint64 next() override;
};

/// Makes UUIDs of version 7 (RFC 9562, 5.7): they sort by time of making, also within one millisecond
/// (method 1 of 6.2: a 12-bit counter), and never go back when the clock does.
/// Thread: any.
class IdSource
{
public:
    IdSource(const Clock &clock, Random &random)
        : m_clock(clock)
        , m_random(random)
    {
    }

    QString next() { return made(m_random.next()); }

    static constexpr unsigned placeBits = 40;
    /// One that says in its last ten digits where it is kept, so that no index of such ids is needed; a place
    /// that needs more bits is cut off. 22 bits of chance are left beside time, counter and place.
    QString nextFor(quint64 place)
    {
        return made((m_random.next() << placeBits) | (place & ((quint64(1) << placeBits) - 1)));
    }

private:
    QString made(quint64 low);

    const Clock &m_clock;
    Random &m_random;
    std::mutex m_mutex; // m_lastTick
    quint64 m_lastTick = 0; // milliseconds and counter: (ms << 12 | counter)
};

} // namespace signalbox
