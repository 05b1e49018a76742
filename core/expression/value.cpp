// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/value.h"

#include "core/expression/valuedata.h"

#include <algorithm>
#include <cmath>

namespace signalbox {

using namespace expression;

Value Value::holding(Kind kind, Shared *data) noexcept
{
    Value result(kind);
    result.m_data.shared = data;
    return result;
}

void Value::release() noexcept
{
    switch (m_kind) {
    case Kind::String:
    case Kind::Bytes:
        delete m_data.text;
        break;
    case Kind::List:
        delete m_data.list;
        break;
    case Kind::Map:
        delete m_data.map;
        break;
    case Kind::Optional:
        delete m_data.optional;
        break;
    default:
        break;
    }
}

Value Value::string(std::string utf8)
{
    auto *data = new TextData;
    data->text = std::move(utf8);
    return holding(Kind::String, data);
}

Value Value::bytes(std::string octets)
{
    auto *data = new TextData;
    data->text = std::move(octets);
    return holding(Kind::Bytes, data);
}

Value Value::list(std::vector<Value> items)
{
    auto *data = new ListData;
    data->items = std::move(items);
    for (const auto &item : data->items) {
        data->weight += item.weight() + 1;
        data->depth = std::max(data->depth, item.depth() + 1);
    }
    return holding(Kind::List, data);
}

namespace {

MapData *makeMapData(std::vector<MapEntry> entries)
{
    auto *data = new MapData;
    data->entries = std::move(entries);
    return data;
}

void measure(MapData &data)
{
    for (const auto &entry : data.entries) {
        data.weight += entry.key.weight() + entry.value.weight() + 2;
        data.depth = std::max(data.depth, entry.value.depth() + 1);
    }
}

} // namespace

Value Value::map(std::vector<MapEntry> entries)
{
    auto *data = makeMapData(std::move(entries));
    data->index(true);
    measure(*data);
    return holding(Kind::Map, data);
}

Value Value::map(std::vector<std::pair<std::string, Value>> members)
{
    std::vector<MapEntry> entries;
    entries.reserve(members.size());
    for (auto &member : members)
        entries.push_back({string(std::move(member.first)), std::move(member.second)});
    return map(std::move(entries));
}

bool Value::uniqueMap(std::vector<MapEntry> entries, Value &out)
{
    auto *data = makeMapData(std::move(entries));
    const auto holder = holding(Kind::Map, data);
    if (!data->index(false))
        return false;
    measure(*data);
    out = holder;
    return true;
}

Value Value::timestamp(Time time) noexcept
{
    Value result(Kind::Timestamp);
    result.m_data.seconds = time.seconds;
    result.m_nanoseconds = time.nanoseconds;
    return result;
}

Value Value::duration(std::chrono::nanoseconds length) noexcept
{
    Value result(Kind::Duration);
    result.m_data.integer = length.count();
    return result;
}

Value Value::type(Kind kind) noexcept
{
    Value result(Kind::Type);
    result.m_data.type = kind;
    return result;
}

Value Value::optional(Value value)
{
    auto *data = new OptionalData;
    data->value = std::move(value);
    return holding(Kind::Optional, data);
}

Value Value::none() noexcept
{
    return holding(Kind::Optional, nullptr);
}

Value Value::fromText(QStringView text)
{
    const auto utf8 = text.toUtf8();
    return string(std::string(utf8.data(), size_t(utf8.size())));
}

Value Value::fromInstant(Instant instant) noexcept
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    const auto rest = std::chrono::nanoseconds(instant - seconds);
    return timestamp({seconds.time_since_epoch().count(), qint32(rest.count())});
}

qint64 Value::toInt() const noexcept
{
    switch (m_kind) {
    case Kind::Int:
        return m_data.integer;
    case Kind::Uint:
        return m_data.unsignedInteger <= quint64(INT64_MAX) ? qint64(m_data.unsignedInteger) : 0;
    case Kind::Double:
        return m_data.real >= -0x1p63 && m_data.real < 0x1p63 && std::trunc(m_data.real) == m_data.real
            ? qint64(m_data.real)
            : 0;
    default:
        return 0;
    }
}

quint64 Value::toUint() const noexcept
{
    switch (m_kind) {
    case Kind::Int:
        return m_data.integer >= 0 ? quint64(m_data.integer) : 0;
    case Kind::Uint:
        return m_data.unsignedInteger;
    case Kind::Double:
        return m_data.real >= 0 && m_data.real < 0x1p64 && std::trunc(m_data.real) == m_data.real
            ? quint64(m_data.real)
            : 0;
    default:
        return 0;
    }
}

double Value::toDouble() const noexcept
{
    switch (m_kind) {
    case Kind::Int:
        return double(m_data.integer);
    case Kind::Uint:
        return double(m_data.unsignedInteger);
    case Kind::Double:
        return m_data.real;
    default:
        return 0;
    }
}

Value::Time Value::toTime() const noexcept
{
    return m_kind == Kind::Timestamp ? Time{m_data.seconds, m_nanoseconds} : Time{};
}

Instant Value::toInstant() const noexcept
{
    const auto time = toTime();
    return Instant(std::chrono::seconds(time.seconds) + std::chrono::microseconds(time.nanoseconds / 1000));
}

std::chrono::nanoseconds Value::toDuration() const noexcept
{
    return std::chrono::nanoseconds(m_kind == Kind::Duration ? m_data.integer : 0);
}

std::string_view Value::toStringView() const noexcept
{
    return m_kind == Kind::String || m_kind == Kind::Bytes ? std::string_view(m_data.text->text)
                                                           : std::string_view();
}

QString Value::toQString() const
{
    return isString() ? QString::fromUtf8(m_data.text->text.data(), qsizetype(m_data.text->text.size()))
                      : QString();
}

QByteArray Value::toBytes() const
{
    const auto view = toStringView();
    return QByteArray(view.data(), qsizetype(view.size()));
}

std::span<const Value> Value::items() const noexcept
{
    return m_kind == Kind::List ? std::span<const Value>(m_data.list->items) : std::span<const Value>();
}

std::span<const MapEntry> Value::entries() const noexcept
{
    return m_kind == Kind::Map ? std::span<const MapEntry>(m_data.map->entries) : std::span<const MapEntry>();
}

const Value *Value::inner() const noexcept
{
    return m_kind == Kind::Optional && m_data.optional ? &m_data.optional->value : nullptr;
}

qsizetype Value::size() const noexcept
{
    switch (m_kind) {
    case Kind::String:
    case Kind::Bytes:
        return qsizetype(m_data.text->text.size());
    case Kind::List:
        return qsizetype(m_data.list->items.size());
    case Kind::Map:
        return qsizetype(m_data.map->entries.size());
    default:
        return 0;
    }
}

const Value *Value::find(std::string_view key) const noexcept
{
    return m_kind == Kind::Map ? m_data.map->find(key, hashOf(key)) : nullptr;
}

const Value *Value::find(std::string_view key, quint32 hash) const noexcept
{
    return m_kind == Kind::Map ? m_data.map->find(key, hash) : nullptr;
}

const Value *Value::find(const Value &key) const noexcept
{
    return m_kind == Kind::Map ? m_data.map->find(key) : nullptr;
}

size_t Value::weight() const noexcept
{
    switch (m_kind) {
    case Kind::String:
    case Kind::Bytes:
        return m_data.text->text.size() + 2;
    case Kind::List:
        return m_data.list->weight + 2;
    case Kind::Map:
        return m_data.map->weight + 2;
    case Kind::Optional:
        return m_data.optional ? m_data.optional->value.weight() : 4;
    case Kind::Null:
    case Kind::Bool:
        return 4;
    default:
        return 8;
    }
}

int Value::depth() const noexcept
{
    switch (m_kind) {
    case Kind::List:
        return m_data.list->depth;
    case Kind::Map:
        return m_data.map->depth;
    case Kind::Optional:
        return m_data.optional ? m_data.optional->value.depth() + 1 : 0;
    default:
        return 0;
    }
}

std::string_view typeName(Value::Kind kind) noexcept
{
    switch (kind) {
    case Value::Kind::Null:
        return "null_type";
    case Value::Kind::Bool:
        return "bool";
    case Value::Kind::Int:
        return "int";
    case Value::Kind::Uint:
        return "uint";
    case Value::Kind::Double:
        return "double";
    case Value::Kind::Timestamp:
        return "google.protobuf.Timestamp";
    case Value::Kind::Duration:
        return "google.protobuf.Duration";
    case Value::Kind::Type:
        return "type";
    case Value::Kind::String:
        return "string";
    case Value::Kind::Bytes:
        return "bytes";
    case Value::Kind::List:
        return "list";
    case Value::Kind::Map:
        return "map";
    case Value::Kind::Optional:
        return "optional_type";
    }
    return {};
}

} // namespace signalbox
