// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonscan.h"

#include <cstring>
#include <vector>

namespace signalbox {

namespace {

constexpr qint64 longestLine = 1000; // bytes of one row of a text

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A place in a text that was found to be JSON: moves over whole values without looking at them again.
class Cursor
{
public:
    Cursor(QByteArrayView text, qint64 at)
        : m_text(text)
        , m_at(at)
    {
    }

    qint64 at() const { return m_at; }
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    void skip() { ++m_at; }

    void skipSpace()
    {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }

    void skipString()
    {
        for (++m_at; !atEnd(); ++m_at) {
            const auto *quote = static_cast<const char *>(
                std::memchr(m_text.data() + m_at, '"', size_t(m_text.size() - m_at)));
            if (!quote) {
                m_at = m_text.size();
                return;
            }
            const auto found = quote - m_text.data();
            auto backslashes = 0;
            while (found - 1 - backslashes >= m_at && m_text[found - 1 - backslashes] == '\\')
                ++backslashes;
            m_at = found;
            if (backslashes % 2 == 0) {
                ++m_at;
                return;
            }
        }
    }

    /// Passes a value; how many items it has, if it is a container.
    qint64 skipValue()
    {
        const auto first = peek();
        if (first == '"') {
            skipString();
            return 0;
        }
        if (first != '{' && first != '[') {
            while (!atEnd() && !isSpace(peek()) && peek() != ',' && peek() != ']' && peek() != '}')
                ++m_at;
            return 0;
        }
        ++m_at;
        skipSpace();
        const auto empty = peek() == '}' || peek() == ']';
        qint64 commas = 0;
        for (qint64 depth = 1; depth > 0 && !atEnd();) {
            switch (m_text[m_at]) {
            case '"':
                skipString();
                continue;
            case '{':
            case '[':
                ++depth;
                break;
            case '}':
            case ']':
                --depth;
                break;
            case ',':
                if (depth == 1)
                    ++commas;
                break;
            default:
                break;
            }
            ++m_at;
        }
        return empty ? 0 : commas + 1;
    }

private:
    QByteArrayView m_text;
    qint64 m_at;
};

JsonKind kindOf(char first)
{
    switch (first) {
    case '{':
        return JsonKind::Object;
    case '[':
        return JsonKind::Array;
    case '"':
        return JsonKind::String;
    case 't':
    case 'f':
        return JsonKind::Boolean;
    case 'n':
        return JsonKind::Null;
    default:
        return JsonKind::Number;
    }
}

/// Decides whether a text is JSON, as RFC 8259 writes its grammar.
class Checker
{
public:
    explicit Checker(QByteArrayView text)
        : m_text(text)
    {
    }

    qint64 at() const { return m_at; }

    bool check(qint64 begin)
    {
        m_at = begin;
        std::vector<bool> objects; // the open containers: object, or else array
        for (;;) {
            skipSpace();
            // A value begins here.
            const auto c = peek();
            if (c == '{' || c == '[') {
                ++m_at;
                objects.push_back(c == '{');
                skipSpace();
                if (peek() != (c == '{' ? '}' : ']')) {
                    if (c == '{' && !key())
                        return false;
                    continue;
                }
                ++m_at;
                objects.pop_back();
            } else if (!scalar(c)) {
                return false;
            }
            // A value has ended: close what ends with it, up to the next value.
            for (;;) {
                if (objects.empty()) {
                    skipSpace();
                    return m_at == m_text.size();
                }
                skipSpace();
                if (peek() == ',') {
                    ++m_at;
                    skipSpace();
                    if (objects.back() && !key())
                        return false;
                    break;
                }
                if (peek() != (objects.back() ? '}' : ']'))
                    return false;
                ++m_at;
                objects.pop_back();
            }
        }
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    bool key()
    {
        if (peek() != '"' || !string())
            return false;
        skipSpace();
        if (peek() != ':')
            return false;
        ++m_at;
        return true;
    }

    bool string()
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const auto c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (uchar(c) < 0x20)
                return false;
            if (c != '\\')
                continue;
            ++m_at;
            if (peek() == 'u') {
                for (int i = 0; i < 4; ++i) {
                    ++m_at;
                    if (!isHexDigit(peek()))
                        return false;
                }
            } else if (peek() == '\0' || !std::strchr("\"\\/bfnrt", peek())) {
                return false;
            }
        }
        return false;
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return false;
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!digits())
            return false;
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            return digits();
        }
        return true;
    }

    bool word(QByteArrayView expected)
    {
        for (const auto c : expected) {
            if (peek() != c)
                return false;
            ++m_at;
        }
        return true;
    }

    bool scalar(char first)
    {
        switch (first) {
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

    QByteArrayView m_text;
    qint64 m_at = 0;
};

/// The end of the line that begins at `offset`, its line feed included.
qint64 lineEnd(QByteArrayView text, qint64 offset)
{
    const auto longest = std::min<qint64>(text.size(), offset + longestLine);
    const auto *feed
        = static_cast<const char *>(std::memchr(text.data() + offset, '\n', size_t(longest - offset)));
    if (feed)
        return feed - text.data() + 1;
    if (longest == text.size())
        return longest;
    auto end = longest;
    // Back to the first byte of a UTF-8 sequence, four bytes at most.
    while (end > longest - 4 && (uchar(text[end]) & 0xC0) == 0x80)
        --end;
    return end;
}

/// The item at the cursor, which is left at the next one.
JsonItem takeItem(QByteArrayView text, const JsonItem &container, qint64 &offset)
{
    JsonItem item;
    if (container.kind == JsonKind::Lines) {
        item.kind = JsonKind::String;
        item.begin = offset;
        offset = item.end = lineEnd(text, offset);
        return item;
    }
    Cursor cursor(text, offset);
    cursor.skipSpace();
    if (container.kind == JsonKind::Object) {
        item.keyBegin = cursor.at();
        cursor.skipString();
        item.keyEnd = cursor.at();
        cursor.skipSpace();
        cursor.skip(); // the colon
        cursor.skipSpace();
    }
    item.kind = kindOf(cursor.peek());
    item.begin = cursor.at();
    item.count = cursor.skipValue();
    item.end = cursor.at();
    cursor.skipSpace();
    cursor.skip(); // the comma, or the bracket that ends the container
    offset = cursor.at();
    return item;
}

QChar escaped(char c)
{
    switch (c) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return QLatin1Char(c);
    }
}

} // namespace

std::optional<JsonItem> scanJson(QByteArrayView text, qint64 *errorAt)
{
    const qint64 begin = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    Checker checker(text);
    if (!checker.check(begin)) {
        if (errorAt)
            *errorAt = checker.at();
        return {};
    }
    Cursor cursor(text, begin);
    cursor.skipSpace();
    JsonItem item;
    item.kind = kindOf(cursor.peek());
    item.begin = cursor.at();
    item.count = cursor.skipValue();
    item.end = cursor.at();
    return item;
}

JsonItem scanLines(QByteArrayView text)
{
    JsonItem item{.kind = JsonKind::Lines, .begin = 0, .end = text.size()};
    for (qint64 at = 0; at < text.size(); at = lineEnd(text, at))
        ++item.count;
    return item;
}

qint64 firstItem(const JsonItem &container)
{
    return container.kind == JsonKind::Lines ? container.begin : container.begin + 1;
}

QList<JsonItem> readItems(QByteArrayView text, const JsonItem &container, qint64 &offset, qint64 limit)
{
    QList<JsonItem> items;
    while (items.size() < limit && offset < container.end) {
        if (container.kind != JsonKind::Lines && container.count == 0)
            break;
        items.append(takeItem(text, container, offset));
    }
    return items;
}

QList<qint64> partition(
    QByteArrayView text, const JsonItem &container, qint64 offset, qint64 count, qint64 step)
{
    QList<qint64> starts;
    for (qint64 i = 0; i < count && offset < container.end; ++i) {
        if (i % step == 0)
            starts.append(offset);
        takeItem(text, container, offset);
    }
    return starts;
}

QString decodeJsonString(QByteArrayView literal, qsizetype limit)
{
    if (literal.isEmpty())
        return {};
    auto inner = literal.sliced(1);
    if (inner.endsWith('"'))
        inner.chop(1);
    if (limit >= 0 && inner.size() > limit)
        inner.truncate(limit);
    QString text;
    qsizetype plain = 0; // begin of what is not yet taken over
    for (qsizetype at = 0; at < inner.size(); ++at) {
        if (inner[at] != '\\')
            continue;
        text += QString::fromUtf8(inner.sliced(plain, at - plain));
        if (++at >= inner.size()) {
            plain = at;
            break; // cut by the limit
        }
        if (inner[at] == 'u') {
            bool ok = false;
            const auto length = std::min<qsizetype>(4, inner.size() - at - 1);
            const auto unit = inner.sliced(at + 1, length).toUShort(&ok, 16);
            text += ok ? QChar(unit) : QChar(QChar::ReplacementCharacter);
            at += length;
        } else {
            text += escaped(inner[at]);
        }
        plain = at + 1;
    }
    if (plain < inner.size())
        text += QString::fromUtf8(inner.sliced(plain));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace signalbox
