// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>
#include <QTableView>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int controlHeight = 30;
constexpr int smallHeight = 24;
constexpr int menuRow = 28;
constexpr int scrollBarWidth = 10;
constexpr int arrowRoom = 24;
constexpr int spinRoom = 20;

enum Direction { Up, Down, Left, Right };

void drawChevron(QPainter *painter, const QRect &rect, Direction direction, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rect).center());
    static constexpr qreal angles[] = {180, 0, 90, 270};
    painter->rotate(angles[direction]);
    painter->drawPolyline(QPolygonF({QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75)}));
    painter->restore();
}

void drawBox(QPainter *painter, const QRectF &rect, qreal radius, const QBrush &fill, const QColor &border,
    qreal width = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    const auto inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

bool is(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

bool isChip(const QWidget *widget)
{
    return widget && widget->objectName() == u"chip";
}

bool isNews(const QWidget *widget)
{
    return widget && widget->objectName() == u"news";
}

/// Where the keyboard is, shown when the keyboard is in use: a click needs no ring.
bool showsFocus(const QStyleOption *option)
{
    return (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange);
}

bool isEnabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool isHovered(const QStyleOption *option)
{
    return isEnabled(option) && (option->state & QStyle::State_MouseOver);
}

QColor mixed(const QColor &from, const QColor &to, qreal share)
{
    const auto mix = [share](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(
        mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()), mix(from.blueF(), to.blueF()));
}

} // namespace

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

void Style::drawFieldFrame(const QStyleOption *option, QPainter *painter) const
{
    const bool focused = option->state & State_HasFocus;
    auto border = focused ? m_theme.accent : isHovered(option) ? m_theme.faint : m_theme.border;
    drawBox(painter, option->rect, Theme::radius - 1, isEnabled(option) ? m_theme.surface : m_theme.raised,
        border, focused ? 1.5 : 1);
}

void Style::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool flat = button && (button->features & QStyleOptionButton::Flat);
    const bool pressed = option->state & State_Sunken;
    const bool on = option->state & State_On;
    const bool strong = is(widget, "primary") || isNews(widget);
    auto radius = qreal(Theme::radius);
    if (isChip(widget) || isNews(widget))
        radius = option->rect.height() / 2.0;

    QColor fill, border;
    if (!isEnabled(option)) {
        fill = flat ? QColor() : m_theme.raised;
        border = flat || strong ? QColor() : m_theme.border;
    } else if (strong) {
        fill = m_theme.accent;
        if (pressed)
            fill = mixed(fill, m_theme.text, 0.18);
        else if (isHovered(option))
            fill = mixed(fill, m_theme.text, 0.1);
    } else if (on) {
        fill = m_theme.accentSoft;
        border = mixed(m_theme.accentSoft, m_theme.accent, 0.6);
    } else {
        fill = pressed          ? mixed(m_theme.raised, m_theme.text, 0.06)
            : isHovered(option) ? m_theme.raised
            : flat              ? QColor()
                                : m_theme.surface;
        border = flat && !isChip(widget) ? QColor() : m_theme.border;
        if (is(widget, "danger"))
            border = mixed(m_theme.border, m_theme.danger, 0.6);
    }
    drawBox(painter, option->rect, radius, fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush), border);
    if (showsFocus(option)) {
        if (strong) // the accent is no ring on the accent
            drawBox(painter, QRectF(option->rect).adjusted(2, 2, -2, -2), radius - 2, Qt::NoBrush,
                m_theme.accentText, 1.5);
        else
            drawBox(painter, option->rect, radius, Qt::NoBrush, m_theme.accent, 2);
    }
}

void Style::drawLabel(const QRect &rect, const QIcon &icon, const QSize &iconSize, const QString &text,
    const QColor &color, const QStyleOption *option, QPainter *painter) const
{
    constexpr int gap = 6;
    const auto &metrics = option->fontMetrics;
    const auto room = icon.isNull() ? 0 : iconSize.width() + (text.isEmpty() ? 0 : gap);
    const auto shown = metrics.elidedText(text, Qt::ElideRight, rect.width() - room, Qt::TextShowMnemonic);
    const auto width = room + (shown.isEmpty() ? 0 : metrics.size(Qt::TextShowMnemonic, shown).width());
    QRect all(rect.left() + (rect.width() - width) / 2, rect.top(), width, rect.height());
    if (!icon.isNull()) {
        const QRect box(QPoint(all.left(), rect.top() + (rect.height() - iconSize.height()) / 2), iconSize);
        icon.paint(painter, visualRect(option->direction, rect, box), Qt::AlignCenter,
            isEnabled(option) ? QIcon::Normal : QIcon::Disabled,
            option->state & State_On ? QIcon::On : QIcon::Off);
        all.setLeft(all.left() + room);
    }
    painter->setPen(color);
    const auto mnemonic = styleHint(SH_UnderlineShortcut, option, nullptr, nullptr) ? Qt::TextShowMnemonic
                                                                                    : Qt::TextHideMnemonic;
    painter->drawText(visualRect(option->direction, rect, all),
        int(Qt::AlignLeading | Qt::AlignVCenter) | Qt::TextSingleLine | mnemonic, shown);
}

void Style::drawPushButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button)
        return;
    auto color = m_theme.text;
    if (!isEnabled(option))
        color = m_theme.faint;
    else if (is(widget, "primary") || isNews(widget))
        color = m_theme.accentText;
    else if (is(widget, "danger"))
        color = m_theme.danger;
    else if (button->features & QStyleOptionButton::Flat && is(widget, "small"))
        color = m_theme.muted;
    auto rect = button->rect.adjusted(4, 0, -4, 0);
    if (button->features & QStyleOptionButton::HasMenu) {
        const QRect arrow(rect.right() - arrowRoom + 8, rect.top(), arrowRoom - 8, rect.height());
        drawChevron(painter, visualRect(option->direction, rect, arrow), Down, color);
        rect = visualRect(option->direction, rect, rect.adjusted(0, 0, -(arrowRoom - 8), 0));
    }
    drawLabel(rect, button->icon, button->iconSize, button->text, color, option, painter);
}

void Style::drawToolButton(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (!tool)
        return;
    auto panel = static_cast<const QStyleOption &>(*tool);
    if (!(tool->activeSubControls & SC_ToolButton))
        panel.state &= ~State_Sunken;
    drawPrimitive(PE_PanelButtonTool, &panel, painter, widget);
    if (showsFocus(option))
        drawBox(painter, option->rect, Theme::radius - 1, Qt::NoBrush, m_theme.accent, 1.5);

    const auto color = isEnabled(option) ? m_theme.text : m_theme.faint;
    auto rect = tool->rect.adjusted(4, 0, -4, 0);
    if (tool->features & QStyleOptionToolButton::HasMenu) {
        const QRect arrow(rect.right() - 13, rect.top(), 14, rect.height());
        drawChevron(painter, visualRect(option->direction, rect, arrow), Down, m_theme.muted);
        rect = visualRect(option->direction, rect, rect.adjusted(0, 0, -14, 0));
    }
    if (tool->features & QStyleOptionToolButton::Arrow) {
        const auto direction = tool->arrowType == Qt::UpArrow ? Up
            : tool->arrowType == Qt::LeftArrow                ? Left
            : tool->arrowType == Qt::RightArrow               ? Right
                                                              : Down;
        drawChevron(painter, rect, direction, color);
        return;
    }
    painter->setFont(tool->font);
    const bool withText = tool->toolButtonStyle != Qt::ToolButtonIconOnly || tool->icon.isNull();
    const bool withIcon = tool->toolButtonStyle != Qt::ToolButtonTextOnly;
    drawLabel(rect, withIcon ? tool->icon : QIcon(), tool->iconSize, withText ? tool->text : QString(), color,
        option, painter);
}

void Style::drawCheck(const QStyleOption *option, QPainter *painter, bool round) const
{
    const bool on = option->state & (State_On | State_NoChange);
    const auto box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const auto radius = round ? box.width() / 2 : 4;
    auto fill = on ? m_theme.accent : m_theme.surface;
    auto border = on ? m_theme.accent : isHovered(option) ? m_theme.muted : m_theme.faint;
    if (!isEnabled(option)) {
        fill = on ? m_theme.faint : m_theme.raised;
        border = on ? m_theme.faint : m_theme.border;
    }
    drawBox(painter, box, radius, fill, border);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto mark = isEnabled(option) ? m_theme.accentText : m_theme.surface;
    const auto center = box.center();
    if (round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(center, 3, 3);
    } else {
        painter->setPen(QPen(mark, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (option->state & State_NoChange)
            painter->drawLine(center + QPointF(-3.5, 0), center + QPointF(3.5, 0));
        else
            painter->drawPolyline(QPolygonF(
                {center + QPointF(-3.5, 0.2), center + QPointF(-1, 2.7), center + QPointF(3.7, -2.7)}));
    }
    painter->restore();
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
