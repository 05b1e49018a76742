// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace signalbox {

/// A point in time, UTC, in microseconds since 1970 (leap seconds not counted, as in POSIX).
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Where the engine reads the time, so that tests decide what time it is.
/// Thread: any.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;

    /// Time that has passed since some moment, suspend included; never set, so that jumps of now() show.
    /// None: this clock cannot tell.
    virtual std::optional<std::chrono::microseconds> elapsed() const { return {}; }
};

/// The computer's clock. SIGNALBOX_CLOCK_OFFSET (a whole number of seconds) shifts it, so that tests can run
/// the program at another time without setting the clock of the machine.
class SystemClock final : public Clock
{
public:
    Instant now() const override;
    std::optional<std::chrono::microseconds> elapsed() const override;
};

/// RFC 3339 in UTC: "2026-11-23T15:04:05.123456Z"; fractions in groups of three digits, none when zero.
QString toRfc3339(Instant instant);

/// Reads any RFC 3339 date-time (offset required); digits past microseconds are cut.
std::optional<Instant> fromRfc3339(QStringView text);

QDateTime toQDateTime(Instant instant);
Instant fromQDateTime(const QDateTime &dateTime);

inline qint64 toMicroseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}
inline Instant fromMicroseconds(qint64 us)
{
    return Instant(std::chrono::microseconds(us));
}

/// Reads a length of time as people write it in rules: "90", "90s", "1.5 h", "250ms", "2d", "1h 30m";
/// a bare number is seconds. Units: ms s m h d w. Not negative.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

} // namespace signalbox
