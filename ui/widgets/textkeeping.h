// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <algorithm>

namespace signalbox {

/// Puts another text into a field that somebody may be typing in: the cursor stays where it was, as far as
/// there is text. Forgets what could be undone, as QPlainTextEdit::setPlainText does. Thread: window.
inline void setTextKeepingCursor(QPlainTextEdit &edit, const QString &text)
{
    const auto position = edit.textCursor().position();
    edit.setPlainText(text);
    auto cursor = edit.textCursor();
    cursor.setPosition(std::min(position, int(text.size())));
    edit.setTextCursor(cursor);
}

} // namespace signalbox
