// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/parser.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace signalbox::expression {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

struct BinaryOperator
{
    Symbol symbol;
    quint8 precedence;
    Operation operation;
};

constexpr BinaryOperator binaryOperators[] = {
    {Symbol::Equal, 1, Operation::Equal},
    {Symbol::NotEqual, 1, Operation::NotEqual},
    {Symbol::Less, 1, Operation::Less},
    {Symbol::LessEqual, 1, Operation::LessEqual},
    {Symbol::Greater, 1, Operation::Greater},
    {Symbol::GreaterEqual, 1, Operation::GreaterEqual},
    {Symbol::In, 1, Operation::In},
    {Symbol::Plus, 2, Operation::Add},
    {Symbol::Minus, 2, Operation::Subtract},
    {Symbol::Star, 3, Operation::Multiply},
    {Symbol::Slash, 3, Operation::Divide},
    {Symbol::Percent, 3, Operation::Modulo},
};

constexpr quint8 highestPrecedence = 3;

} // namespace

std::string_view operationText(Operation operation)
{
    static constexpr std::string_view texts[]
        = {"+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in"};
    return texts[size_t(operation)];
}

/// One level deeper, as long as it lives; false when that is too deep.
class Parser::Nested
{
public:
    explicit Nested(Parser &parser)
        : m_parser(parser)
    {
        if (++parser.m_depth > parser.m_nesting && !parser.failed())
            parser.failHere(Tr::tr("This is nested deeper than %1 levels.").arg(parser.m_nesting));
    }
    ~Nested() { --m_parser.m_depth; }
    Nested(const Nested &) = delete;
    Nested &operator=(const Nested &) = delete;

    explicit operator bool() const { return !m_parser.failed(); }

private:
    Parser &m_parser;
};

Parser::Parser(std::string_view source, int nesting, bool helpers)
    : m_lexer(source)
    , m_nesting(nesting)
    , m_helpers(helpers)
{
    m_tree.source = source;
    // A guess that fits nearly always; the alternative is growing each of them several times.
    m_tree.nodes.reserve(source.size() / 4 + 4);
    m_tree.operandList.reserve(source.size() / 4 + 4);
    m_tree.texts.reserve(source.size() / 8 + 4);
    m_tree.literals.reserve(source.size() / 16 + 4);
}

bool Parser::parse()
{
    advance();
    m_tree.root = expression();
    if (!failed() && m_token.symbol != Symbol::End) {
        if (m_token.symbol == Symbol::Error)
            unexpected("");
        else
            failHere(Tr::tr("Here is \"%1\", where the expression should end or go on with an operator.")
                         .arg(quoted(m_lexer.text(m_token))));
    }
    return !failed();
}

void Parser::advance()
{
    m_lastEnd = m_token.end;
    m_token = m_lexer.next();
}

bool Parser::take(Symbol symbol)
{
    if (m_token.symbol != symbol)
        return false;
    advance();
    return true;
}

bool Parser::expect(Symbol symbol, const char *what)
{
    if (take(symbol))
        return true;
    unexpected(what);
    return false;
}

NodeIndex Parser::fail(quint32 start, quint32 end, QString message, QString fix)
{
    if (!failed())
        m_problem = {start, end, std::move(message), std::move(fix)};
    return noNode;
}

NodeIndex Parser::failHere(QString message)
{
    return fail(m_token.start, m_token.end, std::move(message));
}

NodeIndex Parser::unexpected(const char *wanted)
{
    if (m_token.symbol == Symbol::Error)
        return failHere(m_lexer.error());
    if (m_token.symbol == Symbol::End)
        return failHere(Tr::tr("The expression ends where %1 is missing.").arg(Tr::tr(wanted)));
    return failHere(
        Tr::tr("Here is \"%1\" where %2 is missing.").arg(quoted(m_lexer.text(m_token)), Tr::tr(wanted)));
}

NodeIndex Parser::add(SyntaxNode node, Operands operands)
{
    node.firstOperand = quint32(m_tree.operandList.size());
    node.operandCount = quint32(operands.size());
    for (const auto operand : operands)
        node.height = std::max<quint16>(node.height, quint16(m_tree.nodes[operand].height + 1));
    if (node.height > m_nesting)
        return fail(node.start, node.end, Tr::tr("This is nested deeper than %1 levels.").arg(m_nesting));
    m_tree.operandList.insert(m_tree.operandList.end(), operands.begin(), operands.end());
    m_tree.nodes.push_back(node);
    return NodeIndex(m_tree.nodes.size() - 1);
}

NodeIndex Parser::addLiteral(Value value, quint32 start, quint32 end)
{
    m_tree.literals.push_back(std::move(value));
    return add({.kind = Syntax::Literal,
                   .start = start,
                   .end = end,
                   .place = start,
                   .data = quint32(m_tree.literals.size() - 1)},
        {});
}

quint32 Parser::addText(std::string_view text)
{
    m_tree.texts.push_back(text);
    return quint32(m_tree.texts.size() - 1);
}

NodeIndex Parser::expression()
{
    const Nested nested(*this);
    if (!nested)
        return noNode;
    const auto condition = logical(Symbol::Or);
    const auto place = m_token.start;
    if (failed() || !take(Symbol::Question))
        return condition;
    const auto yes = logical(Symbol::Or);
    if (failed()
        || !expect(Symbol::Colon, QT_TRANSLATE_NOOP("Expression", "a colon and what holds otherwise")))
        return noNode;
    const auto no = expression();
    if (failed())
        return noNode;
    const NodeIndex operands[] = {condition, yes, no};
    return add(
        {.kind = Syntax::Conditional, .start = node(condition).start, .end = m_lastEnd, .place = place},
        operands);
}

NodeIndex Parser::logical(Symbol symbol)
{
    const auto operand = [&] { return symbol == Symbol::Or ? logical(Symbol::And) : binary(1); };
    const auto first = operand();
    if (failed() || m_token.symbol != symbol)
        return first;
    const auto place = m_token.start;
    std::vector<NodeIndex> operands{first};
    while (!failed() && take(symbol))
        operands.push_back(operand());
    if (failed())
        return noNode;
    return add({.kind = symbol == Symbol::Or ? Syntax::Or : Syntax::And,
                   .start = node(first).start,
                   .end = m_lastEnd,
                   .place = place},
        operands);
}

NodeIndex Parser::binary(int precedence)
{
    if (precedence > highestPrecedence)
        return unary();
    auto left = binary(precedence + 1);
    while (!failed()) {
        const auto *found = std::ranges::find_if(binaryOperators, [&](const auto &entry) {
            return entry.symbol == m_token.symbol && entry.precedence == precedence;
        });
        if (found == std::end(binaryOperators))
            break;
        const auto place = m_token.start;
        advance();
        const auto right = binary(precedence + 1);
        if (failed())
            break;
        const NodeIndex operands[] = {left, right};
        left = add({.kind = Syntax::Binary,
                       .operation = found->operation,
                       .start = node(left).start,
                       .end = m_lastEnd,
                       .place = place},
            operands);
    }
    return failed() ? noNode : left;
}

NodeIndex Parser::unary()
{
    const auto symbol = m_token.symbol;
    if (symbol != Symbol::Not && symbol != Symbol::Minus)
        return members(primary());
    const Nested nested(*this);
    if (!nested)
        return noNode;
    const auto start = m_token.start;
    advance();
    // The smallest integer has no positive counterpart, so the sign belongs to the literal.
    if (symbol == Symbol::Minus && (m_token.symbol == Symbol::Int || m_token.symbol == Symbol::Double))
        return members(literal(true, start));
    const auto operand = unary();
    if (failed())
        return noNode;
    return add({.kind = symbol == Symbol::Not ? Syntax::Not : Syntax::Negate,
                   .start = start,
                   .end = m_lastEnd,
                   .place = start},
        {&operand, 1});
}

NodeIndex Parser::members(NodeIndex operand)
{
    while (!failed()) {
        if (m_token.symbol == Symbol::Dot)
            operand = selection(operand);
        else if (m_token.symbol == Symbol::LeftBracket)
            operand = index(operand);
        else
            break;
    }
    if (!failed() && m_token.symbol == Symbol::LeftBrace
        && (node(operand).kind == Syntax::Name || node(operand).kind == Syntax::Select))
        return failHere(Tr::tr("There are no messages here; a map is written without a name before it."));
    return failed() ? noNode : operand;
}

NodeIndex Parser::selection(NodeIndex operand)
{
    advance(); // .
    const bool optional = take(Symbol::Question);
    const auto name = m_token;
    const auto place = name.start;
    if (name.symbol != Symbol::Identifier && name.symbol != Symbol::Quoted)
        return unexpected(QT_TRANSLATE_NOOP("Expression", "the name of a member"));
    auto text = m_lexer.text(name);
    if (name.symbol == Symbol::Quoted)
        text = text.substr(1, text.size() - 2);
    advance();
    const auto start = node(operand).start;
    if (optional || name.symbol == Symbol::Quoted || m_token.symbol != Symbol::LeftParenthesis)
        return add({.kind = Syntax::Select,
                       .flag = optional,
                       .start = start,
                       .end = m_lastEnd,
                       .place = place,
                       .data = addText(text)},
            {&operand, 1});

    std::vector<NodeIndex> operands{operand};
    if (!arguments(operands))
        return noNode;
    if (const auto expanded = macro(text, operands, place); expanded != noNode || failed())
        return expanded;
    return add(
        {.kind = Syntax::Method, .start = start, .end = m_lastEnd, .place = place, .data = addText(text)},
        operands);
}

NodeIndex Parser::index(NodeIndex operand)
{
    const auto place = m_token.start;
    advance(); // [
    const bool optional = take(Symbol::Question);
    const auto key = expression();
    if (failed() || !expect(Symbol::RightBracket, QT_TRANSLATE_NOOP("Expression", "a ]")))
        return noNode;
    const NodeIndex operands[] = {operand, key};
    return add({.kind = Syntax::Index,
                   .flag = optional,
                   .start = node(operand).start,
                   .end = m_lastEnd,
                   .place = place},
        operands);
}

bool Parser::arguments(std::vector<NodeIndex> &out)
{
    advance(); // (
    if (take(Symbol::RightParenthesis))
        return true;
    do {
        out.push_back(expression());
    } while (!failed() && take(Symbol::Comma));
    return !failed() && expect(Symbol::RightParenthesis, QT_TRANSLATE_NOOP("Expression", "a )"));
}

NodeIndex Parser::primary()
{
    switch (m_token.symbol) {
    case Symbol::Dot:
        advance();
        return nameOrCall(true);
    case Symbol::Identifier:
        return nameOrCall(false);
    case Symbol::LeftParenthesis: {
        const auto start = m_token.start;
        advance();
        const auto inner = expression();
        if (failed() || !expect(Symbol::RightParenthesis, QT_TRANSLATE_NOOP("Expression", "a )")))
            return noNode;
        // So that what is said of the part shows it whole.
        m_tree.nodes[inner].start = start;
        m_tree.nodes[inner].end = m_lastEnd;
        m_tree.nodes[inner].grouped = true;
        return inner;
    }
    case Symbol::LeftBracket:
        return list();
    case Symbol::LeftBrace:
        return map();
    case Symbol::Int:
    case Symbol::Uint:
    case Symbol::Double:
        return literal(false, m_token.start);
    case Symbol::String:
    case Symbol::Bytes:
        return text();
    case Symbol::True:
    case Symbol::False:
    case Symbol::Null: {
        const auto token = m_token;
        advance();
        return addLiteral(
            token.symbol == Symbol::Null ? Value() : Value::boolean(token.symbol == Symbol::True),
            token.start, token.end);
    }
    default:
        return unexpected(QT_TRANSLATE_NOOP("Expression", "a value"));
    }
}

NodeIndex Parser::nameOrCall(bool rooted)
{
    const auto token = m_token;
    const auto name = m_lexer.text(token);
    if (token.symbol != Symbol::Identifier)
        return unexpected(QT_TRANSLATE_NOOP("Expression", "a name"));
    if (isReservedWord(name))
        return failHere(Tr::tr("\"%1\" is a reserved word and cannot be a name here.").arg(quoted(name)));
    advance();
    if (m_token.symbol != Symbol::LeftParenthesis)
        return add({.kind = Syntax::Name,
                       .flag = rooted,
                       .start = token.start,
                       .end = token.end,
                       .place = token.start,
                       .data = addText(name)},
            {});

    std::vector<NodeIndex> operands;
    if (!arguments(operands))
        return noNode;
    if (name == "has" && !rooted)
        return hasMacro(operands, token.start);
    return add({.kind = Syntax::Call,
                   .flag = rooted,
                   .start = token.start,
                   .end = m_lastEnd,
                   .place = token.start,
                   .data = addText(name)},
        operands);
}

NodeIndex Parser::list()
{
    const auto start = m_token.start;
    advance(); // [
    std::vector<NodeIndex> items;
    while (!failed() && m_token.symbol != Symbol::RightBracket) {
        const auto place = m_token.start;
        const bool optional = take(Symbol::Question);
        auto item = expression();
        if (optional && !failed())
            item = add(
                {.kind = Syntax::OptionalItem, .start = place, .end = m_lastEnd, .place = place}, {&item, 1});
        items.push_back(item);
        if (!take(Symbol::Comma))
            break;
    }
    if (failed() || !expect(Symbol::RightBracket, QT_TRANSLATE_NOOP("Expression", "a comma or ]")))
        return noNode;
    return add({.kind = Syntax::List, .start = start, .end = m_lastEnd, .place = start}, items);
}

NodeIndex Parser::map()
{
    const auto start = m_token.start;
    advance(); // {
    std::vector<NodeIndex> items;
    while (!failed() && m_token.symbol != Symbol::RightBrace) {
        const auto place = m_token.start;
        const bool optional = take(Symbol::Question);
        items.push_back(expression());
        if (failed() || !expect(Symbol::Colon, QT_TRANSLATE_NOOP("Expression", "a colon after the key")))
            return noNode;
        auto value = expression();
        if (optional && !failed())
            value = add({.kind = Syntax::OptionalItem, .start = place, .end = m_lastEnd, .place = place},
                {&value, 1});
        items.push_back(value);
        if (!take(Symbol::Comma))
            break;
    }
    if (failed() || !expect(Symbol::RightBrace, QT_TRANSLATE_NOOP("Expression", "a comma or }")))
        return noNode;
    return add({.kind = Syntax::Map, .start = start, .end = m_lastEnd, .place = start}, items);
}

NodeIndex Parser::literal(bool negative, quint32 start)
{
    const auto token = m_token;
    auto digits = m_lexer.text(token);
    advance();
    if (token.symbol == Symbol::Double) {
        double number = 0;
        // from_chars leaves the number alone when it is out of range, so say what it is.
        if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec
            == std::errc::result_out_of_range) {
            const auto mark = digits.find_first_of("eE");
            if (mark == digits.npos || digits[mark + 1] != '-')
                return fail(start, token.end, Tr::tr("This number is too large."));
            number = 0;
        }
        return addLiteral(Value::real(negative ? -number : number), start, token.end);
    }
    if (token.symbol == Symbol::Int)
        return integer(digits, negative, start);

    digits.remove_suffix(1);
    const bool hex = digits.size() > 1 && (digits[1] | 0x20) == 'x';
    quint64 number = 0;
    const auto *from = digits.data() + (hex ? 2 : 0);
    if (std::from_chars(from, digits.data() + digits.size(), number, hex ? 16 : 10).ec != std::errc())
        return fail(
            start, token.end, Tr::tr("This number is larger than 18446744073709551615, the largest uint."));
    return addLiteral(Value::unsignedInteger(number), start, token.end);
}

NodeIndex Parser::integer(std::string_view digits, bool negative, quint32 start)
{
    const bool hex = digits.size() > 1 && (digits[1] | 0x20) == 'x';
    quint64 size = 0;
    const auto *from = digits.data() + (hex ? 2 : 0);
    const auto error = std::from_chars(from, digits.data() + digits.size(), size, hex ? 16 : 10).ec;
    if (error != std::errc() || size > quint64(INT64_MAX) + (negative ? 1 : 0))
        return fail(start, m_lastEnd,
            Tr::tr("This number is outside the integers, which reach from -9223372036854775808 to "
                   "9223372036854775807."));
    return addLiteral(Value::integer(negative ? qint64(0 - size) : qint64(size)), start, m_lastEnd);
}

NodeIndex Parser::text()
{
    const auto token = m_token;
    const bool bytes = token.symbol == Symbol::Bytes;
    std::string value;
    QString error;
    size_t errorAt = 0;
    if (!unquote(m_lexer.text(token), bytes, value, error, errorAt))
        return fail(quint32(token.start + errorAt), quint32(token.start + errorAt + 2), error);
    advance();
    return addLiteral(
        bytes ? Value::bytes(std::move(value)) : Value::string(std::move(value)), token.start, token.end);
}

} // namespace signalbox::expression
