// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/lexer.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>

namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool isLowSurrogate(qint64 code)
{
    return code >= 0xdc00 && code <= 0xdfff;
}
bool isSurrogate(qint64 code)
{
    return code >= 0xd800 && code <= 0xdfff;
}

/// Resolves the escapes of one literal (language definition, "String and Bytes Values").
class Unescaper
{
public:
    Unescaper(std::string_view body, bool bytes)
        : m_body(body)
        , m_bytes(bytes)
    {
    }

    bool run(std::string &out)
    {
        while (m_at < m_body.size()) {
            const auto slash = std::min(m_body.find('\\', m_at), m_body.size());
            out += m_body.substr(m_at, slash - m_at);
            m_at = slash;
            if (m_at < m_body.size() && !escape(out))
                return false;
        }
        return true;
    }

    size_t at() const { return m_at; }

private:
    /// The number of `digits` digits from `from`, or -1.
    qint64 number(size_t from, size_t digits, int base) const
    {
        if (from + digits > m_body.size())
            return -1;
        qint64 value = 0;
        for (const char c : m_body.substr(from, digits)) {
            const int digit = c >= '0' && c <= '9'       ? c - '0'
                : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                         : 99;
            if (digit >= base)
                return -1;
            value = value * base + digit;
        }
        return value;
    }

    bool octet(std::string &out, qint64 value, size_t length)
    {
        if (value < 0 || value > 255)
            return false;
        if (m_bytes)
            out += char(value);
        else
            appendCodePoint(out, char32_t(value));
        m_at += length;
        return true;
    }

    bool codePoint(std::string &out, size_t digits)
    {
        auto code = number(m_at + 2, digits, 16);
        auto length = digits + 2;
        // Two escapes may name one character beyond the first plane.
        if (code >= 0xd800 && code <= 0xdbff && digits == 4 && m_body.substr(m_at + 6, 2) == "\\u") {
            if (const auto low = number(m_at + 8, 4, 16); isLowSurrogate(low)) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                length = 12;
            }
        }
        if (m_bytes || code < 0 || code > 0x10ffff || isSurrogate(code))
            return false;
        appendCodePoint(out, char32_t(code));
        m_at += length;
        return true;
    }

    bool escape(std::string &out)
    {
        static constexpr std::string_view names = "abfnrtv\\?\"'`";
        static constexpr std::string_view values = "\a\b\f\n\r\t\v\\?\"'`";
        const char c = m_at + 1 < m_body.size() ? m_body[m_at + 1] : '\0';
        if (const auto index = names.find(c); c && index != names.npos) {
            out += values[index];
            m_at += 2;
            return true;
        }
        switch (c) {
        case 'x':
        case 'X':
            return octet(out, number(m_at + 2, 2, 16), 4);
        case 'u':
            return codePoint(out, 4);
        case 'U':
            return codePoint(out, 8);
        default:
            return octet(out, number(m_at + 1, 3, 8), 4);
        }
    }

    std::string_view m_body;
    bool m_bytes;
    size_t m_at = 0;
};

} // namespace

bool unquote(std::string_view token, bool bytes, std::string &out, QString &error, size_t &errorAt)
{
    const auto prefix = token.find_first_of("\"'");
    const bool raw = token.substr(0, prefix).find_first_of("rR") != token.npos;
    auto body = token.substr(prefix);
    const size_t quotes = body.size() >= 6 && body[0] == body[1] && body[0] == body[2] ? 3 : 1;
    body = body.substr(quotes, body.size() - 2 * quotes);
    if (raw) {
        out = body;
        return true;
    }
    Unescaper unescaper(body, bytes);
    if (unescaper.run(out))
        return true;
    errorAt = prefix + quotes + unescaper.at();
    error = bytes
        ? Tr::tr("This escape does not work in bytes; there are \\n, \\t, \\\\, \\xFF, \\377 and such.")
        : Tr::tr(
            "This escape does not exist; there are \\n, \\t, \\\\, \\xFF, \\u00e9, \\U0001F600 and such.");
    return false;
}

} // namespace signalbox::expression
