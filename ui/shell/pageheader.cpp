// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageheader.h"

#include "ui/widgets/page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>

namespace signalbox {

using namespace Qt::StringLiterals;

PageHeader::PageHeader(const ThemeManager &themes, QWidget *end, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_title(new QLabel)
    , m_own(new QStackedWidget)
{
    setFixedHeight(7 * Theme::unit);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, 0, 2 * Theme::unit, 0);
    layout->setSpacing(2 * Theme::unit);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("role", u"title"_s);
    m_own->addWidget(new QWidget);
    layout->addWidget(m_title);
    layout->addWidget(m_own, 1);
    layout->addWidget(end);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void PageHeader::setPage(PageWidget *page)
{
    m_title->setText(page->title());
    auto *own = page->headerWidget();
    if (own && m_own->indexOf(own) < 0)
        m_own->addWidget(own);
    m_own->setCurrentIndex(own ? m_own->indexOf(own) : 0);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    m_own->setCurrentIndex(0);
}

void PageHeader::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
}

} // namespace signalbox
