// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/listtools.h"

#include "core/expression/valuedata.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

} // namespace

bool giveSorted(Call &call, std::span<const Value> items, std::span<const Value> keys)
{
    size_t work = items.size() * 4;
    for (const auto &key : keys)
        work += key.weight() / 16;
    if (!call.spend(work))
        return false;
    // One order for all of them or none: with NaN among them sorting would wander off.
    for (const auto &key : keys) {
        if (order(keys.front(), key) >= unordered)
            return call.fail(Tr::tr("%1 and %2 cannot be put in order.")
                                 .arg(Type::ofKind(keys.front().kind()).plainName(),
                                     Type::ofKind(key.kind()).plainName()));
    }
    std::vector<size_t> places(items.size());
    std::iota(places.begin(), places.end(), size_t(0));
    std::ranges::stable_sort(places, [&](size_t a, size_t b) { return order(keys[a], keys[b]) < 0; });
    std::vector<Value> sorted;
    sorted.reserve(items.size());
    for (const auto place : places)
        sorted.push_back(items[place]);
    return call.giveList(std::move(sorted));
}

bool giveGroups(Call &call, std::span<const Value> items, std::span<const Value> keys)
{
    std::vector<std::vector<Value>> groups;
    std::vector<MapEntry> entries;
    ValueSet known;
    for (size_t i = 0; i < items.size(); ++i) {
        if (!call.spend(1 + keys[i].weight() / 16))
            return false;
        const auto number = known.add(keys[i]);
        if (number == groups.size()) {
            groups.emplace_back();
            entries.push_back({keys[i], {}});
        }
        groups[number].push_back(items[i]);
    }
    for (size_t i = 0; i < groups.size(); ++i) {
        if (!call.giveList(std::move(groups[i])))
            return false;
        entries[i].value = call.result();
    }
    return call.giveMap(std::move(entries));
}

bool giveDistinct(Call &call, std::span<const Value> items, std::span<const Value> keys)
{
    std::vector<Value> first;
    ValueSet known;
    for (size_t i = 0; i < items.size(); ++i) {
        if (!call.spend(1 + keys[i].weight() / 16))
            return false;
        if (known.add(keys[i]) == first.size())
            first.push_back(items[i]);
    }
    return call.giveList(std::move(first));
}

} // namespace signalbox::expression
