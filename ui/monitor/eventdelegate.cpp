// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventdelegate.h"

#include "ui/monitor/eventtablemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventfamily.h"

#include <QPainter>
#include <QTableView>

namespace signalbox {

namespace {

constexpr int markAlpha = 70; // over the text, which stays readable in light and dark

bool isSearched(int column)
{
    return column == EventTableModel::TypeColumn || column == EventTableModel::SourceColumn
        || column == EventTableModel::SubjectColumn || column == EventTableModel::SummaryColumn;
}

} // namespace

void EventDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    const auto *model = dynamic_cast<const EventTableModel *>(index.model());
    if (!model || model->filter().text.isEmpty() || !isSearched(index.column()))
        return;
    if (const auto &typed = model->filter().text; typed != m_typed) {
        m_typed = typed;
        m_searched = SearchText(typed);
    }
    auto cell = option;
    initStyleOption(&cell, index);
    const auto places = m_searched.placesIn(cell.text);
    if (places.isEmpty() || !option.widget || option.direction == Qt::RightToLeft)
        return;
    const auto *style = option.widget->style();
    const auto margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, option.widget) + 1;
    const auto room = style->subElementRect(QStyle::SE_ItemViewItemText, &cell, option.widget)
                          .adjusted(margin, 0, -margin, 0);
    auto color = themes().theme().accent;
    color.setAlpha(markAlpha);
    for (const auto &place : places) {
        const auto from = cell.fontMetrics.horizontalAdvance(cell.text.left(place.at));
        const auto width = cell.fontMetrics.horizontalAdvance(cell.text.mid(place.at, place.length));
        const QRect mark(room.left() + from, room.center().y() - cell.fontMetrics.height() / 2, width,
            cell.fontMetrics.height());
        painter->fillRect(mark.intersected(room), color);
    }
}

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
