// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/valuedata.h"

#include <bit>
#include <cmath>

namespace signalbox::expression {

using Kind = Value::Kind;

quint64 deepHash(const Value &value) noexcept
{
    constexpr quint64 factor = 0x9e3779b97f4a7c15;
    const auto mixed = [](quint64 hash) { return (hash ^ hash >> 29) * factor; };
    switch (value.kind()) {
    case Kind::Int:
    case Kind::Uint:
    case Kind::Double:
        // As doubles, for that is how numbers of different kinds are compared. Zero has two signs and one
        // hash.
        return mixed(std::bit_cast<quint64>(value.toDouble() + 0.0));
    case Kind::String:
    case Kind::Bytes:
        return hashOf(value.toStringView());
    case Kind::Bool:
        return value.toBool() ? 1 : 2;
    case Kind::Timestamp:
        return mixed(quint64(value.toTime().seconds) + quint64(value.toTime().nanoseconds) * factor);
    case Kind::Duration:
        return mixed(quint64(value.toDuration().count()) + 3);
    case Kind::Type:
        return mixed(quint64(value.toType()) + 5);
    case Kind::List: {
        quint64 hash = 7;
        for (const auto &item : value.items())
            hash = mixed(hash + deepHash(item));
        return hash;
    }
    case Kind::Map: {
        // A sum, for the order of the entries does not count.
        quint64 hash = 11;
        for (const auto &[key, member] : value.entries())
            hash += mixed(deepHash(key) * 3 + deepHash(member));
        return hash;
    }
    case Kind::Optional:
        return value.inner() ? mixed(deepHash(*value.inner())) : 13;
    case Kind::Null:
        return 17;
    }
    return 0;
}

size_t ValueSet::add(const Value &value)
{
    if (m_table.size() < 2 * (m_values.size() + 1)) {
        m_table.assign(std::bit_ceil(4 * (m_values.size() + 4)), 0);
        for (size_t i = 0; i < m_hashes.size(); ++i) {
            auto at = m_hashes[i] & (m_table.size() - 1);
            while (m_table[at])
                at = (at + 1) & (m_table.size() - 1);
            m_table[at] = quint32(i + 1);
        }
    }
    const auto hash = deepHash(value);
    auto at = hash & (m_table.size() - 1);
    for (; m_table[at]; at = (at + 1) & (m_table.size() - 1)) {
        const auto number = m_table[at] - 1;
        if (m_hashes[number] == hash && m_values[number] == value)
            return number;
    }
    m_values.push_back(value);
    m_hashes.push_back(hash);
    m_table[at] = quint32(m_values.size());
    return m_values.size() - 1;
}

} // namespace signalbox::expression
