// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/overlay.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>

namespace signalbox {

namespace {

constexpr int fromTop = 9 * Theme::unit;
constexpr int leastMargin = 2 * Theme::unit;

} // namespace

Overlay::Overlay(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_card(new QFrame(this))
{
    hide();
    m_card->setProperty("card", true);
    setFocusPolicy(Qt::NoFocus);
    parent->installEventFilter(this);
}

void Overlay::open()
{
    m_focusBefore = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    raise();
    show();
    placeCard();
}

void Overlay::close()
{
    if (isHidden())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    emit closed();
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next)
{
    // What lies behind is out of reach until this is closed.
    QList<QWidget *> chain;
    for (auto *widget = m_card->nextInFocusChain(); widget && widget != m_card;
         widget = widget->nextInFocusChain()) {
        if (m_card->isAncestorOf(widget) && widget->focusPolicy() & Qt::TabFocus && widget->isVisible()
            && widget->isEnabled())
            chain += widget;
    }
    if (chain.isEmpty())
        return false;
    const auto at = chain.indexOf(QApplication::focusWidget());
    const auto size = chain.size();
    const auto wanted = at < 0 ? 0 : (at + (next ? 1 : size - 1)) % size;
    chain[wanted]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    event->accept();
}

void Overlay::mousePressEvent(QMouseEvent *event)
{
    if (!m_card->geometry().contains(event->pos()))
        close();
}

void Overlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    auto shade = QColor(Qt::black);
    shade.setAlphaF(m_themes.theme().dark ? 0.5F : 0.22F);
    painter.fillRect(rect(), shade);
}

void Overlay::resizeEvent(QResizeEvent *)
{
    placeCard();
}

void Overlay::placeCard()
{
    if (auto *layout = m_card->layout()) {
        layout->activate();
        const auto wanted = m_card->sizeHint()
                                .expandedTo(m_card->minimumSize())
                                .boundedTo(size() - QSize(2 * leastMargin, 2 * leastMargin));
        const auto top = std::clamp(height() - wanted.height() - leastMargin, leastMargin, fromTop);
        m_card->setGeometry((width() - wanted.width()) / 2, top, wanted.width(), wanted.height());
    }
}

} // namespace signalbox
