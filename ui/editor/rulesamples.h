// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QHash>
#include <QJsonValue>
#include <QList>

namespace signalbox {

/// What stood in the last run of a rule: real data to look at while expressions are written. A plain value.
struct RuleSamples
{
    QJsonValue eventData = QJsonValue::Undefined;
    QHash<StepId, QJsonValue> outputs;
};

/// Something that an expression of a step can read.
struct Reference
{
    QString title; ///< for people: the step's name, the member's name
    QString path; ///< for the expression: steps.post.output.status
    QString preview; ///< what stood there last time, or stands there in the example
    QList<Reference> members;

    bool operator==(const Reference &) const = default;
};

/// What can be read in a step: the event that starts the rule, and the output of every step that leads to it;
/// with the members that the last run, or else the type's example, has. Pure; any thread.
QList<Reference> referencesFor(
    const Rule &rule, const StepId &step, const StepCatalog &catalog, const RuleSamples &samples);

} // namespace signalbox
