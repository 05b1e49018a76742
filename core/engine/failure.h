// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/rule/run.h"

namespace signalbox {

/// The event that tells of a run that failed (`signalbox.run.failed`), caused by it. `step`: the one that
/// failed; empty if none did.
Event runFailedEvent(const Run &run, const StepId &step, const RuleId &handler = {});

/// The rule that is to run because of this event; empty: it is none of a failed run, or nobody was named.
RuleId handlerOf(const Event &event);

} // namespace signalbox
