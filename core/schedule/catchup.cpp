// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/catchup.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr microseconds tick(1);

// Quartz's misfire threshold; a busy computer is not late by as much.
constexpr milliseconds punctual = 1min;

// Counting ends here; "more than a thousand" says as much.
constexpr int mostCounted = 1000;

// More than any two zones are apart; within it a local time is found again after a change of zone.
constexpr hours farthestZones(27);

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Schedule)
};

/// What came after `after` up to `now`, the newest `count` of it, oldest first.
std::vector<Instant> newest(const Schedule &schedule, Instant after, Instant now, size_t count)
{
    std::vector<Instant> found;
    for (auto last = schedule.last(after, now); last && found.size() < count;
         last = schedule.last(after, *last - tick))
        found.push_back(*last);
    std::ranges::reverse(found);
    return found;
}

} // namespace

Result<MissedPolicy> MissedPolicy::fromJson(const QJsonObject &config)
{
    MissedPolicy policy;
    const auto kind = config.value(u"missed"_s).toString(u"once"_s);
    if (kind == u"skip")
        policy.kind = Kind::Skip;
    else if (kind == u"all")
        policy.kind = Kind::All;
    else if (kind != u"once")
        return failure(Error::Code::InvalidInput,
            Tr::tr("What is missed comes \"once\", is run \"all\", or is to \"skip\"."), u"missed"_s);
    policy.limit = config.value(u"missedLimit"_s).toInt(policy.limit);
    if (policy.limit < 1 || policy.limit > mostAtOnce)
        return failure(Error::Code::InvalidInput,
            Tr::tr("At most how many is a number from 1 to %1.").arg(mostAtOnce), u"missedLimit"_s);
    const auto latest = config.value(u"onlyIfLateBy"_s).toVariant().toString();
    if (!latest.isEmpty()) {
        policy.latest = parseDuration(latest);
        if (!policy.latest)
            return failure(Error::Code::InvalidInput,
                Tr::tr("How late it may come is a length of time like 2h."), u"onlyIfLateBy"_s);
    }
    return policy;
}

CatchUp catchUp(const Schedule &schedule, Instant due, Instant now, const MissedPolicy &policy)
{
    using enum MissedPolicy::Kind;
    CatchUp result;
    std::vector<Instant> overdue{due};
    result.next = schedule.next(due);
    while (result.next && *result.next <= now && overdue.size() < mostCounted) {
        overdue.push_back(*result.next);
        result.next = schedule.next(overdue.back());
    }
    result.isMore = result.next && *result.next <= now;
    const auto counted = int(overdue.size());

    const auto wanted = policy.kind == All ? size_t(policy.limit) : 1;
    if (result.isMore) {
        const auto rest = newest(schedule, overdue.back(), now, wanted);
        overdue.insert(overdue.end(), rest.begin(), rest.end());
        result.next = schedule.next(now);
    }
    result.fire.assign(overdue.end() - std::ptrdiff_t(std::min(wanted, overdue.size())), overdue.end());
    const auto mayBeLate = policy.latest.value_or(policy.kind == Skip ? punctual : milliseconds::max());
    std::erase_if(result.fire, [&](Instant time) { return floor<milliseconds>(now - time) > mayBeLate; });

    const int others = result.isMore ? counted : counted - int(result.fire.size());
    if (policy.kind == Once && !result.fire.empty()) {
        result.missed = others;
    } else if (others > 0) {
        result.dropped = others;
        result.firstDropped = due;
        result.lastDropped
            = schedule.last(due, result.fire.empty() ? now : result.fire.front() - tick).value_or(due);
    }
    return result;
}

Paused passOver(const Schedule &schedule, Instant due, Instant until)
{
    Paused paused;
    std::optional<Instant> at = due;
    for (; at && *at < until && paused.count < mostCounted; at = schedule.next(*at)) {
        paused.last = *at;
        ++paused.count;
    }
    paused.next = at;
    if (at && *at < until) {
        paused.isMore = true;
        paused.last = schedule.last(*at - tick, until - tick).value_or(*at);
        paused.next = schedule.next(until - tick);
    }
    return paused;
}

std::optional<Instant> fitted(const Schedule &schedule, Instant due)
{
    const auto next = schedule.next(due - tick);
    if (next == due)
        return due;
    const auto before = schedule.last(due - farthestZones, due);
    if (before && (!next || due - *before < *next - due))
        return before;
    return next;
}

} // namespace signalbox
