// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

namespace signalbox {

using namespace Qt::StringLiterals;

QString styleSheetOf(const Theme &theme)
{
    return uR"(
QLabel[role="muted"] { color: %1; }
QLabel[role="label"] { color: %1; font-size: 12px; }
QLabel[role="problem"] { color: %2; font-size: 12px; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLabel[role="heading"] { font-size: 14px; font-weight: 600; }
QFrame[card="true"] { background: %3; border: 1px solid %4; border-radius: %5px; }
)"_s.arg(theme.muted.name(), theme.failed.name(), theme.surface.name(), theme.border.name())
        .arg(Theme::radius + 2);
}

} // namespace signalbox
