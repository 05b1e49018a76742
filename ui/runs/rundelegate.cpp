// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/rundelegate.h"

#include "ui/runs/runtablemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventfamily.h"

namespace signalbox {

using namespace Qt::StringLiterals;

CellLook RunDelegate::lookOf(const QModelIndex &index) const
{
    const auto &theme = themes().theme();
    switch (index.column()) {
    case RunTableModel::StateColumn: {
        const auto state = index.data(RunTableModel::StateRole);
        if (!state.isValid())
            return {};
        const auto color = theme.state(State(state.toInt()));
        return {color, stateIcon(State(state.toInt())), color};
    }
    case RunTableModel::RuleColumn:
        if (index.data(RunTableModel::PinnedRole).toBool())
            return {theme.text, u"pin"_s, theme.accent};
        return {theme.text, {}, {}};
    case RunTableModel::EventColumn: {
        const auto type = index.data(RunTableModel::EventTypeRole).toString();
        if (type.isEmpty())
            return {theme.muted, {}, {}};
        const auto family = familyOf(type);
        return {theme.muted, family.icon, theme.named(family.color)};
    }
    default:
        return {theme.muted, {}, {}};
    }
}

} // namespace signalbox
