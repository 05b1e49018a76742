// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/functions.h"
#include "core/expression/localtime.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <chrono>

/// Parts of times and lengths of time (language definition, "Standard definitions"), and Signalbox's own.
namespace signalbox::expression {

using namespace std::chrono;
using Kind = Value::Kind;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool failZone(Call &call, std::string_view name)
{
    constexpr qsizetype most = 40;
    return call.fail(
        Tr::tr("There is no time zone \"%1\"; there are names like Europe/Berlin and offsets like +02:00.")
            .arg(toQString(name).left(most)));
}

/// A point in time taken apart as a zone's clocks show it.
struct Parts
{
    year_month_day date{};
    sys_days day;
    seconds second{}; ///< of the day
};

/// In the zone that the second argument names, or in UTC.
bool takeApart(Call &call, Parts &parts)
{
    auto time = call[0].toTime();
    if (call.count() > 1) {
        constexpr size_t zoneWork = 20;
        if (!call.spend(zoneWork))
            return false;
        const auto zone = zoneNamed(call.text(1));
        if (!zone)
            return failZone(call, call.text(1));
        time.seconds += offsetOf(*zone, time).count();
    }
    const sys_seconds local{seconds(time.seconds)};
    parts.day = floor<days>(local);
    parts.date = year_month_day(parts.day);
    parts.second = local - parts.day;
    return true;
}

qint64 fullYear(const Parts &parts)
{
    return int(parts.date.year());
}
// Months and days are counted from 0, but getDate() from 1: so they are in JavaScript, whence CEL has them.
qint64 monthOf(const Parts &parts)
{
    return qint64(unsigned(parts.date.month())) - 1;
}
qint64 date(const Parts &parts)
{
    return unsigned(parts.date.day());
}
qint64 dayOfMonth(const Parts &parts)
{
    return date(parts) - 1;
}
qint64 dayOfWeek(const Parts &parts)
{
    return weekday(parts.day).c_encoding();
}
qint64 dayOfYear(const Parts &parts)
{
    return (parts.day - sys_days(parts.date.year() / January / 1)).count();
}
qint64 hoursOf(const Parts &parts)
{
    return floor<hours>(parts.second).count();
}
qint64 minutesOf(const Parts &parts)
{
    return floor<minutes>(parts.second).count() % 60;
}
qint64 secondsOf(const Parts &parts)
{
    return parts.second.count() % 60;
}

template <qint64 (*part)(const Parts &)> bool partOf(Call &call)
{
    Parts parts;
    return takeApart(call, parts) && call.give(Value::integer(part(parts)));
}

bool millisecondsOf(Call &call)
{
    // No zone moves them, but it must exist.
    Parts parts;
    return takeApart(call, parts) && call.give(Value::integer(call[0].toTime().nanoseconds / 1'000'000));
}

template <typename Unit> bool wholeOf(Call &call)
{
    return call.give(Value::integer(duration_cast<Unit>(call[0].toDuration()).count()));
}
bool millisecondsOfDuration(Call &call)
{
    return call.give(Value::integer(duration_cast<milliseconds>(call[0].toDuration() % seconds(1)).count()));
}

// --- Signalbox's own

bool now(Call &call)
{
    return call.give(Value::fromInstant(call.clock().now()));
}

constexpr size_t longestPattern = 200;
// What Qt's dates and languages cost, in steps: measured, a few µs.
constexpr size_t dateWork = 100;

bool localeNamed(Call &call, std::string_view name, QLocale &locale)
{
    locale = QLocale(toQString(name));
    if (locale.language() != QLocale::C || name == "C")
        return true;
    constexpr qsizetype most = 40;
    return call.fail(Tr::tr("There is no language \"%1\"; there are names like de and en_GB.")
                         .arg(toQString(name).left(most)));
}

/// timestamp, pattern, zone, locale
bool formatTime(Call &call)
{
    if (!call.spend(dateWork))
        return false;
    if (call.text(1).size() > longestPattern)
        return call.fail(Tr::tr("The pattern is longer than %1 characters.").arg(longestPattern));
    auto zone = std::optional(QTimeZone::utc());
    if (call.count() > 2)
        zone = zoneNamed(call.text(2));
    if (!zone)
        return failZone(call, call.text(2));
    auto locale = QLocale::c();
    if (call.count() > 3 && !localeNamed(call, call.text(3), locale))
        return false;
    const auto time = call[0].toTime();
    const auto local
        = QDateTime::fromMSecsSinceEpoch(time.seconds * 1000 + time.nanoseconds / 1'000'000, *zone);
    return call.giveText(locale.toString(local, toQString(call.text(1))).toStdString());
}

/// number, digits after the point, locale
bool formatNumber(Call &call)
{
    constexpr qint64 most = 20;
    if (!call.spend(dateWork))
        return false;
    const auto digits = call.integer(1);
    if (digits < 0 || digits > most)
        return call.fail(Tr::tr("There can be 0 to %1 digits after the point.").arg(most));
    auto locale = QLocale::c();
    if (call.count() > 2) {
        if (!localeNamed(call, call.text(2), locale))
            return false;
    } else {
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
    }
    if (digits == 0 && call[0].kind() == Kind::Int)
        return call.giveText(locale.toString(call.integer(0)).toStdString());
    return call.giveText(locale.toString(call[0].toDouble(), 'f', int(digits)).toStdString());
}

/// text, pattern, zone
bool parseTime(Call &call)
{
    if (!call.spend(dateWork))
        return false;
    if (call.text(1).size() > longestPattern)
        return call.fail(Tr::tr("The pattern is longer than %1 characters.").arg(longestPattern));
    auto zone = std::optional(QTimeZone::utc());
    if (call.count() > 2)
        zone = zoneNamed(call.text(2));
    if (!zone)
        return failZone(call, call.text(2));
    constexpr size_t longestText = 200;
    auto local = call.text(0).size() <= longestText
        ? QLocale::c().toDateTime(toQString(call.text(0)), toQString(call.text(1)))
        : QDateTime();
    if (!local.isValid())
        return call.fail(Tr::tr("The text is no time of the form \"%1\".").arg(toQString(call.text(1))));
    local = QDateTime(local.date(), local.time(), *zone);
    const auto ms = local.toMSecsSinceEpoch();
    const auto second = floor<seconds>(milliseconds(ms));
    return call.give(
        Value::timestamp({second.count(), qint32((milliseconds(ms) - second).count() * 1'000'000)}));
}

void addHelpers(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Times"), true);
    group
        .add("now() -> timestamp", QT_TRANSLATE_NOOP("ExpressionHelp", "This moment."),
            "now() > timestamp('2020-01-01T00:00:00Z')", "true", now)
        .impure();
    group
        .add("timestamp.format(string) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "As text by a pattern of yyyy MM dd HH mm ss, MMMM, dddd and such, in a time zone and a "
                "language "
                "if they are given."),
            "timestamp('2026-11-23T09:30:00Z').format('dd.MM.yyyy HH:mm', 'Europe/Berlin')",
            "'23.11.2026 10:30'", formatTime)
        .also("timestamp.format(string, string) -> string", formatTime)
        .also("timestamp.format(string, string, string) -> string", formatTime);
    group
        .add("number.format(int) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "As text with so many digits after the point, as a language writes it if one is given."),
            "1234.5.format(2, 'de')", "'1.234,50'", formatNumber)
        .also("number.format(int, string) -> string", formatNumber);
    group
        .add("parseTime(string, string) -> timestamp",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "Reads a time by a pattern of yyyy MM dd HH mm ss and such, as one of UTC or of a time "
                "zone."),
            "parseTime('23.11.2026 10:30', 'dd.MM.yyyy HH:mm', 'Europe/Berlin')",
            "timestamp('2026-11-23T09:30:00Z')", parseTime)
        .also("parseTime(string, string, string) -> timestamp", parseTime);
}

} // namespace

void addTimeFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Times"), false);
    group
        .add("timestamp.getDate() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The day of the month, from 1, in UTC or in a time zone."),
            "timestamp('2026-11-23T23:30:00Z').getDate('Europe/Berlin')", "24", partOf<date>)
        .also("timestamp.getDate(string) -> int", partOf<date>);
    group
        .add("timestamp.getDayOfMonth() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The day of the month, from 0."),
            "timestamp('2026-11-23T09:30:00Z').getDayOfMonth()", "22", partOf<dayOfMonth>)
        .also("timestamp.getDayOfMonth(string) -> int", partOf<dayOfMonth>);
    group
        .add("timestamp.getDayOfWeek() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The day of the week, from 0 for Sunday."),
            "timestamp('2026-11-23T09:30:00Z').getDayOfWeek()", "1", partOf<dayOfWeek>)
        .also("timestamp.getDayOfWeek(string) -> int", partOf<dayOfWeek>);
    group
        .add("timestamp.getDayOfYear() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The day of the year, from 0."),
            "timestamp('2026-02-01T09:30:00Z').getDayOfYear()", "31", partOf<dayOfYear>)
        .also("timestamp.getDayOfYear(string) -> int", partOf<dayOfYear>);
    group
        .add("timestamp.getFullYear() -> int", QT_TRANSLATE_NOOP("ExpressionHelp", "The year."),
            "timestamp('2026-11-23T09:30:00Z').getFullYear()", "2026", partOf<fullYear>)
        .also("timestamp.getFullYear(string) -> int", partOf<fullYear>);
    group
        .add("timestamp.getHours() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The hour of the day; of a length of time, its whole hours."),
            "timestamp('2026-11-23T09:30:00Z').getHours('-05:00')", "4", partOf<hoursOf>)
        .also("timestamp.getHours(string) -> int", partOf<hoursOf>)
        .also("duration.getHours() -> int", wholeOf<hours>);
    group
        .add("timestamp.getMilliseconds() -> int",
            QT_TRANSLATE_NOOP("ExpressionHelp", "The milliseconds of the second."),
            "timestamp('2026-11-23T09:30:00.250Z').getMilliseconds()", "250", millisecondsOf)
        .also("timestamp.getMilliseconds(string) -> int", millisecondsOf)
        .also("duration.getMilliseconds() -> int", millisecondsOfDuration);
    group
        .add("timestamp.getMinutes() -> int",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "The minute of the hour; of a length of time, its whole minutes."),
            "duration('1h30m').getMinutes()", "90", partOf<minutesOf>)
        .also("timestamp.getMinutes(string) -> int", partOf<minutesOf>)
        .also("duration.getMinutes() -> int", wholeOf<minutes>);
    group
        .add("timestamp.getMonth() -> int", QT_TRANSLATE_NOOP("ExpressionHelp", "The month, from 0."),
            "timestamp('2026-11-23T09:30:00Z').getMonth()", "10", partOf<monthOf>)
        .also("timestamp.getMonth(string) -> int", partOf<monthOf>);
    group
        .add("timestamp.getSeconds() -> int",
            QT_TRANSLATE_NOOP(
                "ExpressionHelp", "The second of the minute; of a length of time, its whole seconds."),
            "timestamp('2026-11-23T09:30:15Z').getSeconds()", "15", partOf<secondsOf>)
        .also("timestamp.getSeconds(string) -> int", partOf<secondsOf>)
        .also("duration.getSeconds() -> int", wholeOf<seconds>);
    addHelpers(library);
}

} // namespace signalbox::expression
