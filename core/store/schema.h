// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"

#include <QByteArray>
#include <QList>

/// What the file is made of. Its version is SQLite's `user_version`, and `application_id` says that it is
/// ours.
namespace signalbox::schema {

/// "Sbox" in ASCII.
inline constexpr int applicationId = 0x53626f78;

/// The SQL that brings a store from version N - 1 to N stands at N - 1 of the list. Forward only; a step that
/// has been released is never changed.
const QList<QByteArray> &migrations();

/// Makes or migrates a store in one transaction, after a backup of the file beside it
/// (`FILE.version-N.backup`) if an older store is there. A new one can give space back to the disk (space.h);
/// an older one is written anew for that, if the disk has room. Corrupt: not ours or damaged; InvalidInput:
/// written by a newer Signalbox.
Result<void> prepare(Connection &db, const QList<QByteArray> &steps = migrations());

/// For a reader: the store is there and is of this version. Errors as above; NotFound: nothing in it yet.
Result<void> check(Connection &db);

} // namespace signalbox::schema
