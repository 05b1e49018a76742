// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/schedule/catchup.h"
#include "tests/fuzz/support/fuzz.h"

using namespace signalbox;
using fuzz::demand;
using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// What holds of every schedule that can be read.
void examine(const Schedule &schedule)
{
    const auto json = schedule.toJson();
    const auto again = Schedule::fromJson(json);
    demand(again && *again == schedule && again->toJson() == json);
    demand(!schedule.sentence().isEmpty());
    for (const auto begin : {Instant::min(), Instant(), Instant(sys_days(year(2026) / March / 28)),
             Instant(sys_days(year(9999) / December / 30)), Instant::max()}) {
        auto after = begin;
        for (int i = 0; i < 3; ++i) {
            const auto next = schedule.next(after);
            if (!next)
                break;
            demand(*next > after && schedule.next(*next - microseconds(1)) == next);
            (void)schedule.markOf(*next);
            after = *next;
        }
    }
    const Instant due(sys_days(year(2026) / March / 28));
    if (const auto next = schedule.next(due)) {
        const MissedPolicy all{MissedPolicy::Kind::All, 3, {}};
        const auto result = catchUp(schedule, *next, *next + days(2), all);
        demand(!result.fire.empty() && result.fire.back() <= *next + days(2));
        demand(!result.next || *result.next > *next + days(2));
    }
}

} // namespace

/// A cron expression; what begins with a brace is a schedule, and a calendar's lines are holidays.
void signalbox::fuzz::attempt(QByteArrayView bytes)
{
    const auto given = bytes.toByteArray();
    if (given.startsWith('{')) {
        if (const auto object = parseJsonObject(given)) {
            if (const auto schedule = Schedule::fromJson(*object))
                examine(*schedule);
            (void)MissedPolicy::fromJson(*object);
        }
        return;
    }
    if (given.startsWith("BEGIN")) {
        if (const auto dates = datesOfCalendar(given))
            demand(!dates->isEmpty());
        return;
    }
    const auto text = QString::fromUtf8(given);
    const auto cron = CronExpression::parse(text);
    if (!cron) {
        demand(!cron.error().message.isEmpty() && cron.error().context.startsWith(u"column "));
        return;
    }
    const auto again = CronExpression::parse(cron->text());
    demand(again && *again == *cron);
    if (const auto schedule = Schedule::fromJson({{u"cron"_s, text}, {u"zone"_s, u"Europe/Berlin"_s}}))
        examine(*schedule);
    else
        demand(false);
}
