// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is pressed or ticked.
#include "ui/theme/style.h"
#include "ui/theme/styleparts.h"
#include "ui/theme/theme.h"

#include <QIcon>

namespace signalbox {

using namespace styleparts;

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

} // namespace signalbox
