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
    m_own->setCurrentWidget(own ? placeFor(own) : m_own->widget(0));
}

QWidget *PageHeader::placeFor(QWidget *own)
{
    if (auto *place = own->parentWidget(); place && m_own->indexOf(place) >= 0)
        return place;
    // At the end, and no larger than it wants to be: a stack would stretch a button over the whole width.
    auto *place = new QWidget;
    auto *layout = new QHBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    if (!(own->sizePolicy().expandingDirections() & Qt::Horizontal))
        layout->addStretch();
    layout->addWidget(own);
    m_own->addWidget(place);
    return place;
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
