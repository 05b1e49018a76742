// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventdelegate.h"

#include "ui/monitor/eventtablemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventfamily.h"

namespace signalbox {

CellLook EventDelegate::lookOf(const QModelIndex &index) const
{
    const auto &theme = themes().theme();
    switch (index.column()) {
    case EventTableModel::TypeColumn: {
        const auto type = index.data(EventTableModel::TypeRole).toString();
        if (type.isEmpty())
            return {};
        const auto family = familyOf(type);
        return {theme.text, family.icon, theme.named(family.color)};
    }
    case EventTableModel::StateColumn: {
        const auto state = index.data(EventTableModel::StateRole);
        if (!state.isValid())
            return {};
        const auto color = theme.state(State(state.toInt()));
        return {color, stateIcon(State(state.toInt())), color};
    }
    case EventTableModel::SubjectColumn:
    case EventTableModel::RulesColumn:
        return {theme.text, {}, {}};
    default:
        return {theme.muted, {}, {}};
    }
}

} // namespace signalbox
