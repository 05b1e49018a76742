// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/valuedata.h"

#include <QRandomGenerator>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace signalbox {

using Kind = Value::Kind;

namespace expression {

namespace {

__extension__ using Wide = unsigned __int128;

// Differs from process to process: event data is hostile, and keys chosen to collide would make maps slow.
// Made when first needed, which may be before main().
quint64 seed()
{
    static const quint64 chosen = QRandomGenerator::system()->generate64();
    return chosen;
}

quint64 fold(quint64 a, quint64 b)
{
    const Wide product = Wide(a) * b;
    return quint64(product) ^ quint64(product >> 64);
}

quint32 hashOfNumber(quint64 number)
{
    return quint32(fold(number ^ seed(), 0x9e3779b97f4a7c15));
}

} // namespace

quint32 hashOf(std::string_view key) noexcept
{
    // Eight bytes a step: keys are short, and whoever looks one up pays for this.
    quint64 hash = seed() ^ key.size();
    const char *at = key.data();
    size_t left = key.size();
    for (; left >= 8; at += 8, left -= 8) {
        quint64 word;
        std::memcpy(&word, at, 8);
        hash = fold(hash ^ word, 0xa0761d6478bd642f);
    }
    quint64 word = 0;
    if (left)
        std::memcpy(&word, at, left);
    return quint32(fold(hash ^ word, 0xe7037ed1a0b428db));
}

bool hashOf(const Value &key, quint32 &hash) noexcept
{
    switch (key.kind()) {
    case Kind::String:
        hash = hashOf(key.toStringView());
        return true;
    case Kind::Bool:
        hash = key.toBool() ? 0x51ed270b : 0xa3b1799d;
        return true;
    case Kind::Int:
        hash = hashOfNumber(quint64(key.toInt()));
        return true;
    case Kind::Uint:
        hash = hashOfNumber(key.toUint());
        return true;
    case Kind::Double: {
        // Whole doubles find integer keys; no other double is equal to one.
        const double number = key.toDouble();
        if (std::trunc(number) != number || number < -0x1p63 || number >= 0x1p64)
            return false;
        hash = hashOfNumber(number < 0 ? quint64(qint64(number)) : quint64(number));
        return true;
    }
    default:
        return false;
    }
}

template <typename Matches> const MapEntry *MapData::lookUp(quint32 hash, Matches matches) const noexcept
{
    if (table.empty()) {
        for (size_t i = 0; i < hashes.size(); ++i) {
            if (hashes[i] == hash && matches(entries[i].key))
                return &entries[i];
        }
        return nullptr;
    }
    const auto mask = table.size() - 1;
    for (size_t at = hash & mask; table[at]; at = (at + 1) & mask) {
        const auto i = table[at] - 1;
        if (hashes[i] == hash && matches(entries[i].key))
            return &entries[i];
    }
    return nullptr;
}

const Value *MapData::find(std::string_view key, quint32 hash) const noexcept
{
    const auto *entry
        = lookUp(hash, [key](const Value &other) { return other.isString() && other.toStringView() == key; });
    return entry ? &entry->value : nullptr;
}

const Value *MapData::find(const Value &key) const noexcept
{
    quint32 hash = 0;
    if (!hashOf(key, hash))
        return nullptr;
    const auto *entry = lookUp(hash, [&key](const Value &other) { return other == key; });
    return entry ? &entry->value : nullptr;
}

bool MapData::index(bool keepLast)
{
    const auto count = entries.size();
    hashes.reserve(count);
    if (count > scanLimit)
        table.assign(std::bit_ceil(count * 2), 0);
    size_t used = 0;
    for (size_t i = 0; i < count; ++i) {
        quint32 hash = 0;
        hashOf(entries[i].key, hash);
        // `hashes` holds only the entries so far, so this looks among them.
        const auto *earlier = lookUp(hash, [&](const Value &other) { return other == entries[i].key; });
        if (earlier) {
            if (!keepLast)
                return false;
            const_cast<MapEntry *>(earlier)->value = std::move(entries[i].value);
            continue;
        }
        if (used != i)
            entries[used] = std::move(entries[i]);
        hashes.push_back(hash);
        if (!table.empty()) {
            const auto mask = table.size() - 1;
            size_t at = hash & mask;
            while (table[at])
                at = (at + 1) & mask;
            table[at] = quint32(used + 1);
        }
        ++used;
    }
    entries.resize(used);
    return true;
}

namespace {

int sign(auto a, auto b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

int orderDoubles(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return unordered;
    return sign(a, b);
}

// Integers against doubles are compared as doubles, as the conformance suite wants it; what lies outside the
// integers' range is decided before, so that no conversion overflows.
int orderNumbers(const Value &a, const Value &b)
{
    switch (a.kind()) {
    case Kind::Int:
        if (b.kind() == Kind::Int)
            return sign(a.toInt(), b.toInt());
        if (b.kind() == Kind::Uint)
            return a.toInt() < 0 ? -1 : sign(quint64(a.toInt()), b.toUint());
        return orderDoubles(double(a.toInt()), b.toDouble());
    case Kind::Uint:
        if (b.kind() == Kind::Uint)
            return sign(a.toUint(), b.toUint());
        if (b.kind() == Kind::Int)
            return b.toInt() < 0 ? 1 : sign(a.toUint(), quint64(b.toInt()));
        return orderDoubles(double(a.toUint()), b.toDouble());
    default:
        return orderDoubles(a.toDouble(), b.toDouble());
    }
}

} // namespace

int order(const Value &a, const Value &b) noexcept
{
    if (a.isNumber() && b.isNumber())
        return orderNumbers(a, b);
    if (a.kind() != b.kind())
        return incomparable;
    switch (a.kind()) {
    case Kind::Bool:
        return sign(a.toBool(), b.toBool());
    case Kind::String: // the order of code points is the order of their UTF-8
    case Kind::Bytes:
        return sign(a.toStringView().compare(b.toStringView()), 0);
    case Kind::Timestamp:
        return sign(std::pair(a.toTime().seconds, a.toTime().nanoseconds),
            std::pair(b.toTime().seconds, b.toTime().nanoseconds));
    case Kind::Duration:
        return sign(a.toDuration(), b.toDuration());
    default:
        return incomparable;
    }
}

} // namespace expression

bool operator==(const Value &a, const Value &b) noexcept
{
    if (a.m_kind != b.m_kind)
        return a.isNumber() && b.isNumber() && expression::order(a, b) == 0;
    switch (a.m_kind) {
    case Kind::Null:
        return true;
    case Kind::Type:
        return a.m_data.type == b.m_data.type;
    case Kind::String:
    case Kind::Bytes:
        return a.m_data.text == b.m_data.text || a.m_data.text->text == b.m_data.text->text;
    case Kind::List:
        return std::ranges::equal(a.items(), b.items());
    case Kind::Map:
        return a.size() == b.size() && std::ranges::all_of(a.entries(), [&b](const MapEntry &entry) {
            const auto *other = b.find(entry.key);
            return other && entry.value == *other;
        });
    case Kind::Optional: {
        const auto *left = a.inner();
        const auto *right = b.inner();
        return left && right ? *left == *right : left == right;
    }
    default:
        return expression::order(a, b) == 0;
    }
}

} // namespace signalbox
