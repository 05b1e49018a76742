// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/jobs.h"

namespace signalbox::jobs {

namespace {

Result<std::optional<ScheduleRow>> rowOf(Transaction &tx, const RuleId &rule, const StepId &step)
{
    static const auto sql
        = "SELECT " + std::string(codec::scheduleColumns) + " FROM schedule WHERE rule = ? AND step = ?";
    return tx.db.first(sql, {rule, step}, codec::readSchedule);
}

} // namespace

Result<QList<ScheduleRow>> setSchedules(Transaction &tx, const QList<ScheduleRow> &rows)
{
    QList<ScheduleRow> wanted;
    for (auto row : rows) {
        const auto known = rowOf(tx, row.rule, row.step);
        if (!known)
            return Failure(known.error());
        if (*known && (*known)->definition == row.definition)
            row.due = (*known)->due;
        wanted += row;
    }
    if (auto cleared = tx.db.run("DELETE FROM schedule"); !cleared)
        return Failure(cleared.error());
    static const auto sql
        = "INSERT OR REPLACE INTO schedule (" + std::string(codec::scheduleColumns) + ") VALUES (?, ?, ?, ?)";
    for (const auto &row : std::as_const(wanted)) {
        if (auto written = tx.db.run(sql, codec::scheduleValues(row)); !written)
            return Failure(written.error());
    }
    return wanted;
}

Result<bool> fireSchedule(Transaction &tx, const RuleId &rule, const StepId &step, Instant due,
    std::optional<Instant> next, Event event)
{
    if (auto moved = tx.db.run(
            "UPDATE schedule SET due = ? WHERE rule = ? AND step = ? AND due = ?", {next, rule, step, due});
        !moved)
        return Failure(moved.error());
    if (tx.db.changes() == 0)
        return false;
    const auto appended = append(tx, event);
    if (!appended)
        return Failure(appended.error());
    return true;
}

} // namespace signalbox::jobs
