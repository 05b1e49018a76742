// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/codespans.h"

#include "core/expression/lexer.h"
#include "core/expression/templateparts.h"

#include <string>

namespace signalbox {

using namespace expression;

namespace {

/// Counts UTF-16 units along UTF-8, forward only.
class UnitCounter
{
public:
    explicit UnitCounter(std::string_view text)
        : m_text(text)
    {
    }

    qsizetype at(size_t byte)
    {
        for (; m_byte < byte && m_byte < m_text.size(); ++m_byte) {
            const auto octet = static_cast<unsigned char>(m_text[m_byte]);
            if ((octet & 0xC0U) != 0x80U)
                m_units += octet >= 0xF0U ? 2 : 1;
        }
        return m_units;
    }

private:
    std::string_view m_text;
    size_t m_byte = 0;
    qsizetype m_units = 0;
};

CodeSpan::Kind kindOf(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Identifier:
    case Symbol::Quoted:
        return CodeSpan::Name;
    case Symbol::Int:
    case Symbol::Uint:
    case Symbol::Double:
        return CodeSpan::Number;
    case Symbol::String:
    case Symbol::Bytes:
        return CodeSpan::Text;
    case Symbol::True:
    case Symbol::False:
    case Symbol::Null:
    case Symbol::In:
        return CodeSpan::Constant;
    case Symbol::Error:
        return CodeSpan::Wrong;
    default:
        return CodeSpan::Operator;
    }
}

void addSpans(QList<CodeSpan> &spans, QStringView code, qsizetype offset)
{
    const std::string source = code.toUtf8().toStdString();
    Lexer lexer(source);
    UnitCounter units(source);
    bool isAfterDot = false;
    for (auto token = lexer.next(); token.symbol != Symbol::End; token = lexer.next()) {
        auto kind = kindOf(token.symbol);
        if (token.symbol == Symbol::LeftParenthesis && !spans.isEmpty() && spans.back().part.start >= offset
            && (spans.back().kind == CodeSpan::Name || spans.back().kind == CodeSpan::Member))
            spans.back().kind = CodeSpan::Function;
        if (kind == CodeSpan::Name && isAfterDot)
            kind = CodeSpan::Member;
        isAfterDot = token.symbol == Symbol::Dot || (isAfterDot && token.symbol == Symbol::Question);
        const auto start = units.at(token.start);
        // What cannot be read is marked to the end: a string that nothing closes goes on.
        const auto end = token.symbol == Symbol::Error ? code.size() : units.at(token.end);
        spans += {{offset + start, end - start}, kind};
        if (token.symbol == Symbol::Error)
            return;
    }
}

} // namespace

bool looksLikeJson(QStringView text)
{
    const auto begin = text.trimmed();
    return !begin.startsWith(QLatin1String("{{"))
        && (begin.startsWith(u'{') || begin.startsWith(u'[') || begin.startsWith(u'"'));
}

QString readableCode(QStringView text, CodeKind kind)
{
    auto code = text.toString();
    if (kind != CodeKind::Json || !looksLikeJson(text) || !text.contains(u'\\'))
        return code;
    bool isOpen = false; // a string of the expression
    for (qsizetype i = 0; i + 1 < code.size(); ++i) {
        if (code[i] == u'"')
            isOpen = false; // the JSON's own string ends or begins
        if (code[i] != u'\\')
            continue;
        // The space belongs outside of the expression's string, or its value would be another one.
        const auto escaped = code[i + 1];
        code[i] = escaped == u'"' && isOpen ? u'"' : u' ';
        if (escaped == u'"') {
            code[i + 1] = isOpen ? u' ' : u'"';
            isOpen = !isOpen;
        } else if (escaped != u'\\' && escaped != u'/') {
            code[i + 1] = u' ';
        }
        ++i;
    }
    return code;
}

QString writtenCode(const QString &code, QStringView text, CodeKind kind)
{
    if (kind != CodeKind::Json || !looksLikeJson(text))
        return code;
    auto written = code;
    return written.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""));
}

QList<CodePart> codeParts(QStringView text, CodeKind kind)
{
    if (kind == CodeKind::Expression)
        return {{0, text.size()}};
    QList<CodePart> parts;
    const auto readable = readableCode(text, kind);
    const std::string source = readable.toUtf8().toStdString();
    UnitCounter units(source);
    for (const auto &part : templateParts(source)) {
        if (part.kind == TemplatePart::Text)
            continue;
        auto start = units.at(part.start);
        // An open part begins with its braces.
        if (part.kind == TemplatePart::Open && QStringView(readable).mid(start).startsWith(u"{{"))
            start += 2;
        const auto end = part.kind == TemplatePart::Open ? text.size() : units.at(part.start + part.size);
        parts += {start, end - start};
    }
    return parts;
}

QList<CodeSpan> codeSpans(QStringView text, CodeKind kind)
{
    QList<CodeSpan> spans;
    const auto readable = readableCode(text, kind);
    const auto parts = codeParts(text, kind);
    const bool hasBraces = kind != CodeKind::Expression;
    for (const auto &part : parts) {
        if (hasBraces)
            spans += {{part.start - 2, 2}, CodeSpan::Brace};
        addSpans(spans, QStringView(readable).mid(part.start, part.length), part.start);
        if (hasBraces && part.end() < text.size())
            spans += {{part.end(), 2}, CodeSpan::Brace};
    }
    return spans;
}

} // namespace signalbox
