// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/program.h"

namespace signalbox::expression {

/// Turns a syntax tree into a program: names of macros become numbers, paths and functions are looked up
/// once, what depends on nothing is computed. Never fails: what cannot work fails when evaluated, as CEL
/// wants it.
class Compiler
{
public:
    Compiler(const SyntaxTree &tree, Program &program)
        : m_tree(tree)
        , m_program(program)
    {
    }

    void compile();

private:
    quint32 compile(NodeIndex index);
    quint32 compileName(const SyntaxNode &node, NodeIndex index);
    bool compilePath(NodeIndex index, quint32 &out);
    quint32 compileMethod(const SyntaxNode &node);
    quint32 compileMacro(const SyntaxNode &node);
    quint32 compileCall(
        const SyntaxNode &node, const Function *function, std::span<const NodeIndex> arguments);
    quint32 compileOperands(const SyntaxNode &node, Instruction instruction);
    quint32 append(const SyntaxNode &node, Instruction instruction, std::span<const quint32> operands);
    quint32 appendUnknown(const SyntaxNode &node, bool method);
    quint32 addKey(std::string_view text);
    void fold(quint32 index);
    void refer(const Path &path);
    const quint32 *local(std::string_view name) const;

    struct Local
    {
        std::string_view name;
        quint32 slot;
    };

    const SyntaxTree &m_tree;
    Program &m_program;
    std::vector<Local> m_locals;
};

/// The parts of a name with dots, a.b.c, from a tree; empty: it is none. `rooted`: written with a dot before
/// it.
std::vector<std::string_view> dottedName(const SyntaxTree &tree, NodeIndex index, bool &rooted);

} // namespace signalbox::expression
