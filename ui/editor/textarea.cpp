// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/textarea.h"

#include "ui/widgets/textkeeping.h"

#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// A line that is cut by a pixel makes the whole text scroll.
constexpr int slack = 3;

} // namespace

TextArea::TextArea(int least, int most, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_least(least)
    , m_most(most)
    , m_room(3, 3, 3, 3)
{
    setViewportMargins(m_room);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        updateGeometry();
        if (!m_isShowing)
            emit edited(toPlainText());
    });
}

QSize TextArea::sizeHint() const
{
    // Wrapped lines count as lines, too.
    const auto lines = std::clamp(int(std::ceil(document()->size().height())), m_least, m_most);
    return {120,
        lines * fontMetrics().lineSpacing() + 2 * int(std::ceil(document()->documentMargin()))
            + 2 * frameWidth() + m_room.top() + m_room.bottom() + slack};
}

void TextArea::showText(const QString &text)
{
    if (text == toPlainText())
        return;
    m_isShowing = true;
    setTextKeepingCursor(*this, text);
    m_isShowing = false;
}

void TextArea::markProblem(std::pair<int, int> place, const QColor &color)
{
    const auto [line, column] = place;
    QList<QTextEdit::ExtraSelection> marks;
    const auto block = line < 0 ? QTextBlock() : document()->findBlockByNumber(line);
    if (block.isValid() && !block.text().isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        // An error at the end of the text has nothing below it to underline: its last character stands for
        // it.
        mark.cursor.setPosition(block.position() + std::clamp(column, 0, int(block.text().size()) - 1));
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mark.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(color);
        marks += mark;
    }
    setExtraSelections(marks);
}

std::pair<int, int> placeOf(const QString &context)
{
    static const QRegularExpression place(u"line (\\d+), column (\\d+)"_s);
    const auto match = place.match(context);
    if (!match.hasMatch())
        return {-1, -1};
    return {match.captured(1).toInt() - 1, match.captured(2).toInt() - 1};
}

} // namespace signalbox
