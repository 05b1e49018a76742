// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowdelegate.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace signalbox {

RowDelegate::RowDelegate(const ThemeManager &themes, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
{
    connect(&themes, &ThemeManager::changed, this, [this] { m_icons.clear(); });
}

QIcon RowDelegate::icon(const QString &name, const QColor &color) const
{
    auto &icon = m_icons[{name, color.rgba()}];
    if (icon.isNull())
        icon = m_themes.icon(name, color);
    return icon;
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &theme = m_themes.theme();
    const auto look = lookOf(index);
    const auto color = look.color.isValid() ? look.color : theme.text;
    option->palette.setColor(QPalette::Text, color);
    option->palette.setColor(QPalette::HighlightedText, color);
    option->textElideMode = Qt::ElideRight;
    option->state &= ~QStyle::State_HasFocus; // the row has it, see paint()
    if (!look.icon.isEmpty()) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {Theme::iconSize - 2, Theme::iconSize - 2};
        option->icon = icon(look.icon, look.iconColor);
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto &theme = m_themes.theme();
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.border);
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (!table || !(option.state & QStyle::State_Selected)
        || table->horizontalHeader()->visualIndex(index.column()) != 0)
        return;
    auto bar = option.rect.adjusted(0, 0, 0, -1);
    bar.setWidth(3);
    if (option.direction == Qt::RightToLeft)
        bar.moveRight(option.rect.right());
    painter->fillRect(bar, table->hasFocus() ? theme.accent : theme.faint);
}

} // namespace signalbox
