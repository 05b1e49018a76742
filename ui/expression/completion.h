// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/codespans.h"
#include "ui/expression/expressionsample.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox {

/// Something that can stand where somebody types.
struct CompletionItem
{
    enum Kind { Name, Member, Function };

    Kind kind = Name;
    QString text; ///< to be inserted; a function's with "()" or "("
    QString detail; ///< its value in the sample, or a signature
    qsizetype cursorBack = 0; ///< how far before the end of `text` the cursor belongs
    CodePart replaced = {}; ///< of the text; for a member that is no name the dot is part of it

    bool operator==(const CompletionItem &) const = default;
};

/// What can stand at `cursor`, what begins as typed first. Empty outside of expressions, in strings and
/// numbers. Members are those of the sample's data, also of a macro's name: `list.filter(x, x.`.
QList<CompletionItem> completionsAt(
    QStringView text, qsizetype cursor, CodeKind kind, const ExpressionSample &sample);

/// The call around the cursor.
struct CallHelp
{
    QString name; ///< empty: none
    int argument = 0; ///< which of them the cursor is in
    QStringList signatures;
    QString help; ///< a sentence
};

CallHelp callAt(QStringView text, qsizetype cursor, CodeKind kind);

/// The function whose name the cursor touches, or in whose brackets it is; empty: none.
QString functionAt(QStringView text, qsizetype cursor, CodeKind kind);

} // namespace signalbox
