// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/figurecard.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

FigureCard::FigureCard(const ThemeManager &themes, const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_themes(themes)
    , m_title(new QLabel(title))
    , m_value(new QLabel)
    , m_remark(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (auto *label : {m_title, m_value, m_remark})
        label->setTextFormat(Qt::PlainText);
    layout->addWidget(m_title);
    layout->addStretch();
    layout->addWidget(m_value);
    layout->addWidget(m_remark);
    layout->addStretch();
    connect(&themes, &ThemeManager::changed, this, &FigureCard::restyle);
    restyle();
}

void FigureCard::setFigure(const QString &value, const QString &remark)
{
    m_value->setText(value);
    m_remark->setText(remark);
    setAccessibleName(m_title->text() + QStringLiteral(": ") + value + u' ' + remark);
}

void FigureCard::setAlarming(bool alarming)
{
    if (m_alarming == alarming)
        return;
    m_alarming = alarming;
    restyle();
}

QString FigureCard::value() const
{
    return m_value->text();
}

void FigureCard::restyle()
{
    const auto &theme = m_themes.theme();
    const auto paint = [](QLabel *label, const QFont &font, const QColor &color) {
        label->setFont(font);
        auto palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    paint(m_title, theme.smallFont, theme.muted);
    auto large = theme.titleFont;
    large.setPixelSize(3 * Theme::unit);
    paint(m_value, large, m_alarming ? theme.failed : theme.text);
    paint(m_remark, theme.smallFont, theme.muted);
}

} // namespace signalbox
