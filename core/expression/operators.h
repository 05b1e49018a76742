// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/syntaxtree.h"

/// Arithmetic of CEL on numbers and times (language definition, "Numeric Values", "Overflow"). Pure.
namespace signalbox::expression {

enum class Arithmetic : quint8 { Done, NoOperator, Overflow, DivisionByZero, TimeRange };

/// Add to Modulo. `mix`: int, uint and double together; what holds an int and a double is a double, an int
/// and a uint is an int if it fits and else a uint.
Arithmetic compute(Operation operation, const Value &a, const Value &b, bool mix, Value &out);
Arithmetic negate(const Value &value, Value &out);

} // namespace signalbox::expression
