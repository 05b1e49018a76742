// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/environment.h"
#include "core/expression/functions.h"
#include "core/expression/syntaxtree.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace signalbox::expression {

/// Finds the types of a syntax tree's nodes and what cannot work with them. Each mistake is one problem: what
/// comes of it has the type dynamic, about which nothing more is said.
class Checker
{
public:
    Checker(const SyntaxTree &tree, const Environment &environment)
        : m_tree(tree)
        , m_environment(environment)
    {
    }

    Type check() { return typeOf(m_tree.root); }
    std::vector<Problem> takeProblems() { return std::move(m_problems); }

private:
    using Operands = std::span<const NodeIndex>;

    Type typeOf(NodeIndex index);
    Type typeOfName(const SyntaxNode &node, NodeIndex index);
    /// Of names with dots, a.b.c, that begin with a variable; nothing: it is none of these.
    std::optional<Type> typeOfPath(NodeIndex index);
    Type typeOfSelect(const SyntaxNode &node, NodeIndex index);
    Type typeOfIndex(const SyntaxNode &node);
    Type typeOfList(const SyntaxNode &node);
    Type typeOfMap(const SyntaxNode &node);
    Type typeOfConditional(const SyntaxNode &node);
    Type typeOfMacro(const SyntaxNode &node);
    Type member(const SyntaxNode &node, const Type &object, std::string_view name, bool asked);

    // checkoperators.cpp
    void expectBool(NodeIndex index);
    Type typeOfNegate(const SyntaxNode &node);
    Type typeOfBinary(const SyntaxNode &node);
    Type arithmetic(const SyntaxNode &node, const Type &a, const Type &b);
    void compare(const SyntaxNode &node, const Type &a, const Type &b);

    // checkcalls.cpp
    Type typeOfCall(const SyntaxNode &node);
    Type typeOfMethod(const SyntaxNode &node);
    Type typeOfFunction(const SyntaxNode &node, const Function &function, Operands arguments);
    Type unknownFunction(const SyntaxNode &node, bool method);

    Type problem(const SyntaxNode &node, QString message, QString fix = {});
    Type problemAt(quint32 start, quint32 end, QString message, QString fix = {}, bool warning = false);
    quint32 nameEnd(const SyntaxNode &node) const;
    const Type *local(std::string_view name) const;
    const Type *variable(std::string_view name) const;
    Type unknownName(const SyntaxNode &node);
    std::vector<std::string> knownNames() const;

    struct Local
    {
        std::string_view name;
        Type type;
    };

    const SyntaxTree &m_tree;
    const Environment &m_environment;
    std::vector<Local> m_locals;
    std::vector<Problem> m_problems;
};

/// The one of `names` that was probably meant; empty: none is near enough.
std::string nearest(std::string_view given, std::span<const std::string> names);

} // namespace signalbox::expression
