// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/type.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <span>
#include <string_view>

namespace signalbox {

/// How much one evaluation may take; past it the evaluation fails with Unavailable.
struct ExpressionLimits
{
    qsizetype sourceLength = 100'000; ///< UTF-16 units of an expression's or template's text
    int nesting = 200; ///< how deep parts of an expression may stand in each other
    quint64 steps
        = 1'000'000; ///< operations, and for long strings and lists one for every 16 bytes or elements
    size_t memory = 32u << 20; ///< bytes of all values made on the way
    size_t resultSize = 16u << 20; ///< bytes of the result (Value::weight)
};

/// What an expression can be made of: variables with their types, functions, and rules that differ between
/// pure CEL and Signalbox. A value, cheap to copy. Thread: any.
class Environment
{
public:
    /// Pure CEL with the libraries strings, math, encoders, bindings, optionals and two-variable
    /// comprehensions. Names are looked up when evaluated; types are not checked before.
    static const Environment &standard();

    /// For rules: int, uint and double mix in arithmetic; helper functions (reference.h); checked
    /// when compiled; knows the names event, request, steps, trigger, run, rule, vars, item,
    /// index and awaited.
    static const Environment &signalbox();

    /// The same with one more variable, or another type for a known one.
    Environment withVariable(QString name, Type type = Type::dynamic()) const;
    /// The same where every name may be used.
    Environment withAnyName() const;
    Environment withLimits(const ExpressionLimits &limits) const;

    const ExpressionLimits &limits() const;
    bool isChecked() const; ///< whether compile() refuses what the checker finds
    bool mixesNumbers() const; ///< whether 1 + 1.5 is 2.5 (else an error)
    bool hasHelpers() const; ///< whether Signalbox's own functions are there
    bool acceptsAnyName() const;
    QStringList variables() const; ///< known names, in the order in which they were added
    /// Null: not known.
    const Type *variable(QStringView name) const;

private:
    struct Data;
    explicit Environment(std::shared_ptr<const Data> data)
        : m_data(std::move(data))
    {
    }

    std::shared_ptr<const Data> m_data;
};

} // namespace signalbox
