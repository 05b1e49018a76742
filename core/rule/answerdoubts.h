// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

namespace signalbox {

/// What is strange about how a rule answers requests: a trigger whose sender waits for an answer that no step
/// gives, a step `respond` for which nobody waits. Doubts and no problems: another rule of the same event may
/// do its part. Pure; any thread.
QList<Problem> answerDoubts(const Rule &rule, const StepCatalog &catalog);

} // namespace signalbox
