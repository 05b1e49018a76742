// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace signalbox {

/// What is known about a value before there is one. A value, cheap to copy. Thread: any.
class Type
{
public:
    enum class Kind : quint8 {
        Dynamic, ///< nothing is known; fits everything
        Null,
        Bool,
        Int,
        Uint,
        Double,
        Number, ///< any of these three
        Timestamp,
        Duration,
        Type,
        String,
        Bytes,
        List, ///< of item()
        Map, ///< from key() to item()
        Object, ///< a Map with string keys of which some members are known
        Optional, ///< of item()
        Parameter ///< in a function's signature: the same type wherever the same letter stands
    };

    struct Member;

    Type() noexcept = default; ///< dynamic
    Type(Kind plain) noexcept
        : m_kind(plain)
    {
    }

    static Type dynamic() noexcept { return {}; }
    static Type number() noexcept { return Kind::Number; }
    static Type ofKind(Value::Kind kind) noexcept;
    static Type list(Type item);
    static Type map(Type key, Type value);
    static Type optional(Type item);
    /// `complete`: there are no other members than these (a schema said so), else there may be.
    static Type object(std::vector<Member> members, bool complete = false);
    static Type parameter(char letter) noexcept;

    /// As a sample shows it. Of an empty list nothing is known about the items.
    static Type ofValue(const Value &value);
    /// The types that a JSON Schema (any draft's type, properties, items, additionalProperties, required,
    /// anyOf …) lets through; what it says beyond that is passed over.
    static Type fromJsonSchema(const QJsonObject &schema);
    /// What fits both: of two samples, of the two ways of a condition. Members of either are members.
    static Type common(const Type &a, const Type &b);

    Kind kind() const noexcept { return m_kind; }
    bool isDynamic() const noexcept { return m_kind == Kind::Dynamic; }
    bool isNumber() const noexcept { return m_kind >= Kind::Int && m_kind <= Kind::Number; }
    bool isMap() const noexcept { return m_kind == Kind::Map || m_kind == Kind::Object; }
    char letter() const noexcept { return m_letter; } ///< of Parameter

    Type item() const; ///< of List, Map and Optional; of an Object's members in common; else dynamic
    Type key() const; ///< of Map; of an Object string; else dynamic
    const std::vector<Member> &members() const; ///< of Object; else empty
    const Type *member(std::string_view name) const;
    bool isComplete() const; ///< of Object: there are no members but these

    /// "int", "list(string)", "map(string, dyn)"; of an Object "map".
    QString name() const;
    QString plainName() const; ///< "int", "list", "map"

    friend bool operator==(const Type &a, const Type &b);

private:
    struct Detail;

    Kind m_kind = Kind::Dynamic;
    char m_letter = 0;
    std::shared_ptr<const Detail> m_detail;
};

struct Type::Member
{
    std::string name;
    Type type;
    bool always = true; ///< in every sample, or required by the schema

    friend bool operator==(const Member &, const Member &) = default;
};

} // namespace signalbox
