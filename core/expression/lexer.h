// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace signalbox::expression {

enum class Symbol : quint8 {
    End,
    Identifier,
    Quoted, ///< `content-type`, for members whose names are no identifiers
    Int,
    Uint,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Dot,
    Comma,
    Colon,
    Question,
    Not,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
    Error ///< the lexer's error() says what is wrong
};

/// A word of the source, as byte offsets into it.
struct Token
{
    Symbol symbol = Symbol::End;
    quint32 start = 0;
    quint32 end = 0;
};

/// Cuts a source text (UTF-8) into the tokens of CEL's lexis (language definition, "Syntax"). White space and
/// comments are passed over. The source must outlive the lexer.
class Lexer
{
public:
    explicit Lexer(std::string_view source)
        : m_source(source)
    {
    }

    Token next();
    std::string_view text(const Token &token) const
    {
        return m_source.substr(token.start, token.end - token.start);
    }
    const QString &error() const { return m_error; } ///< of the last token, if that is an Error

private:
    Token token(Symbol symbol, size_t start);
    Token fail(size_t start, QString message);
    Token punctuation(size_t start);
    Token number(size_t start);
    Token quoted(size_t start, Symbol symbol, bool raw);
    Token backquoted(size_t start);
    void skipSpace();
    bool take(char character);
    char peek(size_t ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0';
    }

    std::string_view m_source;
    size_t m_at = 0;
    QString m_error;
};

/// Whether CEL keeps the word for itself or for languages around it: `for`, `if`, `package` …
bool isReservedWord(std::string_view word);

/// The value of a String or Bytes token: prefix and quotes taken off, escapes resolved. False: `error` says
/// which escape is wrong, at `errorAt` bytes from the token's start.
bool unquote(std::string_view token, bool bytes, std::string &out, QString &error, size_t &errorAt);

} // namespace signalbox::expression
