// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventquery.h"

#include "core/event/typepattern.h"
#include "core/store/searchtext.h"

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
    auto next = db.first("SELECT type FROM event WHERE type >= ? ORDER BY type LIMIT 1", {prefix},
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
        next = db.first("SELECT type FROM event WHERE type > ? ORDER BY type LIMIT 1", {**next},
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
            // The sign keeps the index out, in whose order the log is not.
            query.also("+type GLOB " + query.bind(globFor(filter.type)));
        }
    }
    if (!filter.source.isEmpty())
        query.also(isPattern(filter.source) ? "source GLOB " + query.bind(globFor(filter.source))
                                            : "source = " + query.bind(filter.source));
    // Times of receipt rise with the sequence, except where the clock was set back; a page needs sequences.
    if (filter.since) {
        const auto first
            = db.first("SELECT sequence FROM event WHERE received >= ? ORDER BY received, sequence LIMIT 1",
                {*filter.since}, [](Row &row) { return row.integer(); });
        if (!first)
            return Failure(first.error());
        if (*first)
            query.also("sequence >= " + query.bind(**first));
        else
            query.m_isEmpty = true;
    }
    if (filter.until) {
        const auto last = db.first(
            "SELECT sequence FROM event WHERE received < ? ORDER BY received DESC, sequence DESC LIMIT 1",
            {*filter.until}, [](Row &row) { return row.integer(); });
        if (!last)
            return Failure(last.error());
        if (*last)
            query.also("sequence <= " + query.bind(**last));
        else
            query.m_isEmpty = true;
    }
    if (const SearchText wanted(filter.text); !wanted.isEmpty()) {
        query.m_words = wanted.forIndex();
        query.also("has_words(" + query.bind(filter.text) + ", type, source, subject, id, data)");
    }
    return query;
}

std::string EventQuery::source(const SearchFile::Piece &piece)
{
    const bool isIndexed = !piece.table.empty() && wantsWords();
    const std::string key = isIndexed ? "words.rowid" : "sequence";
    if (piece.first > 1)
        also(key + " >= " + bind(piece.first));
    if (piece.last < SearchFile::Piece().last)
        also(key + " <= " + bind(piece.last));
    if (!isIndexed)
        return "event";
    also("words." + piece.table + " MATCH " + bind(m_words));
    // In this order, since the words come in the order of the log as well.
    return "search." + piece.table + " AS words CROSS JOIN event ON sequence = words.rowid";
}

EventQuery::Statement EventQuery::page(
    std::string_view columns, Sequence from, Page page, int limit, const SearchFile::Piece &piece) const
{
    auto query = *this;
    const auto source = query.source(piece);
    const bool isIndexed = source != "event";
    const std::string key = isIndexed ? "words.rowid" : "sequence";
    if (page == Page::Newer || from > 0)
        query.also(key + (page == Page::Newer ? " > " : " < ") + query.bind(from));
    const std::string order = " ORDER BY " + key + (page == Page::Newer ? "" : " DESC");
    const auto tail = order + " LIMIT " + query.bind(limit);
    if (query.m_types.size() == 1)
        query.also((isIndexed ? "+type = " : "type = ") + query.m_types.front());
    else if (isIndexed && !query.m_types.empty())
        query.also("type IN (" + joined(query.m_types) + ')');
    const auto where = query.m_where.empty() ? std::string() : " WHERE " + query.m_where;
    auto sql = "SELECT " + std::string(columns) + " FROM " + source;
    if (isIndexed || query.m_types.size() < 2) {
        sql.append(where);
    } else {
        // A page of each type, by the index, and then the page of these.
        const auto ofType = "SELECT * FROM (SELECT sequence FROM event" + where
            + (where.empty() ? " WHERE type = " : " AND type = ");
        std::string parts;
        for (const auto &type : query.m_types)
            parts.append(parts.empty() ? "" : " UNION ALL ")
                .append(ofType)
                .append(type)
                .append(tail)
                .append(")");
        sql.append(" WHERE sequence IN (").append(parts).append(")");
    }
    sql.append(tail);
    return {std::move(sql), std::move(query.m_values)};
}

EventQuery::Statement EventQuery::count(const SearchFile::Piece &piece) const
{
    auto query = *this;
    const auto source = query.source(piece);
    if (!query.m_types.empty())
        query.also("type IN (" + joined(query.m_types) + ')');
    return {"SELECT count(*) FROM " + source
            + (query.m_where.empty() ? std::string() : " WHERE " + query.m_where),
        std::move(query.m_values)};
}

} // namespace signalbox
