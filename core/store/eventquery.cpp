// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventquery.h"

#include "core/event/typepattern.h"
#include "core/store/blockindex.h"
#include "core/store/searchtext.h"
#include "core/store/timesearch.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// One index look-up each; with more types than this the log is gone through in order instead.
constexpr qsizetype mostTypes = 24;
// Types of the store looked at for a pattern. A log of more has types from outside without end.
constexpr int mostTypesSeen = 2000;

/// The types in the store that fit; nothing if they are too many to tell.
Result<std::optional<QStringList>> typesFor(Connection &db, const QString &pattern)
{
    const auto prefix = pattern.left(pattern.indexOf(u'*'));
    QStringList fitting;
    // From type to type by the index: `DISTINCT` would read an entry for every event.
    auto next = db.first("SELECT value FROM event_of_type WHERE value >= ? ORDER BY value LIMIT 1", {prefix},
        [](Row &row) { return row.text(); });
    for (int seen = 0;; ++seen) {
        if (!next)
            return Failure(next.error());
        if (!*next || !(*next)->startsWith(prefix))
            return std::optional(fitting);
        if (fitsPattern(pattern, **next))
            fitting += **next;
        if (seen == mostTypesSeen || fitting.size() > mostTypes)
            return std::optional<QStringList>();
        next = db.first("SELECT value FROM event_of_type WHERE value > ? ORDER BY value LIMIT 1", {**next},
            [](Row &row) { return row.text(); });
    }
}

std::string joined(const std::vector<std::string> &parts)
{
    std::string text;
    for (const auto &part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

} // namespace

QString globFor(const QString &pattern)
{
    QString glob;
    for (const QChar c : pattern) {
        if (c == u'?' || c == u'[')
            glob += u'[' + QString(c) + u']';
        else
            glob += c;
    }
    return glob;
}

std::string EventQuery::bind(SqlValue value)
{
    m_values.push_back(std::move(value));
    return '?' + std::to_string(m_values.size());
}

void EventQuery::also(const std::string &condition)
{
    m_where += (m_where.empty() ? "" : " AND ") + condition;
}

Result<EventQuery> EventQuery::of(Connection &db, const EventFilter &filter)
{
    EventQuery query;
    if (!filter.type.isEmpty() && !isPattern(filter.type)) {
        query.m_types = {query.bind(filter.type)};
    } else if (!filter.type.isEmpty() && filter.type != u"*") {
        const auto types = typesFor(db, filter.type);
        if (!types)
            return Failure(types.error());
        if (*types) {
            query.m_isEmpty = (*types)->isEmpty();
            for (const auto &type : **types)
                query.m_types.push_back(query.bind(type));
        } else {
            query.also("type GLOB " + query.bind(globFor(filter.type)));
        }
    }
    if (!filter.source.isEmpty())
        query.also(isPattern(filter.source) ? "source GLOB " + query.bind(globFor(filter.source))
                                            : "source = " + query.bind(filter.source));
    if (filter.since || filter.until) {
        const auto last = db.integer("SELECT max(sequence) FROM event");
        if (!last)
            return Failure(last.error());
        const auto first = filter.since ? firstEventSince(db, *filter.since, 1, *last) : 1;
        const auto beyond = filter.until ? firstEventSince(db, *filter.until, 1, *last) : query.m_last;
        if (!first || !beyond)
            return Failure(!first ? first.error() : beyond.error());
        query.narrow(*first, *beyond - 1);
        query.m_isEmpty = query.m_isEmpty || query.m_first > std::min(query.m_last, *last);
    }
    if (const SearchText wanted(filter.text); !wanted.isEmpty()) {
        query.m_words = wanted.forIndex();
        query.also("has_words(" + query.bind(filter.text) + ", type, source, subject, id, data)");
    }
    return query;
}

void EventQuery::narrow(Sequence first, Sequence last)
{
    m_first = std::max(m_first, first);
    m_last = std::min(m_last, last);
}

EventQuery::Statement EventQuery::page(
    std::string_view columns, Sequence from, Page page, int limit, const SearchFile::Piece &piece) const
{
    auto query = *this;
    query.narrow(piece.first, piece.last);
    if (page == Page::Newer)
        query.narrow(from + 1, m_last);
    else if (from > 0)
        query.narrow(m_first, from - 1);
    const auto select = "SELECT " + std::string(columns) + " FROM ";
    const std::string direction = page == Page::Newer ? "" : " DESC";
    auto sql = query.m_words.isEmpty() || piece.table.empty()
        ? query.inLog(select, direction, limit)
        : query.inWords(select, piece.table, direction, limit);
    return {std::move(sql), std::move(query.m_values)};
}

/// By the words that a table of the index of words knows.
std::string EventQuery::inWords(
    const std::string &select, const std::string &table, const std::string &direction, int limit)
{
    also("words." + table + " MATCH " + bind(m_words));
    also(between("words.rowid"));
    if (!m_types.empty())
        also("type IN (" + joined(m_types) + ')');
    // In this order, since the words come in the order of the log as well.
    return select + "search." + table + " AS words CROSS JOIN event ON sequence = words.rowid WHERE "
        + m_where + " ORDER BY words.rowid" + direction + " LIMIT " + bind(limit);
}

std::string EventQuery::inLog(const std::string &select, const std::string &direction, int limit)
{
    also(between("sequence"));
    const auto most = " LIMIT " + bind(limit);
    const auto order = " ORDER BY sequence" + direction + most;
    if (m_types.empty())
        return select + "event WHERE " + m_where + order;
    const auto blocks = between("b.block", BlockIndex::blockSize);
    const auto ofType = [&](const std::string &what, const std::string &type) {
        return what + eventsByType.joined() + " WHERE b.value = " + type + " AND " + blocks + " AND "
            + m_where + " ORDER BY b.block" + direction + ", sequence" + direction + most;
    };
    if (m_types.size() == 1)
        return ofType(select, m_types.front());
    // A page of each type, and then the page of these.
    std::string parts;
    for (const auto &type : m_types)
        parts.append(parts.empty() ? "" : " UNION ALL ")
            .append("SELECT * FROM (")
            .append(ofType("SELECT sequence FROM ", type))
            .append(")");
    return select + "event WHERE sequence IN (" + parts + ")" + order;
}

std::string EventQuery::between(const std::string &key, qint64 divisor)
{
    return key + " BETWEEN " + bind(m_first / divisor) + " AND " + bind(m_last / divisor);
}

} // namespace signalbox
