// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

namespace signalbox {

/// Everything that keeps a rule from being enabled: unknown types, missing or malformed fields, expressions
/// that do not compile or name unknown steps, links to nowhere or from unknown ports, cycles, no
/// trigger, steps that no trigger reaches. Empty: the rule can be enabled. Pure; any thread.
QList<Problem> validate(const Rule &rule, const StepCatalog &catalog);

} // namespace signalbox
