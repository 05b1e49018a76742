// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/codespans.h"

#include <QSyntaxHighlighter>

namespace signalbox {

class ThemeManager;

/// Colours the expressions of a document, also those that go over several lines. Thread: window.
class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    CodeHighlighter(const ThemeManager &themes, CodeKind kind, QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;

private:
    const QList<CodeSpan> &spans();

    const ThemeManager &m_themes;
    CodeKind m_kind;
    QList<CodeSpan> m_spans; ///< of the document's text at m_revision
    int m_revision = -1;
    int m_length = -1;
};

} // namespace signalbox
