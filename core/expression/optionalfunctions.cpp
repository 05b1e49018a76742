// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"

#include <QCoreApplication>

/// The library "optional" of CEL. What optMap() and optFlatMap() do is in evaluatemacros.cpp.
namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// What fields have before anything is written into them.
bool isZero(const Value &value)
{
    switch (value.kind()) {
    case Kind::Null:
        return true;
    case Kind::Bool:
        return !value.toBool();
    case Kind::Int:
    case Kind::Uint:
    case Kind::Double:
        return value.toDouble() == 0;
    case Kind::Timestamp:
        return value.toTime() == Value::Time();
    case Kind::Duration:
        return value.toDuration().count() == 0;
    case Kind::Type:
        return false;
    case Kind::Optional:
        return !value.inner();
    default:
        return value.size() == 0;
    }
}

bool none(Call &call)
{
    return call.give(Value::none());
}
bool of(Call &call)
{
    return call.give(Value::optional(call[0]));
}
bool ofNonZeroValue(Call &call)
{
    return call.give(isZero(call[0]) ? Value::none() : Value::optional(call[0]));
}

bool hasValue(Call &call)
{
    return call.give(Value::boolean(call[0].inner()));
}
bool valueOf(Call &call)
{
    return call[0].inner()
        ? call.give(*call[0].inner())
        : call.fail(Tr::tr("There is no value in this optional; .orValue(x) names one instead."));
}
bool orOptional(Call &call)
{
    return call.give(call[0].inner() ? call[0] : call[1]);
}
bool orValue(Call &call)
{
    return call.give(call[0].inner() ? *call[0].inner() : call[1]);
}

bool unwrap(Call &call)
{
    std::vector<Value> values;
    if (!call.spend(size_t(call[0].size())))
        return false;
    for (const auto &item : call[0].items()) {
        if (item.kind() != Kind::Optional)
            return call.fail(Tr::tr("The list holds %1 where an optional value should be.")
                                 .arg(Type::ofKind(item.kind()).plainName()));
        if (item.inner())
            values.push_back(*item.inner());
    }
    return call.giveList(std::move(values));
}

bool first(Call &call)
{
    const auto items = call[0].items();
    return call.give(items.empty() ? Value::none() : Value::optional(items.front()));
}
bool last(Call &call)
{
    const auto items = call[0].items();
    return call.give(items.empty() ? Value::none() : Value::optional(items.back()));
}

} // namespace

void addOptionalFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Optional values"), false);
    group.add("list(A).first() -> optional(A)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The first element; no value if the list is empty."),
        "[5, 6].first().value()", "5", first);
    group.add("optional(A).hasValue() -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether there is a value."), "{'a': 1}.?b.hasValue()", "false",
        hasValue);
    group.add("list(A).last() -> optional(A)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The last element; no value if the list is empty."),
        "[5, 6].last().value()", "6", last);
    group.add("optional.none() -> optional(dyn)", QT_TRANSLATE_NOOP("ExpressionHelp", "No value."),
        "optional.none().hasValue()", "false", none);
    group.add("optional.of(A) -> optional(A)", QT_TRANSLATE_NOOP("ExpressionHelp", "A value that is there."),
        "optional.of(3).value()", "3", of);
    group.add("optional.ofNonZeroValue(A) -> optional(A)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The value, but none for null, false, 0, and what is empty."),
        "optional.ofNonZeroValue('').orValue('nobody')", "'nobody'", ofNonZeroValue);
    group
        .add("optional(A).or(optional(A)) -> optional(A)",
            QT_TRANSLATE_NOOP("ExpressionHelp", "This one if it has a value, else the other."),
            "{'a': 1}.?b.or({'a': 1}.?a).value()", "1", orOptional)
        .lazy();
    group
        .add("optional(A).orValue(A) -> A",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The value, or what is given if there is none."),
            "{'a': 1}.?b.orValue(0)", "0", orValue)
        .lazy();
    group
        .add("optional.unwrap(list(optional(A))) -> list(A)",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The values of those that have one."),
            "optional.unwrap([optional.of(1), optional.none()])", "[1]", unwrap)
        .also("list(optional(A)).unwrapOpt() -> list(A)", unwrap);
    group.add("optional(A).value() -> A",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The value; an error if there is none."), "{'a': 1}.?a.value()",
        "1", valueOf);
}

} // namespace signalbox::expression
