// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::expression {

using NodeIndex = quint32;
constexpr NodeIndex noNode = ~NodeIndex(0);

enum class Syntax : quint8 {
    Literal, ///< value
    Name, ///< text; `flag`: written with a dot before it, so never a variable of a macro
    Select, ///< operand.text; `flag`: operand.?text
    Has, ///< has(operand.text)
    Index, ///< operand[operand]; `flag`: operand[?operand]
    Call, ///< text(operands…)
    Method, ///< operand.text(operands…)
    List, ///< [operands…]
    Map, ///< {key: value, …}: operands are keys and values in turn
    OptionalItem, ///< ?operand, in a List or as a value in a Map
    And, ///< two operands or more
    Or,
    Not,
    Negate,
    Binary, ///< operation
    Conditional,
    Macro ///< macro; operands as of Macro
};

enum class Operation : quint8 {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In
};

/// What stands between two operands: "+", "==", "in" …
std::string_view operationText(Operation operation);

/// Macros that give names to things. Operands: the range (or what is bound), a condition where there is one,
/// the body.
enum class Macro : quint8 {
    All,
    Exists,
    ExistsOne,
    Map, ///< also transformList
    Filter,
    TransformMap,
    TransformMapEntry,
    SortBy,
    GroupBy,
    DistinctBy,
    Bind, ///< cel.bind(name, value, body)
    OptMap,
    OptFlatMap
};

/// The names that a macro gives. With two, a list's elements come with their index, a map's values with their
/// key.
struct MacroNames
{
    std::string_view first;
    std::string_view second; ///< empty: one name
};

struct SyntaxNode
{
    Syntax kind = Syntax::Literal;
    bool flag = false;
    bool grouped = false; ///< stood in parentheses, so a name ends here
    Operation operation = {};
    Macro macro = {};
    quint16 height = 1; ///< levels from here down
    quint32 start = 0; ///< in the source, bytes
    quint32 end = 0;
    quint32 place = 0; ///< of the operator, the member's or function's name: where errors point
    quint32 firstOperand = 0; ///< in SyntaxTree::operands
    quint32 operandCount = 0;
    quint32 data = 0; ///< index of a literal, text or macro's names
};

/// What the parser makes of a source: nodes, operands before what they stand in. Texts are views into the
/// source, which must outlive the tree.
struct SyntaxTree
{
    std::string_view source;
    std::vector<SyntaxNode> nodes;
    std::vector<NodeIndex> operandList;
    std::vector<Value> literals;
    std::vector<std::string_view> texts;
    std::vector<MacroNames> macroNames;
    NodeIndex root = noNode;

    std::span<const NodeIndex> operands(const SyntaxNode &node) const
    {
        return std::span(operandList).subspan(node.firstOperand, node.operandCount);
    }
    std::string_view text(const SyntaxNode &node) const { return texts[node.data]; }
    std::string_view sourceOf(const SyntaxNode &node) const
    {
        return source.substr(node.start, node.end - node.start);
    }
};

/// Something wrong with a source, from byte to byte.
struct Problem
{
    quint32 start = 0;
    quint32 end = 0;
    QString message;
    QString fix; ///< what to write there instead, where that is obvious
    bool warning = false; ///< it may work, depending on data
};

} // namespace signalbox::expression
