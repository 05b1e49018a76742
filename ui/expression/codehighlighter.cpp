// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/codehighlighter.h"

#include "ui/theme/theme.h"

#include <QTextDocument>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Nobody reads a longer text for its colours.
constexpr int longestText = 100'000;

QTextCharFormat formatOf(CodeSpan::Kind kind, const Theme &theme)
{
    QTextCharFormat format;
    format.setFontFamilies(theme.monoFont.families());
    switch (kind) {
    case CodeSpan::Brace:
        format.setForeground(theme.accent);
        format.setFontWeight(QFont::DemiBold);
        break;
    case CodeSpan::Name:
        format.setForeground(theme.named(u"blue"_s));
        break;
    case CodeSpan::Function:
        format.setForeground(theme.named(u"violet"_s));
        break;
    case CodeSpan::Text:
        format.setForeground(theme.named(u"green"_s));
        break;
    case CodeSpan::Number:
    case CodeSpan::Constant:
        format.setForeground(theme.named(u"amber"_s));
        break;
    case CodeSpan::Operator:
        format.setForeground(theme.muted);
        break;
    case CodeSpan::Member:
    case CodeSpan::Wrong:
        format.setForeground(theme.text);
        break;
    }
    return format;
}

} // namespace

CodeHighlighter::CodeHighlighter(const ThemeManager &themes, CodeKind kind, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_themes(themes)
    , m_kind(kind)
{
    connect(&themes, &ThemeManager::changed, this, &QSyntaxHighlighter::rehighlight);
}

const QList<CodeSpan> &CodeHighlighter::spans()
{
    // A text that is set anew is cleared and filled under one revision.
    if (m_revision != document()->revision() || m_length != document()->characterCount()) {
        m_revision = document()->revision();
        m_length = document()->characterCount();
        m_spans = document()->characterCount() > longestText ? QList<CodeSpan>()
                                                             : codeSpans(document()->toPlainText(), m_kind);
    }
    return m_spans;
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    const qsizetype from = currentBlock().position();
    const auto to = from + text.size();
    int last = -1;
    for (const auto &span : spans()) {
        if (span.part.start <= to)
            last = int(span.part.end() > to ? 2 + span.kind : span.kind == CodeSpan::Brace);
        if (span.part.end() <= from || span.part.start >= to)
            continue;
        const auto start = std::max(from, span.part.start);
        setFormat(int(start - from), int(std::min(to, span.part.end()) - start),
            formatOf(span.kind, m_themes.theme()));
    }
    // Another state makes Qt ask for the next line, too: what is open at this one's end goes on there.
    setCurrentBlockState(last);
}

} // namespace signalbox
