// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace signalbox {

class CanvasView;
class EditorActions;

/// How the canvas is looked at: a small bar in its corner. Object name of the figure: "zoomButton".
/// Thread: window.
class ZoomBar : public QFrame
{
    Q_OBJECT

public:
    ZoomBar(const EditorActions &actions, CanvasView &view);
};

} // namespace signalbox
