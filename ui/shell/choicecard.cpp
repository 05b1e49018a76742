// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/choicecard.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace signalbox {

namespace {

constexpr int cardWidth = 36 * Theme::unit;
constexpr int padding = 2 * Theme::unit;
constexpr int iconBox = 5 * Theme::unit;
constexpr int textTop = padding + iconBox + Theme::unit + 22;

} // namespace

ChoiceCard::ChoiceCard(const ThemeManager &themes, const QString &icon, const QString &title,
    const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
    , m_icon(icon)
    , m_text(text)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

QSize ChoiceCard::sizeHint() const
{
    const QFontMetrics metrics(m_themes.theme().textFont);
    const auto text
        = metrics.boundingRect(QRect(0, 0, cardWidth - 2 * padding, 1000), Qt::TextWordWrap, m_text);
    return {cardWidth, textTop + text.height() + padding};
}

void ChoiceCard::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool pointed = isEnabled() && (underMouse() || isDown());
    const bool focused = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
    painter.setPen(QPen(focused ? theme.accent : pointed ? theme.faint : theme.border, focused ? 2 : 1));
    painter.setBrush(isDown() ? theme.raised : theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Theme::radius + 2, Theme::radius + 2);

    const auto place
        = [this](const QRect &logical) { return QStyle::visualRect(layoutDirection(), rect(), logical); };
    const QRect tile(padding, padding, iconBox, iconBox);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accentSoft);
    painter.drawRoundedRect(place(tile), Theme::radius + 2, Theme::radius + 2);
    constexpr int size = 22;
    const QRect icon(tile.center() - QPoint(size / 2 - 1, size / 2 - 1), QSize(size, size));
    painter.drawPixmap(
        place(icon).topLeft(), m_themes.pixmap(m_icon, theme.accent, size, devicePixelRatioF()));

    auto font = theme.textFont;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(isEnabled() ? theme.text : theme.faint);
    const auto width = this->width() - 2 * padding;
    painter.drawText(place(QRect(padding, tile.bottom() + 1 + Theme::unit, width, 22)),
        Qt::AlignLeading | Qt::AlignVCenter, text());
    painter.setFont(theme.textFont);
    painter.setPen(theme.muted);
    painter.drawText(place(QRect(padding, textTop, width, height() - textTop)),
        Qt::AlignLeading | Qt::AlignTop | Qt::TextWordWrap, m_text);
}

void ChoiceCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace signalbox
