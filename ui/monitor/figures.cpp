// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/figures.h"

#include <numeric>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

constexpr int buckets = 60;
constexpr int averaged = 10; // seconds
constexpr qsizetype schedulesShown = 3;

Instant endOfBucket(Instant now, std::chrono::milliseconds width)
{
    const auto past = now.time_since_epoch() % width;
    return past == 0us ? now : now - past + width;
}

} // namespace

Result<Figures> readFigures(Reader &reader, Instant now, RateSpan span)
{
    Figures figures;
    figures.bucket = span == RateSpan::Minute ? 1s : 15s;
    figures.until = endOfBucket(now, figures.bucket);
    const auto rate = reader.eventRate(figures.until, figures.bucket, buckets);
    if (!rate)
        return Failure(rate.error());
    figures.rate = *rate;

    const auto lately = reader.eventRate(endOfBucket(now, 1s) - 1s, 1s, averaged);
    if (!lately)
        return Failure(lately.error());
    figures.eventsPerSecond = double(std::accumulate(lately->begin(), lately->end(), qint64(0))) / averaged;

    auto runs = reader.runCounts({}, now);
    if (!runs)
        return Failure(runs.error());
    figures.runs = std::move(*runs);

    const auto schedules = reader.schedules();
    if (!schedules)
        return Failure(schedules.error());
    for (const auto &row : *schedules) {
        if (row.due && *row.due >= row.pausedUntil.value_or(*row.due) && figures.next.size() < schedulesShown)
            figures.next.append(row);
    }
    return figures;
}

} // namespace signalbox
