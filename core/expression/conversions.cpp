// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/timetext.h"
#include "core/expression/utf8.h"

#include <QCoreApplication>

#include <charconv>
#include <cmath>

namespace signalbox::expression {

using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool same(Call &call)
{
    return call.give(call[0]);
}

bool failRange(Call &call, const char *type)
{
    return call.fail(
        Tr::tr("%1 is outside the range of %2.").arg(call[0].toText(), QString::fromLatin1(type)));
}

bool failText(Call &call, const char *type)
{
    constexpr qsizetype most = 40;
    auto text = call[0].toText();
    if (text.size() > most)
        text = text.left(most) + u'…';
    return call.fail(Tr::tr("\"%1\" cannot be read as %2.").arg(text, QString::fromLatin1(type)));
}

template <typename Number> bool readWhole(std::string_view text, Number &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool boolOfString(Call &call)
{
    const auto text = call.text(0);
    for (const auto *yes : {"1", "t", "true", "TRUE", "True"}) {
        if (text == yes)
            return call.give(Value::boolean(true));
    }
    for (const auto *no : {"0", "f", "false", "FALSE", "False"}) {
        if (text == no)
            return call.give(Value::boolean(false));
    }
    return failText(call, "bool");
}

bool intOfUint(Call &call)
{
    return call[0].toUint() > quint64(INT64_MAX) ? failRange(call, "int")
                                                 : call.give(Value::integer(call[0].toInt()));
}

// The largest and smallest integers are no doubles, or barely, so whatever is rounded to them is out of
// range.
bool intOfDouble(Call &call)
{
    const double number = call[0].toDouble();
    return number > -0x1p63 && number < 0x1p63 ? call.give(Value::integer(qint64(number)))
                                               : failRange(call, "int");
}

bool intOfString(Call &call)
{
    auto text = call.text(0);
    if (text.starts_with('+') && text.substr(1, 1) != "-")
        text.remove_prefix(1);
    qint64 number = 0;
    return readWhole(text, number) ? call.give(Value::integer(number)) : failText(call, "int");
}

bool intOfTimestamp(Call &call)
{
    return call.give(Value::integer(call[0].toTime().seconds));
}

bool uintOfInt(Call &call)
{
    return call.integer(0) < 0 ? failRange(call, "uint")
                               : call.give(Value::unsignedInteger(call[0].toUint()));
}

bool uintOfDouble(Call &call)
{
    const double number = call[0].toDouble();
    return number >= 0 && number < 0x1p64 ? call.give(Value::unsignedInteger(quint64(number)))
                                          : failRange(call, "uint");
}

bool uintOfString(Call &call)
{
    quint64 number = 0;
    return readWhole(call.text(0), number) ? call.give(Value::unsignedInteger(number))
                                           : failText(call, "uint");
}

bool doubleOfNumber(Call &call)
{
    return call.give(Value::real(call[0].toDouble()));
}

bool doubleOfString(Call &call)
{
    auto text = call.text(0);
    if (text.starts_with('+') && text.substr(1, 1) != "-")
        text.remove_prefix(1);
    double number = 0;
    // from_chars also knows inf, infinity and nan, with a sign and in any case.
    return readWhole(text, number) ? call.give(Value::real(number)) : failText(call, "double");
}

bool stringOfPlain(Call &call)
{
    return call.giveText(call[0].toText().toStdString());
}
bool stringOfDouble(Call &call)
{
    return call.giveText(formatDouble(call[0].toDouble()));
}

bool stringOfBytes(Call &call)
{
    return isUtf8(call.text(0)) ? call.giveText(std::string(call.text(0)))
                                : call.fail(Tr::tr("These bytes are not text in UTF-8."));
}

bool bytesOfString(Call &call)
{
    return call.give(Value::bytes(std::string(call.text(0))));
}

bool timestampOfString(Call &call)
{
    const auto time = parseTimestamp(call.text(0));
    return time ? call.give(Value::timestamp(*time)) : failText(call, "timestamp");
}

bool timestampOfInt(Call &call)
{
    const Value::Time time{call.integer(0), 0};
    return isTimestamp(time) ? call.give(Value::timestamp(time)) : failRange(call, "timestamp");
}

bool durationOfString(Call &call)
{
    const auto length = parseDurationText(call.text(0));
    return length ? call.give(Value::duration(*length)) : failText(call, "duration");
}

bool typeOf(Call &call)
{
    return call.give(Value::type(call[0].kind()));
}

bool sizeOfString(Call &call)
{
    return call.give(Value::integer(qint64(codePointCount(call.text(0)))));
}
bool sizeOfOther(Call &call)
{
    return call.give(Value::integer(call[0].size()));
}

} // namespace

void addConversions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Conversions"), false);
    group
        .add("bool(string) -> bool",
            QT_TRANSLATE_NOOP("ExpressionHelp", "Reads true or false, also as t, f, 1 or 0."), "bool('true')",
            "true", boolOfString)
        .also("bool(bool) -> bool", same);
    group
        .add("bytes(string) -> bytes", QT_TRANSLATE_NOOP("ExpressionHelp", "The text as UTF-8."),
            "bytes('é')", "b'\\303\\251'", bytesOfString)
        .also("bytes(bytes) -> bytes", same);
    group
        .add("double(string) -> double", QT_TRANSLATE_NOOP("ExpressionHelp", "A number with fractions."),
            "double('2.5')", "2.5", doubleOfString)
        .also("double(number) -> double", doubleOfNumber);
    group
        .add("duration(string) -> duration",
            QT_TRANSLATE_NOOP("ExpressionHelp", "A length of time: numbers with h, m, s, ms, us or ns."),
            "duration('1h30m')", "duration('5400s')", durationOfString)
        .also("duration(duration) -> duration", same);
    group.add("dyn(A) -> dyn",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The same value, whose type the checker then leaves open."),
        "dyn(1) == 1.0", "true", same);
    group
        .add("int(string) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "A whole number; fractions are cut off, a timestamp gives its seconds since 1970."),
            "int(2.9)", "2", intOfString)
        .also("int(int) -> int", same)
        .also("int(uint) -> int", intOfUint)
        .also("int(double) -> int", intOfDouble)
        .also("int(timestamp) -> int", intOfTimestamp);
    group
        .add("string(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The value as text; bytes are read as UTF-8."), "string(1.5)",
            "'1.5'", same)
        .also("string(bool) -> string", stringOfPlain)
        .also("string(int) -> string", stringOfPlain)
        .also("string(uint) -> string", stringOfPlain)
        .also("string(double) -> string", stringOfDouble)
        .also("string(bytes) -> string", stringOfBytes)
        .also("string(timestamp) -> string", stringOfPlain)
        .also("string(duration) -> string", stringOfPlain);
    group
        .add("size(string) -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The number of characters, bytes, elements or entries."),
            "size('été')", "3", sizeOfString)
        .also("size(bytes) -> int", sizeOfOther)
        .also("size(list(A)) -> int", sizeOfOther)
        .also("size(map(A, B)) -> int", sizeOfOther)
        .also("string.size() -> int", sizeOfString)
        .also("bytes.size() -> int", sizeOfOther)
        .also("list(A).size() -> int", sizeOfOther)
        .also("map(A, B).size() -> int", sizeOfOther);
    group
        .add("timestamp(string) -> timestamp",
            QT_TRANSLATE_NOOP("ExpressionHelp", "A point in time, from RFC 3339 or from seconds since 1970."),
            "timestamp('2026-11-23T10:00:00+01:00')", "timestamp('2026-11-23T09:00:00Z')", timestampOfString)
        .also("timestamp(int) -> timestamp", timestampOfInt)
        .also("timestamp(timestamp) -> timestamp", same);
    group.add("type(A) -> type",
        QT_TRANSLATE_NOOP("ExpressionHelp", "The type of a value: int, string, list and such."),
        "type(1.5) == double", "true", typeOf);
    group
        .add("uint(string) -> uint", QT_TRANSLATE_NOOP("ExpressionHelp", "A whole number from 0 on."),
            "uint(7)", "7u", uintOfString)
        .also("uint(int) -> uint", uintOfInt)
        .also("uint(uint) -> uint", same)
        .also("uint(double) -> uint", uintOfDouble);
}

} // namespace signalbox::expression
