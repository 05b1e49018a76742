// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/engine/compiledrule.h"
#include "core/engine/eventview.h"
#include "core/rule/run.h"

#include <QList>

#include <memory>

namespace signalbox {

/// Takes a run that is not on disk yet as far as decisions and data lead, so that it is written once, with
/// the start that the log asked for, and not again for each thing that follows at once. Most runs are over
/// with it. The run then has the rows and the state that the Runner goes on from. Steps that wait, act
/// outside, change records or fail are left to the Runner: the run stops before them, and where one fails it
/// is as if nothing had been tried. `events`: what the steps emitted is added, with its causes; it belongs on
/// disk together with the run. Thread: engine.
void headStart(Run &run, QList<Event> &events, const std::shared_ptr<const CompiledRule> &rule,
    const std::shared_ptr<const EventView> &event, const ActionServices &services, Instant now);

} // namespace signalbox
