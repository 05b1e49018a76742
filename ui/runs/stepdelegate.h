// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace signalbox {

/// Paints a run's steps: each with the icon and colour of its group, its state, and its bar on the line of
/// time.
class StepDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    CellLook lookOf(const QModelIndex &index) const override;
};

} // namespace signalbox
