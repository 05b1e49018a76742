// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/zoombar.h"

#include "ui/editor/canvasview.h"
#include "ui/editor/editoractions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

ZoomBar::ZoomBar(const EditorActions &actions, CanvasView &view)
    : QFrame(&view)
{
    setProperty("card", true);
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    const auto add = [&](EditorActions::Name name) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(actions.action(name));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(actions.action(name)->text());
        layout->addWidget(button);
    };
    add(EditorActions::ZoomOut);
    auto *zoom = new QToolButton(this);
    zoom->setObjectName(u"zoomButton"_s);
    zoom->setAutoRaise(true);
    zoom->setFocusPolicy(Qt::TabFocus);
    zoom->setText(tr("%1 %").arg(100));
    zoom->setMinimumWidth(zoom->sizeHint().width() + 4);
    zoom->setToolTip(tr("Back to natural size (0)"));
    layout->addWidget(zoom);
    add(EditorActions::ZoomIn);
    add(EditorActions::Fit);
    connect(zoom, &QToolButton::clicked, &view, &CanvasView::resetZoom);
    connect(&view, &CanvasView::zoomChanged, zoom,
        [zoom](qreal scale) { zoom->setText(tr("%1 %").arg(qRound(scale * 100))); });
}

} // namespace signalbox
