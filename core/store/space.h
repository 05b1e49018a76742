// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/connection.h"
#include "core/store/purge.h"

namespace signalbox {

// Of a connection, for the store itself.

/// Read from the head of the file: costs nothing.
Result<SpaceUse> spaceUse(Connection &db);

/// Before anything is in it: makes a file that can give free pages back.
Result<void> makeShrinkable(Connection &db);

/// Writes an older store anew, so that it can give free pages back; once. Left as it is where the disk has no
/// room for that or anything else is against it: such a store fills its free pages first, and never shrinks.
/// Takes about two seconds per 100 MB.
void rewriteShrinkable(Connection &db);

} // namespace signalbox
