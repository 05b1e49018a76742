// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/scheduleplan.h"

#include <QFuture>
#include <QThreadPool>

#include <vector>

namespace signalbox {

/// A firing, or a change of the clocks of a zone that some schedule lives in.
struct SimulatedRow
{
    Instant at;
    QString rule; ///< name; of a change: empty
    RuleId ruleId;
    QString note; ///< what a change of clocks has to do with it

    bool operator==(const SimulatedRow &) const = default;
};

struct Simulated
{
    std::vector<SimulatedRow> rows; ///< earliest first
    qsizetype firings = 0;
    bool isCut = false; ///< it ended at `mostSimulated`
};

constexpr qsizetype mostSimulated = 200'000;

/// Moves a virtual clock from `from` to `until`, in a thread of the pool. The future tells progress from 0 to
/// 1000, can be cancelled, and then ends within moments without a result.
QFuture<Simulated> simulate(QThreadPool &pool, QList<PlannedSchedule> schedules, Instant from, Instant until);

} // namespace signalbox
