// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/blockindex.h"
#include "core/store/codec.h"
#include "core/store/packedsteps.h"
#include "core/store/readerprivate.h"
#include "core/store/timesearch.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Failure noSuchRun(const RunId &id)
{
    return failure(Error::Code::NotFound,
        QCoreApplication::translate("Store", "There is no run %1.").arg(id.value), id.value);
}

} // namespace

Result<QList<StepRun>> Reader::Private::steps(qint64 run)
{
    static const auto sql
        = "SELECT " + std::string(codec::stepRunColumns) + " FROM step_run WHERE run = ? ORDER BY number";
    auto first = db->first(
        "SELECT steps FROM run WHERE number = ?", {run}, [](Row &row) { return unpackSteps(row.bytes()); });
    if (!first)
        return Failure(first.error());
    auto later = db->list(sql, {run}, codec::readStepRun);
    auto steps = std::move(*first).value_or(QList<StepRun>());
    if (!later || steps.isEmpty())
        return later;
    // What has come of a step since stands at its place.
    QHash<StepId, qsizetype> places;
    for (auto &step : *later) {
        if (places.isEmpty()) {
            for (qsizetype i = 0; i < steps.size(); ++i)
                places.insert(steps[i].step, i);
        }
        if (const auto place = places.constFind(step.step); place != places.constEnd())
            steps[*place] = std::move(step);
        else
            steps += std::move(step);
    }
    return steps;
}

Result<Run> Reader::run(const RunId &id)
{
    static const auto sql = "SELECT " + std::string(codec::runColumns) + " FROM run WHERE id = ?";
    Snapshot snapshot(*d->db);
    auto found = d->db->first(sql, {id}, codec::readRun);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return noSuchRun(id);
    auto steps = d->steps((*found)->number);
    if (!steps)
        return Failure(steps.error());
    (*found)->run.steps = std::move(*steps);
    return std::move((*found)->run);
}

Result<QList<Run>> Reader::runs(const RunFilter &filter, const RunId &from, Page page, int limit)
{
    if (limit < 1)
        return QList<Run>();
    Snapshot snapshot(*d->db);
    std::string where;
    SqlValues values;
    const auto also = [&](const std::string &condition, SqlValue value) {
        where += (where.empty() ? " WHERE " : " AND ") + condition;
        values.push_back(std::move(value));
    };
    const bool isRare = filter.isPinned || (filter.state && *filter.state != State::Succeeded);
    const auto *blocks = filter.event > 0   ? &runsByEvents
        : !filter.rule.isEmpty() && !isRare ? &runsByRule
                                            : nullptr;
    if (blocks == &runsByEvents)
        also("b.value = ?", BlockIndex::blockOf(filter.event));
    else if (blocks)
        also("b.value = ?", filter.rule);
    if (filter.event > 0)
        also("event = ?", filter.event);
    if (!filter.rule.isEmpty())
        also("rule = ?", filter.rule);
    if (filter.state) {
        also("state = ?", *filter.state);
        if (*filter.state != State::Succeeded) // so that the index is for it
            where += " AND state <> 'succeeded'";
    }
    if (filter.isPinned)
        where += std::string(where.empty() ? " WHERE " : " AND ") + "number IN (SELECT run FROM run_pin)";
    if (!from.isEmpty()) {
        const auto number = d->db->integer("SELECT number FROM run WHERE id = ?", {from});
        if (!number)
            return Failure(number.error());
        if (*number == 0)
            return noSuchRun(from);
        const std::string_view sign = page == Page::Newer ? ">" : "<";
        also("number " + std::string(sign) + " ?", *number);
        if (blocks)
            also("b.block " + std::string(sign) + "= ?", BlockIndex::blockOf(*number));
    }
    const std::string direction = page == Page::Newer ? "" : " DESC";
    values.push_back(limit);
    return d->db->list("SELECT " + std::string(codec::runColumns) + " FROM "
            + (blocks ? blocks->joined() : std::string("run")) + where + " ORDER BY "
            + (blocks ? "b.block" + direction + ", " : std::string()) + "number" + direction + " LIMIT ?",
        values, [](Row &row) { return codec::readRun(row).run; });
}

Result<RunCounts> Reader::runCounts(const RuleId &rule, Instant now)
{
    Snapshot snapshot(*d->db);
    RunCounts counts;
    const auto take = [&](Row &row) -> Result<void> {
        const auto state = row.state();
        if (const int runs = row.number())
            counts.byState.insert(state, runs);
        return {};
    };
    auto done = rule.isEmpty()
        ? d->db->each("SELECT state, sum(runs) FROM run_count GROUP BY state", {}, take)
        : d->db->each("SELECT state, runs FROM run_count WHERE rule = ?", {rule}, take);
    if (!done)
        return Failure(done.error());

    const auto last = d->db->integer("SELECT max(number) FROM run");
    if (!last)
        return Failure(last.error());
    const auto first = firstRunSince(*d->db, now - 1h, 1, *last);
    if (!first)
        return Failure(first.error());
    // None of them is gone yet: what is younger than an hour stays (retention.h).
    const auto lately = rule.isEmpty() ? *last - *first + 1
                                       : d->db->integer("SELECT count(*) FROM " + runsByRule.joined()
                                               + " WHERE b.value = ? AND b.block >= ? AND number >= ?",
                                           {rule, BlockIndex::blockOf(*first), *first});
    if (!lately)
        return Failure(lately.error());
    counts.lastHour = int(*lately);
    const std::string failedSince
        = "SELECT count(*) FROM run WHERE number >= ? AND state = 'failed' AND state <> 'succeeded'";
    const auto failed = rule.isEmpty() ? d->db->integer(failedSince, {*first})
                                       : d->db->integer(failedSince + " AND rule = ?", {*first, rule});
    if (!failed)
        return Failure(failed.error());
    counts.failedLastHour = int(*failed);
    return counts;
}

Result<QList<Run>> Reader::unfinishedRuns()
{
    static const auto sql = "SELECT " + std::string(codec::runColumns)
        + " FROM run WHERE state IN (?, ?, ?, ?) AND state <> 'succeeded' ORDER BY number";
    Snapshot snapshot(*d->db);
    auto numbered
        = d->db->list(sql, {State::Queued, State::Running, State::Waiting, State::InDoubt}, codec::readRun);
    if (!numbered)
        return Failure(numbered.error());
    QList<Run> runs;
    runs.reserve(numbered->size());
    for (auto &found : *numbered) {
        auto steps = d->steps(found.number);
        if (!steps)
            return Failure(steps.error());
        found.run.steps = std::move(*steps);
        runs += std::move(found.run);
    }
    return runs;
}

Result<QList<Instant>> Reader::starts(const RuleId &rule, const QString &key, Instant since, int limit)
{
    auto found = d->db->list("SELECT started FROM run WHERE rule = ? AND start_key = ? AND started >= ? "
                             "ORDER BY started DESC LIMIT ?",
        {rule, key, since, limit}, [](Row &row) { return row.instant(); });
    if (found)
        std::ranges::reverse(*found);
    return found;
}

} // namespace signalbox
