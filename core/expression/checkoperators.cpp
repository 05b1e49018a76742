// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/checker.h"

#include <QCoreApplication>

namespace signalbox::expression {

using Kind = Type::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool isKnown(const Type &type)
{
    return !type.isDynamic() && type.kind() != Kind::Parameter;
}

bool isTime(const Type &type)
{
    return type.kind() == Kind::Timestamp || type.kind() == Kind::Duration;
}

bool isJoined(Kind kind)
{
    return kind == Kind::String || kind == Kind::Bytes || kind == Kind::List;
}

/// Whether values of both can be put in order or be equal.
bool areComparable(const Type &a, const Type &b)
{
    return (a.isNumber() && b.isNumber()) || a.kind() == b.kind() || (a.isMap() && b.isMap());
}

bool hasOrder(Kind kind)
{
    switch (kind) {
    case Kind::Bool:
    case Kind::Int:
    case Kind::Uint:
    case Kind::Double:
    case Kind::Number:
    case Kind::Timestamp:
    case Kind::Duration:
    case Kind::String:
    case Kind::Bytes:
        return true;
    default:
        return false;
    }
}

Type timesAdded(Operation operation, const Type &a, const Type &b)
{
    if (operation == Operation::Subtract)
        return a.kind() == b.kind() ? Type(Kind::Duration) : a.kind() == Kind::Timestamp ? a : Type();
    if (a.kind() == Kind::Timestamp && b.kind() == Kind::Timestamp)
        return {};
    return a.kind() == Kind::Timestamp || b.kind() == Kind::Timestamp ? Type(Kind::Timestamp) : a;
}

} // namespace

void Checker::expectBool(NodeIndex index)
{
    const auto type = typeOf(index);
    const auto &node = m_tree.nodes[index];
    if (isKnown(type) && type.kind() != Kind::Bool)
        problemAt(
            node.start, node.end, Tr::tr("A condition is true or false; this is %1.").arg(type.plainName()));
}

Type Checker::typeOfNegate(const SyntaxNode &node)
{
    auto type = typeOf(m_tree.operands(node)[0]);
    if (!isKnown(type) || type.kind() == Kind::Int || type.kind() == Kind::Double
        || type.kind() == Kind::Number)
        return type;
    return problem(node, Tr::tr("\"-\" does not take %1.").arg(type.plainName()));
}

Type Checker::typeOfBinary(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    const auto a = typeOf(operands[0]);
    const auto b = typeOf(operands[1]);
    switch (node.operation) {
    case Operation::Equal:
    case Operation::NotEqual:
    case Operation::Less:
    case Operation::LessEqual:
    case Operation::Greater:
    case Operation::GreaterEqual:
        compare(node, a, b);
        return Kind::Bool;
    case Operation::In:
        if (isKnown(b) && b.kind() != Kind::List && !b.isMap())
            problem(node, Tr::tr("After \"in\" stands a list or a map; this is %1.").arg(b.plainName()));
        return Kind::Bool;
    default:
        return arithmetic(node, a, b);
    }
}

void Checker::compare(const SyntaxNode &node, const Type &a, const Type &b)
{
    const auto operation = QString::fromLatin1(operationText(node.operation).data());
    if (node.operation == Operation::Equal || node.operation == Operation::NotEqual) {
        // Anything may be null. That the answer is always the same is no error, but hardly what is meant.
        if (isKnown(a) && isKnown(b) && a.kind() != Kind::Null && b.kind() != Kind::Null
            && !areComparable(a, b))
            problemAt(node.place, nameEnd(node),
                Tr::tr("%1 and %2 are never equal.").arg(a.plainName(), b.plainName()), {}, true);
        return;
    }
    const bool impossible = (isKnown(a) && !hasOrder(a.kind())) || (isKnown(b) && !hasOrder(b.kind()))
        || (isKnown(a) && isKnown(b) && !areComparable(a, b));
    if (impossible)
        problem(node, Tr::tr("\"%1\" does not take %2 and %3.").arg(operation, a.plainName(), b.plainName()));
}

Type Checker::arithmetic(const SyntaxNode &node, const Type &a, const Type &b)
{
    const bool adds = node.operation == Operation::Add;
    const bool shifts = adds || node.operation == Operation::Subtract;
    const auto takes = [&](const Type &type) {
        return !isKnown(type) || type.isNumber() || (shifts && isTime(type))
            || (adds && isJoined(type.kind()));
    };
    const auto impossible = [&] {
        return problem(node,
            Tr::tr("\"%1\" does not take %2 and %3.")
                .arg(
                    QString::fromLatin1(operationText(node.operation).data()), a.plainName(), b.plainName()));
    };
    if (!takes(a) || !takes(b))
        return impossible();
    if (!isKnown(a) || !isKnown(b)) {
        const auto &known = isKnown(a) ? a : b;
        // What a number meets must be one, and what a text meets a text; a time may meet either kind.
        if (!isKnown(known) || isTime(known))
            return {};
        return known.isNumber() ? Type::number() : known.kind() == Kind::List ? Type::list({}) : known;
    }
    if (a.isNumber() && b.isNumber()) {
        if (a.kind() == b.kind())
            return a;
        if (a.kind() == Kind::Number || b.kind() == Kind::Number)
            return Type::number();
        if (!m_environment.mixesNumbers())
            return impossible();
        return a.kind() == Kind::Double || b.kind() == Kind::Double ? Type(Kind::Double) : Type::number();
    }
    if (isTime(a) && isTime(b)) {
        const auto type = timesAdded(node.operation, a, b);
        return type.isDynamic() ? impossible() : type;
    }
    if (a.kind() != b.kind() || !isJoined(a.kind()))
        return impossible();
    return Type::common(a, b);
}

} // namespace signalbox::expression
