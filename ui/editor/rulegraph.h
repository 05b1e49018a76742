// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

/// What the editor asks about a rule's graph. Pure; any thread.
namespace signalbox {

inline size_t qHash(const Link &link, size_t seed = 0)
{
    return qHashMulti(seed, link.from, link.to, link.port);
}

/// The ways out that a step can be linked from, in the order of its ports. A step of an unknown type has
/// those that its links name. The `error` way is not among them: see hasErrorPort().
QList<Port> waysOut(const Rule &rule, const Step &step, const StepCatalog &catalog);

/// Whether a link may leave the step when it fails: every step but a trigger.
bool hasErrorPort(const Step &step, const StepCatalog &catalog);

/// Whether something may lead into the step: every step but a trigger.
bool hasInPort(const Step &step, const StepCatalog &catalog);

/// Whether `to` is reached from `from` by links; a step reaches itself.
bool leadsTo(const Rule &rule, const StepId &from, const StepId &to);

/// Why this link may not be drawn, in a sentence; empty: it may.
QString linkRefusal(const Rule &rule, const StepCatalog &catalog, const Link &link);

/// A step's name, or its type's title where it has none.
QString titleOf(const Step &step, const StepCatalog &catalog);

/// The steps from left to right: each after those that lead to it, else in the order of the rule.
QList<StepId> inFlowOrder(const Rule &rule);

} // namespace signalbox
