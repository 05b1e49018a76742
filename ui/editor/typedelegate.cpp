// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/typedelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace signalbox {

namespace {

constexpr int headingHeight = 28;
constexpr int typeHeight = 40;
constexpr int lineHeight = 30;
constexpr int roomForHelp = 220;

} // namespace

TypeDelegate::TypeDelegate(const ThemeManager &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
}

QSize TypeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.data(TypeRole).toString().isEmpty())
        return {120, headingHeight};
    return {120, hasHelp(option) ? typeHeight : lineHeight};
}

/// What a type does stands below its title where there is room to read it; else in the tooltip.
bool TypeDelegate::hasHelp(const QStyleOptionViewItem &option)
{
    return option.widget && option.widget->width() >= roomForHelp;
}

void TypeDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &theme = m_themes.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    auto area = option.rect.adjusted(Theme::unit, 0, -Theme::unit, 0);
    if (index.data(TypeRole).toString().isEmpty()) {
        auto font = theme.smallFont;
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(theme.muted);
        painter->drawText(area.adjusted(0, 6, 0, 0), Qt::AlignLeading | Qt::AlignVCenter,
            index.data(Qt::DisplayRole).toString());
        painter->restore();
        return;
    }
    const auto box = QRectF(option.rect).adjusted(2, 1, -2, -1);
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? theme.accentSoft : theme.raised);
        painter->drawRoundedRect(box, Theme::radius, Theme::radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
    const auto group = theme.group(StepGroup(index.data(GroupRole).toInt()));
    const auto scale = option.widget ? option.widget->devicePixelRatioF() : 1;
    const QRect iconArea(
        area.left(), option.rect.center().y() - Theme::iconSize / 2, Theme::iconSize, Theme::iconSize);
    painter->drawPixmap(QStyle::visualRect(option.direction, option.rect, iconArea).topLeft(),
        m_themes.pixmap(index.data(IconRole).toString(), group, Theme::iconSize, scale));
    area.setLeft(iconArea.right() + 1 + Theme::unit);
    const auto place
        = [&](const QRect &logical) { return QStyle::visualRect(option.direction, option.rect, logical); };
    const auto help = index.data(HelpRole).toString();
    painter->setFont(theme.textFont);
    painter->setPen(theme.text);
    const auto titleArea = hasHelp(option) ? area.adjusted(0, 4, 0, -18) : area;
    painter->drawText(place(titleArea), Qt::AlignLeading | Qt::AlignVCenter,
        QFontMetrics(theme.textFont)
            .elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, area.width()));
    if (!hasHelp(option)) {
        painter->restore();
        return;
    }
    painter->setFont(theme.smallFont);
    painter->setPen(theme.muted);
    painter->drawText(place(area.adjusted(0, 20, 0, -3)), Qt::AlignLeading | Qt::AlignVCenter,
        QFontMetrics(theme.smallFont).elidedText(help, Qt::ElideRight, area.width()));
    painter->restore();
}

} // namespace signalbox
