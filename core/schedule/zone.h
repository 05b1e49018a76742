// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <chrono>
#include <memory>
#include <utility>

namespace signalbox {

/// A time zone as a row of stretches in which local time is UTC plus one offset.
/// A plain value, cheap to copy; all of one name share what they have looked up. Any thread.
class Zone
{
public:
    /// From `begin` up to, but not at, `end`. The first one of a zone begins, and the last one ends, further
    /// away than any date of ours.
    struct Stretch
    {
        std::chrono::sys_seconds begin;
        std::chrono::sys_seconds end;
        std::chrono::seconds offset;

        std::chrono::local_seconds local(std::chrono::sys_seconds time) const
        {
            return std::chrono::local_seconds((time + offset).time_since_epoch());
        }
        std::chrono::sys_seconds utc(std::chrono::local_seconds time) const
        {
            return std::chrono::sys_seconds(time.time_since_epoch() - offset);
        }
    };

    /// The system's zone.
    Zone();

    /// By its IANA name ("Europe/Berlin", "UTC"), or "system": what the computer is set to, asked again at
    /// each look, since people travel. InvalidInput: there is no such zone.
    static Result<Zone> named(const QString &name);

    QString name() const; ///< as given to named()
    bool isSystem() const; ///< follows the computer

    Stretch at(std::chrono::sys_seconds time) const;

    friend bool operator==(const Zone &a, const Zone &b) { return a.name() == b.name(); }

private:
    struct Data;
    explicit Zone(std::shared_ptr<Data> data);
    static std::shared_ptr<Data> dataOf(const QString &name);

    std::shared_ptr<Data> m_data;
};

} // namespace signalbox
