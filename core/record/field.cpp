// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/field.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

using Kind = DataField::Kind;

constexpr std::array kindNames = {
    std::pair(Kind::Text, "text"),
    std::pair(Kind::Number, "number"),
    std::pair(Kind::Choice, "choice"),
    std::pair(Kind::Checkbox, "checkbox"),
    std::pair(Kind::Date, "date"),
    std::pair(Kind::Status, "status"),
};

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(DataField)
};

bool isName(const QString &name)
{
    const auto isLetter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !name.isEmpty() && isLetter(name[0])
        && std::ranges::all_of(name, [&](QChar c) { return isLetter(c) || isDigit(c) || c == u'_'; });
}

/// Reads one field; each of its functions says whether what it read is right and else what is wrong.
class FieldReader
{
public:
    FieldReader(const QJsonObject &object, qsizetype index)
        : m_object(object)
        , m_index(index)
    {
    }

    Result<DataField> read()
    {
        if (readName() && readKind() && readFlags() && readChoices() && readLimits() && readTransitions()
            && readFallback())
            return m_field;
        return Failure(m_error);
    }

private:
    bool wrong(const QString &key, const QString &reason)
    {
        const auto who = m_field.name.isEmpty() ? QString::number(m_index + 1) : u'"' + m_field.name + u'"';
        m_error = {Error::Code::InvalidInput, Tr::tr("Field %1: %2").arg(who, reason),
            u"%1.%2"_s.arg(m_index).arg(key)};
        return false;
    }

    bool readName()
    {
        const auto name = m_object.value(u"name"_s).toString();
        if (!isName(name))
            return wrong(u"name"_s, Tr::tr("its name must be small letters, digits and _, a letter first."));
        m_field.name = name;
        m_field.label = m_object.value(u"label"_s).toString();
        return true;
    }

    bool readKind()
    {
        const auto name = m_object.value(u"kind"_s);
        if (name.isUndefined())
            return true;
        const auto found = std::ranges::find_if(
            kindNames, [&](const auto &entry) { return name.toString() == QLatin1String(entry.second); });
        if (found == kindNames.end())
            return wrong(u"kind"_s, Tr::tr("there is no kind \"%1\".").arg(name.toVariant().toString()));
        m_field.kind = found->first;
        return true;
    }

    bool readFlags()
    {
        const auto required = m_object.value(u"required"_s);
        if (!required.isUndefined() && !required.isBool())
            return wrong(u"required"_s, Tr::tr("\"required\" must be true or false."));
        m_field.required = required.toBool();
        return true;
    }

    bool hasStates() const { return m_field.kind == Kind::Choice || m_field.kind == Kind::Status; }

    bool readChoices()
    {
        const auto choices = m_object.value(u"choices"_s);
        if (!choices.isUndefined() && !choices.isArray())
            return wrong(u"choices"_s, Tr::tr("\"choices\" must be a list of texts."));
        for (const auto &choice : choices.toArray()) {
            const auto text = choice.toString();
            if (text.isEmpty())
                return wrong(u"choices"_s, Tr::tr("each choice must be a text, and not empty."));
            if (m_field.choices.contains(text))
                return wrong(u"choices"_s, Tr::tr("the choice \"%1\" stands there twice.").arg(text));
            m_field.choices += text;
        }
        if (hasStates() && m_field.choices.isEmpty())
            return wrong(u"choices"_s, Tr::tr("it has nothing to choose from."));
        if (!hasStates() && !m_field.choices.isEmpty())
            return wrong(u"choices"_s, Tr::tr("only a choice or a status has choices."));
        return true;
    }

    bool readLimit(const QString &key, std::optional<double> &limit)
    {
        const auto value = m_object.value(key);
        if (value.isUndefined())
            return true;
        if (!value.isDouble())
            return wrong(key, Tr::tr("\"%1\" must be a number.").arg(key));
        if (m_field.kind != Kind::Number && m_field.kind != Kind::Text)
            return wrong(key, Tr::tr("only a number or a text has \"%1\".").arg(key));
        limit = value.toDouble();
        return true;
    }

    bool readLimits()
    {
        if (!readLimit(u"min"_s, m_field.minimum) || !readLimit(u"max"_s, m_field.maximum))
            return false;
        if (m_field.minimum && m_field.maximum && *m_field.minimum > *m_field.maximum)
            return wrong(u"max"_s, Tr::tr("the largest is smaller than the smallest."));
        return true;
    }

    bool readTransitions()
    {
        const auto transitions = m_object.value(u"transitions"_s);
        if (transitions.isUndefined())
            return true;
        if (m_field.kind != Kind::Status)
            return wrong(u"transitions"_s, Tr::tr("only a status has transitions."));
        if (!transitions.isArray())
            return wrong(u"transitions"_s, Tr::tr("\"transitions\" must be a list of pairs of states."));
        for (const auto &entry : transitions.toArray()) {
            const auto pair = entry.toArray();
            if (pair.size() != 2 || !(pair[0].isString() || pair[0].isNull()) || !pair[1].isString())
                return wrong(u"transitions"_s, Tr::tr("each transition must be a pair of states."));
            const DataField::Transition transition{pair[0].toString(), pair[1].toString()};
            if (!transition.from.isEmpty() && !m_field.choices.contains(transition.from))
                return wrong(u"transitions"_s, Tr::tr("there is no state \"%1\".").arg(transition.from));
            if (!m_field.choices.contains(transition.to))
                return wrong(u"transitions"_s, Tr::tr("there is no state \"%1\".").arg(transition.to));
            m_field.transitions += transition;
        }
        return true;
    }

    bool readFallback()
    {
        const auto fallback = m_object.value(u"default"_s);
        if (fallback.isUndefined() || fallback.isNull())
            return true;
        const auto checked = checkValues({m_field}, {{m_field.name, fallback}});
        if (!checked.problems.isEmpty())
            return wrong(
                u"default"_s, Tr::tr("its default does not fit. %1").arg(checked.problems.first().message));
        m_field.fallback = checked.values.value(m_field.name);
        const auto isBeginning = [](const auto &transition) { return transition.from.isEmpty(); };
        const DataField::Transition begin{{}, fallback.toString()};
        if (std::ranges::any_of(m_field.transitions, isBeginning) && !m_field.transitions.contains(begin))
            return wrong(u"default"_s, Tr::tr("its default is no status to begin with."));
        return true;
    }

    const QJsonObject m_object;
    const qsizetype m_index;
    DataField m_field;
    Error m_error;
};

QJsonObject toJson(const DataField &field)
{
    QJsonObject object{{u"name"_s, field.name}, {u"kind"_s, kindName(field.kind)}};
    if (!field.label.isEmpty())
        object.insert(u"label"_s, field.label);
    if (field.required)
        object.insert(u"required"_s, true);
    if (!field.fallback.isUndefined())
        object.insert(u"default"_s, field.fallback);
    if (!field.choices.isEmpty())
        object.insert(u"choices"_s, QJsonArray::fromStringList(field.choices));
    if (field.minimum)
        object.insert(u"min"_s, *field.minimum);
    if (field.maximum)
        object.insert(u"max"_s, *field.maximum);
    if (!field.transitions.isEmpty()) {
        QJsonArray transitions;
        for (const auto &transition : field.transitions)
            transitions += QJsonArray{transition.from, transition.to};
        object.insert(u"transitions"_s, transitions);
    }
    return object;
}

} // namespace

QString kindName(DataField::Kind kind)
{
    const auto found = std::ranges::find(kindNames, kind, &std::pair<Kind, const char *>::first);
    return QString::fromLatin1(found == kindNames.end() ? "text" : found->second);
}

Result<QList<DataField>> fieldsFromJson(const QJsonArray &array)
{
    QList<DataField> fields;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array[i].isObject())
            return failure(Error::Code::InvalidInput, Tr::tr("Field %1 must be a JSON object.").arg(i + 1),
                QString::number(i));
        auto field = FieldReader(array[i].toObject(), i).read();
        if (!field)
            return Failure(field.error());
        if (std::ranges::find(fields, field->name, &DataField::name) != fields.end())
            return failure(Error::Code::InvalidInput,
                Tr::tr("Two fields have the name \"%1\".").arg(field->name), u"%1.name"_s.arg(i));
        fields += *field;
    }
    return fields;
}

QJsonArray toJson(const QList<DataField> &fields)
{
    QJsonArray array;
    for (const auto &field : fields)
        array += toJson(field);
    return array;
}

} // namespace signalbox
