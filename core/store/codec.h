// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/record/record.h"
#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/store/connection.h"
#include "core/store/reader.h"

#include <array>

/// How values stand in rows: the columns of each kind, in the order in which both sides go through them.
namespace signalbox::codec {

/// What stands beside its row, large data, is not read for a list (data_head, connection.cpp).
inline constexpr std::string_view eventHeadColumns
    = "sequence, received, time, id, source, type, subject, "
      "content_type, data_schema, trace_parent, extensions, "
      "correlation, cause_run, cause_step, cause_event, depth, "
      "CASE WHEN length(data) > 4096 THEN data_head(sequence, 200) ELSE substr(data, 1, 200) END";
inline constexpr std::string_view eventColumns
    = "sequence, received, time, id, source, type, subject, content_type, data_schema, trace_parent, "
      "extensions, "
      "correlation, cause_run, cause_step, cause_event, depth, request, data";
QByteArray objectBytes(const QJsonObject &object); ///< as the extensions of an event stand
Event readEvent(Row &row); ///< of eventColumns
Event readEventHead(Row &row); ///< of eventHeadColumns

inline constexpr std::string_view runColumns
    = "number, id, rule, rule_version, event, trigger_step, state, error, created, started, finished, "
      "start_key";
/// Of runColumns, then of `steps`; the number is NULL, so that the row gets the next.
std::array<SqlValue, 13> runValues(const Run &run, const QByteArray &packedSteps);
struct NumberedRun
{
    qint64 number = 0;
    Run run;
};
NumberedRun readRun(Row &row); ///< of runColumns

inline constexpr std::string_view stepRunColumns
    = "step, state, attempts, port, error, started, finished, due, input, output";
SqlValues stepRunValues(qint64 run, const StepRun &step); ///< the run's number, then stepRunColumns
StepRun readStepRun(Row &row); ///< of stepRunColumns

QByteArray ruleBytes(const Rule &rule);
/// What decides whether two rules are the same to whoever runs them: neither switch nor layout.
QByteArray ruleIdentity(const Rule &rule);
/// Corrupt: it cannot be read.
Result<Rule> ruleFromBytes(const QByteArray &bytes, const RuleId &id);

inline constexpr std::string_view storedRuleColumns = "id, version, enabled, draft_differs, changed, draft";
Result<StoredRule> readStoredRule(Row &row);

QByteArray tableBytes(const Table &table);
Result<Table> readTable(Row &row); ///< of `definition`

inline constexpr std::string_view recordColumns = "table_id, id, created, updated, content";
SqlValues recordValues(const Record &record); ///< of recordColumns
Result<Record> readRecord(Row &row); ///< of recordColumns

inline constexpr std::string_view scheduleColumns = "rule, step, definition, due, paused_until";
SqlValues scheduleValues(const ScheduleRow &row); ///< of scheduleColumns
ScheduleRow readSchedule(Row &row); ///< of scheduleColumns

inline constexpr std::string_view connectionColumns = "name, type, created, changed, config";
SqlValues connectionValues(const StoredConnection &connection); ///< of connectionColumns
Result<StoredConnection> readConnection(Row &row); ///< of connectionColumns

} // namespace signalbox::codec
