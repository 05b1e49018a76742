// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaintext.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

bool turnsDirection(QChar c)
{
    const auto u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
}

QString shortened(QStringView text, qsizetype limit)
{
    if (text.size() <= limit)
        return text.toString();
    auto end = limit - 1;
    if (end > 0 && text[end - 1].isHighSurrogate())
        --end;
    return text.first(end).toString() + u'…';
}

} // namespace

QString singleLine(QStringView text, qsizetype limit)
{
    auto line = shortened(text, limit);
    for (auto &c : line) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
        else if (c.category() == QChar::Other_Control || turnsDirection(c))
            c = QChar::ReplacementCharacter;
    }
    return line;
}

QString plainToolTip(QStringView text, qsizetype limit)
{
    auto cut = shortened(text, limit);
    for (auto &c : cut) {
        if (turnsDirection(c))
            c = QChar::ReplacementCharacter;
    }
    return u"<div style=\"white-space: pre-wrap\">"_s + cut.toHtmlEscaped() + u"</div>"_s;
}

QString buttonText(QStringView text, qsizetype limit)
{
    return singleLine(text, limit).replace(u'&', u"&&"_s);
}

} // namespace signalbox
