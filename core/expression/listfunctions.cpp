// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/listtools.h"
#include "core/expression/operators.h"
#include "core/expression/valuedata.h"

#include <QCoreApplication>

#include <algorithm>

/// Signalbox's own functions on lists and maps. sortBy(), groupBy() and distinctBy() are macros.
namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool add(Call &call, Value &sum)
{
    const auto items = call[0].items();
    if (!call.spend(items.size()))
        return false;
    for (const auto &item : items) {
        // The first as it is, so that lengths of time can be summed up too.
        if (&item == items.data() && (item.isNumber() || item.kind() == Value::Kind::Duration)) {
            sum = item;
            continue;
        }
        if (compute(Operation::Add, sum, item, true, sum) != Arithmetic::Done)
            return call.fail(
                Tr::tr("%1 and %2 cannot be summed up.")
                    .arg(Type::ofKind(sum.kind()).plainName(), Type::ofKind(item.kind()).plainName()));
    }
    return true;
}

bool sum(Call &call)
{
    auto total = Value::integer(0);
    return add(call, total) && call.give(total);
}

bool avg(Call &call)
{
    auto total = Value::integer(0);
    if (!add(call, total))
        return false;
    if (!call[0].size() || !total.isNumber())
        return call.fail(Tr::tr("Only of one number or more there is an average."));
    return call.give(Value::real(total.toDouble() / double(call[0].size())));
}

bool extreme(Call &call, int sign)
{
    const auto items = call[0].items();
    if (items.empty())
        return call.fail(Tr::tr("The list is empty, so nothing in it is the smallest or largest."));
    if (!call.spend(call[0].weight() / 16))
        return false;
    const auto *best = items.data();
    for (const auto &item : items) {
        const int found = order(item, *best);
        if (found >= unordered)
            return call.fail(
                Tr::tr("%1 and %2 cannot be put in order.")
                    .arg(Type::ofKind(best->kind()).plainName(), Type::ofKind(item.kind()).plainName()));
        if (found == sign)
            best = &item;
    }
    return call.give(*best);
}
bool min(Call &call)
{
    return extreme(call, -1);
}
bool max(Call &call)
{
    return extreme(call, 1);
}

bool sort(Call &call)
{
    return giveSorted(call, call[0].items(), call[0].items());
}
bool distinct(Call &call)
{
    return giveDistinct(call, call[0].items(), call[0].items());
}

bool reverse(Call &call)
{
    const auto items = call[0].items();
    return call.spend(items.size()) && call.giveList(std::vector<Value>(items.rbegin(), items.rend()));
}

/// False: the limits are reached.
bool flattenInto(Call &call, std::vector<Value> &out, const Value &list, qint64 levels)
{
    if (!call.spend(size_t(list.size())) || !call.reserve(size_t(list.size()) * sizeof(Value)))
        return false;
    for (const auto &item : list.items()) {
        if (!item.isList() || levels == 0)
            out.push_back(item);
        else if (!flattenInto(call, out, item, levels - 1))
            return false;
    }
    return true;
}

bool flatten(Call &call)
{
    const auto levels = call.count() > 1 ? call.integer(1) : 1;
    if (levels < 0)
        return call.fail(Tr::tr("A list cannot be made flat by %1 levels.").arg(levels));
    std::vector<Value> items;
    return flattenInto(call, items, call[0], levels) && call.giveList(std::move(items));
}

bool slice(Call &call)
{
    const auto items = call[0].items();
    const auto from = call.integer(1);
    const auto to = call.count() > 2 ? call.integer(2) : qint64(items.size());
    if (from < 0 || to < from || to > qint64(items.size()))
        return call.fail(Tr::tr("A list of %1 elements has no part from %2 up to before %3.")
                             .arg(items.size())
                             .arg(from)
                             .arg(to));
    const auto part = items.subspan(size_t(from), size_t(to - from));
    return call.spend(part.size()) && call.giveList(std::vector<Value>(part.begin(), part.end()));
}

bool range(Call &call)
{
    const auto count = call.integer(0);
    if (count < 0)
        return call.fail(Tr::tr("A list cannot have %1 elements.").arg(count));
    // Not that it would fit: the product must not wrap around.
    constexpr qint64 most = INT32_MAX;
    if (!call.reserve(size_t(std::min(count, most)) * sizeof(Value)))
        return false;
    std::vector<Value> numbers;
    numbers.reserve(size_t(count));
    for (qint64 i = 0; i < count; ++i)
        numbers.push_back(Value::integer(i));
    return call.giveList(std::move(numbers));
}

bool keys(Call &call)
{
    std::vector<Value> all;
    if (!call.spend(size_t(call[0].size())))
        return false;
    for (const auto &entry : call[0].entries())
        all.push_back(entry.key);
    return call.giveList(std::move(all));
}

bool values(Call &call)
{
    std::vector<Value> all;
    if (!call.spend(size_t(call[0].size())))
        return false;
    for (const auto &entry : call[0].entries())
        all.push_back(entry.value);
    return call.giveList(std::move(all));
}

bool merge(Call &call)
{
    std::vector<MapEntry> entries;
    for (size_t i = 0; i < call.count(); ++i) {
        const auto more = call[i].entries();
        if (!call.spend(more.size()) || !call.reserve(more.size() * (sizeof(MapEntry) + 16)))
            return false;
        entries.insert(entries.end(), more.begin(), more.end());
    }
    return call.give(Value::map(std::move(entries)));
}

void addSums(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Lists and maps"), true);
    group
        .add("list(A).avg() -> double", QT_TRANSLATE_NOOP("ExpressionHelp", "The average of its numbers."),
            "[1, 2, 6].avg()", "3.0", avg)
        .also("avg(list(A)) -> double", avg);
    group
        .add("list(A).max() -> A", QT_TRANSLATE_NOOP("ExpressionHelp", "The largest element."),
            "[3, 9, 4].max()", "9", max)
        .also("max(list(A)) -> A", max);
    group
        .add("list(A).min() -> A", QT_TRANSLATE_NOOP("ExpressionHelp", "The smallest element."),
            "[3, 9, 4].min()", "3", min)
        .also("min(list(A)) -> A", min);
    group
        .add("list(A).sum() -> A",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The sum of numbers or lengths of time; 0 of an empty list."),
            "[1, 2.5].sum()", "3.5", sum)
        .also("sum(list(A)) -> A", sum);
}

} // namespace

void addListFunctions(Library &library)
{
    addSums(library);
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Lists and maps"), true);
    group
        .add("list(A).distinct() -> list(A)",
            QT_TRANSLATE_NOOP("ExpressionHelp", "Without what was in the list before."),
            "[1, 2, 1].distinct()", "[1, 2]", distinct)
        .also("distinct(list(A)) -> list(A)", distinct);
    group
        .add("list(dyn).flatten() -> list(dyn)",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "With the elements of lists in it in their place, so many levels deep if a number is given."),
            "[1, [2, [3]]].flatten()", "[1, 2, [3]]", flatten)
        .also("list(dyn).flatten(int) -> list(dyn)", flatten)
        .also("flatten(list(dyn)) -> list(dyn)", flatten);
    group
        .add("map(A, B).keys() -> list(A)", QT_TRANSLATE_NOOP("ExpressionHelp", "Its keys, in their order."),
            "{'a': 1, 'b': 2}.keys()", "['a', 'b']", keys)
        .also("keys(map(A, B)) -> list(A)", keys);
    group.add("lists.range(int) -> list(int)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The numbers from 0 on, so many of them."), "lists.range(3)",
        "[0, 1, 2]", range);
    group
        .add("map(dyn, dyn).merge(map(dyn, dyn)) -> map(dyn, dyn)",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The entries of both; the later one counts."),
            "{'a': 1, 'b': 2}.merge({'b': 3})", "{'a': 1, 'b': 3}", merge)
        .also("merge(map(dyn, dyn), map(dyn, dyn)...) -> map(dyn, dyn)", merge);
    group.add("list(A).reverse() -> list(A)",
        QT_TRANSLATE_NOOP("ExpressionHelp", "From the last to the first."), "[1, 2, 3].reverse()",
        "[3, 2, 1]", reverse);
    group
        .add("list(A).slice(int) -> list(A)",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The elements from one place on, counted from 0, up to before another if that is given."),
            "[1, 2, 3, 4].slice(1, 3)", "[2, 3]", slice)
        .also("list(A).slice(int, int) -> list(A)", slice);
    group
        .add("list(A).sort() -> list(A)",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "In ascending order; sortBy(x, x.total) sorts by a value of each."),
            "[3, 1, 2].sort()", "[1, 2, 3]", sort)
        .also("sort(list(A)) -> list(A)", sort);
    group
        .add("map(A, B).values() -> list(B)",
            QT_TRANSLATE_NOOP("ExpressionHelp", "Its values, in the order of its keys."),
            "{'a': 1, 'b': 2}.values()", "[1, 2]", values)
        .also("values(map(A, B)) -> list(B)", values);
}

} // namespace signalbox::expression
