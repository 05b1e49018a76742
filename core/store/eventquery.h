// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/reader.h"
#include "core/store/searchfile.h"

#include <limits>
#include <string>

namespace signalbox {

/// The SQL for an event filter. A type, or a pattern that fits few of the types that there are, is looked up
/// in the index of types; a time becomes a stretch of sequences. Text is looked up in the index of words
/// where that knows a piece of the log; source, and text elsewhere, event by event in the order of the log.
class EventQuery
{
public:
    /// Looks up what the filter means in this store.
    static Result<EventQuery> of(Connection &db, const EventFilter &filter);

    /// Nothing can fit.
    bool isEmpty() const { return m_isEmpty; }

    struct Statement
    {
        std::string sql;
        SqlValues values;
    };
    /// Of the events in that piece of the log.
    Statement page(std::string_view columns, Sequence from, Page page, int limit,
        const SearchFile::Piece &piece = {}) const;

    /// Words narrow it down, so that the index of words helps.
    bool wantsWords() const { return !m_words.isEmpty(); }

private:
    std::string bind(SqlValue value); ///< its place in the statement
    void also(const std::string &condition);
    void narrow(Sequence first, Sequence last);
    std::string between(const std::string &key, qint64 divisor = 1); ///< in that stretch of the log
    std::string inLog(const std::string &select, const std::string &direction, int limit);
    std::string inWords(
        const std::string &select, const std::string &table, const std::string &direction, int limit);

    SqlValues m_values;
    Sequence m_first = 1;
    Sequence m_last = std::numeric_limits<Sequence>::max();
    std::string m_where; ///< without the type
    std::vector<std::string> m_types; ///< places of the types, one of which it must be; empty: any
    QString m_words; ///< for FTS5
    bool m_isEmpty = false;
};

/// An SQL GLOB pattern for ours, in which only `*` is special.
QString globFor(const QString &pattern);

} // namespace signalbox
