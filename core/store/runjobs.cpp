// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/store/codec.h"
#include "core/store/jobs.h"
#include "core/store/packedsteps.h"

#include <QCoreApplication>

#include <map>

namespace signalbox::jobs {

using namespace Qt::StringLiterals;

namespace {

// Of a run that goes on, more than this is not kept in its row: each change of its state writes that anew.
constexpr qsizetype mostPackedBytes = 2000;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Result<void> writeStep(Transaction &tx, qint64 run, const StepRun &step)
{
    static const auto sql = "INSERT INTO step_run (run, " + std::string(codec::stepRunColumns)
        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, step) DO UPDATE SET state = "
          "excluded.state, attempts = excluded.attempts, port = excluded.port, error = excluded.error, "
          "started = "
          "excluded.started, finished = excluded.finished, due = excluded.due, input = excluded.input, "
          "output = "
          "excluded.output";
    return tx.db.run(sql, codec::stepRunValues(run, step));
}

/// A new run with the steps that are known of it already.
Result<void> writeRun(Transaction &tx, const Run &run)
{
    static const auto sql = "INSERT INTO run (" + std::string(codec::runColumns)
        + ", steps) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const auto packed = packSteps(run.steps);
    const bool isOneRow = isFinished(run.state) || packed.size() <= mostPackedBytes;
    if (auto written = tx.db.write(sql, codec::runValues(run, isOneRow ? packed : QByteArray())); !written)
        return written;
    const auto number = tx.db.lastInserted();
    if (auto added = tx.blocks.runsByRule.add(tx.db, run.rule.value, number); !added)
        return added;
    if (auto added = tx.blocks.runsByEvents.add(tx.db, BlockIndex::blockOf(run.event), number); !added)
        return added;
    if (isOneRow)
        return {};
    for (const auto &step : run.steps) {
        if (auto written = writeStep(tx, number, step); !written)
            return written;
    }
    return {};
}

Result<void> writeRuns(Transaction &tx, const QList<Run> &runs)
{
    std::map<std::pair<RuleId, State>, int> counts;
    for (const auto &run : runs) {
        if (auto written = writeRun(tx, run); !written)
            return written;
        ++counts[{run.rule, run.state}];
        tx.news.runs += run.id;
    }
    for (const auto &[counted, more] : counts) {
        const auto &[rule, state] = counted;
        if (auto written = tx.db.run(
                "INSERT INTO run_count VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET runs = runs + ?3",
                {rule, state, more});
            !written)
            return written;
    }
    return {};
}

/// Does the record changes of a run. The step that asked for one is done with it: were it still running on
/// disk after a crash, the change would be made a second time.
Result<void> changeRecords(
    Transaction &tx, const Progress &progress, qint64 run, Sequence event, Progressed &answer)
{
    for (const auto &work : progress.records) {
        auto changed = changeRecord(tx, work.command, {progress.run, work.step, event});
        if (!changed)
            return Failure(changed.error());
        const auto output = toCompactJson(toJson(changed->record));
        if (auto filled = tx.db.run(
                "UPDATE step_run SET output = ?, state = ?, port = 'out', error = '', due = NULL, finished = "
                "coalesce(finished, ?) WHERE run = ? AND step = ?",
                {output, State::Succeeded, tx.clock.now(), run, work.step});
            !filled)
            return filled;
        answer.records += changed->record;
        answer.events += changed->events;
    }
    return {};
}

} // namespace

Result<void> route(Transaction &tx, const Routed &routed)
{
    // The cursor only goes forward: what was routed once is not routed again, whoever asks.
    if (auto moved = tx.db.run("UPDATE router SET cursor = ?1 WHERE cursor < ?1", {routed.upTo}); !moved)
        return moved;
    if (tx.db.changes() == 0)
        return failure(
            Error::Code::Internal, Tr::tr("Events up to %1 have been routed already.").arg(routed.upTo));
    if (routed.upTo > tx.last)
        return failure(Error::Code::Internal, Tr::tr("There is no event %1 to route yet.").arg(routed.upTo));
    if (auto written = writeRuns(tx, routed.runs); !written)
        return written;
    auto events = routed.events;
    if (const auto appended = append(tx, events); !appended)
        return Failure(appended.error());
    return {};
}

Result<Appended> startRun(Transaction &tx, Event event, Run run)
{
    auto appended = append(tx, event);
    if (!appended)
        return appended;
    run.event = appended->sequence;
    if (run.created == Instant())
        run.created = tx.clock.now();
    if (auto written = writeRuns(tx, {run}); !written)
        return Failure(written.error());
    return appended;
}

Result<Progressed> commit(Transaction &tx, Progress progress)
{
    struct Known
    {
        qint64 number;
        RuleId rule;
        Sequence event;
    };
    const auto known
        = tx.db.first("SELECT number, rule, event FROM run WHERE id = ?", {progress.run}, [](Row &row) {
              Known k;
              k.number = row.integer();
              k.rule = row.id<RuleId>();
              k.event = row.integer();
              return k;
          });
    if (!known)
        return Failure(known.error());
    if (!*known)
        return failure(
            Error::Code::NotFound, Tr::tr("There is no run %1.").arg(progress.run.value), progress.run.value);
    const auto &run = **known;

    if (auto written
        = tx.db.run("UPDATE run SET state = ?, error = ?, started = ?, finished = ? WHERE number = ?",
            {progress.state, progress.error, progress.started, progress.finished, run.number});
        !written)
        return Failure(written.error());
    for (const auto &step : std::as_const(progress.steps)) {
        if (auto written = writeStep(tx, run.number, step); !written)
            return Failure(written.error());
    }
    Progressed answer;
    const auto add = [&](Event &event) {
        if (event.source.isEmpty())
            event.source = u"/rules/"_s + run.rule.value;
        event.causation.run = progress.run;
        event.causation.event = run.event;
        return append(tx, event);
    };
    for (auto &event : progress.events) {
        const auto appended = add(event);
        if (!appended)
            return Failure(appended.error());
        answer.events += *appended;
    }
    for (auto &call : progress.calls) {
        const auto appended = add(call.event);
        if (!appended)
            return Failure(appended.error());
        answer.calls += *appended;
        const auto output = toCompactJson(QJsonObject{{u"event"_s, appended->sequence}});
        if (auto told = tx.db.run(
                "UPDATE step_run SET output = ? WHERE run = ? AND step = ?", {output, run.number, call.step});
            !told)
            return Failure(told.error());
    }
    if (auto changed = changeRecords(tx, progress, run.number, run.event, answer); !changed)
        return Failure(changed.error());
    tx.news.runs += progress.run;
    return answer;
}

} // namespace signalbox::jobs
