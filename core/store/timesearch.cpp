// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/timesearch.h"

#include <algorithm>

namespace signalbox {

namespace {

/// `rowFrom` answers number and time of the first row from a number on.
Result<qint64> firstSince(Connection &db, std::string_view rowFrom, Instant then, qint64 from, qint64 last)
{
    auto found = last + 1;
    auto end = found; // there is nothing between it and `found`
    qint64 step = 1; // growing, since it is often near; 0: by halves
    while (from < end) {
        const auto looked = step > 0 ? std::min(from + step, end) - 1 : from + (end - from) / 2;
        const auto row = db.first(rowFrom, {looked}, [](Row &r) {
            const auto number = r.integer();
            return std::pair(number, r.instant());
        });
        if (!row)
            return Failure(row.error());
        const auto [number, instant] = row->value_or(std::pair(last + 1, then));
        if (number <= last && instant < then) {
            from = number + 1;
            step *= 2;
        } else {
            found = std::min(found, number);
            end = looked;
            step = 0;
        }
    }
    return found;
}

} // namespace

Result<Sequence> firstEventSince(Connection &db, Instant then, Sequence from, Sequence last)
{
    return firstSince(db,
        "SELECT sequence, received FROM event WHERE sequence >= ? ORDER BY sequence LIMIT 1", then, from,
        last);
}

Result<qint64> firstRunSince(Connection &db, Instant then, qint64 from, qint64 last)
{
    return firstSince(
        db, "SELECT number, created FROM run WHERE number >= ? ORDER BY number LIMIT 1", then, from, last);
}

} // namespace signalbox
