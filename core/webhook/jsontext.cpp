// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/jsontext.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <string_view>

namespace signalbox {

namespace {

// Shorter text cannot have too many tokens. (The parser grows with what it reads and never shrinks; so it
// stays small too.)
constexpr qsizetype shortEnough = JsonText::mostTokens;

/// Goes over the text by the grammar; stops at the first fault.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    std::optional<JsonText::Fault> scan()
    {
        if (!scanDocument())
            return fault();
        return {};
    }

private:
    // Which container is open at a level is all there is to remember, so no recursion.
    bool scanDocument()
    {
        while (true) {
            if (!scanValueStart())
                return false;
            if (m_opened)
                continue;
            // Behind a value: close what ends here, or find the comma before the next.
            while (true) {
                skipSpace();
                if (m_depth == 0)
                    return m_at == m_text.size() || fail("something follows the value");
                const bool isObject = m_isObject[size_t(m_depth - 1)];
                if (peek() == ',') {
                    ++m_at;
                    if (isObject && !scanKey())
                        return false;
                    break;
                }
                if (peek() != (isObject ? '}' : ']'))
                    return fail("a comma or closing bracket is missing");
                ++m_at;
                --m_depth;
            }
        }
    }

    /// A scalar or empty container whole, of another container the opening; then `m_opened`.
    bool scanValueStart()
    {
        m_opened = false;
        skipSpace();
        if (++m_tokens > JsonText::mostTokens)
            return fail("it has too many values");
        switch (peek()) {
        case '{':
        case '[':
            return scanOpening(peek() == '{');
        case '"':
            return scanString();
        case 't':
            return scanWord("true");
        case 'f':
            return scanWord("false");
        case 'n':
            return scanWord("null");
        default:
            return scanNumber();
        }
    }

    bool scanOpening(bool isObject)
    {
        if (m_depth == JsonText::mostLevels)
            return fail("it is nested too deeply");
        ++m_at;
        skipSpace();
        if (peek() == (isObject ? '}' : ']')) {
            ++m_at;
            return true;
        }
        m_isObject[size_t(m_depth++)] = isObject;
        m_opened = true;
        return !isObject || scanKey();
    }

    bool scanKey()
    {
        skipSpace();
        if (++m_tokens > JsonText::mostTokens)
            return fail("it has too many values");
        if (peek() != '"')
            return fail("a key in double quotes is missing");
        if (!scanString())
            return false;
        skipSpace();
        if (peek() != ':')
            return fail("a colon is missing");
        ++m_at;
        return true;
    }

    bool scanWord(QByteArrayView word)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return fail("a value is missing");
        m_at += word.size();
        return true;
    }

    bool scanNumber()
    {
        const auto begin = m_at;
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!scanDigits())
            return fail(m_at == begin ? "a value is missing" : "a number has no digits");
        if (peek() == '.') {
            ++m_at;
            if (!scanDigits())
                return fail("a number has no digits behind the point");
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!scanDigits())
                return fail("a number has no digits in its exponent");
        }
        return true;
    }

    bool scanDigits()
    {
        const auto begin = m_at;
        while (peek() >= '0' && peek() <= '9')
            ++m_at;
        return m_at > begin;
    }

    bool scanString()
    {
        for (++m_at; m_at < m_text.size();) {
            const auto c = static_cast<unsigned char>(m_text[m_at]);
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c < 0x20)
                return fail("a string has a control character");
            if (c == '\\') {
                if (!scanEscape())
                    return false;
            } else if (c < 0x80) {
                ++m_at;
            } else if (!scanUtf8()) {
                return false;
            }
        }
        return fail("a string has no end");
    }

    bool scanEscape()
    {
        const char kind = peekAt(m_at + 1);
        if (kind != 'u') {
            if (kind == '\0' || !QByteArrayView("\"\\/bfnrt").contains(kind))
                return fail("a string has an unknown escape");
            m_at += 2;
            return true;
        }
        const int unit = unitAt(m_at);
        if (unit < 0)
            return fail("an escape has no four hexadecimal digits");
        if (unit < 0xD800 || unit > 0xDFFF) {
            m_at += 6;
            return true;
        }
        const int second = unitAt(m_at + 6);
        if (unit > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
            return fail("a string has half of a surrogate pair");
        m_at += 12;
        return true;
    }

    /// Of the escape \uXXXX that stands there; -1: none does.
    int unitAt(qsizetype at) const
    {
        if (peekAt(at) != '\\' || peekAt(at + 1) != 'u')
            return -1;
        int unit = 0;
        for (auto i = at + 2; i < at + 6; ++i) {
            const char c = peekAt(i);
            const int digit = c >= '0' && c <= '9' ? c - '0'
                : c >= 'a' && c <= 'f'             ? c - 'a' + 10
                : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                                   : -1;
            if (digit < 0)
                return -1;
            unit = unit * 16 + digit;
        }
        return unit;
    }

    /// One character of more than one byte: no overlong forms, no surrogates, none past U+10FFFF (RFC 3629).
    bool scanUtf8()
    {
        const auto byte = [this](qsizetype i) { return static_cast<unsigned char>(peekAt(m_at + i)); };
        const auto first = byte(0);
        const int length = first >= 0xC2 && first <= 0xDF ? 2
            : (first & 0xF0) == 0xE0                      ? 3
            : first >= 0xF0 && first <= 0xF4              ? 4
                                                          : 0;
        bool good = length > 0;
        for (int i = 1; i < length; ++i)
            good = good && (byte(i) & 0xC0) == 0x80;
        if (!good || (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F)
            || (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F))
            return fail("a string is not UTF-8");
        m_at += length;
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size()
            && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r' || m_text[m_at] == '\t'))
            ++m_at;
    }

    char peek() const { return peekAt(m_at); }
    char peekAt(qsizetype at) const { return at < m_text.size() ? m_text[at] : '\0'; }

    bool fail(const char *reason)
    {
        m_reason = m_at >= m_text.size() ? "it ends too early" : reason;
        return false;
    }

    JsonText::Fault fault() const
    {
        const auto before = m_text.first(std::min(m_at, m_text.size()));
        const auto lineBegin = before.lastIndexOf('\n') + 1;
        return {.line = std::ranges::count(before, '\n') + 1,
            .column = before.size() - lineBegin + 1,
            .reason = m_reason};
    }

    const QByteArrayView m_text;
    qsizetype m_at = 0;
    std::array<bool, JsonText::mostLevels> m_isObject{};
    int m_depth = 0;
    int m_tokens = 0;
    bool m_opened = false;
    const char *m_reason = "";
};

} // namespace

class JsonText::Parser
{
public:
    simdjson::dom::parser parser;
};

JsonText::JsonText() = default;
JsonText::~JsonText() = default;

std::optional<JsonText::Fault> JsonText::check(const QByteArray &text)
{
    // simdjson lets pass what we do not: many values, and half a surrogate pair.
    // (QByteArray::contains takes longer to look for that escape than simdjson to read the text.)
    if (text.size() > shortEnough
        || std::string_view(text.constData(), size_t(text.size())).find("\\u") != std::string_view::npos)
        return find(text);
    if (!m_parser) {
        m_parser = std::make_unique<Parser>();
        if (m_parser->parser.allocate(4096, size_t(mostLevels)))
            return find(text);
    }
    // It reads past the end; spare capacity makes a copy needless. (Three bytes may have been cut off in
    // front, a byte-order mark, and still count.)
    const bool hasRoom = text.capacity() >= text.size() + qsizetype(simdjson::SIMDJSON_PADDING) + 3;
    const auto error = m_parser->parser.parse(text.constData(), size_t(text.size()), !hasRoom).error();
    if (!error)
        return {};
    // It says neither where nor quite what; and it takes no number that is too large for it.
    return find(text);
}

std::optional<JsonText::Fault> JsonText::find(QByteArrayView text)
{
    return Scanner(text).scan();
}

bool isUtf8(QByteArrayView bytes)
{
    return simdjson::validate_utf8(bytes.data(), size_t(bytes.size()));
}

} // namespace signalbox
