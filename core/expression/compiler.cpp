// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/compiler.h"

#include "core/expression/evaluation.h"
#include "core/expression/valuedata.h"

#include <algorithm>

namespace signalbox::expression {

using namespace Qt::StringLiterals;

namespace {

// Values that are computed beforehand stay small: a rule keeps them as long as it lives.
constexpr size_t largestFolded = 16'384;

bool typeNamed(std::string_view name, Value &type)
{
    for (int kind = 0; kind <= int(Value::Kind::Optional); ++kind) {
        if (typeName(Value::Kind(kind)) == name) {
            type = Value::type(Value::Kind(kind));
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<std::string_view> dottedName(const SyntaxTree &tree, NodeIndex index, bool &rooted)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto &node = tree.nodes[index];
        const bool isSelect = node.kind == Syntax::Select && !node.flag;
        if (node.grouped || (!isSelect && node.kind != Syntax::Name))
            return {};
        parts.push_back(tree.text(node));
        if (!isSelect) {
            rooted = node.flag;
            std::ranges::reverse(parts);
            return parts;
        }
        index = tree.operands(node)[0];
    }
}

void Compiler::compile()
{
    m_program.code.reserve(m_tree.nodes.size());
    m_program.places.reserve(m_tree.nodes.size());
    m_program.operandList.reserve(m_tree.operandList.size());
    m_program.root = compile(m_tree.root);
}

quint32 Compiler::compile(NodeIndex index)
{
    const auto &node = m_tree.nodes[index];
    switch (node.kind) {
    case Syntax::Literal:
        m_program.constants.push_back(m_tree.literals[node.data]);
        return append(node, {.op = Op::Constant, .data = quint32(m_program.constants.size() - 1)}, {});
    case Syntax::Name:
        return compileName(node, index);
    case Syntax::Select:
        if (quint32 path = 0; !node.flag && compilePath(index, path))
            return path;
        return compileOperands(
            node, {.op = node.flag ? Op::OptionalMember : Op::Member, .data = addKey(m_tree.text(node))});
    case Syntax::Has:
        return compileOperands(node, {.op = Op::HasMember, .data = addKey(m_tree.text(node))});
    case Syntax::Index:
        if (quint32 path = 0; !node.flag && compilePath(index, path))
            return path;
        return compileOperands(node, {.op = node.flag ? Op::OptionalIndex : Op::Index});
    case Syntax::Call: {
        const auto *function
            = functionLibrary().function(m_tree.text(node), false, m_program.environment.hasHelpers());
        return function ? compileCall(node, function, m_tree.operands(node)) : appendUnknown(node, false);
    }
    case Syntax::Method:
        return compileMethod(node);
    case Syntax::List:
    case Syntax::Map: {
        const bool optional = std::ranges::any_of(m_tree.operands(node),
            [this](NodeIndex item) { return m_tree.nodes[item].kind == Syntax::OptionalItem; });
        return compileOperands(
            node, {.op = node.kind == Syntax::List ? Op::List : Op::Map, .flag = optional});
    }
    case Syntax::OptionalItem:
        return compileOperands(node, {.op = Op::OptionalItem});
    case Syntax::And:
        return compileOperands(node, {.op = Op::And});
    case Syntax::Or:
        return compileOperands(node, {.op = Op::Or});
    case Syntax::Not:
        return compileOperands(node, {.op = Op::Not});
    case Syntax::Negate:
        return compileOperands(node, {.op = Op::Negate});
    case Syntax::Binary:
        return compileOperands(node, {.op = Op::Binary, .operation = node.operation});
    case Syntax::Conditional:
        return compileOperands(node, {.op = Op::Conditional});
    case Syntax::Macro:
        return compileMacro(node);
    }
    Q_UNREACHABLE();
}

const quint32 *Compiler::local(std::string_view name) const
{
    // The innermost of that name.
    const auto found = std::find_if(
        m_locals.rbegin(), m_locals.rend(), [name](const Local &known) { return known.name == name; });
    return found == m_locals.rend() ? nullptr : &found->slot;
}

quint32 Compiler::compileName(const SyntaxNode &node, NodeIndex index)
{
    if (const auto *slot = node.flag ? nullptr : local(m_tree.text(node)))
        return append(node, {.op = Op::Slot, .data = *slot}, {});
    quint32 path = 0;
    compilePath(index, path);
    return path;
}

// A chain of members from a variable, a.b.c["d"], is one instruction: it is walked without copying anything,
// and it can find out how much of it the scope knows by one name.
bool Compiler::compilePath(NodeIndex index, quint32 &out)
{
    std::vector<std::string_view> keys;
    Path path;
    for (auto at = index;; at = m_tree.operands(m_tree.nodes[at])[0]) {
        path.places.push_back(m_tree.nodes[at].place);
        if (!m_tree.nodes[at].operandCount)
            break;
    }
    std::ranges::reverse(path.places);
    auto at = index;
    for (;;) {
        const auto &node = m_tree.nodes[at];
        if (node.kind != Syntax::Index || node.flag)
            break;
        const auto &key = m_tree.nodes[m_tree.operands(node)[1]];
        if (key.kind != Syntax::Literal || !m_tree.literals[key.data].isString())
            return false;
        keys.push_back(m_tree.literals[key.data].toStringView());
        at = m_tree.operands(node)[0];
    }
    // In parentheses only the variable's own name counts: (a.b).c reads c of what a.b is.
    bool rooted = false;
    const auto parts = dottedName(m_tree, at, rooted);
    if (parts.empty() && m_tree.nodes[at].kind != Syntax::Name)
        return false;
    if (parts.empty()) {
        rooted = m_tree.nodes[at].flag;
        path.names.emplace_back(m_tree.text(m_tree.nodes[at]));
    } else {
        for (const auto part : parts)
            path.names.push_back(
                path.names.empty() ? std::string(part) : path.names.back() + '.' + std::string(part));
    }
    if (!rooted && local(parts.empty() ? path.names[0] : parts[0]))
        return false;
    for (size_t i = 1; i < parts.size(); ++i)
        path.members.push_back({Value::string(std::string(parts[i])), hashOf(parts[i])});
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
        path.members.push_back({Value::string(std::string(*key)), hashOf(*key)});
    for (size_t i = 0; i < path.names.size(); ++i) {
        if (typeNamed(path.names[i], path.type))
            path.typeNames = quint32(i + 1);
    }
    refer(path);
    m_program.paths.push_back(std::move(path));
    out = append(m_tree.nodes[index], {.op = Op::Path, .data = quint32(m_program.paths.size() - 1)}, {});
    return true;
}

void Compiler::refer(const Path &path)
{
    if (path.typeNames && !m_program.environment.variable(QString::fromStdString(path.names[0])))
        return;
    auto reference = QString::fromStdString(path.names[0]);
    if (reference == u"steps" && !path.members.empty())
        reference += u'.' + path.members[0].key.toQString();
    if (!m_program.references.contains(reference))
        m_program.references += reference;
}

quint32 Compiler::compileMethod(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    const bool helpers = m_program.environment.hasHelpers();
    bool rooted = false;
    if (const auto parts = dottedName(m_tree, operands[0], rooted);
        !parts.empty() && (rooted || !local(parts[0]))) {
        std::string name;
        for (const auto part : parts)
            (name += part) += '.';
        name += m_tree.text(node);
        if (const auto *function = functionLibrary().function(name, false, helpers))
            return compileCall(node, function, operands.subspan(1));
    }
    const auto *function = functionLibrary().function(m_tree.text(node), true, helpers);
    return function ? compileCall(node, function, operands) : appendUnknown(node, true);
}

quint32 Compiler::compileCall(
    const SyntaxNode &node, const Function *function, std::span<const NodeIndex> arguments)
{
    std::vector<quint32> operands;
    for (const auto argument : arguments)
        operands.push_back(compile(argument));
    m_program.functions.push_back(function);
    return append(node, {.op = Op::Call, .data = quint32(m_program.functions.size() - 1)}, operands);
}

quint32 Compiler::appendUnknown(const SyntaxNode &node, bool method)
{
    // The operands are compiled all the same, for their references.
    for (const auto operand : m_tree.operands(node))
        compile(operand);
    m_program.texts.emplace_back(m_tree.text(node));
    return append(node, {.op = Op::Unknown, .flag = method, .data = quint32(m_program.texts.size() - 1)}, {});
}

quint32 Compiler::compileMacro(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    const auto &names = m_tree.macroNames[node.data];
    std::vector<quint32> compiled{compile(operands[0])};
    const auto slot = quint32(m_locals.size());
    m_locals.push_back({names.first, slot});
    if (!names.second.empty())
        m_locals.push_back({names.second, slot + 1});
    m_program.slotCount = std::max(m_program.slotCount, quint32(m_locals.size()));
    for (const auto operand : operands.subspan(1))
        compiled.push_back(compile(operand));
    m_locals.resize(slot);
    return append(
        node, {.op = Op::Macro, .flag = !names.second.empty(), .macro = node.macro, .data = slot}, compiled);
}

quint32 Compiler::compileOperands(const SyntaxNode &node, Instruction instruction)
{
    std::vector<quint32> operands;
    operands.reserve(node.operandCount);
    for (const auto operand : m_tree.operands(node))
        operands.push_back(compile(operand));
    return append(node, instruction, operands);
}

quint32 Compiler::append(const SyntaxNode &node, Instruction instruction, std::span<const quint32> operands)
{
    instruction.first = quint32(m_program.operandList.size());
    instruction.count = quint32(operands.size());
    m_program.operandList.insert(m_program.operandList.end(), operands.begin(), operands.end());
    m_program.code.push_back(instruction);
    m_program.places.push_back({node.start, node.end, node.place});
    const auto index = quint32(m_program.code.size() - 1);
    fold(index);
    return index;
}

quint32 Compiler::addKey(std::string_view text)
{
    m_program.keys.push_back({Value::string(std::string(text)), hashOf(text)});
    return quint32(m_program.keys.size() - 1);
}

void Compiler::fold(quint32 index)
{
    auto &instruction = m_program.code[index];
    switch (instruction.op) {
    case Op::List:
    case Op::Map:
    case Op::Not:
    case Op::Negate:
    case Op::Binary:
        break;
    case Op::Call:
        if (m_program.functions[instruction.data]->pure)
            break;
        return;
    default:
        return;
    }
    const auto isConstant = [this](quint32 operand) { return m_program.code[operand].op == Op::Constant; };
    if (!std::ranges::all_of(m_program.operands(instruction), isConstant))
        return;
    // What fails here fails again when it is evaluated, if it ever is.
    Value value;
    if (!Evaluation::constant(m_program, index, largestFolded, value))
        return;
    m_program.constants.push_back(std::move(value));
    instruction = {.op = Op::Constant, .data = quint32(m_program.constants.size() - 1)};
}

} // namespace signalbox::expression
