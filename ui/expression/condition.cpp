// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/condition.h"

#include "core/expression/expression.h"
#include "core/expression/parser.h"
#include "ui/expression/codespans.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace expression;

namespace {

using Operator = Condition::Operator;

constexpr int deepest = 50;

struct Title
{
    Operator operation;
    const char *title;
    const char *code; ///< between field and value; empty: a form of its own
};

constexpr Title titles[] = {
    {Operator::Equal, QT_TRANSLATE_NOOP("Condition", "is"), "=="},
    {Operator::NotEqual, QT_TRANSLATE_NOOP("Condition", "is not"), "!="},
    {Operator::Less, QT_TRANSLATE_NOOP("Condition", "is less than"), "<"},
    {Operator::LessEqual, QT_TRANSLATE_NOOP("Condition", "is at most"), "<="},
    {Operator::Greater, QT_TRANSLATE_NOOP("Condition", "is more than"), ">"},
    {Operator::GreaterEqual, QT_TRANSLATE_NOOP("Condition", "is at least"), ">="},
    {Operator::Contains, QT_TRANSLATE_NOOP("Condition", "contains"), ""},
    {Operator::ContainsNot, QT_TRANSLATE_NOOP("Condition", "does not contain"), ""},
    {Operator::StartsWith, QT_TRANSLATE_NOOP("Condition", "begins with"), ""},
    {Operator::EndsWith, QT_TRANSLATE_NOOP("Condition", "ends with"), ""},
    {Operator::Matches, QT_TRANSLATE_NOOP("Condition", "fits the pattern"), ""},
    {Operator::In, QT_TRANSLATE_NOOP("Condition", "is one of"), "in"},
    {Operator::NotIn, QT_TRANSLATE_NOOP("Condition", "is none of"), ""},
    {Operator::Has, QT_TRANSLATE_NOOP("Condition", "is there"), ""},
    {Operator::HasNot, QT_TRANSLATE_NOOP("Condition", "is not there"), ""},
    {Operator::IsTrue, QT_TRANSLATE_NOOP("Condition", "is true"), ""},
    {Operator::IsNotTrue, QT_TRANSLATE_NOOP("Condition", "is not true"), ""},
};

const Title &titleOf(Operator operation)
{
    return *std::ranges::find(titles, operation, &Title::operation);
}

/// The same comparison read from the other side.
Operator mirrored(Operator operation)
{
    switch (operation) {
    case Operator::Less:
        return Operator::Greater;
    case Operator::LessEqual:
        return Operator::GreaterEqual;
    case Operator::Greater:
        return Operator::Less;
    case Operator::GreaterEqual:
        return Operator::LessEqual;
    default:
        return operation;
    }
}

/// Turns the tree of an expression into a condition. Nothing where it is none.
class ConditionReader
{
public:
    explicit ConditionReader(const SyntaxTree &tree)
        : m_tree(tree)
    {
    }

    std::optional<Condition> read(NodeIndex index, int depth = 0) const
    {
        const auto &node = m_tree.nodes[index];
        if (depth > deepest)
            return refused(node);
        if (node.kind == Syntax::And || node.kind == Syntax::Or) {
            Condition group{.kind = node.kind == Syntax::And ? Condition::Kind::All : Condition::Kind::Any};
            for (const auto operand : m_tree.operands(node)) {
                auto part = read(operand, depth + 1);
                if (!part)
                    return {};
                group.parts.push_back(std::move(*part));
            }
            return group;
        }
        auto found = node.kind == Syntax::Not ? negated(m_tree.operands(node)[0]) : comparison(node);
        return found ? found : refused(node);
    }

    /// The part that is no comparison, as it is written.
    const QString &refused() const { return m_refused; }

private:
    std::optional<Condition> refused(const SyntaxNode &node) const
    {
        m_refused = source(node);
        return {};
    }

    QString source(const SyntaxNode &node) const
    {
        const auto text = m_tree.sourceOf(node);
        return QString::fromUtf8(text.data(), qsizetype(text.size()));
    }

    bool isField(const SyntaxNode &node) const
    {
        return !node.grouped
            && (node.kind == Syntax::Name || node.kind == Syntax::Select || node.kind == Syntax::Index
                || node.kind == Syntax::Call || node.kind == Syntax::Method);
    }

    bool isLiteral(const SyntaxNode &node) const
    {
        if (node.kind == Syntax::Negate)
            return m_tree.nodes[m_tree.operands(node)[0]].kind == Syntax::Literal;
        if (node.kind != Syntax::List)
            return node.kind == Syntax::Literal;
        return std::ranges::all_of(m_tree.operands(node), [this](NodeIndex item) {
            return m_tree.nodes[item].kind != Syntax::List && isLiteral(m_tree.nodes[item]);
        });
    }

    std::optional<Condition> negated(NodeIndex index) const
    {
        auto inner = comparison(m_tree.nodes[index]);
        if (!inner)
            return {};
        switch (inner->operation) {
        case Operator::Has:
            inner->operation = Operator::HasNot;
            return inner;
        case Operator::In:
            inner->operation = Operator::NotIn;
            return inner;
        case Operator::Contains:
            inner->operation = Operator::ContainsNot;
            return inner;
        case Operator::IsTrue:
            inner->operation = Operator::IsNotTrue;
            return inner;
        default:
            return {};
        }
    }

    std::optional<Condition> comparison(const SyntaxNode &node) const
    {
        const auto operands = m_tree.operands(node);
        if (node.kind == Syntax::Binary)
            return binary(node);
        if (node.kind == Syntax::Has) {
            const auto text = source(node); // has(event.data.x)
            const auto open = text.indexOf(u'(');
            const auto close = text.lastIndexOf(u')');
            if (open < 0 || close < open)
                return {};
            return Condition{
                .field = text.mid(open + 1, close - open - 1).trimmed(), .operation = Operator::Has};
        }
        if (node.kind == Syntax::Method && operands.size() == 2 && isField(m_tree.nodes[operands[0]])
            && isLiteral(m_tree.nodes[operands[1]])) {
            const auto name = m_tree.text(node);
            for (const auto &[method, operation] : methods()) {
                if (name == method)
                    return Condition{.field = source(m_tree.nodes[operands[0]]),
                        .operation = operation,
                        .literal = source(m_tree.nodes[operands[1]])};
            }
        }
        if (isField(node))
            return Condition{.field = source(node), .operation = Operator::IsTrue};
        return {};
    }

    std::optional<Condition> binary(const SyntaxNode &node) const
    {
        static const std::pair<Operation, Operator> operations[] = {{Operation::Equal, Operator::Equal},
            {Operation::NotEqual, Operator::NotEqual}, {Operation::Less, Operator::Less},
            {Operation::LessEqual, Operator::LessEqual}, {Operation::Greater, Operator::Greater},
            {Operation::GreaterEqual, Operator::GreaterEqual}, {Operation::In, Operator::In}};
        const auto known
            = std::ranges::find(operations, node.operation, &std::pair<Operation, Operator>::first);
        if (known == std::end(operations))
            return {};
        const auto *left = &m_tree.nodes[m_tree.operands(node)[0]];
        const auto *right = &m_tree.nodes[m_tree.operands(node)[1]];
        auto operation = known->second;
        if (operation != Operator::In && isLiteral(*left) && isField(*right)) {
            std::swap(left, right);
            operation = mirrored(operation);
        }
        const bool isGood = isField(*left) && isLiteral(*right)
            && (operation == Operator::In) == (right->kind == Syntax::List);
        if (!isGood)
            return {};
        return Condition{.field = source(*left), .operation = operation, .literal = source(*right)};
    }

    static std::span<const std::pair<const char *, Operator>> methods()
    {
        static constexpr std::pair<const char *, Operator> all[]
            = {{"contains", Operator::Contains}, {"startsWith", Operator::StartsWith},
                {"endsWith", Operator::EndsWith}, {"matches", Operator::Matches}};
        return all;
    }

    const SyntaxTree &m_tree;
    mutable QString m_refused;
};

bool hasComments(QStringView text)
{
    qsizetype end = 0;
    for (const auto &span : codeSpans(text, CodeKind::Expression)) {
        if (!text.mid(end, span.part.start - end).trimmed().isEmpty())
            return true;
        end = span.part.end();
    }
    return !text.mid(end).trimmed().isEmpty();
}

QString quoted(const QString &text)
{
    return QString::fromUtf8(Value::fromText(text).toJson());
}

/// The value of a literal; nothing: it is none.
std::optional<Value> valueOf(const QString &literal)
{
    const auto spans = codeSpans(literal, CodeKind::Expression);
    const bool isPlain = std::ranges::all_of(spans, [&](const CodeSpan &span) {
        const auto word = QStringView(literal).mid(span.part.start, span.part.length);
        return span.kind == CodeSpan::Text || span.kind == CodeSpan::Number
            || (span.kind == CodeSpan::Constant && word != u"in")
            || (span.kind == CodeSpan::Operator && QStringView(u"-[],").contains(word));
    });
    if (!isPlain || spans.isEmpty())
        return {};
    const auto compiled = Expression::compile(literal);
    if (!compiled)
        return {};
    const auto value = compiled->evaluate(Scope());
    return value ? std::optional(*value) : std::nullopt;
}

bool isList(Operator operation)
{
    return operation == Operator::In || operation == Operator::NotIn;
}

/// Methods of strings take nothing else.
bool isOfText(Operator operation)
{
    return operation >= Operator::Contains && operation <= Operator::Matches;
}

QString single(const QString &typed, bool isText)
{
    auto text = typed.trimmed();
    if (const auto value = valueOf(text); value && !value->isList() && (!isText || value->isString()))
        return text;
    return quoted(typed);
}

QString method(const Condition &condition, const char *name)
{
    return u"%1.%2(%3)"_s.arg(condition.field, QString::fromLatin1(name), condition.literal);
}

QString writeComparison(const Condition &condition)
{
    switch (condition.operation) {
    case Operator::Contains:
        return method(condition, "contains");
    case Operator::ContainsNot:
        return u'!' + method(condition, "contains");
    case Operator::StartsWith:
        return method(condition, "startsWith");
    case Operator::EndsWith:
        return method(condition, "endsWith");
    case Operator::Matches:
        return method(condition, "matches");
    case Operator::NotIn:
        return u"!(%1 in %2)"_s.arg(condition.field, condition.literal);
    case Operator::Has:
        return u"has(%1)"_s.arg(condition.field);
    case Operator::HasNot:
        return u"!has(%1)"_s.arg(condition.field);
    case Operator::IsTrue:
        return condition.field;
    case Operator::IsNotTrue:
        return u'!' + condition.field;
    default:
        return u"%1 %2 %3"_s.arg(
            condition.field, QString::fromLatin1(titleOf(condition.operation).code), condition.literal);
    }
}

} // namespace

bool takesValue(Operator operation)
{
    return operation < Operator::Has;
}

QString operatorTitle(Operator operation)
{
    return QCoreApplication::translate("Condition", titleOf(operation).title);
}

std::vector<Operator> conditionOperators()
{
    std::vector<Operator> all;
    for (const auto &title : titles)
        all.push_back(title.operation);
    return all;
}

std::optional<Condition> readCondition(QStringView expression)
{
    if (expression.trimmed().isEmpty())
        return Condition{.kind = Condition::Kind::All};
    const auto source = expression.toUtf8().toStdString();
    Parser parser(source, deepest, true);
    if (!parser.parse() || hasComments(expression))
        return {};
    const auto tree = parser.takeTree();
    auto condition = ConditionReader(tree).read(tree.root);
    if (condition && condition->kind == Condition::Kind::Comparison)
        return Condition{.kind = Condition::Kind::All, .parts = {*condition}};
    return condition;
}

QString whyNoCondition(QStringView expression)
{
    if (readCondition(expression))
        return {};
    const auto tr = [](const char *text) { return QCoreApplication::translate("Condition", text); };
    const auto source = expression.toUtf8().toStdString();
    Parser parser(source, deepest, true);
    if (!parser.parse())
        return tr(QT_TRANSLATE_NOOP("Condition", "It cannot be read yet, so it stays text."));
    if (hasComments(expression))
        return tr(
            QT_TRANSLATE_NOOP("Condition", "Its comments would be lost by choosing, so it stays text."));
    const auto tree = parser.takeTree();
    const ConditionReader reader(tree);
    reader.read(tree.root);
    return tr(QT_TRANSLATE_NOOP("Condition",
                  "\"%1\" is more than a comparison with a fixed value, so the condition stays text."))
        .arg(reader.refused());
}

QString writeCondition(const Condition &condition)
{
    if (condition.kind == Condition::Kind::Comparison)
        return condition.field.isEmpty() ? QString() : writeComparison(condition);
    QStringList parts;
    bool isGroup = false;
    for (const auto &part : condition.parts) {
        const auto text = writeCondition(part);
        if (text.isEmpty())
            continue;
        isGroup = part.kind != Condition::Kind::Comparison && part.parts.size() > 1;
        parts += isGroup ? u"(%1)"_s.arg(text) : text;
    }
    if (parts.size() == 1 && isGroup)
        return parts.first().mid(1, parts.first().size() - 2);
    return parts.join(condition.kind == Condition::Kind::All ? u" && "_s : u" || "_s);
}

QString literalOf(const QString &typed, bool isTextField, Operator operation)
{
    const bool isText = isTextField || isOfText(operation);
    if (!isList(operation))
        return single(typed, isText);
    if (const auto value = valueOf(typed.trimmed()); value && value->isList())
        return typed.trimmed();
    QStringList items;
    const auto words = typed.split(u',');
    for (const auto &word : words) {
        if (!word.trimmed().isEmpty())
            items += single(word.trimmed(), isText);
    }
    return u"[%1]"_s.arg(items.join(u", "_s));
}

QString typedFor(const QString &literal, bool isTextField, Operator operation)
{
    const auto value = valueOf(literal);
    if (!value)
        return literal;
    QString plain;
    if (value->isString()) {
        plain = value->toQString();
    } else if (value->isList()) {
        QStringList words;
        for (const auto &item : value->items())
            words += item.toText();
        plain = words.join(u", "_s);
    } else {
        return literal;
    }
    const auto again = valueOf(literalOf(plain, isTextField, operation));
    return again && *again == *value && !plain.contains(u'\n') ? plain : literal;
}

} // namespace signalbox
