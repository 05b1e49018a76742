// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/numbertext.h"
#include "core/record/field.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

using Kind = DataField::Kind;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(DataField)
};

/// A value, or what is wrong with it.
using Checked = tl::expected<QJsonValue, QString>;
using Wrong = tl::unexpected<QString>;

QString number(double value)
{
    return numberText(value, QLocale::c());
}

/// As people would find it again in a message: not all of a long text.
QString shown(const QJsonValue &value)
{
    constexpr qsizetype most = 40;
    const auto text = value.isArray() ? Tr::tr("a list")
        : value.isObject()            ? Tr::tr("an object")
        : value.isDouble()            ? number(value.toDouble())
                                      : u'"' + value.toVariant().toString() + u'"';
    return text.size() > most ? text.first(most) + u"…\""_s : text;
}

Checked checkText(const DataField &field, const QJsonValue &value)
{
    if (!value.isString())
        return Wrong(Tr::tr("A text is needed here, not %1.").arg(shown(value)));
    const auto text = value.toString();
    if (text.isEmpty() && !field.required)
        return value;
    const auto length = double(text.toUcs4().size());
    if (field.minimum && length < *field.minimum)
        return Wrong(Tr::tr("This must have %1 characters at least.").arg(number(*field.minimum)));
    if (field.maximum && length > *field.maximum)
        return Wrong(Tr::tr("This may have %1 characters at most.").arg(number(*field.maximum)));
    return value;
}

Checked checkNumber(const DataField &field, const QJsonValue &value)
{
    bool ok = value.isDouble();
    const double number = ok ? value.toDouble() : value.toString().trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(number))
        return Wrong(Tr::tr("A number is needed here, not %1.").arg(shown(value)));
    if (field.minimum && number < *field.minimum)
        return Wrong(Tr::tr("This must be %1 at least.").arg(signalbox::number(*field.minimum)));
    if (field.maximum && number > *field.maximum)
        return Wrong(Tr::tr("This may be %1 at most.").arg(signalbox::number(*field.maximum)));
    return value.isDouble() ? value : QJsonValue(number);
}

Checked checkChoice(const DataField &field, const QJsonValue &value)
{
    if (value.isString() && field.choices.contains(value.toString()))
        return value;
    return Wrong(
        Tr::tr("There is no choice %1 here; there are: %2.").arg(shown(value), field.choices.join(u", "_s)));
}

Checked checkCheckbox(const QJsonValue &value)
{
    if (value.isBool())
        return value;
    const auto text = value.toString();
    if (text == u"true" || text == u"on") // browsers send "on" for a ticked box
        return QJsonValue(true);
    if (text == u"false" || text == u"off")
        return QJsonValue(false);
    return Wrong(Tr::tr("This must be true or false, not %1.").arg(shown(value)));
}

Checked checkDate(const QJsonValue &value)
{
    const auto text = value.toString();
    // QDate also reads a month and day of one digit, and what follows the day.
    if (text.size() == int(sizeof("2026-11-23")) - 1 && QDate::fromString(text, u"yyyy-MM-dd"_s).isValid())
        return value;
    return Wrong(Tr::tr("A date like 2026-11-23 is needed here, not %1.").arg(shown(value)));
}

Checked checkKind(const DataField &field, const QJsonValue &value)
{
    switch (field.kind) {
    case Kind::Text:
        return checkText(field, value);
    case Kind::Number:
        return checkNumber(field, value);
    case Kind::Choice:
    case Kind::Status:
        return checkChoice(field, value);
    case Kind::Checkbox:
        return checkCheckbox(value);
    case Kind::Date:
        return checkDate(value);
    }
    return value;
}

bool isMissing(const DataField &field, const QJsonValue &value)
{
    return value.isUndefined() || value.isNull()
        || (value.isString() && value.toString().isEmpty() && (field.kind != Kind::Text || field.required));
}

QJsonValue valueOfMissing(const DataField &field)
{
    if (!field.fallback.isUndefined())
        return field.fallback;
    if (field.kind == Kind::Checkbox)
        return false;
    if (field.kind == Kind::Status) {
        const auto first = std::ranges::find_if(
            field.transitions, [](const auto &change) { return change.from.isEmpty(); });
        if (first != field.transitions.end())
            return first->to;
    }
    return QJsonValue::Undefined;
}

void addUnknown(const QList<DataField> &fields, const QJsonObject &entered, CheckedValues &checked)
{
    for (const auto &key : entered.keys()) {
        if (std::ranges::find(fields, key, &DataField::name) == fields.end())
            checked.problems += {key, Tr::tr("There is no such field.")};
    }
}

void add(const DataField &field, const QJsonValue &value, CheckedValues &checked)
{
    if (const auto fitting = checkKind(field, value))
        checked.values.insert(field.name, *fitting);
    else
        checked.problems += {field.name, fitting.error()};
}

} // namespace

CheckedValues checkValues(const QList<DataField> &fields, const QJsonObject &entered)
{
    CheckedValues checked;
    for (const auto &field : fields) {
        auto value = entered.value(field.name);
        if (isMissing(field, value))
            value = valueOfMissing(field);
        if (!value.isUndefined())
            add(field, value, checked);
        else if (field.required)
            checked.problems += {field.name, Tr::tr("This is needed.")};
    }
    addUnknown(fields, entered, checked);
    return checked;
}

CheckedValues checkChanges(const QList<DataField> &fields, const QJsonObject &entered)
{
    CheckedValues checked;
    for (const auto &field : fields) {
        const auto value = entered.value(field.name);
        if (value.isUndefined())
            continue;
        if (!isMissing(field, value))
            add(field, value, checked);
        else if (field.required)
            checked.problems += {field.name, Tr::tr("This is needed.")};
        else
            checked.values.insert(
                field.name, field.kind == Kind::Checkbox ? QJsonValue(false) : QJsonValue());
    }
    addUnknown(fields, entered, checked);
    return checked;
}

QString describe(const QList<FieldProblem> &problems)
{
    QStringList parts;
    for (const auto &problem : problems)
        parts += u"%1: %2"_s.arg(problem.field, problem.message);
    return parts.join(u' ');
}

} // namespace signalbox
