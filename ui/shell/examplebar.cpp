// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/examplebar.h"

#include "ui/shell/exampleshop.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace signalbox {

using namespace Qt::StringLiterals;

ExampleBar::ExampleBar(const ThemeManager &themes, ExampleShop &shop, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_shop(shop)
{
    auto *text = new QLabel(
        tr("You are looking at the example shop. Press, fill in, change: nothing leaves this machine."));
    auto *remove = new QPushButton(tr("Remove the example"));
    remove->setObjectName(u"removeExample"_s);
    remove->setProperty("small", true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, 6, 2 * Theme::unit, 6);
    layout->addWidget(text);
    layout->addStretch();
    layout->addWidget(remove);
    connect(remove, &QPushButton::clicked, &shop, &ExampleShop::remove);
    connect(&shop, &ExampleShop::changed, this, [this, remove] {
        remove->setEnabled(!m_shop.isBusy());
        updateVisible();
    });
    updateVisible();
}

void ExampleBar::setOnBoard(bool onBoard)
{
    m_onBoard = onBoard;
    updateVisible();
}

void ExampleBar::updateVisible()
{
    setVisible(m_onBoard && m_shop.isInstalled());
}

void ExampleBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_themes.theme().accentSoft);
}

} // namespace signalbox
