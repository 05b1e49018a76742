// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/lexer.h"
#include "core/expression/syntaxtree.h"

namespace signalbox::expression {

/// Reads a CEL expression (language definition, "Syntax", and the macros of the libraries). Macros are
/// expanded here, because what they mean does not depend on types.
///
/// Recursion is as deep as the expression's parts stand in each other, at most `nesting`; chains of operators
/// of one precedence count as nested, but those of && and || are one node.
class Parser
{
public:
    /// `source` must outlive the tree. `helpers`: with Signalbox's own macros.
    Parser(std::string_view source, int nesting, bool helpers);

    /// False: problem() says what is wrong.
    bool parse();

    SyntaxTree takeTree() { return std::move(m_tree); }
    const Problem &problem() const { return m_problem; }

private:
    class Nested;
    using Operands = std::span<const NodeIndex>;

    void advance();
    bool take(Symbol symbol);
    bool expect(Symbol symbol, const char *what);
    bool failed() const { return !m_problem.message.isEmpty(); }
    NodeIndex fail(quint32 start, quint32 end, QString message, QString fix = {});
    NodeIndex failHere(QString message);
    NodeIndex unexpected(const char *wanted);

    NodeIndex add(SyntaxNode node, Operands operands);
    NodeIndex addLiteral(Value value, quint32 start, quint32 end);
    quint32 addText(std::string_view text);
    const SyntaxNode &node(NodeIndex index) const { return m_tree.nodes[index]; }

    NodeIndex expression();
    NodeIndex logical(Symbol symbol);
    NodeIndex binary(int precedence);
    NodeIndex unary();
    NodeIndex members(NodeIndex operand);
    NodeIndex selection(NodeIndex operand);
    NodeIndex index(NodeIndex operand);
    NodeIndex primary();
    NodeIndex nameOrCall(bool rooted);
    NodeIndex list();
    NodeIndex map();
    NodeIndex literal(bool negative, quint32 start);
    NodeIndex integer(std::string_view digits, bool negative, quint32 start);
    NodeIndex text();
    bool arguments(std::vector<NodeIndex> &out);

    // Macros (macros.cpp). noNode without a problem: it is none.
    NodeIndex macro(std::string_view name, const std::vector<NodeIndex> &operands, quint32 place);
    NodeIndex hasMacro(const std::vector<NodeIndex> &operands, quint32 start);
    NodeIndex bindMacro(const std::vector<NodeIndex> &operands);
    bool macroName(NodeIndex argument, std::string_view &name);

    Lexer m_lexer;
    Token m_token;
    quint32 m_lastEnd = 0; ///< of the token before
    SyntaxTree m_tree;
    Problem m_problem;
    int m_nesting;
    int m_depth = 0;
    bool m_helpers;
};

} // namespace signalbox::expression
