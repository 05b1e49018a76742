// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/record/record.h"
#include "core/rule/rule.h"

#include <QFuture>

namespace signalbox {

/// The example that a new user can try without any outside service: a small shop, made of the files in
/// resources/examples/shop. What is loaded is ordinary: rules and a table that can be changed and removed
/// like any other.
struct Example
{
    Table table;
    QList<RecordCommand> records;
    QList<Rule> rules; ///< all switched on

    /// As shipped; requests that it sends to itself go to `hooks`, the listener's URL
    /// ("http://127.0.0.1:8787"). Internal where a shipped file cannot be read, which a test rules out.
    static Result<Example> load(const QString &hooks);

    /// Ready once all of it is on disk. The first thing that failed; what came before it then stays.
    QFuture<Result<void>> install(Engine &engine) const;
    /// Takes away its rules and its table with all records; what is gone already is no error.
    QFuture<Result<void>> remove(Engine &engine) const;

    /// Whether a rule is one of the example's, so that the window can offer to take the example away.
    bool contains(const RuleId &rule) const;
};

} // namespace signalbox
