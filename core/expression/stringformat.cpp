// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/timetext.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

/// string.format() of the strings library: "%s" and its kin.
namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

constexpr int defaultPrecision = 6;
constexpr int largestPrecision = 100; // a double has no more to say

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool appendShown(std::string &out, const Value &value);

bool appendItems(std::string &out, std::span<const Value> items)
{
    out += '[';
    for (const auto &item : items) {
        if (&item != items.data())
            out += ", ";
        if (!appendShown(out, item))
            return false;
    }
    out += ']';
    return true;
}

/// In the order of the keys' texts, so that equal maps look the same.
bool appendEntries(std::string &out, std::span<const MapEntry> entries)
{
    std::vector<std::pair<std::string, const Value *>> sorted;
    for (const auto &[key, value] : entries) {
        std::string text;
        if (!appendShown(text, key))
            return false;
        sorted.emplace_back(std::move(text), &value);
    }
    std::ranges::sort(sorted, {}, &std::pair<std::string, const Value *>::first);
    out += '{';
    for (bool first = true; const auto &[key, value] : sorted) {
        if (!first)
            out += ", ";
        first = false;
        (out += key) += ": ";
        if (!appendShown(out, *value))
            return false;
    }
    out += '}';
    return true;
}

/// As %s shows it; false: it cannot be shown.
bool appendShown(std::string &out, const Value &value)
{
    switch (value.kind()) {
    case Kind::List:
        return appendItems(out, value.items());
    case Kind::Map:
        return appendEntries(out, value.entries());
    case Kind::Bytes:
        if (!isUtf8(value.toStringView()))
            return false;
        out += value.toStringView();
        return true;
    case Kind::Double:
        out += formatDouble(value.toDouble());
        return true;
    case Kind::Optional:
        return false;
    default:
        value.appendText(out);
        return true;
    }
}

bool appendDecimal(std::string &out, const Value &value)
{
    if (!value.isNumber())
        return false;
    return appendShown(out, value);
}

/// A whole number to a base, with the sign before its size.
bool appendWhole(std::string &out, const Value &value, int base)
{
    if (value.kind() != Kind::Int && value.kind() != Kind::Uint)
        return false;
    std::array<char, 66> digits{};
    auto *const end = digits.data() + digits.size();
    const auto written = value.kind() == Kind::Int ? std::to_chars(digits.data(), end, value.toInt(), base)
                                                   : std::to_chars(digits.data(), end, value.toUint(), base);
    out.append(digits.data(), written.ptr);
    return true;
}

bool appendBinary(std::string &out, const Value &value)
{
    if (value.kind() != Kind::Bool)
        return appendWhole(out, value, 2);
    out += value.toBool() ? '1' : '0';
    return true;
}

bool appendHex(std::string &out, const Value &value, bool upper)
{
    const auto from = out.size();
    if (value.isString() || value.kind() == Kind::Bytes) {
        static constexpr std::string_view digits = "0123456789abcdef";
        for (const char c : value.toStringView()) {
            const auto byte = static_cast<unsigned char>(c);
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    } else if (!appendWhole(out, value, 16)) {
        return false;
    }
    if (upper)
        std::transform(out.begin() + ptrdiff_t(from), out.end(), out.begin() + ptrdiff_t(from),
            [](char c) { return c >= 'a' ? char(c & ~0x20) : c; });
    return true;
}

bool appendReal(std::string &out, const Value &value, std::chars_format format, int precision)
{
    if (!value.isNumber())
        return false;
    const double number = value.toDouble();
    if (!std::isfinite(number))
        return appendShown(out, Value::real(number));
    // The longest is the largest double: 309 digits before the point.
    std::array<char, 320 + largestPrecision> digits{};
    const auto written
        = std::to_chars(digits.data(), digits.data() + digits.size(), number, format, precision);
    out.append(digits.data(), written.ptr);
    return true;
}

bool appendClause(std::string &out, char letter, int precision, const Value &value)
{
    switch (letter) {
    case 's':
        return appendShown(out, value);
    case 'd':
        return appendDecimal(out, value);
    case 'f':
        return appendReal(out, value, std::chars_format::fixed, precision);
    case 'e':
        return appendReal(out, value, std::chars_format::scientific, precision);
    case 'b':
        return appendBinary(out, value);
    case 'o':
        return appendWhole(out, value, 8);
    default:
        return appendHex(out, value, letter == 'X');
    }
}

/// Takes ".3" from the front of `text`, if it is there. False: it is not well-formed.
bool takePrecision(std::string_view &text, int &precision)
{
    if (!text.starts_with('.'))
        return true;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), precision);
    text.remove_prefix(size_t(end - text.data()));
    return error == std::errc() && precision >= 0 && precision <= largestPrecision;
}

bool format(Call &call)
{
    const auto items = call[1].items();
    std::string out;
    size_t used = 0;
    auto rest = call.text(0);
    while (!rest.empty()) {
        const auto percent = std::min(rest.find('%'), rest.size());
        out += rest.substr(0, percent);
        rest.remove_prefix(percent);
        if (rest.empty())
            break;
        rest.remove_prefix(1);
        if (rest.starts_with('%')) {
            out += '%';
            rest.remove_prefix(1);
            continue;
        }
        int precision = defaultPrecision;
        if (!takePrecision(rest, precision))
            return call.fail(
                Tr::tr("Between % and its letter stands a number from 0 to %1 after a point, or nothing.")
                    .arg(largestPrecision));
        const char letter = rest.empty() ? '\0' : rest[0];
        if (!letter || std::string_view("sdfeboxX").find(letter) == std::string_view::npos)
            return call.fail(Tr::tr("After % stands one of s d f e b o x X, or another %."));
        rest.remove_prefix(1);
        if (used == items.size())
            return call.fail(
                Tr::tr("The text has more places than the list has elements, which are %1.").arg(used));
        const auto &item = items[used++];
        if (!call.spend(item.weight() / 16) || !call.reserve(item.weight()))
            return false;
        if (!appendClause(out, letter, precision, item))
            return call.fail(Tr::tr("%%1 does not take %2.")
                                 .arg(QLatin1Char(letter))
                                 .arg(Type::ofKind(item.kind()).plainName()));
    }
    return call.giveText(std::move(out));
}

} // namespace

void addStringFormat(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Text"), false);
    group.add("string.format(list(dyn)) -> string",
        QT_TRANSLATE_NOOP("ExpressionHelp",
            "The text with each %s replaced by an element of the list; %d whole numbers, %.2f digits after "
            "the "
            "point, %e powers of ten, %x hexadecimal, %o octal, %b binary."),
        "'%s costs %.2f'.format(['Tea', 2.5])", "'Tea costs 2.50'", format);
}

} // namespace signalbox::expression
