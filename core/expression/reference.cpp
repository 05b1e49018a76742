// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/reference.h"

#include "core/expression/functions.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct MacroHelp
{
    const char *group;
    const char *name;
    const char *signature;
    const char *line;
    const char *example;
    const char *gives;
    bool helper;
};

#define GROUP QT_TRANSLATE_NOOP("ExpressionHelp", "Lists and maps")

// Macros are no functions: what stands in their brackets is evaluated for each element.
constexpr MacroHelp macros[] = {
    {GROUP, "all", "list.all(x, condition) -> bool",
        QT_TRANSLATE_NOOP(
            "ExpressionHelp", "Whether a condition holds for each element, or for each key of a map."),
        "[1, 2].all(x, x > 0)", "true", false},
    {GROUP, "distinctBy", "list.distinctBy(x, key) -> list",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The first element of each key."),
        "['aa', 'b', 'cc'].distinctBy(x, x.size())", "['aa', 'b']", true},
    {GROUP, "exists", "list.exists(x, condition) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether a condition holds for one element or more."),
        "[1, 2].exists(x, x > 1)", "true", false},
    {GROUP, "exists_one", "list.exists_one(x, condition) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether a condition holds for just one element."),
        "[1, 2].exists_one(x, x > 1)", "true", false},
    {GROUP, "filter", "list.filter(x, condition) -> list",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The elements for which a condition holds."),
        "[1, 2, 3].filter(x, x > 1)", "[2, 3]", false},
    {GROUP, "groupBy", "list.groupBy(x, key) -> map",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The elements in lists by a value of each."),
        "[1, 2, 3].groupBy(x, x % 2 == 0 ? 'even' : 'odd')", "{'odd': [1, 3], 'even': [2]}", true},
    {GROUP, "has", "has(value.member) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether a map has a member."), "has({'a': 1}.b)", "false",
        false},
    {GROUP, "map", "list.map(x, value) -> list",
        QT_TRANSLATE_NOOP("ExpressionHelp", "What an expression gives for each element."),
        "[1, 2].map(x, x * 10)", "[10, 20]", false},
    {GROUP, "sortBy", "list.sortBy(x, key) -> list",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The elements in ascending order of a value of each."),
        "['ccc', 'a', 'bb'].sortBy(x, x.size())", "['a', 'bb', 'ccc']", true},
    {GROUP, "transformList", "map.transformList(key, value, result) -> list",
        QT_TRANSLATE_NOOP("ExpressionHelp",
            "What an expression gives for each key and value of a map, or index and element of a list."),
        "{'a': 1, 'b': 2}.transformList(k, v, k + string(v))", "['a1', 'b2']", false},
    {GROUP, "transformMap", "map.transformMap(key, value, result) -> map",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The map with each value replaced by what an expression gives."),
        "{'a': 1, 'b': 2}.transformMap(k, v, v * 10)", "{'a': 10, 'b': 20}", false},
    {GROUP, "transformMapEntry", "map.transformMapEntry(key, value, {newKey: newValue}) -> map",
        QT_TRANSLATE_NOOP("ExpressionHelp", "A map of the entries that an expression gives for each entry."),
        "{'a': 'x'}.transformMapEntry(k, v, {v: k})", "{'x': 'a'}", false},
    {QT_TRANSLATE_NOOP("ExpressionHelp", "Optional values"), "optFlatMap",
        "optional.optFlatMap(x, optional) -> optional",
        QT_TRANSLATE_NOOP("ExpressionHelp", "What an expression gives for the value, which is optional too."),
        "{'a': {'b': 1}}.?a.optFlatMap(x, x.?b).value()", "1", false},
    {QT_TRANSLATE_NOOP("ExpressionHelp", "Optional values"), "optMap",
        "optional.optMap(x, result) -> optional",
        QT_TRANSLATE_NOOP("ExpressionHelp", "What an expression gives for the value, if there is one."),
        "{'a': 1}.?a.optMap(x, x + 1).value()", "2", false},
    {QT_TRANSLATE_NOOP("ExpressionHelp", "Values"), "cel.bind", "cel.bind(x, value, result) -> dyn",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Gives a value a name for what follows."),
        "cel.bind(x, 2 + 3, x * x)", "25", false},
};

#undef GROUP

QString translated(const char *text)
{
    return QCoreApplication::translate("ExpressionHelp", text);
}

} // namespace

QList<FunctionReference> functionReference()
{
    QList<FunctionReference> all;
    for (const auto &help : expression::functionLibrary().help())
        all.append({translated(help.group), help.name, help.isMethod, help.signatures, translated(help.line),
            help.example, help.gives, help.helper});
    for (const auto &macro : macros) {
        const auto name = QString::fromLatin1(macro.name);
        all.append({translated(macro.group), name, name != u"has" && name != u"cel.bind",
            {QString::fromLatin1(macro.signature)}, translated(macro.line), QString::fromUtf8(macro.example),
            QString::fromUtf8(macro.gives), macro.helper});
    }
    std::ranges::stable_sort(all, [](const FunctionReference &a, const FunctionReference &b) {
        return std::pair(a.group, a.name) < std::pair(b.group, b.name);
    });
    return all;
}

QJsonArray functionReferenceJson()
{
    QJsonArray array;
    for (const auto &function : functionReference())
        array.append(QJsonObject{{u"name"_s, function.name}, {u"group"_s, function.group},
            {u"signatures"_s, QJsonArray::fromStringList(function.signatures)}, {u"help"_s, function.help},
            {u"example"_s, function.example}, {u"result"_s, function.result}});
    return array;
}

} // namespace signalbox
