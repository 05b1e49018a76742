// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/parser.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

/// How a macro is written: after a value, `names` names, perhaps a condition, a body.
struct MacroShape
{
    std::string_view name;
    Macro macro;
    quint8 names;
    bool condition;
    bool helper; ///< Signalbox's own
};

constexpr MacroShape shapes[] = {
    {"all", Macro::All, 1, false, false},
    {"all", Macro::All, 2, false, false},
    {"exists", Macro::Exists, 1, false, false},
    {"exists", Macro::Exists, 2, false, false},
    {"exists_one", Macro::ExistsOne, 1, false, false},
    {"exists_one", Macro::ExistsOne, 2, false, false},
    {"existsOne", Macro::ExistsOne, 1, false, false},
    {"existsOne", Macro::ExistsOne, 2, false, false},
    {"map", Macro::Map, 1, false, false},
    {"map", Macro::Map, 1, true, false},
    {"filter", Macro::Filter, 1, false, false},
    {"transformList", Macro::Map, 2, false, false},
    {"transformList", Macro::Map, 2, true, false},
    {"transformMap", Macro::TransformMap, 2, false, false},
    {"transformMap", Macro::TransformMap, 2, true, false},
    {"transformMapEntry", Macro::TransformMapEntry, 2, false, false},
    {"transformMapEntry", Macro::TransformMapEntry, 2, true, false},
    {"optMap", Macro::OptMap, 1, false, false},
    {"optFlatMap", Macro::OptFlatMap, 1, false, false},
    {"sortBy", Macro::SortBy, 1, false, true},
    {"groupBy", Macro::GroupBy, 1, false, true},
    {"distinctBy", Macro::DistinctBy, 1, false, true},
};

} // namespace

bool Parser::macroName(NodeIndex argument, std::string_view &name)
{
    const auto &given = node(argument);
    if (given.kind != Syntax::Name || given.flag) {
        fail(given.start, given.end,
            Tr::tr("A name is expected here, by which what follows calls each element."));
        return false;
    }
    name = m_tree.text(given);
    return true;
}

NodeIndex Parser::macro(std::string_view name, const std::vector<NodeIndex> &operands, quint32 place)
{
    const auto &target = node(operands[0]);
    if (name == "bind" && operands.size() == 4 && target.kind == Syntax::Name && m_tree.text(target) == "cel")
        return bindMacro(operands);

    const auto *shape = std::ranges::find_if(shapes, [&](const MacroShape &known) {
        return known.name == name && operands.size() == size_t(2) + known.names + known.condition
            && (m_helpers || !known.helper);
    });
    if (shape == std::end(shapes))
        return noNode;

    MacroNames names;
    if (!macroName(operands[1], names.first) || (shape->names == 2 && !macroName(operands[2], names.second)))
        return noNode;
    if (names.first == names.second)
        return fail(node(operands[2]).start, node(operands[2]).end, Tr::tr("Both names are the same."));
    m_tree.macroNames.push_back(names);
    std::vector<NodeIndex> parts{operands[0]};
    parts.insert(parts.end(), operands.begin() + 1 + ptrdiff_t(shape->names), operands.end());
    return add({.kind = Syntax::Macro,
                   .macro = shape->macro,
                   .start = target.start,
                   .end = m_lastEnd,
                   .place = place,
                   .data = quint32(m_tree.macroNames.size() - 1)},
        parts);
}

NodeIndex Parser::hasMacro(const std::vector<NodeIndex> &operands, quint32 start)
{
    if (operands.size() != 1 || node(operands[0]).kind != Syntax::Select || node(operands[0]).flag)
        return fail(start, m_lastEnd, Tr::tr("has() asks for one member, like has(event.data.total)."));
    const auto &member = node(operands[0]);
    const auto operand = m_tree.operands(member)[0];
    return add(
        {.kind = Syntax::Has, .start = start, .end = m_lastEnd, .place = member.place, .data = member.data},
        {&operand, 1});
}

NodeIndex Parser::bindMacro(const std::vector<NodeIndex> &operands)
{
    MacroNames names;
    if (!macroName(operands[1], names.first))
        return noNode;
    m_tree.macroNames.push_back(names);
    return add({.kind = Syntax::Macro,
                   .macro = Macro::Bind,
                   .start = node(operands[0]).start,
                   .end = m_lastEnd,
                   .place = node(operands[0]).start,
                   .data = quint32(m_tree.macroNames.size() - 1)},
        std::span(operands).subspan(2));
}

} // namespace signalbox::expression
