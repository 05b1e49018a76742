// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panelhead.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

PanelHead::PanelHead(const ThemeManager &themes, QLabel *title, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_title(title)
    , m_close(new QToolButton)
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close (Esc)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &PanelHead::closed);
    connect(&themes, &ThemeManager::changed, this, &PanelHead::restyle);
    restyle();
}

void PanelHead::restyle()
{
    const auto &theme = m_themes.theme();
    auto font = theme.textFont;
    font.setBold(true);
    m_title->setFont(font);
    m_close->setIcon(m_themes.icon(u"close"_s, theme.muted));
}

} // namespace signalbox
