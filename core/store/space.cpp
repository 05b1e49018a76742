// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/space.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace signalbox {

namespace {

constexpr auto incremental = 2; // as PRAGMA auto_vacuum says it

} // namespace

Result<SpaceUse> spaceUse(Connection &db)
{
    const auto found = db.first("SELECT page_size * page_count, page_size * freelist_count FROM "
                                "pragma_page_size, pragma_page_count, pragma_freelist_count",
        {}, [](Row &row) {
            const auto bytes = row.integer();
            return SpaceUse{bytes, row.integer()};
        });
    if (!found)
        return Failure(found.error());
    return found->value_or(SpaceUse());
}

Result<void> makeShrinkable(Connection &db)
{
    // Costs nothing that could be measured when rows are added; giving a page back costs 0.1 ms.
    return db.script("PRAGMA auto_vacuum = INCREMENTAL");
}

void rewriteShrinkable(Connection &db)
{
    const auto mode = db.integer("PRAGMA auto_vacuum");
    if (!mode || *mode == incremental)
        return;
    const QFileInfo file(db.file());
    // The new file beside the old one, once as a temporary one and once in the write-ahead log.
    if (QStorageInfo(file.absolutePath()).bytesAvailable() < 3 * file.size())
        return;
    // All or nothing, also when the power goes: what VACUUM writes is one transaction.
    if (auto done = db.script("PRAGMA auto_vacuum = INCREMENTAL; VACUUM;"); !done)
        qWarning("store: %s", qPrintable(done.error().message));
}

} // namespace signalbox
