// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

/// What stands behind the shared kinds of Value. Only for this room.
namespace signalbox::expression {

struct TextData : Shared
{
    std::string text;
};

struct ListData : Shared
{
    std::vector<Value> items;
    size_t weight = 0;
    int depth = 1;
};

struct OptionalData : Shared
{
    Value value;
};

/// Entries in their order, and a way to find them: hashes in a row for small maps (one cache line holds 16),
/// beyond that an open table of indexes.
struct MapData : Shared
{
    std::vector<MapEntry> entries;
    std::vector<quint32> hashes; ///< of the keys, in the order of entries
    std::vector<quint32> table; ///< index of an entry + 1, 0 is free; empty for small maps
    size_t weight = 0;
    int depth = 1;

    static constexpr size_t scanLimit = 16;

    const Value *find(std::string_view key, quint32 hash) const noexcept;
    const Value *find(const Value &key) const noexcept;
    /// Of two entries with equal keys the later wins if `keepLast`. Returns false if there were such.
    bool index(bool keepLast);

private:
    template <typename Matches> const MapEntry *lookUp(quint32 hash, Matches matches) const noexcept;
};

quint32 hashOf(std::string_view key) noexcept;
/// Numbers that are equal have equal hashes. False: the value cannot be a key, nor equal to one.
bool hashOf(const Value &key, quint32 &hash) noexcept;

inline bool isKeyKind(Value::Kind kind)
{
    return kind == Value::Kind::Bool || kind == Value::Kind::Int || kind == Value::Kind::Uint
        || kind == Value::Kind::String;
}

/// Order of two values for which CEL has one: -1, 0, 1; 2: NaN is among them; 3: there is no order between
/// such kinds.
int order(const Value &a, const Value &b) noexcept;
constexpr int unordered = 2;
constexpr int incomparable = 3;

/// A hash of any value: equal values have equal hashes.
quint64 deepHash(const Value &value) noexcept;

/// Different values, numbered from 0 in the order in which they come.
class ValueSet
{
public:
    /// The number of a value, which is size() before if it is new.
    size_t add(const Value &value);
    size_t size() const { return m_values.size(); }

private:
    std::vector<Value> m_values;
    std::vector<quint64> m_hashes;
    std::vector<quint32> m_table; // number + 1; 0 is free
};

} // namespace signalbox::expression
