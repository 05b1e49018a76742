// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox {

/// A function or macro of the expression language, for those who write expressions.
struct FunctionReference
{
    QString group; ///< "Text", "Times" …, translated
    QString name; ///< "contains", "math.ceil"
    bool isMethod = false; ///< the first signature is written after a value: value.name(…)
    QStringList signatures; ///< "string.contains(string) -> bool"; at least one
    QString help; ///< one sentence, translated
    QString example; ///< an expression
    QString result; ///< another that gives the same
    bool isHelper = false; ///< Signalbox's own, not of pure CEL
};

/// All functions and macros, in the order of groups and in those by name. Made from the lines that define
/// them, so it is complete. For completion, for the reference page and for
/// `signalbox expression functions`.
QList<FunctionReference> functionReference();

/// The same as JSON objects {"name", "group", "signatures", "help", "example", "result"}.
QJsonArray functionReferenceJson();

} // namespace signalbox
