// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/operators.h"

#include "core/expression/timetext.h"

#include <type_traits>

namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

__extension__ using Wide = __int128;

Arithmetic computeDoubles(Operation operation, double a, double b, Value &out)
{
    switch (operation) {
    case Operation::Add:
        out = Value::real(a + b);
        return Arithmetic::Done;
    case Operation::Subtract:
        out = Value::real(a - b);
        return Arithmetic::Done;
    case Operation::Multiply:
        out = Value::real(a * b);
        return Arithmetic::Done;
    case Operation::Divide:
        out = Value::real(a / b);
        return Arithmetic::Done;
    default:
        return Arithmetic::NoOperator;
    }
}

/// Of qint64, quint64, or both in Wide, which is wide enough for all but a product of two extremes.
template <typename Number> Arithmetic computeWhole(Operation operation, Number a, Number b, Number &result)
{
    bool overflow = false;
    switch (operation) {
    case Operation::Add:
        overflow = __builtin_add_overflow(a, b, &result);
        break;
    case Operation::Subtract:
        overflow = __builtin_sub_overflow(a, b, &result);
        break;
    case Operation::Multiply:
        overflow = __builtin_mul_overflow(a, b, &result);
        break;
    default:
        if (b == 0)
            return Arithmetic::DivisionByZero;
        if constexpr (std::is_same_v<Number, qint64>) {
            if (a == INT64_MIN && b == -1)
                return Arithmetic::Overflow;
        }
        result = operation == Operation::Divide ? a / b : a % b;
    }
    return overflow ? Arithmetic::Overflow : Arithmetic::Done;
}

Wide wide(const Value &value)
{
    return value.kind() == Kind::Int ? Wide(value.toInt()) : Wide(value.toUint());
}

Arithmetic computeNumbers(Operation operation, const Value &a, const Value &b, Value &out)
{
    if (a.kind() == Kind::Double || b.kind() == Kind::Double)
        return computeDoubles(operation, a.toDouble(), b.toDouble(), out);
    Wide result = 0;
    if (const auto done = computeWhole(operation, wide(a), wide(b), result); done != Arithmetic::Done)
        return done;
    if (result >= INT64_MIN && result <= INT64_MAX)
        out = Value::integer(qint64(result));
    else if (result > 0 && result <= Wide(UINT64_MAX))
        out = Value::unsignedInteger(quint64(result));
    else
        return Arithmetic::Overflow;
    return Arithmetic::Done;
}

constexpr qint64 second = 1'000'000'000;

Arithmetic shift(Value::Time time, std::chrono::nanoseconds by, bool back, Value &out)
{
    // Within range before, so that nothing here overflows: a duration is at most 2^63 nanoseconds.
    const auto total
        = Wide(time.seconds) * second + time.nanoseconds + (back ? -Wide(by.count()) : Wide(by.count()));
    auto seconds = total / second;
    auto rest = total % second;
    if (rest < 0) {
        rest += second;
        seconds -= 1;
    }
    const Value::Time moved{qint64(seconds), qint32(rest)};
    if (!isTimestamp(moved))
        return Arithmetic::TimeRange;
    out = Value::timestamp(moved);
    return Arithmetic::Done;
}

Arithmetic giveDuration(Wide nanoseconds, Value &out)
{
    if (nanoseconds < INT64_MIN || nanoseconds > INT64_MAX)
        return Arithmetic::TimeRange;
    out = Value::duration(std::chrono::nanoseconds(qint64(nanoseconds)));
    return Arithmetic::Done;
}

Arithmetic computeTimes(Operation operation, const Value &a, const Value &b, Value &out)
{
    const bool add = operation == Operation::Add;
    if (!add && operation != Operation::Subtract)
        return Arithmetic::NoOperator;
    if (a.kind() == Kind::Timestamp && b.kind() == Kind::Duration)
        return shift(a.toTime(), b.toDuration(), !add, out);
    if (a.kind() == Kind::Duration && b.kind() == Kind::Timestamp && add)
        return shift(b.toTime(), a.toDuration(), false, out);
    if (a.kind() == Kind::Duration && b.kind() == Kind::Duration)
        return giveDuration(
            Wide(a.toDuration().count()) + (add ? Wide(1) : Wide(-1)) * b.toDuration().count(), out);
    if (a.kind() == Kind::Timestamp && b.kind() == Kind::Timestamp && !add)
        return giveDuration((Wide(a.toTime().seconds) - b.toTime().seconds) * second + a.toTime().nanoseconds
                - b.toTime().nanoseconds,
            out);
    return Arithmetic::NoOperator;
}

} // namespace

Arithmetic compute(Operation operation, const Value &a, const Value &b, bool mix, Value &out)
{
    if (a.kind() == b.kind()) {
        switch (a.kind()) {
        case Kind::Int: {
            qint64 result = 0;
            const auto done = computeWhole(operation, a.toInt(), b.toInt(), result);
            if (done == Arithmetic::Done)
                out = Value::integer(result);
            return done;
        }
        case Kind::Uint: {
            quint64 result = 0;
            const auto done = computeWhole(operation, a.toUint(), b.toUint(), result);
            if (done == Arithmetic::Done)
                out = Value::unsignedInteger(result);
            return done;
        }
        case Kind::Double:
            return computeDoubles(operation, a.toDouble(), b.toDouble(), out);
        default:
            return computeTimes(operation, a, b, out);
        }
    }
    if (a.isNumber() && b.isNumber())
        return mix ? computeNumbers(operation, a, b, out) : Arithmetic::NoOperator;
    return computeTimes(operation, a, b, out);
}

Arithmetic negate(const Value &value, Value &out)
{
    if (value.kind() == Kind::Double) {
        out = Value::real(-value.toDouble());
        return Arithmetic::Done;
    }
    if (value.kind() != Kind::Int)
        return Arithmetic::NoOperator;
    if (value.toInt() == INT64_MIN)
        return Arithmetic::Overflow;
    out = Value::integer(-value.toInt());
    return Arithmetic::Done;
}

} // namespace signalbox::expression
