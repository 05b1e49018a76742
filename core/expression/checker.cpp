// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/checker.h"

#include "core/expression/compiler.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

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

bool isTypeName(std::string_view name)
{
    for (int kind = 0; kind <= int(Value::Kind::Optional); ++kind) {
        if (typeName(Value::Kind(kind)) == name)
            return true;
    }
    return false;
}

/// How many letters must be added, taken away, replaced or swapped with the next to get from one to the
/// other.
size_t distance(std::string_view a, std::string_view b)
{
    std::vector<size_t> before(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    std::vector<size_t> twoBefore;
    std::iota(row.begin(), row.end(), size_t(0));
    for (size_t i = 1; i <= a.size(); ++i) {
        twoBefore = std::exchange(before, row);
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], twoBefore[j - 2] + 1);
        }
    }
    return row[b.size()];
}

constexpr size_t longestName = 64;
constexpr qsizetype mostShown = 12;

std::vector<std::string> memberNames(const Type &object)
{
    std::vector<std::string> names;
    for (const auto &known : object.members())
        names.push_back(known.name);
    return names;
}

QString listed(std::span<const std::string> names)
{
    QStringList shown;
    for (const auto &name : names) {
        if (shown.size() == mostShown)
            return Tr::tr("%1 and %2 more").arg(shown.join(u", ")).arg(qsizetype(names.size()) - mostShown);
        shown += toQString(name);
    }
    return shown.join(u", ");
}

} // namespace

std::string nearest(std::string_view given, std::span<const std::string> names)
{
    if (given.size() > longestName)
        return {};
    const std::string *best = nullptr;
    // A third of the letters may be wrong.
    size_t least = std::max<size_t>(1, given.size() / 3) + 1;
    for (const auto &name : names) {
        if (name.size() > longestName)
            continue;
        if (const auto found = distance(given, name); found < least) {
            least = found;
            best = &name;
        }
    }
    return best ? *best : std::string();
}

Type Checker::problem(const SyntaxNode &node, QString message, QString fix)
{
    return problemAt(node.place, nameEnd(node), std::move(message), std::move(fix));
}

Type Checker::problemAt(quint32 start, quint32 end, QString message, QString fix, bool warning)
{
    m_problems.push_back({start, end, std::move(message), std::move(fix), warning});
    return Type::dynamic();
}

/// Where the name or operator ends that stands at the node's place.
quint32 Checker::nameEnd(const SyntaxNode &node) const
{
    switch (node.kind) {
    case Syntax::Name:
    case Syntax::Call:
    case Syntax::Method:
    case Syntax::Select:
    case Syntax::Has: {
        // In backquotes the name is longer than its text.
        const bool quoted = m_tree.source.substr(node.place, 1) == "`";
        return quint32(node.place + m_tree.text(node).size() + (quoted ? 2 : 0));
    }
    case Syntax::Binary:
        return quint32(node.place + operationText(node.operation).size());
    case Syntax::Literal:
    case Syntax::List:
    case Syntax::Map:
        return node.end;
    default:
        return node.place + 1;
    }
}

const Type *Checker::local(std::string_view name) const
{
    const auto found = std::find_if(
        m_locals.rbegin(), m_locals.rend(), [name](const Local &known) { return known.name == name; });
    return found == m_locals.rend() ? nullptr : &found->type;
}

const Type *Checker::variable(std::string_view name) const
{
    return m_environment.variable(toQString(name));
}

std::vector<std::string> Checker::knownNames() const
{
    std::vector<std::string> names;
    for (const auto &name : m_environment.variables())
        names.push_back(name.toStdString());
    for (const auto &known : m_locals)
        names.emplace_back(known.name);
    return names;
}

Type Checker::typeOf(NodeIndex index)
{
    const auto &node = m_tree.nodes[index];
    switch (node.kind) {
    case Syntax::Literal:
        return Type::ofValue(m_tree.literals[node.data]);
    case Syntax::Name:
        return typeOfName(node, index);
    case Syntax::Select:
        return typeOfSelect(node, index);
    case Syntax::Has:
        member(node, typeOf(m_tree.operands(node)[0]), m_tree.text(node), true);
        return Kind::Bool;
    case Syntax::Index:
        return typeOfIndex(node);
    case Syntax::Call:
        return typeOfCall(node);
    case Syntax::Method:
        return typeOfMethod(node);
    case Syntax::List:
        return typeOfList(node);
    case Syntax::Map:
        return typeOfMap(node);
    case Syntax::OptionalItem: {
        const auto operand = m_tree.operands(node)[0];
        const auto type = typeOf(operand);
        if (!type.isDynamic() && type.kind() != Kind::Optional)
            problem(m_tree.nodes[operand],
                Tr::tr("After a ? stands an optional value; this is %1.").arg(type.plainName()));
        return type.item();
    }
    case Syntax::And:
    case Syntax::Or:
    case Syntax::Not:
        for (const auto operand : m_tree.operands(node))
            expectBool(operand);
        return Kind::Bool;
    case Syntax::Negate:
        return typeOfNegate(node);
    case Syntax::Binary:
        return typeOfBinary(node);
    case Syntax::Conditional:
        return typeOfConditional(node);
    case Syntax::Macro:
        return typeOfMacro(node);
    }
    Q_UNREACHABLE();
}

std::optional<Type> Checker::typeOfPath(NodeIndex index)
{
    bool rooted = false;
    const auto parts = dottedName(m_tree, index, rooted);
    if (parts.empty() || (!rooted && local(parts[0])))
        return {};
    // The longest name that is known, as in the scope when it is evaluated.
    std::string name;
    for (const auto part : parts)
        (name += name.empty() ? "" : ".") += part;
    if (const auto *type = variable(name))
        return *type;
    if (isTypeName(name))
        return Type(Kind::Type);
    return {};
}

Type Checker::unknownName(const SyntaxNode &node)
{
    if (m_environment.acceptsAnyName())
        return {};
    const auto names = knownNames();
    const auto meant = nearest(m_tree.text(node), names);
    return problem(node,
        meant.empty() ? Tr::tr("There is no \"%1\" here; there is: %2.")
                            .arg(toQString(m_tree.text(node)), listed(names))
                      : Tr::tr("There is no \"%1\" here; do you mean \"%2\"?")
                            .arg(toQString(m_tree.text(node)), toQString(meant)),
        toQString(meant));
}

Type Checker::typeOfName(const SyntaxNode &node, NodeIndex index)
{
    if (const auto *type = node.flag ? nullptr : local(m_tree.text(node)))
        return *type;
    if (const auto type = typeOfPath(index))
        return *type;
    return unknownName(node);
}

Type Checker::typeOfSelect(const SyntaxNode &node, NodeIndex index)
{
    if (!node.flag) {
        if (const auto type = typeOfPath(index))
            return *type;
    }
    const auto object = typeOf(m_tree.operands(node)[0]);
    const auto type = member(node, object, m_tree.text(node), node.flag);
    return node.flag && object.kind() != Kind::Optional ? Type::optional(type) : type;
}

/// `asked`: the member need not be there, for this is the question.
Type Checker::member(const SyntaxNode &node, const Type &object, std::string_view name, bool asked)
{
    switch (object.kind()) {
    case Kind::Dynamic:
    case Kind::Parameter:
    // Of a null in a sample nothing is known but that it was null then.
    case Kind::Null:
        return {};
    case Kind::Map:
        return object.item();
    case Kind::Optional:
        return Type::optional(member(node, object.item(), name, true));
    case Kind::Object:
        break;
    default:
        return problem(
            node, Tr::tr("This is %1, so it has no member \"%2\".").arg(object.plainName(), toQString(name)));
    }
    if (const auto *known = object.member(name))
        return *known;
    if (asked && !object.isComplete())
        return {};
    const auto names = memberNames(object);
    const auto meant = nearest(name, names);
    if (object.isComplete()) {
        // To ask for what is never there is allowed, if odd.
        return problemAt(node.place, nameEnd(node),
            names.empty()
                ? Tr::tr("There is no member \"%1\"; the map is empty.").arg(toQString(name))
                : Tr::tr("There is no member \"%1\"; there is: %2.").arg(toQString(name), listed(names)),
            toQString(meant), asked);
    }
    // Samples do not show everything, so only what looks like a slip is worth a word.
    if (meant.empty())
        return {};
    return problemAt(node.place, nameEnd(node),
        Tr::tr("No sample has a member \"%1\"; do you mean \"%2\"?").arg(toQString(name), toQString(meant)),
        toQString(meant), true);
}

Type Checker::typeOfIndex(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    auto container = typeOf(operands[0]);
    const auto key = typeOf(operands[1]);
    const bool optional = node.flag || container.kind() == Kind::Optional;
    while (container.kind() == Kind::Optional)
        container = container.item();
    const auto &keyNode = m_tree.nodes[operands[1]];
    Type item;
    switch (container.kind()) {
    case Kind::Dynamic:
    case Kind::Parameter:
    case Kind::Null:
        break;
    case Kind::List:
        if (!key.isDynamic() && !key.isNumber())
            problem(keyNode, Tr::tr("The elements of a list have numbers; this is %1.").arg(key.plainName()));
        item = container.item();
        break;
    case Kind::Object:
        if (keyNode.kind == Syntax::Literal && key.kind() == Kind::String) {
            const auto *known = container.member(m_tree.literals[keyNode.data].toStringView());
            item = known ? *known : Type();
        } else if (!key.isDynamic() && key.kind() != Kind::String) {
            problem(keyNode, Tr::tr("The keys of this map are text; this is %1.").arg(key.plainName()));
        }
        break;
    case Kind::Map:
        item = container.item();
        break;
    default:
        problem(node,
            Tr::tr("This is %1, so nothing can be taken out of it with [ ].").arg(container.plainName()));
    }
    return optional ? Type::optional(item) : item;
}

Type Checker::typeOfList(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    Type item;
    for (size_t i = 0; i < operands.size(); ++i) {
        const auto type = typeOf(operands[i]);
        item = i == 0 ? type : Type::common(item, type);
    }
    return Type::list(item);
}

Type Checker::typeOfMap(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    bool complete = true;
    std::vector<Type::Member> members;
    Type keys;
    Type values;
    for (size_t i = 0; i < operands.size(); i += 2) {
        const auto &keyNode = m_tree.nodes[operands[i]];
        const auto key = typeOf(operands[i]);
        const auto value = typeOf(operands[i + 1]);
        if (!key.isDynamic() && key.kind() != Kind::String && key.kind() != Kind::Bool
            && key.kind() != Kind::Int && key.kind() != Kind::Uint && key.kind() != Kind::Number)
            problem(
                keyNode, Tr::tr("A key is a string, int, uint or bool; this is %1.").arg(key.plainName()));
        keys = i == 0 ? key : Type::common(keys, key);
        values = i == 0 ? value : Type::common(values, value);
        if (keyNode.kind == Syntax::Literal && key.kind() == Kind::String)
            members.push_back({std::string(m_tree.literals[keyNode.data].toStringView()), value});
        else
            complete = false;
    }
    return complete ? Type::object(std::move(members), true) : Type::map(keys, values);
}

Type Checker::typeOfConditional(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    expectBool(operands[0]);
    const auto yes = typeOf(operands[1]);
    return Type::common(yes, typeOf(operands[2]));
}

Type Checker::typeOfMacro(const SyntaxNode &node)
{
    const auto operands = m_tree.operands(node);
    const auto &names = m_tree.macroNames[node.data];
    const auto range = typeOf(operands[0]);
    const bool optional = node.macro == Macro::OptMap || node.macro == Macro::OptFlatMap;
    const auto depth = m_locals.size();
    // What goes through: elements of a list, keys of a map.
    Type element;
    if (node.macro == Macro::Bind) {
        element = range;
    } else if (optional) {
        if (!range.isDynamic() && range.kind() != Kind::Optional)
            problem(m_tree.nodes[operands[0]],
                Tr::tr("This is %1, not an optional value.").arg(range.plainName()));
        element = range.item();
    } else if (range.isMap()) {
        element = range.key();
    } else if (range.kind() == Kind::List) {
        element = range.item();
    } else if (!range.isDynamic() && range.kind() != Kind::Null) {
        problem(m_tree.nodes[operands[0]],
            Tr::tr("This is %1; only a list or a map can be gone through.").arg(range.plainName()));
    }
    if (names.second.empty()) {
        m_locals.push_back({names.first, element});
    } else {
        m_locals.push_back({names.first, range.kind() == Kind::List ? Type(Kind::Int) : range.key()});
        m_locals.push_back({names.second, range.item()});
    }
    const bool isCondition = node.macro == Macro::All || node.macro == Macro::Exists
        || node.macro == Macro::ExistsOne || node.macro == Macro::Filter;
    if (isCondition || operands.size() == 3)
        expectBool(operands[1]);
    auto body = isCondition ? Type(Kind::Bool) : typeOf(operands.back());
    m_locals.resize(depth);

    switch (node.macro) {
    case Macro::All:
    case Macro::Exists:
    case Macro::ExistsOne:
        return Kind::Bool;
    case Macro::Map:
        return Type::list(body);
    case Macro::Filter:
    case Macro::SortBy:
    case Macro::DistinctBy:
        return Type::list(element);
    case Macro::TransformMap:
        return Type::map(range.kind() == Kind::List ? Type(Kind::Int) : range.key(), body);
    case Macro::TransformMapEntry:
        return Type::map(body.key(), body.item());
    case Macro::GroupBy:
        return Type::map(body, Type::list(element));
    case Macro::Bind:
    case Macro::OptFlatMap:
        return body;
    case Macro::OptMap:
        return Type::optional(body);
    }
    Q_UNREACHABLE();
}

} // namespace signalbox::expression
