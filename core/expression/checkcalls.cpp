// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/checker.h"
#include "core/expression/compiler.h"

#include <QCoreApplication>

#include <array>

namespace signalbox::expression {

using Kind = Type::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// What the letters of a signature stand for in a call.
class Letters
{
public:
    /// Whether a value of type `given` may be given where `wanted` stands. Learns what letters stand for.
    bool fits(const Type &wanted, const Type &given)
    {
        switch (wanted.kind()) {
        case Kind::Dynamic:
            return true;
        case Kind::Parameter: {
            auto &known = type(wanted.letter());
            known = known ? Type::common(*known, given) : given;
            return true;
        }
        case Kind::List:
        case Kind::Optional:
            return given.isDynamic() || (given.kind() == wanted.kind() && fits(wanted.item(), given.item()));
        case Kind::Map:
            return given.isDynamic()
                || (given.isMap() && fits(wanted.key(), given.key()) && fits(wanted.item(), given.item()));
        case Kind::Number:
            return given.isDynamic() || given.isNumber();
        default:
            return given.isDynamic() || given.kind() == wanted.kind()
                || (given.kind() == Kind::Number && wanted.isNumber());
        }
    }

    Type resolved(const Type &type) const
    {
        switch (type.kind()) {
        case Kind::Parameter:
            return m_types[index(type.letter())].value_or(Type());
        case Kind::List:
            return Type::list(resolved(type.item()));
        case Kind::Optional:
            return Type::optional(resolved(type.item()));
        case Kind::Map:
            return Type::map(resolved(type.key()), resolved(type.item()));
        default:
            return type;
        }
    }

private:
    static size_t index(char letter) { return size_t(letter - 'A'); }
    std::optional<Type> &type(char letter) { return m_types[index(letter)]; }

    std::array<std::optional<Type>, 26> m_types;
};

} // namespace

Type Checker::typeOfCall(const SyntaxNode &node)
{
    const auto *function = functionLibrary().function(m_tree.text(node), false, m_environment.hasHelpers());
    return function ? typeOfFunction(node, *function, m_tree.operands(node)) : unknownFunction(node, false);
}

Type Checker::typeOfMethod(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    const bool helpers = m_environment.hasHelpers();
    bool rooted = false;
    if (const auto parts = dottedName(m_tree, operands[0], rooted);
        !parts.empty() && (rooted || !local(parts[0]))) {
        std::string space;
        for (const auto part : parts)
            (space += space.empty() ? "" : ".") += part;
        const auto name = space + '.' + std::string(m_tree.text(node));
        if (const auto *function = functionLibrary().function(name, false, helpers))
            return typeOfFunction(node, *function, operands.subspan(1));
        // `math.sqare(2)` is about a function that is not there, not about a name `math`.
        if (!variable(parts[0]) && functionLibrary().isNamespace(space))
            return unknownFunction(node, false);
    }
    const auto *function = functionLibrary().function(m_tree.text(node), true, helpers);
    return function ? typeOfFunction(node, *function, operands) : unknownFunction(node, true);
}

Type Checker::typeOfFunction(const SyntaxNode &node, const Function &function, Operands arguments)
{
    std::vector<Type> given;
    for (const auto argument : arguments)
        given.push_back(typeOf(argument));
    std::optional<Type> result;
    QStringList signatures;
    for (const auto &overload : function.overloads) {
        if (overload.helper && !m_environment.hasHelpers())
            continue;
        signatures += overload.signature;
        if (!overload.takes(given.size()))
            continue;
        Letters letters;
        bool fits = true;
        for (size_t i = 0; i < given.size() && fits; ++i)
            fits = letters.fits(overload.parameter(i), given[i]);
        if (!fits)
            continue;
        const auto type = letters.resolved(overload.result);
        // Which of several ways is taken may depend on data.
        result = result ? Type::common(*result, type) : type;
    }
    if (result)
        return *result;
    QStringList kinds;
    for (const auto &type : given)
        kinds += type.plainName();
    return problem(node,
        Tr::tr("%1 does not take (%2); there is: %3.")
            .arg(toQString(function.name), kinds.join(u", "), signatures.join(u"; ")));
}

Type Checker::unknownFunction(const SyntaxNode &node, bool method)
{
    auto operands = m_tree.operands(node);
    auto name = std::string(m_tree.text(node));
    std::string space;
    if (node.kind == Syntax::Method && !method) {
        bool rooted = false;
        for (const auto part : dottedName(m_tree, operands[0], rooted))
            (space += part) += '.';
        operands = operands.subspan(1);
    }
    // Mistakes in the arguments are mistakes all the same.
    for (const auto operand : operands)
        typeOf(operand);
    const auto names = functionLibrary().names(method, m_environment.hasHelpers());
    auto meant = nearest(space + name, names);
    // What is written before the name stays.
    const auto fix = meant.starts_with(space) ? toQString(meant).mid(qsizetype(space.size())) : QString();
    if (fix.isEmpty())
        meant.clear();
    const auto shown = toQString(space + name);
    auto message = method ? Tr::tr("There is no method %1().").arg(shown)
                          : Tr::tr("There is no function %1().").arg(shown);
    if (!meant.empty())
        message = method
            ? Tr::tr("There is no method %1(); do you mean %2()?").arg(shown, toQString(meant))
            : Tr::tr("There is no function %1(); do you mean %2()?").arg(shown, toQString(meant));
    else if (functionLibrary().function(name, !method, m_environment.hasHelpers()))
        message = method
            ? Tr::tr("%1() is a function: write %1(…) with the value in the brackets.").arg(shown)
            : Tr::tr("%1() is a method: write it with a dot after the value.").arg(shown);
    return problem(node, message, fix);
}

} // namespace signalbox::expression
