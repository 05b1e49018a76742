// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/action.h"
#include "core/expression/expression.h"
#include "core/expression/template.h"
#include "core/rule/rule.h"
#include "core/rule/runpolicy.h"
#include "core/trigger/trigger.h"

#include <map>
#include <memory>
#include <vector>

namespace signalbox {

/// A step made ready to run: its type found, its expressions parsed, its links as places in the list of
/// steps.
struct CompiledStep
{
    struct Way
    {
        int step; ///< at the other end
        QString port; ///< at the end that delivers
    };

    Step step;
    const TriggerType *trigger = nullptr; ///< exactly one of both is set
    const ActionType *action = nullptr;
    std::vector<std::pair<std::string, std::variant<Value, Expression, JsonTemplate>>> fields;
    std::map<std::string, Expression, std::less<>> later; ///< fields that are asked when the step goes on
    std::optional<Expression> condition; ///< of a trigger
    std::function<bool(const Value &data)> filter; ///< of a trigger; empty: every event
    std::vector<Way> in;
    std::vector<Way> out;

    /// The value that a field has whatever the event: from the config, else its fallback.
    QJsonValue setting(const QString &key) const;
};

/// One published version of a rule, ready to run. Immutable; shared by all its runs, any thread.
struct CompiledRule
{
    Rule rule;
    int version = 0;
    std::vector<CompiledStep> steps;
    RunPolicy runs;
    std::optional<Expression> key; ///< of `runs`

    int indexOf(const StepId &id) const; ///< -1: none
    int firstTrigger() const; ///< -1: none

    /// InvalidInput: the first thing that keeps it from running (`validate` names all of them).
    static Result<std::shared_ptr<const CompiledRule>> compile(const Rule &rule, int version);
};

} // namespace signalbox
