// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include "ui/shell/choicecard.h"
#include "ui/shell/exampleshop.h"
#include "ui/theme/logo.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int logoSize = 7 * Theme::unit;
constexpr int textWidth = 66 * Theme::unit;

} // namespace

StartPage::StartPage(const ThemeManager &themes, ExampleShop &shop, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_logo(new QLabel)
    , m_title(new QLabel(tr("Make something happen by itself")))
    , m_text(
          new QLabel(tr("A button is pressed, a form is sent, a status changes, the clock strikes, a webhook "
                        "comes in: you draw what happens then, and see that it did.")))
{
    m_logo->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setFixedWidth(textWidth);
    m_text->setProperty("role", u"muted"_s);
    m_example = new ChoiceCard(themes, u"shop"_s, tr("Try the example shop"),
        tr("Orders in a table, a form, a webhook and the rules between them, all at work. It needs nothing "
           "from outside and goes again with one click."));
    m_example->setObjectName(u"startExample"_s);
    auto *rule = new ChoiceCard(themes, u"rules"_s, tr("Draw your first rule"),
        tr("Begin with an empty canvas: put a trigger on it, then what it starts. Nothing runs until you "
           "publish."));
    rule->setObjectName(u"startRule"_s);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(2 * Theme::unit);
    cards->addStretch();
    cards->addWidget(m_example);
    cards->addWidget(rule);
    cards->addStretch();
    auto *middle = new QHBoxLayout; // an aligned item would be given the height of a wider text
    middle->addStretch();
    middle->addWidget(m_text);
    middle->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::unit);
    layout->addStretch(2);
    layout->addWidget(m_logo);
    layout->addSpacing(Theme::unit);
    layout->addWidget(m_title);
    layout->addLayout(middle);
    layout->addSpacing(3 * Theme::unit);
    layout->addLayout(cards);
    layout->addStretch(3);

    connect(m_example, &ChoiceCard::clicked, &shop, &ExampleShop::install);
    connect(rule, &ChoiceCard::clicked, this, &StartPage::newRuleWanted);
    connect(&shop, &ExampleShop::changed, this, [this, &shop] { m_example->setEnabled(!shop.isBusy()); });
    connect(&themes, &ThemeManager::changed, this, &StartPage::restyle);
    setFocusProxy(m_example);
    restyle();
}

void StartPage::restyle()
{
    m_logo->setPixmap(logoIcon().pixmap(QSize(logoSize, logoSize), devicePixelRatioF()));
    auto font = m_themes.theme().titleFont;
    font.setPixelSize(24);
    m_title->setFont(font);
}

} // namespace signalbox
