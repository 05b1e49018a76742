// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/styleparts.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTableView>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace styleparts;

Style::Style(const ThemeManager &themes)
    : QProxyStyle(u"Fusion"_s)
    , m_themes(themes)
    , m_theme(themes.theme())
{
    setObjectName(u"signalbox"_s);
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // The style sheet's style does not ask this one how large a spin box is.
    if (auto *spin = qobject_cast<QAbstractSpinBox *>(widget); spin && spin->minimumHeight() == 0)
        spin->setMinimumHeight(controlHeight);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup: // a list below it, not one over it
    case SH_ComboBox_AllowWheelScrolling: // a page that is scrolled must not change a choice on its way
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ComboBox_ListMouseTracking:
    case SH_Menu_MouseTracking:
    case SH_MenuBar_MouseTracking:
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    if (icon == SP_LineEditClearButton)
        return m_themes.icon(u"close"_s);
    return QProxyStyle::standardIcon(icon, option, widget);
}

void Style::drawFieldFrame(const QStyleOption *option, QPainter *painter) const
{
    const bool focused = option->state & State_HasFocus;
    auto border = focused ? m_theme.accent : isHovered(option) ? m_theme.faint : m_theme.border;
    drawBox(painter, option->rect, Theme::radius - 1, isEnabled(option) ? m_theme.surface : m_theme.raised,
        border, focused ? 1.5 : 1);
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameMenu:
    case PE_PanelMenuBar:
    case PE_PanelScrollAreaCorner:
        return;
    case PE_FrameFocusRect:
        // Rows show what is selected; buttons and fields draw their own.
        if (widget
            && (qobject_cast<const QPushButton *>(widget) || qobject_cast<const QAbstractItemView *>(widget)))
            return;
        if (option->state & State_KeyboardFocusChange || !qobject_cast<const QAbstractButton *>(widget))
            drawBox(painter, option->rect, 4, Qt::NoBrush, m_theme.accent, 1.5);
        return;
    case PE_PanelButtonTool: {
        const bool raised = option->state & State_AutoRaise;
        if (option->state & (State_On | State_Sunken))
            drawBox(painter, option->rect, Theme::radius - 1,
                option->state & State_On ? m_theme.accentSoft : mixed(m_theme.raised, m_theme.text, 0.06),
                {});
        else if (isHovered(option))
            drawBox(
                painter, option->rect, Theme::radius - 1, m_theme.raised, raised ? QColor() : m_theme.border);
        else if (!raised)
            drawBox(painter, option->rect, Theme::radius - 1, m_theme.surface, m_theme.border);
        return;
    }
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const auto *parent = widget ? widget->parentWidget() : nullptr;
        if (qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent))
            return; // part of a field that is drawn already
        if (frame && frame->lineWidth > 0)
            drawFieldFrame(option, painter);
        else
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    }
    case PE_FrameLineEdit:
        drawBox(painter, option->rect, Theme::radius - 1, Qt::NoBrush,
            option->state & State_HasFocus ? m_theme.accent : m_theme.border);
        return;
    case PE_Frame: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && (frame->features & QStyleOptionFrame::Flat))
            return;
        const bool focused = (option->state & State_HasFocus) && widget && widget->inherits("QTextEdit");
        const bool focusedPlain
            = (option->state & State_HasFocus) && widget && widget->inherits("QPlainTextEdit");
        drawBox(
            painter, option->rect, 4, Qt::NoBrush, focused || focusedPlain ? m_theme.accent : m_theme.border);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        drawChevron(painter, option->rect, Up, isEnabled(option) ? m_theme.muted : m_theme.faint);
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
    case PE_IndicatorButtonDropDown:
        drawChevron(painter, option->rect, Down, isEnabled(option) ? m_theme.muted : m_theme.faint);
        return;
    case PE_IndicatorArrowLeft:
        drawChevron(painter, option->rect, Left, isEnabled(option) ? m_theme.muted : m_theme.faint);
        return;
    case PE_IndicatorArrowRight:
        drawChevron(painter, option->rect, Right, isEnabled(option) ? m_theme.muted : m_theme.faint);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawChevron(painter, option->rect,
                header->sortIndicator == QStyleOptionHeader::SortUp ? Up : Down, m_theme.muted);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawChevron(painter, option->rect,
                option->state & State_Open                 ? Down
                    : option->direction == Qt::RightToLeft ? Left
                                                           : Right,
                m_theme.muted);
        return;
    case PE_PanelItemViewRow: {
        const auto *row = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (option->state & State_Selected)
            painter->fillRect(option->rect, m_theme.accentSoft);
        else if (row && (row->features & QStyleOptionViewItem::Alternate))
            painter->fillRect(option->rect, option->palette.brush(QPalette::AlternateBase));
        return;
    }
    case PE_PanelItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (item && item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option->rect, item->backgroundBrush);
        const bool inTable = qobject_cast<const QTableView *>(widget);
        // In a table it is the row that one points at, and no single cell stands for it.
        if (option->state & State_Selected)
            painter->fillRect(option->rect, m_theme.accentSoft);
        else if (isHovered(option) && !inTable)
            painter->fillRect(option->rect, m_theme.raised);
        return;
    }
    case PE_PanelMenu:
        painter->fillRect(option->rect, m_theme.border);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), m_theme.surface);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, m_theme.border);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), m_theme.raised);
        return;
    case PE_FrameTabBarBase:
        if (const auto *base = qstyleoption_cast<const QStyleOptionTabBarBase *>(option))
            painter->fillRect(
                QRect(base->rect.left(), base->rect.bottom(), base->rect.width(), 1), m_theme.border);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawMenuItem(const QStyleOption *option, QPainter *painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    const auto rect = item->rect;
    const auto placed = [&](const QRect &logical) { return visualRect(item->direction, rect, logical); };
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(rect.left() + 8, rect.center().y(), rect.width() - 16, 1), m_theme.border);
        return;
    }
    const bool enabled = isEnabled(item);
    if (enabled && (item->state & State_Selected))
        drawBox(painter, rect.adjusted(4, 1, -4, -1), 4, m_theme.accentSoft, {});
    const auto color = enabled ? m_theme.text : m_theme.faint;
    const QRect mark(rect.left() + 12, rect.center().y() - 7, 16, 16);
    if (item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.accent, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto center = QRectF(placed(mark)).center();
        painter->drawPolyline(
            QPolygonF({center + QPointF(-4, 0), center + QPointF(-1.2, 2.8), center + QPointF(4.2, -3)}));
        painter->restore();
    } else if (!item->icon.isNull()) {
        item->icon.paint(painter, placed(mark), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const auto parts = item->text.split(u'\t');
    const auto text = rect.adjusted(36, 0, -24, 0);
    painter->setFont(item->font);
    painter->setPen(color);
    const int flags = Qt::AlignVCenter | Qt::TextSingleLine
        | (styleHint(SH_UnderlineShortcut, item, nullptr, nullptr) ? Qt::TextShowMnemonic
                                                                   : Qt::TextHideMnemonic);
    painter->drawText(placed(text), flags | Qt::AlignLeading, parts.first());
    if (parts.size() > 1) {
        painter->setPen(enabled ? m_theme.muted : m_theme.faint);
        painter->drawText(placed(text.adjusted(0, 0, 8, 0)), flags | Qt::AlignTrailing, parts.at(1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(painter, placed(QRect(rect.right() - 22, rect.top(), 16, rect.height())),
            item->direction == Qt::RightToLeft ? Left : Right, m_theme.muted);
}

void Style::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const bool selected = option->state & State_Selected;
    if (!selected && isHovered(option))
        drawBox(painter, option->rect.adjusted(2, 3, -2, -5), Theme::radius - 1, m_theme.raised, {});
    if (selected)
        drawBox(painter,
            QRect(option->rect.left() + 8, option->rect.bottom() - 1, option->rect.width() - 16, 2), 1,
            m_theme.accent, {});
    if (showsFocus(option))
        drawBox(painter, option->rect.adjusted(2, 3, -2, -5), Theme::radius - 1, Qt::NoBrush, m_theme.accent,
            1.5);
}

void Style::drawHeader(const QStyleOption *option, QPainter *painter) const
{
    painter->fillRect(option->rect, m_theme.surface);
    painter->fillRect(
        QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), m_theme.border);
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        drawPushButtonLabel(option, painter, widget);
        return;
    case CE_MenuItem:
        drawMenuItem(option, painter);
        return;
    case CE_MenuEmptyArea:
    case CE_MenuBarEmptyArea:
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (isEnabled(item) && (item->state & (State_Selected | State_Sunken)))
                drawBox(painter, item->rect.adjusted(0, 2, 0, -2), 4, m_theme.raised, {});
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextHideMnemonic, item->palette,
                isEnabled(item), item->text, QPalette::ButtonText);
        }
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            auto label = *tab;
            const auto color = option->state & State_Selected ? m_theme.text : m_theme.muted;
            label.palette.setColor(QPalette::WindowText, color);
            label.state &= ~State_HasFocus; // the shape shows it
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        drawHeader(option, painter);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            auto label = *header;
            label.palette.setColor(QPalette::ButtonText, m_theme.muted);
            label.state &= ~State_On; // Fusion makes the section of the current cell bold
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_Splitter: {
        const auto center = option->rect.center();
        const auto color = isHovered(option) || option->state & State_Sunken ? m_theme.accent : QColor();
        if (!color.isValid())
            return;
        if (option->state & State_Horizontal)
            painter->fillRect(QRect(center.x(), option->rect.top(), 2, option->rect.height()), color);
        else
            painter->fillRect(QRect(option->rect.left(), center.y(), option->rect.width(), 2), color);
        return;
    }
    case CE_ProgressBarGroove:
        drawBox(painter, option->rect, 3, m_theme.raised, {});
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const auto thumb = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget);
    const bool active
        = (bar->state & State_Sunken && bar->activeSubControls & SC_ScrollBarSlider) || isHovered(bar);
    const auto color = mixed(m_theme.surface, m_theme.text, active ? 0.42 : 0.22);
    const auto inset = active ? 1.5 : 2.5;
    const auto rect = QRectF(thumb).adjusted(inset, inset, -inset, -inset);
    drawBox(painter, rect, std::min(rect.width(), rect.height()) / 2, color, {});
}

void Style::drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (!box)
        return;
    if (box->frame)
        drawFieldFrame(option, painter);
    else
        painter->fillRect(option->rect, m_theme.surface);
    if (box->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, Direction direction) {
        const auto rect = subControlRect(CC_SpinBox, box, part, widget);
        const bool possible = isEnabled(box) && (box->stepEnabled & step);
        const bool pointed = box->activeSubControls == part && isHovered(box);
        drawChevron(painter, rect, direction,
            !possible     ? m_theme.faint
                : pointed ? m_theme.text
                          : m_theme.muted);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Up);
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Down);
}

void Style::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (!combo)
        return;
    if (combo->frame)
        drawFieldFrame(option, painter);
    else
        painter->fillRect(option->rect, m_theme.surface);
    drawChevron(painter, subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget), Down,
        isEnabled(combo) ? m_theme.muted : m_theme.faint);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_SpinBox:
        drawSpinBox(option, painter, widget);
        return;
    case CC_ComboBox:
        drawComboBox(option, painter, widget);
        return;
    case CC_ToolButton: {
        const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (tool && tool->toolButtonStyle != Qt::ToolButtonTextUnderIcon
            && !(tool->features & QStyleOptionToolButton::MenuButtonPopup)) {
            drawToolButton(option, painter, widget);
            return;
        }
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace signalbox
