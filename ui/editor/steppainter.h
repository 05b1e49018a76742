// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/steplook.h"

class QPainter;

namespace signalbox {

class ThemeManager;

/// What is lit on a step beside its look.
struct StepHighlight
{
    bool isSelected = false;
    bool isHovered = false;
    bool isFocused = false; ///< the canvas has the keyboard and this is its current step
    QString port; ///< way out under the pointer; "in" is the way in
    bool isTarget = false; ///< a half-drawn link would end here
};

/// Paints a step in its own coordinates; the less of it, the smaller it is seen. Pure but for the painter.
/// `detail`: pixels for one unit.
void paintStep(QPainter &painter, const ThemeManager &themes, const StepLook &look,
    const StepHighlight &highlight, qreal detail, qreal deviceScale);

} // namespace signalbox
