// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/rule/rule.h"
#include "core/rule/steptype.h"

namespace signalbox {

/// Some steps of a rule with the links among them: what the clipboard holds. A plain value.
struct RuleFragment
{
    QList<Step> steps;
    QList<Link> links;
    QHash<StepId, QPointF> layout;

    bool isEmpty() const { return steps.isEmpty(); }
    bool operator==(const RuleFragment &) const = default;
};

/// These steps, in the order of the rule, with the links that begin and end among them.
RuleFragment fragmentOf(const Rule &rule, const QList<StepId> &steps);

/// JSON text, for the clipboard: the keys of a rule file, with "format": "signalbox/steps".
QString toText(const RuleFragment &fragment);

/// Reads what toText() wrote, or a whole rule file. InvalidInput: it is neither.
Result<RuleFragment> fragmentFromText(const QString &text);

/// The fragment with ids that are free in `rule`; expressions in it that read `steps.OLD` of the fragment's
/// own steps read `steps.NEW`.
RuleFragment withFreeIds(const RuleFragment &fragment, const Rule &rule, const StepCatalog &catalog);

} // namespace signalbox
