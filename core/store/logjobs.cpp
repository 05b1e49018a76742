// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/jobs.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace signalbox::jobs {

using namespace Qt::StringLiterals;

namespace {

/// The place in its chain of causes. A cause that is not in the log any more begins a new chain.
Result<void> placeInChain(Transaction &tx, Event &event)
{
    event.correlation = event.sequence;
    event.depth = 0;
    if (event.causation.event <= 0)
        return {};
    const auto cause = tx.db.first(
        "SELECT correlation, depth FROM event WHERE sequence = ?", {event.causation.event}, [](Row &row) {
            const auto correlation = row.integer();
            return std::pair(correlation, row.number());
        });
    if (!cause)
        return Failure(cause.error());
    if (*cause) {
        event.correlation = (*cause)->first;
        event.depth = (*cause)->second + 1;
    }
    return {};
}

} // namespace

Result<Appended> append(Transaction &tx, Event &event)
{
    if (event.type.isEmpty() || event.source.isEmpty())
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Store", "An event needs a type and a source."),
            event.type.isEmpty() ? u"type"_s : u"source"_s);
    const bool isOwnId = event.id.isEmpty();
    if (isOwnId) {
        event.id = EventId(tx.ids.nextFor(quint64(tx.last + 1)));
    } else {
        const auto before = tx.keys.find(tx.db, event);
        if (!before)
            return Failure(before.error());
        if (*before) {
            event.sequence = **before;
            return Appended{event.id, event.sequence, true};
        }
    }
    event.sequence = tx.last + 1;
    event.received = tx.clock.now();
    if (event.time == Instant())
        event.time = event.received;
    if (auto placed = placeInChain(tx, event); !placed)
        return Failure(placed.error());
    static const auto sql = "INSERT INTO event (hash, " + std::string(codec::eventColumns)
        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    auto hash = tx.chain.next(tx.hash, event);
    std::array<SqlValue, 19> values{BytesView{hash}};
    std::ranges::move(tx.chain.values(event), values.begin() + 1);
    if (auto written = tx.db.write(sql, values); !written)
        return Failure(written.error());
    if (!isOwnId) {
        if (auto added = tx.keys.add(tx.db, event); !added)
            return Failure(added.error());
    }
    if (auto added = tx.blocks.eventsByType.add(tx.db, event.type, event.sequence); !added)
        return Failure(added.error());
    tx.last = event.sequence;
    tx.hash = std::move(hash);
    return Appended{event.id, event.sequence, false};
}

Result<QList<Appended>> append(Transaction &tx, QList<Event> &events)
{
    QList<Appended> answer;
    answer.reserve(events.size());
    for (auto &event : events) {
        auto appended = append(tx, event);
        if (!appended)
            return Failure(appended.error());
        answer += std::move(*appended);
    }
    return answer;
}

} // namespace signalbox::jobs
