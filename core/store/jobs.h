// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "core/store/transaction.h"

/// What the store does, each within the writing transaction that it is given; store.h says what they mean. An
/// error undoes the job as a whole. Thread: store.
namespace signalbox::jobs {

// --- logjobs.cpp

/// Gives an event its place and what belongs to it, and writes it; or finds the one that was there before.
/// The event is filled in as it then stands in the log.
Result<Appended> append(Transaction &tx, Event &event);
Result<QList<Appended>> append(Transaction &tx, QList<Event> &events);

// --- runjobs.cpp

Result<void> route(Transaction &tx, const Routed &routed);
Result<Appended> startRun(Transaction &tx, Event event, Run run);
Result<Progressed> commit(Transaction &tx, Progress progress);

// --- rulejobs.cpp

Result<void> saveDraft(Transaction &tx, const Rule &rule);
Result<int> publish(Transaction &tx, const Rule &rule, std::optional<bool> enable);
Result<void> setEnabled(Transaction &tx, const RuleId &rule, bool enabled);
Result<void> removeRule(Transaction &tx, const RuleId &rule);

// --- recordjobs.cpp

struct RecordOutcome
{
    Record record; ///< as it now is, or of a deletion as it was
    QList<Appended> events;
};

/// `causation`: who asked for it; empty for a person.
Result<RecordOutcome> changeRecord(Transaction &tx, const RecordCommand &command, const Causation &causation);
Result<void> saveTable(Transaction &tx, const Table &table);
Result<void> removeTable(Transaction &tx, const TableId &table);

// --- schedulejobs.cpp

Result<QList<ScheduleRow>> setSchedules(
    Transaction &tx, const QList<ScheduleRow> &rows, const std::optional<QList<RuleId>> &ofRules);
Result<bool> fireSchedule(Transaction &tx, const RuleId &rule, const StepId &step, Instant due,
    std::optional<Instant> next, const QList<Event> &events);
Result<void> moveSchedules(Transaction &tx, const QList<ScheduleRow> &rows);
Result<QList<ScheduleRow>> pauseSchedules(
    Transaction &tx, const RuleId &rule, const StepId &step, std::optional<Instant> until);

// --- connectionjobs.cpp

Result<StoredConnection> saveConnection(Transaction &tx, const StoredConnection &connection);
Result<void> removeConnection(Transaction &tx, const QString &name);

} // namespace signalbox::jobs
