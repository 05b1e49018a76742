// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linkrow.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace signalbox {

LinkRow::LinkRow(const ThemeManager &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void LinkRow::setContent(const QString &text, const QString &remark)
{
    m_text = singleLine(text);
    m_remark = singleLine(remark);
    setAccessibleName(m_remark.isEmpty() ? m_text : m_text + QStringLiteral(", ") + m_remark);
    setToolTip(plainToolTip(m_text));
    update();
}

void LinkRow::setLineIcon(const QString &icon, const QColor &color)
{
    m_icon = icon;
    m_iconColor = color;
    update();
}

void LinkRow::setStrong(bool strong)
{
    m_strong = strong;
    update();
}

QSize LinkRow::sizeHint() const
{
    return {200, Theme::rowHeight - 4};
}

QSize LinkRow::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void LinkRow::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.raised);
        painter.drawRoundedRect(rect(), Theme::radius, Theme::radius);
    }
    if (hasFocus()) {
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
    auto area = rect().adjusted(Theme::unit / 2, 0, -Theme::unit / 2, 0);
    const auto place
        = [this](const QRect &logical) { return QStyle::visualRect(layoutDirection(), rect(), logical); };
    if (!m_icon.isEmpty()) {
        const QRect box(
            area.left(), (height() - Theme::iconSize + 2) / 2, Theme::iconSize - 2, Theme::iconSize - 2);
        painter.drawPixmap(
            place(box).topLeft(), m_themes.pixmap(m_icon, m_iconColor, box.width(), devicePixelRatioF()));
        area.setLeft(box.right() + 1 + Theme::unit);
    }
    if (!m_remark.isEmpty()) {
        painter.setFont(theme.smallFont);
        painter.setPen(theme.muted);
        auto textFont = theme.textFont;
        textFont.setBold(m_strong);
        const auto left = area.width() - QFontMetrics(textFont).horizontalAdvance(m_text) - 2 - Theme::unit;
        const auto width = std::min(
            painter.fontMetrics().horizontalAdvance(m_remark) + 2, std::max(area.width() / 2, left));
        painter.drawText(place(QRect(area.right() - width, 0, width, height())),
            Qt::AlignTrailing | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_remark, Qt::ElideRight, width));
        area.setRight(area.right() - width - Theme::unit);
    }
    auto font = theme.textFont;
    font.setBold(m_strong);
    painter.setFont(font);
    painter.setPen(isEnabled() ? theme.text : theme.muted);
    painter.drawText(place(area), Qt::AlignLeading | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_text, Qt::ElideRight, area.width()));
}

void LinkRow::enterEvent(QEnterEvent *)
{
    update();
}

void LinkRow::leaveEvent(QEvent *)
{
    update();
}

void LinkRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace signalbox
