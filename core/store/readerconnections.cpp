// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/codec.h"
#include "core/store/readerprivate.h"

#include <QCoreApplication>

namespace signalbox {

Result<QList<StoredConnection>> Reader::connections()
{
    static const auto sql = "SELECT " + std::string(codec::connectionColumns)
        + " FROM connection ORDER BY name COLLATE NOCASE, name";
    return d->db->list(sql, {}, codec::readConnection);
}

Result<StoredConnection> Reader::connection(const QString &name)
{
    static const auto sql
        = "SELECT " + std::string(codec::connectionColumns) + " FROM connection WHERE name = ?";
    auto found = d->db->first(sql, {name}, codec::readConnection);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Store", "There is no connection \"%1\".").arg(name), name);
    return std::move(**found);
}

} // namespace signalbox
