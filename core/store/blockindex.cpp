// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/blockindex.h"

namespace signalbox {

namespace {

/// The rows of block `block`, an expression.
std::string isIn(const BlockIndex &index, const std::string &block)
{
    const auto first = block + " * " + std::to_string(BlockIndex::blockSize);
    return std::string(index.number) + " BETWEEN " + first + " AND " + first + " + "
        + std::to_string(BlockIndex::blockSize - 1);
}

} // namespace

std::string BlockIndex::joined() const
{
    // In this order, since the blocks come in that of the rows.
    return std::string(name) + " AS b CROSS JOIN " + std::string(rows) + " ON " + isIn(*this, "b.block")
        + " AND " + std::string(value) + " = b.value";
}

Result<void> BlockIndex::trim(Connection &db, const SqlValue &entry, qint64 block) const
{
    return db.run("DELETE FROM " + std::string(name)
            + " WHERE value = ?1 AND block = ?2 AND NOT EXISTS (SELECT 1 FROM " + std::string(rows)
            + " WHERE " + isIn(*this, "?2") + " AND " + std::string(value) + " = ?1)",
        {entry, block});
}

Result<bool> BlockIndex::isWhole(Connection &db) const
{
    const auto unknown = db.first("SELECT " + std::string(value) + ", " + std::string(number) + " / "
            + std::to_string(blockSize) + " FROM " + std::string(rows) + " EXCEPT SELECT value, block FROM "
            + std::string(name) + " LIMIT 1",
        {}, [](Row &) { return true; });
    if (!unknown)
        return Failure(unknown.error());
    return !unknown->value_or(false);
}

void BlockIndexWriters::forget()
{
    eventsByType.forget();
    runsByRule.forget();
    runsByEvents.forget();
}

} // namespace signalbox
