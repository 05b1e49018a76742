// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/pane.h"

#include <QAbstractScrollArea>
#include <QSplitter>

namespace signalbox {

void makePane(QWidget *widget)
{
    widget->setBackgroundRole(QPalette::Base);
    widget->setAutoFillBackground(true);
    if (auto *area = qobject_cast<QAbstractScrollArea *>(widget))
        makePane(area->viewport());
}

void drawBorders(QSplitter &splitter)
{
    splitter.setHandleWidth(1); // the grip is wider: the handle takes a margin of its neighbours
    for (int i = 1; i < splitter.count(); ++i) {
        splitter.handle(i)->setBackgroundRole(QPalette::Mid);
        splitter.handle(i)->setAutoFillBackground(true);
    }
}

} // namespace signalbox
