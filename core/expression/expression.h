// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/expression/environment.h"
#include "core/expression/scope.h"
#include "core/expression/value.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace signalbox {

namespace expression {
struct Program;
struct Position;
} // namespace expression

/// A comparison without which an expression cannot be true.
struct RequiredValue
{
    QStringList path; ///< the variable and the members of it: event, data, kind
    Value value; ///< Bool, String or a number
};

/// A CEL expression (cel.dev, language definition), compiled once and evaluated often. A value; copies share
/// what was compiled. Thread: any, also several at once (each with its own scope).
class Expression
{
public:
    /// InvalidInput: it cannot be read or, in a checked environment, it cannot work: an unknown name or
    /// function, an operator on types that it does not take. The message is a sentence; the context is "line
    /// 1, column 8".
    static Result<Expression> compile(
        QStringView source, const Environment &environment = Environment::signalbox());

    /// The value, or why there is none:
    /// - InvalidInput: the data does not fit: a member that is not there (the message says the path and what
    /// is there
    ///   instead), a type that an operator does not take, a division by zero, a number out of range;
    /// - Unavailable: a limit of the environment was reached (steps, memory, size of the result);
    /// - whatever a lazy name of the scope failed with.
    /// The context is the position in the source, as of compile().
    Result<Value> evaluate(const Scope &scope) const;

    QString source() const;

    /// What it reads from its scope, each once, in the order of their first appearance: "event", "vars"; for
    /// steps with the step's id, "steps.post". Reading `steps` as a whole, or `steps[x]`, is "steps".
    QStringList references() const;

    /// What must hold for it to be true, of what is written as `event.data.kind == "x"` at its top or between
    /// && there: so that of many filters those can be found that an event may pass.
    QList<RequiredValue> requirements() const;

private:
    friend class Template;

    /// `origin`: where the source begins in a larger text, for what is said about it.
    static Result<Expression> compile(
        std::string source, const Environment &environment, expression::Position origin);
    explicit Expression(std::shared_ptr<const expression::Program> program)
        : m_program(std::move(program))
    {
    }

    std::shared_ptr<const expression::Program> m_program;
};

} // namespace signalbox
