// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace signalbox {

struct Theme;

/// The application's style sheet: what plain labels and frames look like by a dynamic property that says what
/// they are for. Controls are drawn by Style.
///
/// QLabel "role": "muted", "label" (above a field), "problem" (below a field), "title" (of a page), "heading"
/// (of a part of a page), "mono". QFrame "card": true; "bar": "top", "left" … an edge with a line on that
/// side's far end.
QString styleSheetOf(const Theme &theme);

} // namespace signalbox
