// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/regex.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>

namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool contains(Call &call)
{
    return call.give(Value::boolean(call.text(0).find(call.text(1)) != std::string_view::npos));
}
bool startsWith(Call &call)
{
    return call.give(Value::boolean(call.text(0).starts_with(call.text(1))));
}
bool endsWith(Call &call)
{
    return call.give(Value::boolean(call.text(0).ends_with(call.text(1))));
}

bool matches(Call &call)
{
    const auto regex = regexOf(call, 1);
    return regex && call.give(Value::boolean(regex->matches(call.text(0))));
}

/// The byte where the character number `index` begins; fails if there are fewer characters.
bool byteAt(Call &call, qint64 index, size_t &byte)
{
    byte = index < 0 ? std::string_view::npos : byteOf(call.text(0), size_t(index));
    if (byte != std::string_view::npos)
        return true;
    return call.fail(Tr::tr("The text has %1 characters, counted from 0; there is none at %2.")
                         .arg(codePointCount(call.text(0)))
                         .arg(index));
}

bool charAt(Call &call)
{
    size_t byte = 0;
    if (!byteAt(call, call.integer(1), byte))
        return false;
    auto rest = call.text(0).substr(byte);
    const auto whole = rest;
    if (!rest.empty())
        takeCodePoint(rest);
    return call.giveText(std::string(whole.substr(0, whole.size() - rest.size())));
}

bool giveIndex(Call &call, size_t byte)
{
    const auto found = byte != std::string_view::npos;
    return call.give(Value::integer(found ? qint64(codePointCount(call.text(0).substr(0, byte))) : -1));
}

bool indexOf(Call &call)
{
    size_t from = 0;
    if (call.count() == 3 && !byteAt(call, call.integer(2), from))
        return false;
    return giveIndex(call, call.text(0).find(call.text(1), from));
}

bool lastIndexOf(Call &call)
{
    auto from = std::string_view::npos;
    if (call.count() == 3 && !byteAt(call, call.integer(2), from))
        return false;
    return giveIndex(call, call.text(0).rfind(call.text(1), from));
}

bool join(Call &call)
{
    const auto separator = call.count() == 2 ? call.text(1) : std::string_view();
    size_t size = 0;
    for (const auto &item : call[0].items()) {
        if (!item.isString())
            return call.fail(Tr::tr("join() wants a list of strings; here is %1 in it.")
                                 .arg(Type::ofKind(item.kind()).plainName()));
        size += item.toStringView().size() + separator.size();
    }
    if (!call.reserve(size))
        return false;
    std::string text;
    text.reserve(size);
    for (const auto &item : call[0].items()) {
        if (&item != call[0].items().data())
            text += separator;
        text += item.toStringView();
    }
    return call.giveText(std::move(text));
}

bool lowerAscii(Call &call)
{
    std::string text(call.text(0));
    for (auto &c : text)
        c = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    return call.giveText(std::move(text));
}

bool upperAscii(Call &call)
{
    std::string text(call.text(0));
    for (auto &c : text)
        c = c >= 'a' && c <= 'z' ? char(c & ~0x20) : c;
    return call.giveText(std::move(text));
}

/// Where `wanted` is next, from `at` on. An empty text is between all characters, so there it steps over one.
size_t next(std::string_view text, std::string_view wanted, size_t at, bool first)
{
    if (!wanted.empty())
        return text.find(wanted, at);
    if (first)
        return at;
    if (at >= text.size())
        return std::string_view::npos;
    auto rest = text.substr(at);
    takeCodePoint(rest);
    return text.size() - rest.size();
}

bool replace(Call &call)
{
    const auto text = call.text(0), wanted = call.text(1), by = call.text(2);
    auto left = call.count() == 4 ? call.integer(3) : -1;
    std::string out;
    size_t at = 0;
    for (bool first = true; left != 0; --left, first = false) {
        const auto found = next(text, wanted, at, first);
        if (found == text.npos)
            break;
        if (!call.reserve(found - at + by.size()))
            return false;
        out += text.substr(at, found - at);
        out += by;
        at = found + wanted.size();
    }
    out += text.substr(at);
    return call.giveText(std::move(out));
}

bool split(Call &call)
{
    const auto text = call.text(0), separator = call.text(1);
    const auto limit = call.count() == 3 ? call.integer(2) : -1;
    std::vector<Value> parts;
    if (limit == 0 || (text.empty() && separator.empty()))
        return call.giveList({});
    size_t at = 0;
    while (limit < 0 || qint64(parts.size()) + 1 < limit) {
        const auto found = next(text, separator, at, false);
        // Between the last character and the end there is nothing to cut.
        if (found == text.npos || (separator.empty() && found == text.size()))
            break;
        if (!call.reserve(found - at + sizeof(Value) + 64))
            return false;
        parts.push_back(Value::string(std::string(text.substr(at, found - at))));
        at = found + separator.size();
    }
    parts.push_back(Value::string(std::string(text.substr(at))));
    return call.giveList(std::move(parts));
}

bool substring(Call &call)
{
    size_t from = 0;
    auto to = call.text(0).size();
    if (!byteAt(call, call.integer(1), from) || (call.count() == 3 && !byteAt(call, call.integer(2), to)))
        return false;
    if (from > to)
        return call.fail(Tr::tr("A part of a text cannot end at %1, before its beginning at %2.")
                             .arg(call.integer(2))
                             .arg(call.integer(1)));
    return call.giveText(std::string(call.text(0).substr(from, to - from)));
}

bool trim(Call &call)
{
    auto rest = call.text(0);
    const auto *begin = rest.data() + rest.size();
    const auto *end = begin;
    bool any = false;
    while (!rest.empty()) {
        const auto *at = rest.data();
        if (isSpace(takeCodePoint(rest)))
            continue;
        if (!any)
            begin = at;
        any = true;
        end = rest.data();
    }
    return call.giveText(std::string(begin, end));
}

bool reverse(Call &call)
{
    std::string out;
    auto rest = call.text(0);
    out.resize(rest.size());
    auto *at = out.data() + out.size();
    while (!rest.empty()) {
        const auto before = rest;
        takeCodePoint(rest);
        const auto character = before.substr(0, before.size() - rest.size());
        at -= character.size();
        character.copy(at, character.size());
    }
    return call.giveText(std::move(out));
}

bool quote(Call &call)
{
    static constexpr std::string_view plain = "\a\b\f\n\r\t\v\\\"";
    static constexpr std::string_view names = "abfnrtv\\\"";
    std::string out = "\"";
    for (const char c : call.text(0)) {
        const auto index = plain.find(c);
        if (index != plain.npos)
            out += '\\';
        out += index == plain.npos ? c : names[index];
    }
    return call.giveText(out + '"');
}

} // namespace

void addStringFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Text"), false);
    group.add("string.charAt(int) -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The character at a place, counted from 0; empty at the end."),
        "'abc'.charAt(1)", "'b'", charAt);
    group.add("string.contains(string) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether the text has another in it."),
        "'signalbox'.contains('box')", "true", contains);
    group.add("string.endsWith(string) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether the text ends with another."),
        "'report.pdf'.endsWith('.pdf')", "true", endsWith);
    group
        .add("string.indexOf(string) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "Where a text is found first, from a place on if one is given; -1: nowhere."),
            "'hello'.indexOf('l')", "2", indexOf)
        .also("string.indexOf(string, int) -> int", indexOf);
    group
        .add("list(string).join() -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The texts of a list in one, with a separator between them if one is given."),
            "['a', 'b'].join(', ')", "'a, b'", join)
        .also("list(string).join(string) -> string", join);
    group
        .add("string.lastIndexOf(string) -> int",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "Where a text is found last, up to a place if one is given; -1: nowhere."),
            "'hello'.lastIndexOf('l')", "3", lastIndexOf)
        .also("string.lastIndexOf(string, int) -> int", lastIndexOf);
    group.add("string.lowerAscii() -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "With small letters for A to Z."), "'Paid'.lowerAscii()",
        "'paid'", lowerAscii);
    group
        .add("string.matches(string) -> bool",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "Whether a regular expression (RE2) is found in the text; ^ and $ stand for its ends."),
            "'INV-2031'.matches('^INV-[0-9]+$')", "true", matches)
        .also("matches(string, string) -> bool", matches);
    group
        .add("string.replace(string, string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "With each of a text replaced by another, at most so often if a number is given."),
            "'a-b-c'.replace('-', '+')", "'a+b+c'", replace)
        .also("string.replace(string, string, int) -> string", replace);
    group.add("string.reverse() -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "With the characters in reverse."), "'abc'.reverse()", "'cba'",
        reverse);
    group
        .add("string.split(string) -> list(string)",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "The parts between separators, at most so many if a number is given."),
            "'a,b,c'.split(',')", "['a', 'b', 'c']", split)
        .also("string.split(string, int) -> list(string)", split);
    group.add("string.startsWith(string) -> bool",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Whether the text begins with another."),
        "'order.paid'.startsWith('order.')", "true", startsWith);
    group.add("strings.quote(string) -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The text in quotes, with escapes."), "strings.quote('a\\tb')",
        "'\"a\\\\tb\"'", quote);
    group
        .add("string.substring(int) -> string",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "The characters from one place on, up to before another if that is given."),
            "'signalbox'.substring(6)", "'box'", substring)
        .also("string.substring(int, int) -> string", substring);
    group.add("string.trim() -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "Without white space at both ends."), "'  a b '.trim()", "'a b'",
        trim);
    group.add("string.upperAscii() -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp", "With capital letters for a to z."), "'eur'.upperAscii()",
        "'EUR'", upperAscii);
}

} // namespace signalbox::expression
