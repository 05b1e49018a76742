// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/board/boardbutton.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>

namespace signalbox {

namespace {

constexpr int symbolSize = 3 * Theme::unit;
constexpr int margin = 2 * Theme::unit;
constexpr int mostLines = 2;

/// The text in lines that are no wider than `width`; what is left over goes into the last one, cut off.
QStringList linesOf(const QString &text, const QFont &font, int width)
{
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    QStringList lines;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const auto isLast = lines.size() + 1 == mostLines;
        const auto part = isLast ? text.mid(line.textStart()) : text.mid(line.textStart(), line.textLength());
        lines += metrics.elidedText(part.trimmed(), Qt::ElideRight, width);
        if (isLast)
            break;
    }
    layout.endLayout();
    return lines;
}

} // namespace

BoardButton::BoardButton(const ThemeManager &themes, const QString &text, const QString &icon,
    const QString &color, QWidget *parent)
    : QPushButton(buttonText(text), parent)
    , m_themes(themes)
    , m_text(singleLine(text, 120))
    , m_iconName(icon)
    , m_color(color)
{
    setCursor(Qt::PointingHandCursor);
    connect(&themes, &ThemeManager::changed, this, &BoardButton::restyle);
    restyle();
}

QSize BoardButton::sizeHint() const
{
    return {20 * Theme::unit, 9 * Theme::unit};
}

void BoardButton::restyle()
{
    auto font = m_themes.theme().textFont;
    font.setPixelSize(font.pixelSize() + 2);
    font.setWeight(QFont::DemiBold);
    setFont(font);
    update();
}

void BoardButton::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    auto fill = theme.named(m_color);
    auto ink = theme.accentText;
    if (!isEnabled()) {
        fill = theme.raised;
        ink = theme.muted;
    } else if (isDown()) {
        fill = fill.darker(118);
    } else if (underMouse()) {
        fill = fill.lighter(108);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect(), Theme::radius, Theme::radius);
    if (hasFocus()) {
        painter.setPen(QPen(ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), Theme::radius - 2, Theme::radius - 2);
    }

    const auto content = rect().adjusted(margin, 0, -margin, 0);
    const auto place = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    const QRect icon(content.left(), (height() - symbolSize) / 2, symbolSize, symbolSize);
    painter.drawPixmap(
        place(icon).topLeft(), m_themes.pixmap(m_iconName, ink, symbolSize, devicePixelRatioF()));
    auto text = content;
    text.setLeft(icon.right() + 1 + 3 * Theme::unit / 2);
    const auto lines = linesOf(m_text, font(), text.width());
    const auto lineHeight = painter.fontMetrics().lineSpacing();
    text.setTop((height() - lineHeight * int(lines.size())) / 2);
    text.setHeight(lineHeight);
    painter.setPen(ink);
    for (const auto &line : lines) {
        painter.drawText(place(text), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, line);
        text.translate(0, lineHeight);
    }
}

} // namespace signalbox
