// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace signalbox {

/// The program's own icon, for windows, tray and start page. `mark` sits on its corner, as of trouble; grey
/// while the engine is paused.
QIcon logoIcon(bool grey = false, const QColor &mark = {});

} // namespace signalbox
