// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace signalbox {

/// A condition as people put one together: a comparison, or several of them of which all or any must hold.
/// A value.
struct Condition
{
    enum class Kind { Comparison, All, Any };
    enum class Operator {
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Contains,
        ContainsNot,
        StartsWith,
        EndsWith,
        Matches,
        In,
        NotIn,
        Has, ///< no value, as the next three
        HasNot,
        IsTrue,
        IsNotTrue
    };

    Kind kind = Kind::Comparison;
    QString field = {}; ///< an expression: event.data.total
    Operator operation = Operator::Equal;
    QString literal = {}; ///< as CEL writes the value: 5, "DE", ["DE", "FR"]
    std::vector<Condition> parts = {}; ///< of All and Any

    bool operator==(const Condition &) const = default;
};

bool takesValue(Condition::Operator operation);
QString operatorTitle(Condition::Operator operation); ///< for people
std::vector<Condition::Operator> conditionOperators();

/// Nothing: the text is more than comparisons of something with a value, joined by && and ||, or it is no
/// expression, or has comments that would be lost. An empty text is All of nothing. The outermost is always
/// a group.
std::optional<Condition> readCondition(QStringView expression);

/// Why readCondition() says nothing about a text: a sentence. Empty: it does not.
QString whyNoCondition(QStringView expression);

/// The expression that reads back as the condition; empty for a group of nothing.
QString writeCondition(const Condition &condition);

/// What somebody typed, as CEL writes it: a number or true and false as such where the field does not hold a
/// text, what is written as CEL already as it is, and all else as a string.
QString literalOf(const QString &typed, bool isTextField, Condition::Operator operation);
/// The other way: what to show somebody for a literal, so that typing it gives that literal again.
QString typedFor(const QString &literal, bool isTextField, Condition::Operator operation);

} // namespace signalbox
