// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/drawer.h"

#include "ui/editor/pane.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualHeight = 200;

} // namespace

Drawer::Drawer(QWidget *content, const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_stack(new QStackedWidget(this))
    , m_barArea(new QWidget(this))
    , m_bar(new QHBoxLayout(m_barArea))
{
    m_splitter->addWidget(content);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    drawBorders(*m_splitter);
    makePane(m_stack);
    makePane(this);
    m_stack->setMinimumHeight(96);
    m_stack->hide();
    m_bar->setContentsMargins(Theme::unit / 2, 2, Theme::unit / 2, 2);
    m_bar->setSpacing(2);
    m_bar->addStretch();
    m_barArea->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_barArea);
}

QToolButton *Drawer::addPanel(QWidget *panel, const QString &title, const QString &icon)
{
    m_stack->addWidget(panel);
    auto *button = new QToolButton(m_barArea);
    button->setText(title);
    button->setIcon(m_themes.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setAutoRaise(true);
    m_bar->insertWidget(m_bar->count() - 1, button);
    m_buttons += button;
    connect(button, &QToolButton::clicked, this, [this, panel] {
        if (isOpen(panel))
            close();
        else
            open(panel);
    });
    return button;
}

void Drawer::open(QWidget *panel)
{
    m_stack->setCurrentWidget(panel);
    if (m_stack->isHidden()) {
        m_stack->show();
        m_splitter->setSizes({std::max(1, m_splitter->height() - usualHeight), usualHeight});
    }
    updateButtons();
}

void Drawer::close()
{
    m_stack->hide();
    updateButtons();
}

bool Drawer::isOpen(const QWidget *panel) const
{
    return !m_stack->isHidden() && m_stack->currentWidget() == panel;
}

void Drawer::updateButtons()
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons.at(i)->setChecked(isOpen(m_stack->widget(int(i))));
}

} // namespace signalbox
