// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/request.h"

#include <QString>

namespace signalbox {

/// Opens the window on a data folder (empty: the usual one) and returns when the program ends.
///
/// Where a window is open on the folder already, that one comes to the front and this is Done. Where an
/// engine without a window runs there, it is said so and the user may stop it and take over; not wanting to
/// is Done too. Unreachable: the folder or what is in it cannot be used; a dialog and standard error say why.
Exit openWindow(int &argc, char **argv, const QString &dataDir);

} // namespace signalbox
