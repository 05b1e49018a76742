// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/codeedit.h"

#include "ui/expression/codehighlighter.h"
#include "ui/expression/completionpopup.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/textkeeping.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QMargins roomAround(3, 3, 3, 3); // so that the frame keeps its round corners
constexpr int slack = 3; // a line that is cut by a pixel makes the whole text scroll

bool isOffer(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Space && event.modifiers() == Qt::ControlModifier;
}

bool isInJsonString(QStringView text, qsizetype at)
{
    bool isInside = false;
    for (qsizetype i = 0; i < at; ++i) {
        if (isInside && text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            isInside = !isInside;
    }
    return isInside;
}

bool isReturn(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

CodeEdit::CodeEdit(const ThemeManager &themes, CodeKind kind, Lines lines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_themes(themes)
    , m_kind(kind)
    , m_lines(lines)
    , m_popup(new CompletionPopup(themes, this))
{
    setViewportMargins(roomAround);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setTabChangesFocus(true);
    setFontOf(themes.theme());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    new CodeHighlighter(themes, kind, document());
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEdit::onTextChanged);
    connect(m_popup, &CompletionPopup::chosen, this, &CodeEdit::insertItem);
    connect(&themes, &ThemeManager::changed, this, [this] {
        setFontOf(m_themes.theme());
        markProblems();
    });
}

void CodeEdit::setFontOf(const Theme &theme)
{
    // A text is for people; what is code in it has its own font from the highlighter.
    setFont(m_kind == CodeKind::Template ? theme.textFont : theme.monoFont);
}

QSize CodeEdit::sizeHint() const
{
    const auto lines = std::clamp(int(std::ceil(document()->size().height())), m_lines.least, m_lines.most);
    return {120,
        lines * fontMetrics().lineSpacing() + 2 * int(std::ceil(document()->documentMargin()))
            + 2 * frameWidth() + roomAround.top() + roomAround.bottom() + slack};
}

void CodeEdit::setSample(const ExpressionSample &sample)
{
    m_sample = sample;
    check();
}

void CodeEdit::showText(const QString &text)
{
    if (text == toPlainText())
        return;
    m_isShowing = true;
    setTextKeepingCursor(*this, text);
    if (m_lines.single && !hasFocus())
        moveCursor(QTextCursor::End); // where a line edit has it
    m_isShowing = false;
}

void CodeEdit::replace(const CodePart &part, const QString &text)
{
    auto cursor = textCursor();
    cursor.setPosition(int(part.start));
    cursor.setPosition(int(part.end()), QTextCursor::KeepAnchor);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void CodeEdit::insertExpression(const QString &expression)
{
    const auto text = toPlainText();
    const auto at = textCursor().position();
    const auto parts = codeParts(text, m_kind);
    const bool isInside = std::ranges::any_of(
        parts, [&](const CodePart &part) { return part.start <= at && at <= part.end(); });
    auto written = writtenCode(expression, text, m_kind);
    if (!isInside) {
        written = u"{{ %1 }}"_s.arg(written);
        if (m_kind == CodeKind::Json && looksLikeJson(text) && !isInJsonString(text, at))
            written = u'"' + written + u'"';
    }
    textCursor().insertText(written);
}

void CodeEdit::goToProblem()
{
    if (!m_problems.isEmpty()) {
        auto cursor = textCursor();
        cursor.setPosition(std::clamp(int(m_problems.first().start), 0, document()->characterCount() - 1));
        setTextCursor(cursor);
    }
    setFocus();
}

CallHelp CodeEdit::call() const
{
    return callAt(toPlainText(), textCursor().position(), m_kind);
}

QString CodeEdit::functionAtCursor() const
{
    return functionAt(toPlainText(), textCursor().position(), m_kind);
}

void CodeEdit::onTextChanged()
{
    const auto text = toPlainText();
    if (text == m_text)
        return;
    m_text = text;
    updateGeometry();
    check();
    if (!m_isShowing)
        emit edited(text);
}

void CodeEdit::check()
{
    const auto text = toPlainText();
    const bool isEmpty = text.trimmed().isEmpty();
    m_problems = isEmpty ? QList<ExpressionProblem>() : problemsOf(text, m_kind, m_sample);
    markProblems();
    emit checked();
}

void CodeEdit::markProblems()
{
    const auto &theme = m_themes.theme();
    const auto last = std::max(document()->characterCount() - 1, 0);
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto &problem : m_problems) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        // A problem at the end of the text has nothing below it to underline: its last character stands for
        // it.
        mark.cursor.setPosition(std::clamp(int(problem.start), 0, std::max(last - 1, 0)));
        mark.cursor.setPosition(
            std::clamp(int(problem.start + problem.length), 0, last), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(problem.warning ? theme.waiting : theme.danger);
        marks += mark;
    }
    setExtraSelections(marks);
}

void CodeEdit::offer()
{
    const auto at = textCursor().position();
    auto place = cursorRect();
    place.translate(roomAround.left(), roomAround.top());
    const auto text = toPlainText();
    auto items = completionsAt(text, at, m_kind, m_sample);
    for (const auto &word : items.isEmpty() ? m_suggestions : QStringList()) {
        if (word.startsWith(text, Qt::CaseInsensitive) && at == text.size())
            items += {CompletionItem::Name, word, {}, 0, {0, text.size()}};
    }
    // Nobody needs to be offered just what stands there.
    if (items.size() == 1 && isTyped(items[0]))
        items.clear();
    m_popup->open(items, place);
}

bool CodeEdit::isTyped(const CompletionItem &item) const
{
    return toPlainText().mid(item.replaced.start, item.replaced.length) == item.text;
}

void CodeEdit::insertItem(const CompletionItem &item)
{
    auto cursor = textCursor();
    cursor.setPosition(int(item.replaced.start));
    cursor.setPosition(int(item.replaced.end()), QTextCursor::KeepAnchor);
    cursor.insertText(item.text);
    if (item.cursorBack > 0)
        cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::MoveAnchor, int(item.cursorBack));
    setTextCursor(cursor);
}

const ExpressionProblem *CodeEdit::problemAt(const QPoint &point) const
{
    const auto at = cursorForPosition(point).position();
    const auto found = std::ranges::find_if(m_problems, [&](const ExpressionProblem &problem) {
        return problem.start <= at && at <= problem.start + problem.length;
    });
    return found == m_problems.end() ? nullptr : &*found;
}

bool CodeEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOffer(*static_cast<QKeyEvent *>(event))) {
        event->accept(); // else what is around the editor would take it
        return true;
    }
    if (event->type() == QEvent::ToolTip && !m_problems.isEmpty()) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const auto *problem = problemAt(viewport()->mapFrom(this, help->pos()))) {
            QToolTip::showText(help->globalPos(), problem->message.toHtmlEscaped(), this);
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (isOffer(*event)) {
        offer();
        return;
    }
    if (m_popup->isOpen() && (isReturn(*event) || event->key() == Qt::Key_Escape)) {
        if (event->key() == Qt::Key_Escape || !insertChosen())
            m_popup->close();
        event->accept();
        return;
    }
    if (m_lines.single && isReturn(*event)) {
        emit returnPressed();
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const auto typed = event->text();
    const bool isWord = !typed.isEmpty()
        && (typed.front().isLetterOrNumber() || typed.front() == u'_' || typed.front() == u'.');
    const bool isErasing = event->key() == Qt::Key_Backspace && m_popup->isOpen();
    if (isWord || isErasing)
        offer();
    else if (!typed.isEmpty())
        m_popup->close();
}

/// What is chosen in the list is done here: the list's own way would close it without a word on Tab.
bool CodeEdit::insertChosen()
{
    const auto row = m_popup->popup()->currentIndex().row();
    if (row < 0 || row >= m_popup->items().size())
        return false;
    m_popup->close();
    insertItem(m_popup->items()[row]);
    return true;
}

bool CodeEdit::focusNextPrevChild(bool next)
{
    // Somebody who has written all of a name goes on to the next field.
    const auto row = m_popup->popup()->currentIndex().row();
    const bool isTaking = next && m_popup->isOpen() && row >= 0 && row < m_popup->items().size()
        && !isTyped(m_popup->items()[row]);
    if (isTaking)
        return insertChosen();
    m_popup->close();
    (void)QPlainTextEdit::focusNextPrevChild(next);
    return true; // also where there is no other field: a tab is never written
}

void CodeEdit::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason)
        m_popup->close();
    QPlainTextEdit::focusOutEvent(event);
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry(); // lines wrap elsewhere
}

bool CodeEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasFormat(JsonModel::pathFormat()) || QPlainTextEdit::canInsertFromMimeData(source);
}

void CodeEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasFormat(JsonModel::pathFormat())) {
        insertExpression(QString::fromUtf8(source->data(JsonModel::pathFormat())));
        return;
    }
    auto text = source->text();
    if (m_lines.single)
        text.replace(u"\r\n"_s, u" "_s).replace(u'\n', u' ');
    textCursor().insertText(text);
}

void CodeEdit::dropEvent(QDropEvent *event)
{
    QPlainTextEdit::dropEvent(event);
    if (event->isAccepted())
        setFocus(Qt::MouseFocusReason); // where it was put somebody goes on
}

} // namespace signalbox
