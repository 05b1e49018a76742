// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace signalbox {

/// A field of several lines that grows with its text, from `least` to `most` lines. Tab leaves it.
/// Thread: window.
class TextArea : public QPlainTextEdit
{
    Q_OBJECT

public:
    TextArea(int least, int most, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// Sets the text without a signal that it was edited, and keeps the cursor where it can.
    void showText(const QString &text);

    /// Underlines from here to the word's end; position 0-based, -1: nothing.
    void markProblem(std::pair<int, int> place, const QColor &color);

signals:
    void edited(const QString &text);

private:
    int m_least;
    int m_most;
    QMargins m_room; ///< between frame and text, so that the frame keeps its round corners
    bool m_isShowing = false;
};

/// Line and column of an error's context ("line 1, column 8"), 0-based; -1 where it names none.
std::pair<int, int> placeOf(const QString &context);

} // namespace signalbox
