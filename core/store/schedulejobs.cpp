// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/jobs.h"

#include <QCoreApplication>
#include <QHash>

namespace signalbox::jobs {

namespace {

using Key = std::pair<RuleId, StepId>;
using Rows = QHash<Key, ScheduleRow>;

Result<void> readRows(Transaction &tx, const std::optional<QList<RuleId>> &ofRules, Rows &rows)
{
    static const auto all = "SELECT " + std::string(codec::scheduleColumns) + " FROM schedule";
    static const auto ofOne = all + " WHERE rule = ?";
    const auto take = [&](const Result<QList<ScheduleRow>> &found) -> Result<void> {
        if (!found)
            return Failure(found.error());
        for (const auto &row : *found)
            rows.insert({row.rule, row.step}, row);
        return {};
    };
    if (!ofRules)
        return take(tx.db.list(all, {}, codec::readSchedule));
    for (const auto &rule : *ofRules) {
        if (auto read = take(tx.db.list(ofOne, {rule}, codec::readSchedule)); !read)
            return read;
    }
    return {};
}

} // namespace

Result<QList<ScheduleRow>> setSchedules(
    Transaction &tx, const QList<ScheduleRow> &rows, const std::optional<QList<RuleId>> &ofRules)
{
    // A start with a hundred thousand unchanged schedules reads; it does not write them all again.
    Rows known;
    if (auto read = readRows(tx, ofRules, known); !read)
        return Failure(read.error());
    static const auto sql = "INSERT OR REPLACE INTO schedule (" + std::string(codec::scheduleColumns)
        + ") VALUES (?, ?, ?, ?, ?)";
    QList<ScheduleRow> result;
    result.reserve(rows.size());
    for (auto row : rows) {
        const auto before = known.find({row.rule, row.step});
        const bool stays = before != known.end() && before->definition == row.definition;
        row.pausedUntil = before != known.end() ? before->pausedUntil : std::nullopt;
        if (stays)
            row.due = before->due;
        else if (auto written = tx.db.run(sql, codec::scheduleValues(row)); !written)
            return Failure(written.error());
        if (before != known.end())
            known.erase(before);
        result += row;
    }
    for (const auto &[rule, step] : known.keys()) {
        if (auto gone = tx.db.run("DELETE FROM schedule WHERE rule = ? AND step = ?", {rule, step}); !gone)
            return Failure(gone.error());
    }
    return result;
}

Result<bool> fireSchedule(Transaction &tx, const RuleId &rule, const StepId &step, Instant due,
    std::optional<Instant> next, const QList<Event> &events)
{
    if (auto moved = tx.db.run(
            "UPDATE schedule SET due = ? WHERE rule = ? AND step = ? AND due = ?", {next, rule, step, due});
        !moved)
        return Failure(moved.error());
    if (tx.db.changes() == 0)
        return false;
    auto stored = events;
    if (const auto appended = append(tx, stored); !appended)
        return Failure(appended.error());
    return true;
}

Result<void> moveSchedules(Transaction &tx, const QList<ScheduleRow> &rows)
{
    for (const auto &row : rows) {
        if (auto moved
            = tx.db.run("UPDATE schedule SET due = ? WHERE rule = ? AND step = ? AND definition = ?",
                {row.due, row.rule, row.step, row.definition});
            !moved)
            return moved;
    }
    return {};
}

Result<QList<ScheduleRow>> pauseSchedules(
    Transaction &tx, const RuleId &rule, const StepId &step, std::optional<Instant> until)
{
    const auto now = tx.clock.now();
    const bool isResuming = !until || *until <= now;
    // min() of nothing is nothing: what is not paused stays so.
    const auto *sql = isResuming
        ? "UPDATE schedule SET paused_until = min(paused_until, ?) WHERE rule = ? AND ? IN ('', step)"
        : "UPDATE schedule SET paused_until = ? WHERE rule = ? AND ? IN ('', step)";
    if (auto paused = tx.db.run(sql, {isResuming ? now : *until, rule, step}); !paused)
        return Failure(paused.error());
    static const auto select = "SELECT " + std::string(codec::scheduleColumns)
        + " FROM schedule WHERE rule = ? AND ? IN ('', step) ORDER BY step";
    auto rows = tx.db.list(select, {rule, step}, codec::readSchedule);
    if (rows && rows->isEmpty())
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Store", "The rule \"%1\" has no such schedule that is on.")
                .arg(rule.value),
            rule.value);
    return rows;
}

} // namespace signalbox::jobs
