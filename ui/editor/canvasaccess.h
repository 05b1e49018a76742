// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox {

/// Lets screen readers find the steps on a canvas: each a child of the view, with what it is, where it leads,
/// its place and whether it is selected. Qt itself shows them only the view. Once for the program; asking
/// again does no harm. Thread: window.
void installCanvasAccess();

} // namespace signalbox
