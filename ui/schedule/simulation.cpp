// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/simulation.h"

#include "ui/schedule/clockchanges.h"

#include <QPromise>

#include <memory>

namespace signalbox {

namespace {

constexpr int wholeProgress = 1000;
constexpr qsizetype betweenLooks = 256; ///< firings until progress and cancelling are looked at

void run(QPromise<Simulated> &promise, const QList<PlannedSchedule> &schedules, Instant from, Instant until)
{
    promise.setProgressRange(0, wholeProgress);
    Simulated result;
    const auto changes = zoneChangesOf(schedules, from, until);
    auto change = changes.begin();
    const auto tellChange = [&result, &change] {
        result.rows.push_back({.at = change->at, .rule = {}, .ruleId = {}, .note = change->text});
        ++change;
    };
    ScheduleSimulation simulation(schedules, from, until);
    while (const auto next = simulation.next()) {
        if (result.firings == mostSimulated) {
            result.isCut = true;
            break;
        }
        if (result.firings++ % betweenLooks == 0) {
            if (promise.isCanceled())
                return;
            promise.setProgressValue(int((next->at - from) * wholeProgress / (until - from)));
        }
        while (change != changes.end() && change->at <= next->at)
            tellChange();
        const auto &planned = schedules[next->schedule];
        result.rows.push_back({.at = next->at,
            .rule = planned.ruleName,
            .ruleId = planned.rule,
            .note = sentenceFor(next->mark)});
    }
    while (!result.isCut && change != changes.end())
        tellChange();
    promise.setProgressValue(wholeProgress);
    promise.addResult(std::move(result));
}

} // namespace

QFuture<Simulated> simulate(QThreadPool &pool, QList<PlannedSchedule> schedules, Instant from, Instant until)
{
    auto promise = std::make_shared<QPromise<Simulated>>();
    promise->start();
    auto future = promise->future();
    pool.start([promise, schedules = std::move(schedules), from, until] {
        run(*promise, schedules, from, until);
        promise->finish();
    });
    return future;
}

} // namespace signalbox
