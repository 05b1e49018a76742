// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/searchtext.h"
#include "ui/widgets/rowdelegate.h"

namespace signalbox {

/// Paints the event table: the type with the icon of its family, the outcome as a state, and behind the words
/// that are searched for a trace of colour.
class EventDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    CellLook lookOf(const QModelIndex &index) const override;

private:
    mutable QString m_typed; // for which m_searched was made
    mutable SearchText m_searched{QString()};
};

} // namespace signalbox
