// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/calls.h"

#include "core/event/eventtypes.h"
#include "core/rule/stepcopy.h"

#include <QCoreApplication>

namespace signalbox {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Calls)
};

Value resultOf(const Run &run)
{
    for (auto row = run.steps.crbegin(); row != run.steps.crend(); ++row) {
        if (row->state == State::Succeeded && row->step != run.trigger && drawnStep(row->step) == row->step)
            return Value::fromJson(row->output).value_or(Value());
    }
    return {};
}

} // namespace

RuleId calledRule(const Event &event)
{
    return event.type == eventtype::ruleCalled && !isPretended(event) ? RuleId(event.subject) : RuleId();
}

Result<Value> callOutcome(const RuleId &rule, const QList<Run> &runs)
{
    if (runs.isEmpty())
        return failure(Error::Code::NotFound,
            Tr::tr("The rule \"%1\" was not started: it is switched off, or there is none of that id.")
                .arg(rule.value),
            rule.value);
    const auto &run = runs.first();
    if (run.state == State::Succeeded)
        return Value::map({{"run", Value::fromText(run.id.value)}, {"result", resultOf(run)}});
    const auto what = run.state == State::Failed ? Tr::tr("The run %1 of the rule \"%2\" failed: %3")
                                                 : Tr::tr("The run %1 of the rule \"%2\" was cancelled. %3");
    return failure(
        Error::Code::Unavailable, what.arg(run.id.value, rule.value, run.error).trimmed(), run.id.value);
}

} // namespace signalbox
