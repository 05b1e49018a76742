// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/runpolicy.h"

#include "core/base/clock.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RunPolicy)
};

StepType makeType()
{
    StepType type;
    type.id = u"rule"_s;
    type.group = StepGroup::Flow;
    type.title = Tr::tr("Rule");
    type.help = Tr::tr("How the runs of a rule go together.");
    type.fields = {
        {.key = u"mode"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("When it is already running"),
            .fallback = u"parallel"_s,
            .choices = {{u"parallel"_s, Tr::tr("run side by side")},
                {u"queue"_s, Tr::tr("wait for its turn"), Tr::tr("One run after the other.")},
                {u"newest"_s, Tr::tr("keep the newest"), Tr::tr("A new start ends the run that goes on.")},
                {u"first"_s, Tr::tr("keep the first"),
                    Tr::tr("A new start is dropped while a run goes on.")}}},
        {.key = u"queueLimit"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("At most this many wait"),
            .help = Tr::tr("What comes on top is dropped; its run says so."),
            .fallback = 100,
            .minimum = 1,
            .maximum = 10'000,
            .onlyWhenKey = u"mode"_s,
            .onlyWhenIn = {u"queue"_s}},
        {.key = u"key"_s,
            .kind = FieldKind::Expression,
            .label = Tr::tr("Counted apart for each"),
            .help = Tr::tr("An expression over the event: each of its values is treated by itself, like each "
                           "order or each customer."),
            .placeholder = u"event.data.order"_s,
            .advanced = true},
        {.key = u"debounce"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Wait until it has been quiet for"),
            .help = Tr::tr("Of events that follow each other faster only the last one starts a run."),
            .advanced = true},
        {.key = u"rate"_s,
            .kind = FieldKind::Integer,
            .label = Tr::tr("At most this many starts"),
            .help = Tr::tr("0: any number."),
            .fallback = 0,
            .advanced = true,
            .minimum = 0,
            .maximum = 10'000},
        {.key = u"ratePer"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Within"),
            .fallback = u"1m"_s,
            .advanced = true},
        {.key = u"rateOver"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("Starts beyond that"),
            .fallback = u"wait"_s,
            .advanced = true,
            .choices = {{u"wait"_s, Tr::tr("wait")}, {u"drop"_s, Tr::tr("are dropped")}}},
        {.key = u"timeout"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Time limit of a run"),
            .help = Tr::tr("A run that takes longer, waits included, fails."),
            .advanced = true},
        {.key = u"onFailure"_s,
            .kind = FieldKind::RuleRef,
            .label = Tr::tr("When a run fails, start"),
            .help = Tr::tr("This rule runs with the failed run as its event, if it is switched on."),
            .placeholder = Tr::tr("None"),
            .advanced = true},
    };
    return type;
}

} // namespace

const StepType &runPolicyType()
{
    static const StepType type = makeType();
    return type;
}

RunPolicy RunPolicy::fromJson(const QJsonObject &runs)
{
    RunPolicy policy;
    if (runs.isEmpty()) // as of most rules
        return policy;
    const auto text = [&](const char *key) { return runs.value(QLatin1StringView(key)).toString(); };
    const auto length = [&](const char *key) { return parseDuration(text(key)); };
    const auto mode = text("mode");
    policy.mode = mode == u"queue" ? Mode::Queue
        : mode == u"newest"        ? Mode::Newest
        : mode == u"first"         ? Mode::First
                                   : Mode::Parallel;
    policy.key = text("key").trimmed();
    policy.queueLimit = std::clamp(runs.value(u"queueLimit"_s).toInt(policy.queueLimit), 1, 10'000);
    policy.rate = std::clamp(runs.value(u"rate"_s).toInt(), 0, 10'000);
    if (const auto per = length("ratePer"); per && per->count() > 0)
        policy.ratePer = *per;
    policy.isRateDropping = text("rateOver") == u"drop";
    policy.debounce = length("debounce").value_or(policy.debounce);
    if (const auto limit = length("timeout"); limit && limit->count() > 0)
        policy.timeout = limit;
    policy.onFailure = RuleId(text("onFailure"));
    return policy;
}

} // namespace signalbox
