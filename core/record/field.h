// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace signalbox {

/// What a value in a form or a table is. The same for both, so that a form can feed a table.
struct DataField
{
    enum class Kind { Text, Number, Choice, Checkbox, Date, Status };

    /// One change of status that is allowed. Empty `from`: the value at creation.
    struct Transition
    {
        QString from;
        QString to;
        bool operator==(const Transition &) const = default;
    };

    QString name; ///< key in data, `[a-z][a-z0-9_]*`
    QString label;
    Kind kind = Kind::Text;
    bool required = false;
    QJsonValue fallback = QJsonValue::Undefined;
    QStringList choices; ///< of a choice, or the states of a status in their order
    std::optional<double> minimum; ///< of a number; of a text: its length
    std::optional<double> maximum;
    QList<Transition> transitions; ///< of a status; empty: every change is allowed

    bool operator==(const DataField &) const = default;
};

QString kindName(DataField::Kind kind); ///< "text" "number" "choice" "checkbox" "date" "status"

/// Fields as they stand in a rule file or a table's definition:
/// [{"name","label","kind","required","default","choices","min","max","transitions":[["new","paid"],…]}].
/// InvalidInput: with the index and key in the context.
Result<QList<DataField>> fieldsFromJson(const QJsonArray &array);
QJsonArray toJson(const QList<DataField> &fields);

/// A fault in an entered value, at the field where it can be mended.
struct FieldProblem
{
    QString field;
    QString message;
    bool operator==(const FieldProblem &) const = default;
};

/// Values checked and brought into the fields' kinds (a number's text becomes a number, a missing
/// value its fallback); keys that no field has are a problem. Missing is also null, and an empty text where
/// the field is no text. A missing checkbox is not ticked; a missing status is the one that its transitions
/// name for the creation. What has a problem is not among the values.
struct CheckedValues
{
    QJsonObject values;
    QList<FieldProblem> problems; ///< empty: good
};
CheckedValues checkValues(const QList<DataField> &fields, const QJsonObject &entered);

/// As above for a change of values that are there: only what was entered is looked at, and what is to be
/// taken away (null, or empty where that is no value) is null in the outcome.
CheckedValues checkChanges(const QList<DataField> &fields, const QJsonObject &entered);

/// Problems in one line for a log or a command line: "amount: A number is needed here. …".
QString describe(const QList<FieldProblem> &problems);

} // namespace signalbox
