// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/timetext.h"

#include <charconv>
#include <cmath>

namespace signalbox::expression {

using namespace std::chrono;

namespace {

constexpr qint64 firstSecond = -62'135'596'800; // 0001-01-01T00:00:00Z
constexpr qint64 lastSecond = 253'402'300'799; // 9999-12-31T23:59:59Z

/// Appends "." and the nine digits of `nanoseconds` without the zeros at their end; nothing for 0.
void appendFraction(std::string &out, qint64 nanoseconds)
{
    if (!nanoseconds)
        return;
    auto digits = std::to_string(nanoseconds);
    digits.insert(0, 9 - digits.size(), '0');
    digits.erase(digits.find_last_not_of('0') + 1);
    out += '.';
    out += digits;
}

void appendPadded(std::string &out, qint64 number, size_t width)
{
    const auto digits = std::to_string(number);
    out.append(width > digits.size() ? width - digits.size() : 0, '0');
    out += digits;
}

/// Takes exactly `count` digits from the front, or says -1.
int takeDigits(std::string_view &text, size_t count)
{
    if (text.size() < count)
        return -1;
    int number = 0;
    for (size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view &text, char character)
{
    if (!text.starts_with(character))
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

bool isTimestamp(Value::Time time)
{
    return time.seconds >= firstSecond && time.seconds <= lastSecond;
}

std::string formatTimestamp(Value::Time time)
{
    const sys_seconds second{seconds(time.seconds)};
    const auto day = floor<days>(second);
    const year_month_day date(day);
    const hh_mm_ss clock(second - day);
    std::string out;
    out.reserve(32);
    appendPadded(out, int(date.year()), 4);
    out += '-';
    appendPadded(out, unsigned(date.month()), 2);
    out += '-';
    appendPadded(out, unsigned(date.day()), 2);
    out += 'T';
    appendPadded(out, clock.hours().count(), 2);
    out += ':';
    appendPadded(out, clock.minutes().count(), 2);
    out += ':';
    appendPadded(out, clock.seconds().count(), 2);
    appendFraction(out, time.nanoseconds);
    out += 'Z';
    return out;
}

std::optional<Value::Time> parseTimestamp(std::string_view text)
{
    const int y = takeDigits(text, 4);
    if (y < 0 || !take(text, '-'))
        return {};
    const int mo = takeDigits(text, 2);
    if (mo < 0 || !take(text, '-'))
        return {};
    const int d = takeDigits(text, 2);
    if (d < 0 || !(take(text, 'T') || take(text, 't')))
        return {};
    const int h = takeDigits(text, 2);
    if (h < 0 || h > 23 || !take(text, ':'))
        return {};
    const int mi = takeDigits(text, 2);
    if (mi < 0 || mi > 59 || !take(text, ':'))
        return {};
    const int s = takeDigits(text, 2);
    const year_month_day date{year(y), month(unsigned(mo)), day(unsigned(d))};
    if (s < 0 || s > 59 || !date.ok())
        return {};

    qint32 nanoseconds = 0;
    if (take(text, '.')) {
        const auto before = text.size();
        for (qint32 unit = 100'000'000; !text.empty() && text[0] >= '0' && text[0] <= '9'; unit /= 10) {
            nanoseconds += (text[0] - '0') * unit;
            text.remove_prefix(1);
        }
        if (text.size() == before)
            return {};
    }

    qint64 offset = 0;
    if (!take(text, 'Z') && !take(text, 'z')) {
        const bool west = text.starts_with('-');
        if (!take(text, '+') && !take(text, '-'))
            return {};
        const int zh = takeDigits(text, 2);
        if (zh < 0 || zh > 23 || !take(text, ':'))
            return {};
        const int zm = takeDigits(text, 2);
        if (zm < 0 || zm > 59)
            return {};
        constexpr qint64 minute = 60;
        offset = (zh * minute + zm) * (west ? -minute : minute);
    }
    if (!text.empty())
        return {};
    const auto second = sys_days(date).time_since_epoch() + hours(h) + minutes(mi) + seconds(s);
    const Value::Time time{seconds(second).count() - offset, nanoseconds};
    if (!isTimestamp(time))
        return {};
    return time;
}

std::string formatDuration(nanoseconds length)
{
    // In quint64, for the smallest length has no positive counterpart.
    const auto count = length.count();
    const auto size = count < 0 ? quint64(0) - quint64(count) : quint64(count);
    std::string out = count < 0 ? "-" : "";
    out += std::to_string(size / 1'000'000'000);
    appendFraction(out, qint64(size % 1'000'000'000));
    out += 's';
    return out;
}

std::optional<nanoseconds> parseDurationText(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text == "0")
        return nanoseconds(0);
    if (text.empty())
        return {};

    static constexpr std::pair<std::string_view, qint64> units[]
        = {{"ns", 1}, {"us", 1'000}, {"\u00b5s", 1'000}, {"\u03bcs", 1'000}, {"ms", 1'000'000},
            {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};
    qint64 total = 0; // counted below zero, where there is one more than above
    while (!text.empty()) {
        qint64 whole = 0;
        size_t digits = 0;
        for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits) {
            if (__builtin_mul_overflow(whole, 10, &whole)
                || __builtin_add_overflow(whole, text[0] - '0', &whole))
                return {};
        }
        double fraction = 0;
        if (take(text, '.')) {
            for (double place = 0.1; !text.empty() && text[0] >= '0' && text[0] <= '9';
                 text.remove_prefix(1), ++digits) {
                fraction += (text[0] - '0') * place;
                place /= 10;
            }
        }
        if (!digits)
            return {};
        const auto end = text.find_first_of(".0123456789");
        const auto name = text.substr(0, end);
        const auto *unit = std::find_if(
            std::begin(units), std::end(units), [&](const auto &u) { return u.first == name; });
        if (unit == std::end(units))
            return {};
        text.remove_prefix(name.size());
        qint64 amount = 0;
        if (__builtin_mul_overflow(whole, unit->second, &amount)
            || __builtin_add_overflow(amount, qint64(std::llround(fraction * double(unit->second))), &amount)
            || __builtin_sub_overflow(total, amount, &total))
            return {};
    }
    if (negative)
        return nanoseconds(total);
    if (total == INT64_MIN)
        return {};
    return nanoseconds(-total);
}

std::string formatDouble(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    char buffer[32];
    const auto scientific
        = std::to_chars(buffer, buffer + sizeof buffer, std::abs(number), std::chars_format::scientific);
    const std::string_view text(buffer, size_t(scientific.ptr - buffer));
    const auto mark = text.find('e');
    int exponent = 0;
    // from_chars does not take the plus sign.
    const auto *from = buffer + mark + 1 + (text[mark + 1] == '+');
    std::from_chars(from, scientific.ptr, exponent);
    std::string out;
    if (std::signbit(number))
        out += '-';
    if (exponent < -7 || exponent >= 21)
        return out.append(text);

    std::string digits(1, text[0]);
    if (mark > 2)
        digits += text.substr(2, mark - 2);
    if (exponent < 0)
        return out + "0." + std::string(size_t(-exponent - 1), '0') + digits;
    const auto whole = size_t(exponent) + 1;
    if (digits.size() <= whole)
        return out + digits + std::string(whole - digits.size(), '0');
    return out + digits.substr(0, whole) + '.' + digits.substr(whole);
}

} // namespace signalbox::expression
