// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/steptype.h"

#include <QJsonArray>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

QList<Port> StepType::ports(const QJsonObject &config) const
{
    return portsOf ? portsOf(config) : QList<Port>{{u"out"_s, {}}};
}

const Field *StepType::field(const QString &key) const
{
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

QJsonValue StepType::example(const QJsonObject &config) const
{
    const auto key = u"sample"_s;
    return field(key) && config.contains(key) ? config.value(key) : exampleOutput;
}

QJsonValue StepType::value(const QJsonObject &config, const QString &key) const
{
    if (auto value = config.value(key); !value.isUndefined())
        return value;
    const auto *known = field(key);
    return known ? known->fallback : QJsonValue(QJsonValue::Undefined);
}

StepCatalog::StepCatalog(QList<StepType> types)
    : m_types(std::move(types))
{
}

const StepType *StepCatalog::find(const QString &id) const
{
    const auto found = std::ranges::find(m_types, id, &StepType::id);
    return found == m_types.end() ? nullptr : &*found;
}

StepCatalog::Choice StepCatalog::choice(const QString &text) const
{
    const auto *type = find(text.section(u'#', 0, 0));
    if (!type)
        return {};
    const auto variant = std::ranges::find(type->variants, text.section(u'#', 1), &StepVariant::id);
    return {type, variant == type->variants.end() ? nullptr : &*variant};
}

QString groupName(StepGroup group)
{
    switch (group) {
    case StepGroup::Trigger:
        return u"trigger"_s;
    case StepGroup::Decision:
        return u"decision"_s;
    case StepGroup::Flow:
        return u"flow"_s;
    case StepGroup::Data:
        return u"data"_s;
    case StepGroup::Outside:
        return u"outside"_s;
    case StepGroup::People:
        return u"people"_s;
    }
    Q_UNREACHABLE();
}

QString fieldKindName(FieldKind kind)
{
    static const QHash<FieldKind, QString> names{
        {FieldKind::Text, u"text"_s},
        {FieldKind::LongText, u"longText"_s},
        {FieldKind::Expression, u"expression"_s},
        {FieldKind::Boolean, u"boolean"_s},
        {FieldKind::Integer, u"integer"_s},
        {FieldKind::Number, u"number"_s},
        {FieldKind::Choice, u"choice"_s},
        {FieldKind::Duration, u"duration"_s},
        {FieldKind::Json, u"json"_s},
        {FieldKind::Map, u"map"_s},
        {FieldKind::TextList, u"textList"_s},
        {FieldKind::Cases, u"cases"_s},
        {FieldKind::Schedule, u"schedule"_s},
        {FieldKind::FormFields, u"formFields"_s},
        {FieldKind::Questions, u"questions"_s},
        {FieldKind::Table, u"table"_s},
        {FieldKind::StatusField, u"statusField"_s},
        {FieldKind::Status, u"status"_s},
        {FieldKind::RecordFields, u"recordFields"_s},
        {FieldKind::RuleRef, u"rule"_s},
        {FieldKind::EventType, u"eventType"_s},
        {FieldKind::HookPath, u"hookPath"_s},
        {FieldKind::FormSlug, u"formSlug"_s},
        {FieldKind::Connection, u"connection"_s},
        {FieldKind::Icon, u"icon"_s},
        {FieldKind::Color, u"color"_s},
        {FieldKind::Retry, u"retry"_s},
        {FieldKind::Group, u"group"_s},
    };
    return names.value(kind);
}

namespace {

QJsonArray toJson(const QList<Field> &list)
{
    QJsonArray fields;
    for (const auto &field : list) {
        QJsonObject object{{u"key"_s, field.key}, {u"kind"_s, fieldKindName(field.kind)},
            {u"label"_s, field.label}, {u"required"_s, field.required}, {u"template"_s, field.template_},
            {u"advanced"_s, field.advanced}};
        if (!field.help.isEmpty())
            object.insert(u"help"_s, field.help);
        if (!field.fallback.isUndefined())
            object.insert(u"default"_s, field.fallback);
        if (!field.choices.isEmpty()) {
            QJsonArray choices;
            for (const auto &choice : field.choices) {
                QJsonObject one{{u"value"_s, choice.value}, {u"label"_s, choice.label}};
                if (!choice.help.isEmpty())
                    one.insert(u"help"_s, choice.help);
                choices += one;
            }
            object.insert(u"choices"_s, choices);
        }
        if (!field.fields.isEmpty())
            object.insert(u"fields"_s, toJson(field.fields));
        if (field.minimum)
            object.insert(u"minimum"_s, *field.minimum);
        if (field.maximum)
            object.insert(u"maximum"_s, *field.maximum);
        if (!field.onlyWhenKey.isEmpty())
            object.insert(u"onlyWhen"_s,
                QJsonObject{
                    {u"key"_s, field.onlyWhenKey}, {u"in"_s, QJsonArray::fromStringList(field.onlyWhenIn)}});
        fields += object;
    }
    return fields;
}

} // namespace

QJsonObject toJson(const StepType &type)
{
    QJsonArray ports;
    for (const auto &port : type.ports({}))
        ports += port.id;
    QJsonObject object{{u"id"_s, type.id}, {u"kind"_s, type.isTrigger() ? u"trigger"_s : u"action"_s},
        {u"group"_s, groupName(type.group)}, {u"title"_s, type.title}, {u"help"_s, type.help},
        {u"icon"_s, type.icon}, {u"fields"_s, toJson(type.fields)}, {u"ports"_s, ports}};
    if (!type.exampleOutput.isUndefined() && !type.exampleOutput.isNull())
        object.insert(u"exampleOutput"_s, type.exampleOutput);
    return object;
}

} // namespace signalbox
