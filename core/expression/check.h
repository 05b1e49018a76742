// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/environment.h"
#include "core/expression/type.h"

#include <QList>
#include <QString>

namespace signalbox {

/// Something wrong with an expression, for whoever is writing it.
struct ExpressionProblem
{
    qsizetype start = 0; ///< in the text that was checked, UTF-16 units
    qsizetype length = 0; ///< at least 1, also at the end of the text
    QString message; ///< a sentence
    QString fix; ///< what to write there instead, where that is obvious; else empty
    bool warning = false; ///< it compiles, and may even do what is meant

    bool operator==(const ExpressionProblem &) const = default;
};

/// What can be said about an expression without any data.
struct ExpressionCheck
{
    QList<ExpressionProblem> problems; ///< in the order of their places; of a malformed text only the first
    Type type; ///< what it gives; dynamic where that depends on data
    QStringList references; ///< as Expression::references(); empty for a malformed text

    bool isUsable() const; ///< no problem but warnings
};

/// Reads an expression and looks for what cannot work in any data that fits the environment's types: unknown
/// names, members and functions, operators and functions on types that they do not take. Where a type is
/// dynamic nothing is assumed. Checks whether the environment is a checked one or not. Pure; thread: any.
ExpressionCheck checkExpression(
    QStringView source, const Environment &environment = Environment::signalbox());

/// The same for a text with expressions in double braces: the problems of all of them, and `type` is that of
/// the only expression, or string.
ExpressionCheck checkTemplate(QStringView text, const Environment &environment = Environment::signalbox());

} // namespace signalbox
