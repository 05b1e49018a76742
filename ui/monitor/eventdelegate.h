// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace signalbox {

/// Paints the event table: the type with the icon of its family, the outcome as a state.
class EventDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    CellLook lookOf(const QModelIndex &index) const override;
};

} // namespace signalbox
