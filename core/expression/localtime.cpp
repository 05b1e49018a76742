// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/localtime.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <string>

namespace signalbox::expression {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "+02:00" in seconds.
std::optional<int> fixedOffset(std::string_view name)
{
    constexpr int hour = 3600;
    constexpr int minute = 60;
    const bool west = name.starts_with('-');
    if (west || name.starts_with('+'))
        name.remove_prefix(1);
    if (name.size() != 5 || name[2] != ':' || !isDigit(name[0]) || !isDigit(name[1]) || !isDigit(name[3])
        || !isDigit(name[4]))
        return {};
    const int hours = (name[0] - '0') * 10 + (name[1] - '0');
    const int minutes = (name[3] - '0') * 10 + (name[4] - '0');
    if (hours > 14 || minutes > 59)
        return {};
    return (hours * hour + minutes * minute) * (west ? -1 : 1);
}

/// Whether it can be the name of a zone, which is also that of a file: nothing that leads elsewhere.
bool isZoneName(std::string_view name)
{
    constexpr size_t longest = 64;
    return !name.empty() && name.size() <= longest && name[0] != '/' && std::ranges::all_of(name, [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '_'
            || c == '-' || c == '+';
    });
}

QTimeZone makeZone(std::string_view name)
{
    if (const auto offset = fixedOffset(name))
        return QTimeZone(*offset);
    if (name == "UTC" || name == "Z" || name == "GMT")
        return QTimeZone::utc();
    const QByteArray id(name.data(), qsizetype(name.size()));
    // Qt's list of available names leaves out aliases like US/Central, so trying is the way to know.
    return isZoneName(name) ? QTimeZone(id) : QTimeZone();
}

struct Known
{
    std::string name;
    QTimeZone zone;
};

} // namespace

std::optional<QTimeZone> zoneNamed(std::string_view name)
{
    // Making one reads a file.
    thread_local std::array<Known, 8> known;
    auto &place = known[std::hash<std::string_view>()(name) % known.size()];
    if (!place.zone.isValid() || place.name != name) {
        const auto zone = makeZone(name);
        if (!zone.isValid())
            return {};
        place = {std::string(name), zone};
    }
    return place.zone;
}

std::chrono::seconds offsetOf(const QTimeZone &zone, Value::Time time)
{
    return std::chrono::seconds(
        zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(time.seconds, QTimeZone::utc())));
}

} // namespace signalbox::expression
