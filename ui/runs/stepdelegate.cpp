// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stepdelegate.h"

#include "ui/runs/stepmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace signalbox {

CellLook StepDelegate::lookOf(const QModelIndex &index) const
{
    const auto &theme = themes().theme();
    switch (index.column()) {
    case StepModel::StepColumn: {
        const auto group = index.data(StepModel::GroupRole);
        const auto color = group.isValid() ? theme.group(StepGroup(group.toInt())) : theme.muted;
        return {theme.text, index.data(StepModel::IconRole).toString(), color};
    }
    case StepModel::StateColumn: {
        const auto state = State(index.data(StepModel::StateRole).toInt());
        return {theme.state(state), stateIcon(state), theme.state(state)};
    }
    default:
        return {theme.muted, {}, {}};
    }
}

void StepDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    const auto begin = index.data(StepModel::BarBeginRole);
    if (index.column() != StepModel::TimelineColumn || !begin.isValid())
        return;
    const auto &theme = themes().theme();
    const auto area = QRectF(option.rect).adjusted(Theme::unit, 0, -Theme::unit, 0);
    constexpr auto thickness = double(Theme::unit);
    auto bar = QRectF(area.left() + area.width() * begin.toDouble(), area.center().y() - thickness / 2,
        area.width() * (index.data(StepModel::BarEndRole).toDouble() - begin.toDouble()), thickness);
    bar.setWidth(std::max(3.0, bar.width())); // what took no time happened all the same
    bar.moveRight(std::min(bar.right(), area.right()));
    if (option.direction == Qt::RightToLeft)
        bar.moveLeft(area.left() + area.right() - bar.right());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.state(State(index.data(StepModel::StateRole).toInt())));
    painter->drawRoundedRect(bar, 2, 2);
    painter->restore();
}

} // namespace signalbox
