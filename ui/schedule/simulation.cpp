// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/simulation.h"

#include <QCoreApplication>
#include <QPromise>

#include <memory>
#include <set>
#include <tuple>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Simulation)
};

constexpr int wholeProgress = 1000;
constexpr qsizetype betweenLooks = 256; ///< firings until progress and cancelling are looked at

QString offsetText(std::chrono::seconds offset)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(offset)).count();
    constexpr int anHour = 60;
    return u"%1%2:%3"_s.arg(QChar(offset.count() < 0 ? u'−' : u'+'))
        .arg(minutes / anHour, 2, 10, QChar(u'0'))
        .arg(minutes % anHour, 2, 10, QChar(u'0'));
}

std::vector<SimulatedRow> changesOf(const QList<PlannedSchedule> &schedules, Instant from, Instant until)
{
    std::set<std::tuple<Instant, std::chrono::seconds, std::chrono::seconds>> changes;
    for (const auto &planned : schedules) {
        for (const auto &change : planned.schedule.clockChanges(from, until))
            changes.emplace(change.at, change.before, change.after);
    }
    std::vector<SimulatedRow> rows;
    for (const auto &[at, before, after] : changes) {
        const auto text = after > before ? Tr::tr("Clocks go forward, from UTC%1 to UTC%2")
                                         : Tr::tr("Clocks go back, from UTC%1 to UTC%2");
        rows.push_back(
            {.at = at, .rule = {}, .ruleId = {}, .note = text.arg(offsetText(before), offsetText(after))});
    }
    return rows;
}

void run(QPromise<Simulated> &promise, const QList<PlannedSchedule> &schedules, Instant from, Instant until)
{
    promise.setProgressRange(0, wholeProgress);
    Simulated result;
    const auto changes = changesOf(schedules, from, until);
    auto change = changes.begin();
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
        for (; change != changes.end() && change->at <= next->at; ++change)
            result.rows.push_back(*change);
        const auto &planned = schedules[next->schedule];
        result.rows.push_back({.at = next->at,
            .rule = planned.ruleName,
            .ruleId = planned.rule,
            .note = sentenceFor(next->mark)});
    }
    if (!result.isCut)
        result.rows.insert(result.rows.end(), change, changes.end());
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
