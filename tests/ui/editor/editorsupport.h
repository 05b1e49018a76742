// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/rule/steptype.h"
#include "core/trigger/trigger.h"

namespace signalbox {

/// Every type that Signalbox has, without an engine.
inline const StepCatalog &testCatalog()
{
    static const StepCatalog catalog([] {
        QList<StepType> types;
        for (const auto &type : triggerTypes())
            types += type;
        for (const auto &type : actionTypes())
            types += type;
        return types;
    }());
    return catalog;
}

inline Rule emptyRule()
{
    Rule rule;
    rule.id = RuleId(QStringLiteral("test-rule"));
    rule.name = QStringLiteral("Test");
    return rule;
}

} // namespace signalbox
