// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace signalbox {

/// What a text with code is: an expression, a text with expressions in double braces, or JSON whose strings
/// are such texts.
enum class CodeKind { Expression, Template, Json };

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

/// Whether a text is meant to be JSON: an object, a list or a string. One that is an expression in braces is
/// not, whatever it looks like.
bool looksLikeJson(QStringView text);

/// The text as its expressions are to be read. In JSON that is without the backslashes of its strings, with
/// spaces in their place: all places stay what they are. Any other text is itself.
QString readableCode(QStringView text, CodeKind kind);
/// An expression as it has to be written into such a text, between `"` in JSON.
QString writtenCode(const QString &code, QStringView text, CodeKind kind);

/// The expressions in a text: the whole of it, or what stands between braces. Braces that nothing closes yet
/// are open to the end.
QList<CodePart> codeParts(QStringView text, CodeKind kind);

/// The words of all expressions in a text, in their order. Pure; any thread.
QList<CodeSpan> codeSpans(QStringView text, CodeKind kind);

} // namespace signalbox
