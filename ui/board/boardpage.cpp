// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/board/boardpage.h"

#include "core/base/futures.h"
#include "ui/board/boardcard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Runs looked through for the last one of a trigger; a rule with many triggers may show an older one as none.
constexpr int runsLookedAt = 50;

} // namespace

BoardPage::BoardPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    layout->addWidget(m_stack);

    auto *empty = new EmptyState(context.themes, u"board"_s, tr("Nothing to press yet"),
        tr("A rule that begins with a button or a form appears here as soon as it is on."), this);
    empty->addAction(tr("Draw a rule"), [&navigator] { emit navigator.newRule(); });
    m_empty = empty;
    m_stack->addWidget(m_empty);

    m_filled = new QWidget(this);
    auto *column = new QVBoxLayout(m_filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new QTabBar(m_filled);
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Pages of the board"));
    m_pages = new QStackedWidget(m_filled);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_stack->addWidget(m_filled);

    m_runsTimer.setSingleShot(true);
    m_runsTimer.setInterval(100ms);
    connect(&m_runsTimer, &QTimer::timeout, this, &BoardPage::reloadRuns);
    connect(&context.store, &Store::runsChanged, this, [this] {
        if (!m_runsTimer.isActive())
            m_runsTimer.start();
    });
    connect(&context.engine, &Engine::boardChanged, this, &BoardPage::reload);
    connect(&context.themes, &ThemeManager::changed, this, [this] { showItems(std::exchange(m_items, {})); });
    reload();
}

void BoardPage::reload()
{
    whenReady(context().engine.board(), this, [this](const QList<BoardItem> &items) { showItems(items); });
}

void BoardPage::showItems(const QList<BoardItem> &items)
{
    // What somebody is filling in must not vanish because another rule was saved.
    if (items == m_items && !m_cards.isEmpty())
        return;
    m_items = items;
    const auto currentPage = m_tabs->tabText(std::max(0, m_tabs->currentIndex()));
    m_cards.clear();
    while (m_tabs->count())
        m_tabs->removeTab(0);
    while (auto *page = m_pages->widget(0)) {
        m_pages->removeWidget(page);
        page->deleteLater();
    }

    QHash<QString, QWidget *> pages;
    for (const auto &item : items) {
        auto *&page = pages[item.page];
        if (!page) {
            auto *scroll = new QScrollArea(m_pages);
            scroll->setWidgetResizable(true);
            scroll->setFrameShape(QFrame::NoFrame);
            page = new QWidget(scroll);
            auto *flow = new FlowLayout(page, Theme::unit * 2);
            flow->setContentsMargins(Theme::unit * 3, Theme::unit * 3, Theme::unit * 3, Theme::unit * 3);
            scroll->setWidget(page);
            m_pages->addWidget(scroll);
            m_tabs->addTab(item.page.isEmpty() ? tr("General") : item.page);
        }
        auto *card = new BoardCard(context(), navigator(), item, page);
        page->layout()->addWidget(card);
        m_cards.insert(item.rule.value + u'/' + item.step.value, card);
    }
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabText(i) == currentPage)
            m_tabs->setCurrentIndex(i);
    }
    m_tabs->setVisible(m_tabs->count() > 1);
    m_stack->setCurrentWidget(items.isEmpty() ? m_empty : m_filled);
    reloadRuns();
}

void BoardPage::reloadRuns()
{
    QSet<RuleId> rules;
    for (const auto &item : std::as_const(m_items))
        rules.insert(item.rule);
    for (const auto &rule : std::as_const(rules)) {
        const auto runs = context().readers.ask([rule](Reader &reader) {
            return reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, runsLookedAt);
        });
        whenReady(runs, this, [this, rule](const Result<QList<Run>> &found) {
            if (!found)
                return;
            for (auto run = found->crbegin(); run != found->crend();
                 ++run) { // oldest first, so that the newest stays
                if (auto *card = m_cards.value(rule.value + u'/' + run->trigger.value))
                    card->showRun(*run);
            }
        });
    }
}

} // namespace signalbox
