// SPDX-License-Identifier: GPL-3.0-or-later
// How large controls are, and where their parts stand.
#include "ui/theme/style.h"
#include "ui/theme/styleparts.h"
#include "ui/theme/theme.h"

#include <QAbstractSpinBox>
#include <QTableView>

namespace signalbox {

using namespace styleparts;

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
        return Theme::iconSize;
    case PM_ButtonMargin:
        return 12;
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SplitterWidth:
        return Theme::unit;
    case PM_MenuPanelWidth:
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return metric == PM_MenuPanelWidth ? 1 : 4;
    case PM_MenuBarItemSpacing:
    case PM_MenuBarHMargin:
    case PM_MenuBarVMargin:
        return 2;
    case PM_TabBarTabHSpace:
        return 3 * Theme::unit;
    case PM_TabBarTabVSpace:
        return 12;
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator:
        return 0;
    case PM_HeaderMargin:
        return 6;
    case PM_FocusFrameHMargin: // an item's text stands a pixel further in, below its header
        return 5;
    case PM_HeaderMarkSize:
        return 10;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Theme::unit;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 2 * Theme::unit;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const bool small = is(widget, "small") || isChip(widget) || isNews(widget);
        const auto padding = small ? Theme::unit : 12;
        return {size.width() + 2 * padding + 2, std::max(small ? smallHeight : controlHeight, size.height())};
    }
    case CT_ToolButton: {
        auto wanted = size + QSize(10, 10);
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            if (tool->toolButtonStyle != Qt::ToolButtonIconOnly && !tool->text.isEmpty())
                wanted.rwidth() += 8;
            if (tool->features & QStyleOptionToolButton::HasMenu
                && !(tool->features & QStyleOptionToolButton::MenuButtonPopup))
                wanted.rwidth() += 12;
        }
        return wanted.expandedTo({28, is(widget, "small") ? smallHeight : 28});
    }
    case CT_LineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth == 0)
            return QProxyStyle::sizeFromContents(type, option, size, widget);
        return {size.width() + 12, std::max(controlHeight, size.height() + 4)};
    }
    case CT_ComboBox: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo && !combo->frame)
            return QProxyStyle::sizeFromContents(type, option, size, widget);
        return {size.width() + arrowRoom + 12, std::max(controlHeight, size.height() + 6)};
    }
    case CT_SpinBox:
        return {size.width() + spinRoom + 8, std::max(controlHeight, size.height() + 4)};
    case CT_MenuBarItem:
        return size + QSize(16, 8);
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), 9};
        auto width = size.width() + 36 + 24; // room for icon or check, and the end
        if (item->text.contains(u'\t') || item->reservedShortcutWidth > 0)
            width += item->reservedShortcutWidth + 24;
        return {width, std::max(menuRow, size.height())};
    }
    case CT_HeaderSection: {
        auto wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
        wanted.setHeight(std::max(28, wanted.height()));
        return wanted;
    }
    case CT_ItemViewItem: {
        auto wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (!qobject_cast<const QTableView *>(widget))
            wanted.setHeight(std::max(menuRow, wanted.height()));
        return wanted;
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(6, 1, -6, -1);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto &rect = option->rect;
    const auto placed = [&](const QRect &logical) { return visualRect(option->direction, rect, logical); };
    switch (control) {
    case CC_ComboBox:
        switch (part) {
        case SC_ComboBoxFrame:
            return rect;
        case SC_ComboBoxArrow:
            return placed(QRect(rect.right() - arrowRoom, rect.top(), arrowRoom, rect.height()));
        case SC_ComboBoxEditField:
            return placed(rect.adjusted(8, 2, -arrowRoom, -2));
        default:
            break;
        }
        break;
    case CC_SpinBox: {
        const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const auto room = box && box->buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : spinRoom;
        const QRect buttons(rect.right() - room, rect.top() + 1, room, rect.height() - 2);
        switch (part) {
        case SC_SpinBoxUp:
            return placed(QRect(buttons.topLeft(), QSize(room, buttons.height() / 2)));
        case SC_SpinBoxDown:
            return placed(buttons.adjusted(0, buttons.height() / 2, 0, 0));
        case SC_SpinBoxEditField:
            return placed(rect.adjusted(6, 1, -room - 2, -1));
        case SC_SpinBoxFrame:
            return rect;
        default:
            break;
        }
        break;
    }
    case CC_ScrollBar: {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            break;
        const bool across = bar->orientation == Qt::Horizontal;
        const auto length = across ? rect.width() : rect.height();
        const auto range = qint64(bar->maximum) - bar->minimum;
        auto thumb = length;
        if (range > 0)
            thumb = int(std::clamp<qint64>(
                qint64(bar->pageStep) * length / (range + bar->pageStep), std::min(28, length), length));
        const auto start = sliderPositionFromValue(
            bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
        const auto along = [&](int from, int size) {
            return across ? placed(QRect(rect.left() + from, rect.top(), size, rect.height()))
                          : QRect(rect.left(), rect.top() + from, rect.width(), size);
        };
        switch (part) {
        case SC_ScrollBarSlider:
            return along(start, thumb);
        case SC_ScrollBarSubPage:
            return along(0, start);
        case SC_ScrollBarAddPage:
            return along(start + thumb, length - start - thumb);
        case SC_ScrollBarGroove:
            return rect;
        default: // no buttons at the ends
            return {};
        }
    }
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace signalbox
