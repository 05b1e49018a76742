// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/blockindex.h"
#include "core/store/codec.h"
#include "core/store/eventquery.h"
#include "core/store/readerprivate.h"
#include "core/store/timesearch.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype rulesNamed = 3; // of one event
// Beyond this a graph has no pixels any more.
constexpr int mostBuckets = 10'000;

template <typename Private, typename Decode>
Result<QList<Event>> readPage(Private &reader, const EventFilter &filter, Sequence from, Page page, int limit,
    std::string_view columns, Decode decode)
{
    QList<Event> events;
    const auto done = reader.inPieces(filter, page == Page::Older,
        [&](const EventQuery &query, const SearchFile::Piece &piece) -> Result<bool> {
            const auto statement = query.page(columns, from, page, limit - int(events.size()), piece);
            auto found = reader.db->list(statement.sql, statement.values, decode);
            if (!found)
                return Failure(found.error());
            events += std::move(*found);
            return events.size() < limit;
        });
    if (!done)
        return Failure(done.error());
    return events;
}

/// The worse a state is, the earlier it stands.
int rank(State state)
{
    static constexpr std::array order{State::Failed, State::InDoubt, State::Waiting, State::Running,
        State::Queued, State::Cancelled, State::Succeeded, State::Skipped};
    return int(std::ranges::find(order, state) - order.begin());
}

} // namespace

/// Calls `take` with what the filter means, for each piece of the log that the index of words knows or does
/// not, until it answers that this is enough. All of it sees one state of the store.
Result<void> Reader::Private::inPieces(const EventFilter &filter, bool newestFirst,
    const std::function<Result<bool>(const EventQuery &, const SearchFile::Piece &)> &take)
{
    if (!filter.text.isEmpty() && !hasSearch)
        hasSearch = SearchFile::attachTo(*db);
    Snapshot snapshot(*db);
    const auto query = EventQuery::of(*db, filter);
    if (!query)
        return Failure(query.error());
    if (query->isEmpty())
        return {};
    auto pieces
        = query->wantsWords() && hasSearch ? SearchFile::pieces(*db) : std::vector{SearchFile::Piece()};
    if (newestFirst)
        std::ranges::reverse(pieces);
    for (const auto &piece : pieces) {
        const auto more = take(*query, piece);
        if (!more)
            return Failure(more.error());
        if (!*more)
            break;
    }
    return {};
}

Result<Event> Reader::event(Sequence sequence)
{
    static const auto sql = "SELECT " + std::string(codec::eventColumns) + " FROM event WHERE sequence = ?";
    auto found = d->db->first(sql, {sequence}, codec::readEvent);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Store", "There is no event %1.").arg(sequence),
            QString::number(sequence));
    return std::move(**found);
}

Result<QList<Event>> Reader::events(const EventFilter &filter, Sequence from, Page page, int limit)
{
    return limit < 1 ? QList<Event>()
                     : readPage(*d, filter, from, page, limit, codec::eventColumns, codec::readEvent);
}

Result<QList<Event>> Reader::eventHeads(const EventFilter &filter, Sequence from, Page page, int limit)
{
    return limit < 1 ? QList<Event>()
                     : readPage(*d, filter, from, page, limit, codec::eventHeadColumns, codec::readEventHead);
}

Result<QList<EventOutcome>> Reader::outcomes(Sequence first, Sequence last)
{
    QList<EventOutcome> outcomes;
    static const auto sql = "SELECT run.event, run.state, coalesce(rule.name, run.rule) FROM "
        + runsByEvents.joined()
        + " LEFT JOIN rule ON rule.id = run.rule WHERE b.value BETWEEN ? AND ? AND run.event BETWEEN ? AND ? "
          "ORDER BY run.event, run.number";
    const auto take = [&](Row &row) -> Result<void> {
        const auto event = row.integer();
        const auto state = row.state();
        const auto rule = row.text();
        if (outcomes.isEmpty() || outcomes.last().event != event)
            outcomes += EventOutcome{.event = event, .runs = 0, .worst = {}, .rules = {}};
        auto &outcome = outcomes.last();
        ++outcome.runs;
        if (!outcome.worst || rank(state) < rank(*outcome.worst))
            outcome.worst = state;
        if (outcome.rules.size() < rulesNamed && !outcome.rules.contains(rule))
            outcome.rules += rule;
        return {};
    };
    const auto done
        = d->db->each(sql, {BlockIndex::blockOf(first), BlockIndex::blockOf(last), first, last}, take);
    if (!done)
        return Failure(done.error());
    return outcomes;
}

Result<Sequence> Reader::firstSequence()
{
    return d->db->integer("SELECT min(sequence) FROM event");
}

Result<Sequence> Reader::lastSequence()
{
    return d->db->integer("SELECT max(sequence) FROM event");
}

Result<QList<int>> Reader::eventRate(Instant until, std::chrono::milliseconds width, int count)
{
    if (count < 1 || count > mostBuckets || width.count() < 1)
        return failure(Error::Code::InvalidInput,
            QCoreApplication::translate("Store", "Between 1 and %1 stretches of time can be counted.")
                .arg(mostBuckets));
    Snapshot snapshot(*d->db);
    const auto last = lastSequence();
    if (!last)
        return Failure(last.error());
    QList<Sequence> bounds; // the first event of each bucket, and the one after the last bucket
    for (int i = 0; i <= count; ++i) {
        const auto bound = firstEventSince(
            *d->db, until - width * (count - i), bounds.isEmpty() ? 1 : bounds.last(), *last);
        if (!bound)
            return Failure(bound.error());
        bounds += *bound;
    }
    QList<int> buckets(count);
    for (int i = 0; i < count; ++i)
        buckets[i] = int(bounds[i + 1] - bounds[i]);
    const auto subtract = [&](Row &row) -> Result<void> {
        const auto first = row.integer();
        const auto end = row.integer() + 1;
        for (auto i = std::max<qsizetype>(std::ranges::upper_bound(bounds, first) - bounds.begin() - 1, 0);
             i < count && bounds[i] < end; ++i)
            buckets[i] -= int(std::min(bounds[i + 1], end) - std::max(bounds[i], first));
        return {};
    };
    const auto done
        = d->db->each("SELECT CASE WHEN first = 0 THEN sequence ELSE first END, sequence FROM "
                      "event_gone WHERE sequence >= ?1 UNION ALL SELECT first, last FROM log_loss "
                      "WHERE last >= ?1",
            {bounds.first()}, subtract);
    if (!done)
        return Failure(done.error());
    return buckets;
}

Result<Sequence> Reader::cursor()
{
    return d->db->integer("SELECT cursor FROM router");
}

} // namespace signalbox
