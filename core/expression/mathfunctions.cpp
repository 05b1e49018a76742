// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/valuedata.h"

#include <QCoreApplication>

#include <cmath>

/// The library "math" of CEL.
namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// The one before which no other comes, of the arguments; `sign` turns the order round.
bool extreme(Call &call, int sign)
{
    const auto *best = &call[0];
    for (size_t i = 1; i < call.count(); ++i) {
        if (order(call[i], *best) == sign)
            best = &call[i];
    }
    return call.give(*best);
}

bool extremeOfList(Call &call, int sign)
{
    const auto items = call[0].items();
    if (items.empty())
        return call.fail(Tr::tr("The list is empty, so no number in it is the largest or smallest."));
    if (!call.spend(items.size() / 4))
        return false;
    const auto *best = items.data();
    for (const auto &item : items) {
        if (!item.isNumber())
            return call.fail(
                Tr::tr("The list holds %1, which is no number.").arg(Type::ofKind(item.kind()).plainName()));
        if (order(item, *best) == sign)
            best = &item;
    }
    return call.give(*best);
}

bool greatest(Call &call)
{
    return extreme(call, 1);
}
bool greatestOfList(Call &call)
{
    return extremeOfList(call, 1);
}
bool least(Call &call)
{
    return extreme(call, -1);
}
bool leastOfList(Call &call)
{
    return extremeOfList(call, -1);
}

template <double (*function)(double)> bool real(Call &call)
{
    return call.give(Value::real(function(call[0].toDouble())));
}
template <bool (*test)(double)> bool testReal(Call &call)
{
    return call.give(Value::boolean(test(call[0].toDouble())));
}

bool isNan(double number)
{
    return std::isnan(number);
}
bool isInfinite(double number)
{
    return std::isinf(number);
}
bool isFinite(double number)
{
    return std::isfinite(number);
}

bool same(Call &call)
{
    return call.give(call[0]);
}

bool absolute(Call &call)
{
    const auto number = call.integer(0);
    return number == INT64_MIN ? call.fail(Tr::tr("The result is outside the integers."))
                               : call.give(Value::integer(number < 0 ? -number : number));
}

bool signOfInt(Call &call)
{
    const auto number = call.integer(0);
    return call.give(Value::integer((number > 0) - (number < 0)));
}
bool signOfUint(Call &call)
{
    return call.give(Value::unsignedInteger(call[0].toUint() > 0));
}
bool signOfDouble(Call &call)
{
    const double number = call[0].toDouble();
    return call.give(Value::real(std::isnan(number) ? number : double((number > 0) - (number < 0))));
}

/// The 64 bits of an int or uint.
quint64 bitsOf(const Value &value)
{
    return value.kind() == Kind::Int ? quint64(value.toInt()) : value.toUint();
}
bool giveBits(Call &call, quint64 bits)
{
    return call.give(
        call[0].kind() == Kind::Int ? Value::integer(qint64(bits)) : Value::unsignedInteger(bits));
}

bool bitAnd(Call &call)
{
    return giveBits(call, bitsOf(call[0]) & bitsOf(call[1]));
}
bool bitOr(Call &call)
{
    return giveBits(call, bitsOf(call[0]) | bitsOf(call[1]));
}
bool bitXor(Call &call)
{
    return giveBits(call, bitsOf(call[0]) ^ bitsOf(call[1]));
}
bool bitNot(Call &call)
{
    return giveBits(call, ~bitsOf(call[0]));
}

/// Zeros come in at both ends, also for an int below zero.
bool shift(Call &call, bool left)
{
    constexpr qint64 width = 64;
    const auto by = call.integer(1);
    if (by < 0)
        return call.fail(Tr::tr("Bits cannot be moved by %1 places.").arg(by));
    const auto bits = bitsOf(call[0]);
    return giveBits(call, by >= width ? 0 : left ? bits << by : bits >> by);
}
bool shiftLeft(Call &call)
{
    return shift(call, true);
}
bool shiftRight(Call &call)
{
    return shift(call, false);
}

void addBits(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Numbers"), false);
    group
        .add("math.bitAnd(int, int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The bits that are set in both."), "math.bitAnd(12, 10)", "8",
            bitAnd)
        .also("math.bitAnd(uint, uint) -> uint", bitAnd);
    group
        .add("math.bitNot(int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "Set bits cleared, cleared bits set."), "math.bitNot(0)",
            "-1", bitNot)
        .also("math.bitNot(uint) -> uint", bitNot);
    group
        .add("math.bitOr(int, int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The bits that are set in one or both."),
            "math.bitOr(12, 10)", "14", bitOr)
        .also("math.bitOr(uint, uint) -> uint", bitOr);
    group
        .add("math.bitShiftLeft(int, int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The bits moved to higher places."),
            "math.bitShiftLeft(1, 4)", "16", shiftLeft)
        .also("math.bitShiftLeft(uint, int) -> uint", shiftLeft);
    group
        .add("math.bitShiftRight(int, int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The bits moved to lower places."),
            "math.bitShiftRight(16, 4)", "1", shiftRight)
        .also("math.bitShiftRight(uint, int) -> uint", shiftRight);
    group
        .add("math.bitXor(int, int) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The bits that are set in just one."), "math.bitXor(12, 10)",
            "6", bitXor)
        .also("math.bitXor(uint, uint) -> uint", bitXor);
}

} // namespace

void addMathFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Numbers"), false);
    group
        .add("math.abs(int) -> int", QT_TRANSLATE_NOOP("ExpressionHelp", "The number without its sign."),
            "math.abs(-7)", "7", absolute)
        .also("math.abs(uint) -> uint", same)
        .also("math.abs(double) -> double", real<std::fabs>);
    group
        .add("math.ceil(double) -> double",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The next whole number upwards."), "math.ceil(1.2)", "2.0",
            real<std::ceil>)
        .alsoHelper("math.ceil(int) -> int", same)
        .alsoHelper("math.ceil(uint) -> uint", same);
    group
        .add("math.floor(double) -> double",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The next whole number downwards."), "math.floor(1.8)", "1.0",
            real<std::floor>)
        .alsoHelper("math.floor(int) -> int", same)
        .alsoHelper("math.floor(uint) -> uint", same);
    group
        .add("math.greatest(number, number...) -> number",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The largest of the numbers, or of a list."),
            "math.greatest(2, 3.5, 1)", "3.5", greatest)
        .also("math.greatest(list(A)) -> number", greatestOfList);
    group.add("math.isFinite(double) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether it is neither infinite nor NaN."), "math.isFinite(1.5)",
        "true", testReal<isFinite>);
    group.add("math.isInf(double) -> bool", QT_TRANSLATE_NOOP("ExpressionHelp", "Whether it is infinite."),
        "math.isInf(1.0 / 0.0)", "true", testReal<isInfinite>);
    group.add("math.isNaN(double) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether it is NaN, what 0.0 / 0.0 gives."),
        "math.isNaN(0.0 / 0.0)", "true", testReal<isNan>);
    group
        .add("math.least(number, number...) -> number",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The smallest of the numbers, or of a list."),
            "math.least(2, 3.5, 1)", "1", least)
        .also("math.least(list(A)) -> number", leastOfList);
    group
        .add("math.round(double) -> double",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The nearest whole number; halves away from zero."),
            "math.round(2.5)", "3.0", real<std::round>)
        .alsoHelper("math.round(int) -> int", same)
        .alsoHelper("math.round(uint) -> uint", same);
    group
        .add("math.sign(int) -> int", QT_TRANSLATE_NOOP("ExpressionHelp", "-1 below zero, 0 or 1 above."),
            "math.sign(-7)", "-1", signOfInt)
        .also("math.sign(uint) -> uint", signOfUint)
        .also("math.sign(double) -> double", signOfDouble);
    group.add("math.sqrt(number) -> double",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The square root; NaN below zero."), "math.sqrt(81)", "9.0",
        real<std::sqrt>);
    group
        .add("math.trunc(double) -> double", QT_TRANSLATE_NOOP("ExpressionHelp", "Without the fraction."),
            "math.trunc(-1.8)", "-1.0", real<std::trunc>)
        .alsoHelper("math.trunc(int) -> int", same)
        .alsoHelper("math.trunc(uint) -> uint", same);
    addBits(library);
}

} // namespace signalbox::expression
