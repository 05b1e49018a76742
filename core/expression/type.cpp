// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/type.h"

#include <QJsonArray>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

struct Type::Detail
{
    Type item;
    Type key;
    std::vector<Member> members;
    bool complete = false;
};

Type Type::list(Type item)
{
    Type type(Kind::List);
    if (!item.isDynamic())
        type.m_detail = std::make_shared<Detail>(Detail{std::move(item), {}, {}, false});
    return type;
}

Type Type::map(Type key, Type value)
{
    Type type(Kind::Map);
    if (!key.isDynamic() || !value.isDynamic())
        type.m_detail = std::make_shared<Detail>(Detail{std::move(value), std::move(key), {}, false});
    return type;
}

Type Type::optional(Type item)
{
    auto type = list(std::move(item));
    type.m_kind = Kind::Optional;
    return type;
}

Type Type::object(std::vector<Member> members, bool complete)
{
    Type type(Kind::Object);
    Type item;
    if (complete && !members.empty()) {
        item = members.front().type;
        for (const auto &member : members)
            item = common(item, member.type);
    }
    type.m_detail
        = std::make_shared<Detail>(Detail{std::move(item), Kind::String, std::move(members), complete});
    return type;
}

Type Type::parameter(char letter) noexcept
{
    Type type(Kind::Parameter);
    type.m_letter = letter;
    return type;
}

Type Type::ofKind(Value::Kind kind) noexcept
{
    switch (kind) {
    case Value::Kind::Null:
        return Kind::Null;
    case Value::Kind::Bool:
        return Kind::Bool;
    case Value::Kind::Int:
        return Kind::Int;
    case Value::Kind::Uint:
        return Kind::Uint;
    case Value::Kind::Double:
        return Kind::Double;
    case Value::Kind::Timestamp:
        return Kind::Timestamp;
    case Value::Kind::Duration:
        return Kind::Duration;
    case Value::Kind::Type:
        return Kind::Type;
    case Value::Kind::String:
        return Kind::String;
    case Value::Kind::Bytes:
        return Kind::Bytes;
    case Value::Kind::List:
        return Kind::List;
    case Value::Kind::Map:
        return Kind::Map;
    case Value::Kind::Optional:
        return Kind::Optional;
    }
    return dynamic();
}

Type Type::ofValue(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Optional:
        return optional(value.inner() ? ofValue(*value.inner()) : dynamic());
    case Value::Kind::List: {
        if (value.items().empty())
            return list({});
        auto item = ofValue(value.items().front());
        for (const auto &other : value.items().subspan(1))
            item = common(item, ofValue(other));
        return list(item);
    }
    case Value::Kind::Map: {
        std::vector<Member> members;
        for (const auto &[key, member] : value.entries()) {
            if (!key.isString())
                return map({}, {});
            members.push_back({std::string(key.toStringView()), ofValue(member)});
        }
        return object(std::move(members));
    }
    default:
        return ofKind(value.kind());
    }
}

Type Type::common(const Type &a, const Type &b)
{
    if (a == b)
        return a;
    if (a.m_kind == Kind::Object && b.m_kind == Kind::Object) {
        auto members = a.members();
        for (auto &member : members) {
            const auto *other = b.member(member.name);
            member.always = member.always && other;
            if (other)
                member.type = common(member.type, *other);
        }
        for (const auto &member : b.members()) {
            if (!a.member(member.name))
                members.push_back({member.name, member.type, false});
        }
        return object(std::move(members), a.isComplete() && b.isComplete());
    }
    if (a.isMap() && b.isMap())
        return map(common(a.key(), b.key()), common(a.item(), b.item()));
    if (a.m_kind == b.m_kind && a.m_kind == Kind::List)
        return list(common(a.item(), b.item()));
    if (a.m_kind == b.m_kind && a.m_kind == Kind::Optional)
        return optional(common(a.item(), b.item()));
    return a.isNumber() && b.isNumber() ? number() : dynamic();
}

namespace {

Type fromSchemaType(const QString &name, const QJsonObject &schema)
{
    if (name == u"null")
        return Type::Kind::Null;
    if (name == u"boolean")
        return Type::Kind::Bool;
    if (name == u"integer")
        return Type::Kind::Int;
    if (name == u"string")
        return Type::Kind::String;
    if (name == u"array")
        return Type::list(Type::fromJsonSchema(schema.value(u"items"_s).toObject()));
    if (name == u"number")
        return Type::number();
    if (name != u"object")
        return {};
    const auto properties = schema.value(u"properties"_s).toObject();
    const auto additional = schema.value(u"additionalProperties"_s);
    if (properties.isEmpty())
        return Type::map(Type::Kind::String, Type::fromJsonSchema(additional.toObject()));
    const auto required = schema.value(u"required"_s).toArray();
    std::vector<Type::Member> members;
    for (auto it = properties.begin(); it != properties.end(); ++it)
        members.push_back({it.key().toStdString(), Type::fromJsonSchema(it.value().toObject()),
            required.contains(it.key())});
    return Type::object(std::move(members), additional.isBool() && !additional.toBool());
}

Type commonOf(const QJsonArray &schemas, const auto &typeOf)
{
    Type type = schemas.isEmpty() ? Type() : typeOf(schemas.first());
    for (const auto &schema : schemas)
        type = Type::common(type, typeOf(schema));
    return type;
}

} // namespace

Type Type::fromJsonSchema(const QJsonObject &schema)
{
    for (const auto &key : {u"anyOf"_s, u"oneOf"_s}) {
        if (schema.contains(key))
            return commonOf(schema.value(key).toArray(),
                [](const QJsonValue &choice) { return fromJsonSchema(choice.toObject()); });
    }
    const auto type = schema.value(u"type"_s);
    if (type.isArray())
        return commonOf(
            type.toArray(), [&](const QJsonValue &name) { return fromSchemaType(name.toString(), schema); });
    if (type.isString())
        return fromSchemaType(type.toString(), schema);
    return schema.contains(u"properties"_s) ? fromSchemaType(u"object"_s, schema) : dynamic();
}

Type Type::item() const
{
    return m_detail ? m_detail->item : Type();
}

Type Type::key() const
{
    return m_detail ? m_detail->key : Type();
}

const std::vector<Type::Member> &Type::members() const
{
    static const std::vector<Member> none;
    return m_detail ? m_detail->members : none;
}

const Type *Type::member(std::string_view name) const
{
    const auto found = std::ranges::find(members(), name, &Member::name);
    return found == members().end() ? nullptr : &found->type;
}

bool Type::isComplete() const
{
    return m_detail && m_detail->complete;
}

QString Type::plainName() const
{
    static constexpr const char *names[] = {"dyn", "null", "bool", "int", "uint", "double", "number",
        "timestamp", "duration", "type", "string", "bytes", "list", "map", "map", "optional"};
    return m_kind == Kind::Parameter ? QString(QLatin1Char(m_letter))
                                     : QString::fromLatin1(names[int(m_kind)]);
}

QString Type::name() const
{
    switch (m_kind) {
    case Kind::List:
    case Kind::Optional:
        return u"%1(%2)"_s.arg(plainName(), item().name());
    case Kind::Map:
        return u"map(%1, %2)"_s.arg(key().name(), item().name());
    default:
        return plainName();
    }
}

bool operator==(const Type &a, const Type &b)
{
    if (a.m_kind != b.m_kind || a.m_letter != b.m_letter)
        return false;
    if (a.m_detail == b.m_detail)
        return true;
    return a.item() == b.item() && a.key() == b.key() && a.isComplete() == b.isComplete()
        && a.members() == b.members();
}

} // namespace signalbox
