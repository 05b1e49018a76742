// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/jobs.h"

#include <QCoreApplication>

namespace signalbox::jobs {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

} // namespace

Result<StoredConnection> saveConnection(Transaction &tx, const StoredConnection &connection)
{
    static const auto select
        = "SELECT " + std::string(codec::connectionColumns) + " FROM connection WHERE name = ?";
    static const auto insert = "INSERT INTO connection (" + std::string(codec::connectionColumns)
        + ") VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET type = excluded.type, changed = "
          "excluded.changed, config = excluded.config";
    if (connection.name.isEmpty() || connection.type.isEmpty())
        return failure(Error::Code::InvalidInput, Tr::tr("A connection needs a name and a type."), u"name"_s);
    const auto before = tx.db.first(select, {connection.name}, codec::readConnection);
    if (!before)
        return Failure(before.error());
    auto after = connection;
    after.changed = tx.clock.now();
    after.created = *before ? (*before)->created : after.changed;
    if (auto written = tx.db.run(insert, codec::connectionValues(after)); !written)
        return Failure(written.error());
    tx.news.connections = true;
    return after;
}

Result<void> removeConnection(Transaction &tx, const QString &name)
{
    if (auto removed = tx.db.run("DELETE FROM connection WHERE name = ?", {name}); !removed)
        return removed;
    if (tx.db.changes() == 0)
        return failure(Error::Code::NotFound, Tr::tr("There is no connection \"%1\".").arg(name), name);
    tx.news.connections = true;
    return {};
}

} // namespace signalbox::jobs
