// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace signalbox {

/// Paints the run table: the state as icon and word, the event with the icon of its family.
class RunDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    CellLook lookOf(const QModelIndex &index) const override;
};

} // namespace signalbox
