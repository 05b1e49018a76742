// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/event/event.h"
#include "core/rule/rule.h"
#include "core/rule/steptype.h"
#include "ui/expression/expressionsample.h"

#include <QHash>
#include <QList>

#include <optional>

namespace signalbox {

/// What really came in and was put out: data to look at while the expressions of a rule are written. A plain
/// value.
struct RuleSamples
{
    std::optional<Event> event; ///< that the rule is tried on; none: its trigger's example is
    bool isChosen = false; ///< by somebody: then it comes before a trigger's own sample
    QHash<StepId, Value> outputs; ///< of the newest run that came to the step
    QHash<StepId, Event> awaited; ///< the newest that fits the type which a step waits for
    QList<Event> fitting; ///< heads of the newest events that could start the rule, newest first
    QList<Event> others; ///< heads of the newest of all
};

/// What the names in a step's expressions stand for: the event that starts the rule, its request, and what
/// the steps put out that lead here; as it really was, or else as the types' examples show it. A trigger's
/// own expressions see the event and its request alone. What is done for each item of a list sees the first
/// one, and a step that waits for an event the newest of that type. Pure; any thread.
ExpressionSample sampleFor(
    const Rule &rule, const StepId &step, const StepCatalog &catalog, const RuleSamples &samples);

/// Something that an expression of a step can read.
struct Reference
{
    QString title; ///< for people: the step's name, the member's name
    QString path; ///< for the expression: steps.post.output.status
    QString preview; ///< what stands there in the sample
    QList<Reference> members;

    bool operator==(const Reference &) const = default;
};

/// What can be read in a sample, for choosing: the event's data, the event, and the output of every step.
/// Pure; any thread.
QList<Reference> referencesFor(const ExpressionSample &sample);

} // namespace signalbox
