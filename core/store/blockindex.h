// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QSet>
#include <QString>

#include <string>
#include <string_view>

namespace signalbox {

/// Which blocks of 64 rows have a value. An index of SQLite has an entry for each row, and to write six of
/// them cost as much as the rows themselves; this one has an entry for each value and block, and hardly costs
/// anything. Whoever looks for a value goes through the rows of its blocks, in their order.
///
/// It is a table (value, block). An entry may be there without a row, never a row without its entry, which
/// examine() (logcheck.h) looks for.
struct BlockIndex
{
    static constexpr qint64 blockSize = 64;
    static constexpr qint64 blockOf(qint64 number) { return number / blockSize; }

    std::string_view name;
    std::string_view rows; ///< the table that it is of
    std::string_view number; ///< the key of these rows, in whose order they are written
    std::string_view value; ///< what it finds them by, an expression

    /// For FROM: the rows with a value, as soon as `b.value` is given. In order by "b.block, NUMBER".
    std::string joined() const;
    /// Takes an entry out if no row needs it.
    Result<void> trim(Connection &db, const SqlValue &value, qint64 block) const;
    Result<bool> isWhole(Connection &db) const; ///< knows every row; reads them all
};

inline constexpr BlockIndex eventsByType{"event_of_type", "event", "sequence", "type"};
inline constexpr BlockIndex runsByRule{"run_of_rule", "run", "number", "rule"};
/// By the block of their event.
inline constexpr BlockIndex runsByEvents{"run_of_events", "run", "number", "event / 64"};

/// Fills a BlockIndex. Thread: store.
template <typename Value> class BlockIndexWriter
{
public:
    explicit BlockIndexWriter(const BlockIndex &index)
        : m_insert("INSERT OR IGNORE INTO " + std::string(index.name) + " VALUES (?, ?)")
    {
    }

    /// Rows come in their order, so that all entries of the growing block are known after a few of them.
    Result<void> add(Connection &db, const Value &value, qint64 number)
    {
        const auto block = BlockIndex::blockOf(number);
        if (block != m_block) {
            m_entered.clear();
            m_block = block;
        }
        if (m_entered.contains(value))
            return {};
        auto done = db.run(m_insert, {value, block});
        if (done)
            m_entered.insert(value);
        return done;
    }

    /// Entries may be gone again: rows were removed, or a transaction was undone.
    void forget() { m_entered.clear(); }

private:
    std::string m_insert;
    qint64 m_block = -1;
    QSet<Value> m_entered; ///< of this block
};

struct BlockIndexWriters
{
    BlockIndexWriter<QString> eventsByType{signalbox::eventsByType};
    BlockIndexWriter<QString> runsByRule{signalbox::runsByRule};
    BlockIndexWriter<qint64> runsByEvents{signalbox::runsByEvents};

    void forget();
};

} // namespace signalbox
