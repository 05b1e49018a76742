// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <atomic>

namespace signalbox {

/// A clock that stands until it is moved. Thread: any.
class FixedClock : public Clock
{
public:
    Instant now() const override { return fromMicroseconds(m_us); }
    void move(std::chrono::microseconds by) { m_us += by.count(); }
    void set(Instant to) { m_us = toMicroseconds(to); }

private:
    std::atomic<qint64> m_us{1'700'000'000'000'000};
};

/// Chance that repeats (splitmix64 from a seed).
class SeededRandom : public Random
{
public:
    explicit SeededRandom(quint64 seed)
        : m_state(seed)
    {
    }
    quint64 next() override
    {
        auto z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

private:
    std::atomic<quint64> m_state;
};

} // namespace signalbox
