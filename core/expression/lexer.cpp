// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/lexer.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

Symbol word(std::string_view text)
{
    return text == "true" ? Symbol::True
        : text == "false" ? Symbol::False
        : text == "null"  ? Symbol::Null
        : text == "in"    ? Symbol::In
                          : Symbol::Identifier;
}

} // namespace

bool isReservedWord(std::string_view word)
{
    static constexpr std::string_view words[] = {"as", "break", "const", "continue", "else", "for",
        "function", "if", "import", "let", "loop", "namespace", "package", "return", "var", "void", "while"};
    return std::ranges::binary_search(words, word);
}

Token Lexer::token(Symbol symbol, size_t start)
{
    return {symbol, quint32(start), quint32(m_at)};
}

Token Lexer::fail(size_t start, QString message)
{
    m_error = std::move(message);
    return {Symbol::Error, quint32(start), quint32(std::max(m_at, start + 1))};
}

bool Lexer::take(char character)
{
    if (peek() != character || m_at >= m_source.size())
        return false;
    ++m_at;
    return true;
}

void Lexer::skipSpace()
{
    for (; m_at < m_source.size(); ++m_at) {
        const char c = m_source[m_at];
        if (c == '/' && peek(1) == '/') {
            m_at = std::min(m_source.find_first_of("\r\n", m_at), m_source.size() - 1);
            continue;
        }
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f')
            return;
    }
}

Token Lexer::next()
{
    skipSpace();
    const auto start = m_at;
    if (m_at >= m_source.size())
        return token(Symbol::End, start);
    const char c = m_source[m_at];
    if (isDigit(c) || (c == '.' && isDigit(peek(1))))
        return number(start);
    if (c == '"' || c == '\'')
        return quoted(start, Symbol::String, false);
    if (c == '`')
        return backquoted(start);
    if (!isLetter(c))
        return punctuation(start);

    while (isLetter(peek()) || isDigit(peek()))
        ++m_at;
    const auto text = m_source.substr(start, m_at - start);
    if ((peek() == '"' || peek() == '\'') && text.size() <= 2) {
        const auto is = [](char letter, char lower) { return (letter | 0x20) == lower; };
        const bool bytes = is(text[0], 'b');
        const bool raw = is(text.back(), 'r');
        if ((text.size() == 1 && (bytes || raw)) || (bytes && raw))
            return quoted(start, bytes ? Symbol::Bytes : Symbol::String, raw);
    }
    return token(word(text), start);
}

Token Lexer::punctuation(size_t start)
{
    switch (m_source[m_at++]) {
    case '(':
        return token(Symbol::LeftParenthesis, start);
    case ')':
        return token(Symbol::RightParenthesis, start);
    case '[':
        return token(Symbol::LeftBracket, start);
    case ']':
        return token(Symbol::RightBracket, start);
    case '{':
        return token(Symbol::LeftBrace, start);
    case '}':
        return token(Symbol::RightBrace, start);
    case '.':
        return token(Symbol::Dot, start);
    case ',':
        return token(Symbol::Comma, start);
    case ':':
        return token(Symbol::Colon, start);
    case '?':
        return token(Symbol::Question, start);
    case '+':
        return token(Symbol::Plus, start);
    case '-':
        return token(Symbol::Minus, start);
    case '*':
        return token(Symbol::Star, start);
    case '/':
        return token(Symbol::Slash, start);
    case '%':
        return token(Symbol::Percent, start);
    case '!': {
        const auto symbol = take('=') ? Symbol::NotEqual : Symbol::Not;
        return token(symbol, start);
    }
    case '<': {
        const auto symbol = take('=') ? Symbol::LessEqual : Symbol::Less;
        return token(symbol, start);
    }
    case '>': {
        const auto symbol = take('=') ? Symbol::GreaterEqual : Symbol::Greater;
        return token(symbol, start);
    }
    case '=':
        if (take('='))
            return token(Symbol::Equal, start);
        return fail(start, Tr::tr("One = means nothing here; to compare, write ==."));
    case '&':
        if (take('&'))
            return token(Symbol::And, start);
        return fail(start, Tr::tr("One & means nothing here; for \"and\", write &&."));
    case '|':
        if (take('|'))
            return token(Symbol::Or, start);
        return fail(start, Tr::tr("One | means nothing here; for \"or\", write ||."));
    default: {
        // The whole character, where it has more bytes than one.
        while (m_at < m_source.size() && (m_source[m_at] & 0xc0) == 0x80)
            ++m_at;
        const auto character = m_source.substr(start, m_at - start);
        return fail(start,
            Tr::tr("\"%1\" means nothing here; text stands in quotes.")
                .arg(QString::fromUtf8(character.data(), qsizetype(character.size()))));
    }
    }
}

Token Lexer::number(size_t start)
{
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X') && isHexDigit(peek(2))) {
        for (m_at += 2; isHexDigit(peek());)
            ++m_at;
    } else {
        bool whole = true;
        while (isDigit(peek()))
            ++m_at;
        if (peek() == '.' && isDigit(peek(1))) {
            whole = false;
            for (++m_at; isDigit(peek());)
                ++m_at;
        }
        const bool sign = peek(1) == '+' || peek(1) == '-';
        if ((peek() == 'e' || peek() == 'E') && isDigit(peek(sign ? 2 : 1))) {
            whole = false;
            for (m_at += sign ? 2 : 1; isDigit(peek());)
                ++m_at;
        }
        if (!whole)
            return token(Symbol::Double, start);
    }
    if (peek() == 'u' || peek() == 'U') {
        ++m_at;
        return token(Symbol::Uint, start);
    }
    return token(Symbol::Int, start);
}

Token Lexer::quoted(size_t start, Symbol symbol, bool raw)
{
    const char quote = m_source[m_at++];
    const bool triple = peek() == quote && peek(1) == quote;
    if (triple)
        m_at += 2;
    for (; m_at < m_source.size(); ++m_at) {
        const char c = m_source[m_at];
        if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
            m_at += triple ? 3 : 1;
            return token(symbol, start);
        }
        if (!triple && (c == '\n' || c == '\r'))
            return fail(start,
                Tr::tr(
                    "This text is not closed on its line; text over several lines stands in three quotes."));
        if (c == '\\' && !raw)
            ++m_at;
    }
    m_at = m_source.size();
    return fail(start, Tr::tr("This text is not closed: a %1 is missing.").arg(QLatin1Char(quote)));
}

Token Lexer::backquoted(size_t start)
{
    const auto end = m_source.find('`', ++m_at);
    const auto name = m_source.substr(m_at, end - m_at);
    const auto isAllowed
        = [](char c) { return isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '/' || c == ' '; };
    if (end == m_source.npos || name.empty() || !std::ranges::all_of(name, isAllowed))
        return fail(start,
            Tr::tr("Between backquotes stand letters, digits and . - / _; write [\"…\"] for other names."));
    m_at = end + 1;
    return token(Symbol::Quoted, start);
}

} // namespace signalbox::expression
