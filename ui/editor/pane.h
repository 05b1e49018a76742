// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSplitter;
class QWidget;

namespace signalbox {

/// Gives a panel the colour of surfaces, whatever stands behind it.
void makePane(QWidget *widget);

/// Shows a thin line between the panels of a splitter; it is gripped a little beside it, too. After the
/// panels were added.
void drawBorders(QSplitter &splitter);

} // namespace signalbox
