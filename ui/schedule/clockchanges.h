// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/scheduleplan.h"

#include <QList>
#include <QString>

/// Changes of clocks in words. Pure functions; any thread, see core/engine/scheduleplan.h.
namespace signalbox {

struct ZoneChange
{
    Instant at;
    QString text; ///< "Clocks go forward, from UTC+01:00 to UTC+02:00 (Europe/Berlin)"

    bool operator==(const ZoneChange &) const = default;
};

/// In the zones that the schedules live in, from `from` on and before `until`; earliest first.
QList<ZoneChange> zoneChangesOf(const QList<PlannedSchedule> &schedules, Instant from, Instant until);

/// As the clocks of the schedule's zone show it: "03:00 UTC+02:00, Europe/Berlin". Empty: it knows no zone.
QString zonedTime(const Schedule &schedule, Instant at);

} // namespace signalbox
