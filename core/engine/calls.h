// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/expression/value.h"
#include "core/rule/run.h"

namespace signalbox {

/// The rule that an event of a step `call` is to start; empty: it is none.
RuleId calledRule(const Event &event);

/// What came of a call, from the runs that its event has started: {"run","result"}, the result being what the
/// last step of it that succeeded put out. An error where the run has not succeeded, or there is none.
Result<Value> callOutcome(const RuleId &rule, const QList<Run> &runs);

} // namespace signalbox
