// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/rule/run.h"

namespace signalbox {

/// The event that tells of a run that failed (`signalbox.run.failed`), caused by it. `step`: the one that
/// failed; empty if none did.
Event runFailedEvent(const Run &run, const StepId &step);

} // namespace signalbox
