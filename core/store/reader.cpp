// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"

#include "core/store/readerprivate.h"
#include "core/store/schema.h"

namespace signalbox {

using namespace std::chrono_literals;

Result<std::unique_ptr<Reader>> Reader::open(const QString &file)
{
    auto db = Connection::open(file, Connection::Mode::ReadOnly);
    if (!db)
        return Failure(db.error());
    if (auto good = schema::check(**db); !good)
        return Failure(good.error());
    // A reader that does not end keeps the write-ahead log from being emptied.
    (*db)->setTimeLimit(20s);
    auto d = std::make_unique<Private>();
    d->db = std::move(*db);
    return std::unique_ptr<Reader>(new Reader(std::move(d)));
}

Reader::Reader(std::unique_ptr<Private> given)
    : d(std::move(given))
{
}

Reader::~Reader() = default;

} // namespace signalbox
