// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/logcheck.h"

#include <atomic>

namespace signalbox {

/// Copies a store as it is at this moment, also beside a running engine, whose write-ahead log grows
/// meanwhile. The copy is looked through (examine()), is on disk, and only then gets its name, replacing a
/// file of that name. What is returned is the copy's health. Blocks. Corrupt: the copy is not sound (it is
/// removed then), and the context says why; Unavailable: it cannot be written; NotFound: there is no store.
/// Secrets are in the vault and in no backup. Once `cancelled` is true it ends soon with Unavailable, and
/// leaves nothing behind. While it copies, the copy is TARGET.part, about as large in the end as what is in
/// use.
Result<Health> backUpStore(
    const QString &store, const QString &target, const std::atomic<bool> *cancelled = nullptr);

/// Puts a backup in the store's place, after it was looked through. What was there is kept beside it, as
/// `STORE.before-restore` (of several times only the last). No engine may have the store. Errors as above;
/// Corrupt, NotFound and InvalidInput are of the backup, and the store is as it was.
Result<Health> restoreStore(const QString &backup, const QString &store);

} // namespace signalbox
