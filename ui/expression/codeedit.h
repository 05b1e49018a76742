// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/completion.h"
#include "ui/expression/expressionsample.h"

#include <QPlainTextEdit>

namespace signalbox {

class CompletionPopup;
struct Theme;
class ThemeManager;

/// Where expressions, or texts with expressions in double braces, are written: with colours, with a list of
/// what can stand at the cursor (by itself after a letter or a dot, asked for by Ctrl+Space), and with waves
/// below what is wrong. It grows with its text from `least` to `most` lines; Tab leaves it. Values can be
/// dropped on it. Thread: window.
class CodeEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    struct Lines
    {
        int least = 1;
        int most = 1;
        bool single = false; ///< no line breaks: what is long is wrapped
    };

    CodeEdit(const ThemeManager &themes, CodeKind kind, Lines lines, QWidget *parent = nullptr);

    CodeKind kind() const { return m_kind; }
    const ExpressionSample &sample() const { return m_sample; }
    void setSample(const ExpressionSample &sample);

    /// Sets the text without a signal that it was edited, and keeps the cursor where it can.
    void showText(const QString &text);
    /// Puts text in place of a part, as an edit that can be undone.
    void replace(const CodePart &part, const QString &text);
    /// Writes an expression where the cursor is; in a text outside of braces with braces around it, in JSON
    /// outside of a string with quotes around them.
    void insertExpression(const QString &expression);
    /// Words that the whole text may be; offered while it begins like one.
    void setSuggestions(const QStringList &words) { m_suggestions = words; }
    /// Puts the cursor on the first problem, and takes the keyboard.
    void goToProblem();

    const QList<ExpressionProblem> &problems() const { return m_problems; }
    CallHelp call() const; ///< around the cursor
    QString functionAtCursor() const; ///< what help is wanted about; empty: none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(const QString &text);
    void checked(); ///< text or sample are others; the problems are of both
    void returnPressed(); ///< of a single line

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void dropEvent(QDropEvent *event) override;

private:
    void onTextChanged();
    void check();
    void markProblems();
    void offer();
    void insertItem(const CompletionItem &item);
    bool insertChosen(); ///< false: nothing is
    bool isTyped(const CompletionItem &item) const;
    void setFontOf(const Theme &theme);
    const ExpressionProblem *problemAt(const QPoint &point) const;

    const ThemeManager &m_themes;
    CodeKind m_kind;
    Lines m_lines;
    ExpressionSample m_sample;
    QList<ExpressionProblem> m_problems;
    QStringList m_suggestions;
    CompletionPopup *m_popup;
    QString m_text; ///< as last told: formats change a document, too
    bool m_isShowing = false;
};

} // namespace signalbox
