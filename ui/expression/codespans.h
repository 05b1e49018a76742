// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace signalbox {

/// What a text with code is: an expression, or a text with expressions in double braces.
enum class CodeKind { Expression, Template };

/// A stretch of a text, in UTF-16 units.
struct CodePart
{
    qsizetype start = 0;
    qsizetype length = 0;

    qsizetype end() const { return start + length; }
    bool operator==(const CodePart &) const = default;
};

/// A word of an expression, as it is to be coloured.
struct CodeSpan
{
    enum Kind {
        Brace, ///< {{ or }} of a template
        Name, ///< a variable
        Member, ///< what follows a dot
        Function,
        Text,
        Number,
        Constant, ///< true, false, null and `in`
        Operator,
        Wrong ///< what no word can begin with
    };

    CodePart part;
    Kind kind = Name;

    bool operator==(const CodeSpan &) const = default;
};

/// The expressions in a text: the whole of it, or what stands between braces. Braces that nothing closes yet
/// are open to the end.
QList<CodePart> codeParts(QStringView text, CodeKind kind);

/// The words of all expressions in a text, in their order. Pure; any thread.
QList<CodeSpan> codeSpans(QStringView text, CodeKind kind);

} // namespace signalbox
