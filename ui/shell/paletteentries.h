// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettemodel.h"
#include "ui/widgets/context.h"

#include <QFuture>

class QAction;

namespace signalbox {

/// Actions that can be triggered now: an entry each, `group` where it has none of its own.
QList<PaletteEntry> entriesOf(const QList<QAction *> &actions, const QString &group);

/// The user's own things, read from store and engine: rules, tables, and buttons of the board. Ready soon;
/// its entries use `context` and `navigator` when they run.
QFuture<QList<PaletteEntry>> readEntries(const Context &context, Navigator &navigator);

} // namespace signalbox
