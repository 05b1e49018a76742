// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/noticebar.h"

#include "ui/editor/pane.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(const ThemeManager &themes, QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    setObjectName(u"notice"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("role", u"problem"_s);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(themes.icon(u"close"_s));
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close the message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit / 2, Theme::unit, Theme::unit / 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    makePane(this);
    hide();
}

void NoticeBar::say(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace signalbox
