// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/board/boardpage.h"

#include "core/base/futures.h"
#include "ui/board/boardcard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plaintext.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Runs looked through for the last one of a trigger; of a rule with many triggers one may show an older run
// as none.
constexpr int runsLookedAt = 50;

QString keyOf(const RuleId &rule, const StepId &step)
{
    return rule.value + u'/' + step.value;
}

} // namespace

BoardPage::BoardPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    layout->addWidget(m_stack);

    auto *empty = new EmptyState(context.themes, u"board"_s, tr("Nothing to press yet"),
        tr("The buttons and forms of your rules stand here: a rule that begins with one appears as soon as "
           "it is on. The example is a small shop that works at once and can be removed again."),
        this);
    empty->addAction(tr("Load the example"), [this] { emit exampleWanted(); })
        ->setObjectName(u"loadExample"_s);
    empty->addAction(tr("New rule"), [&navigator] { emit navigator.newRule(); })->setObjectName(u"newRule"_s);
    m_empty = empty;
    m_stack->addWidget(m_empty);

    m_filled = new QWidget(this);
    auto *column = new QVBoxLayout(m_filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new QTabBar(m_filled);
    m_tabs->setObjectName(u"boardPages"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Pages of the board"));
    m_pages = new QStackedWidget(m_filled);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(2 * Theme::unit, 0, 2 * Theme::unit, 0);
    tabRow->addWidget(m_tabs);
    column->addLayout(tabRow);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_stack->addWidget(m_filled);
    m_stack->setCurrentWidget(m_filled); // until it is known that there is nothing

    m_runsTimer.setSingleShot(true);
    m_runsTimer.setInterval(100ms);
    connect(&m_runsTimer, &QTimer::timeout, this, &BoardPage::reloadRuns);
    connect(&context.store, &Store::runsChanged, this, [this] {
        if (!m_runsTimer.isActive())
            m_runsTimer.start();
    });
    connect(&context.engine, &Engine::boardChanged, this, &BoardPage::reload);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        for (auto *card : std::as_const(m_cards))
            card->refreshTimes();
    });
    reload();
}

void BoardPage::reload()
{
    whenReady(context().engine.board(), this, [this](const QList<BoardItem> &items) { showItems(items); });
}

QWidget *BoardPage::makePage(const QString &name)
{
    auto *scroll = new QScrollArea(m_pages);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    auto *flow = new FlowLayout(content, 2 * Theme::unit);
    flow->setContentsMargins(2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    scroll->setWidget(content);
    m_pageContents.insert(name, content);
    return content;
}

void BoardPage::removePage(const QString &name)
{
    auto *scroll = m_pageContents.take(name)->parentWidget()->parentWidget(); // content, viewport, area
    m_pages->removeWidget(scroll);
    scroll->deleteLater();
}

void BoardPage::showItems(QList<BoardItem> items)
{
    QStringList names; // in the order in which the engine gives them
    for (const auto &item : std::as_const(items)) {
        if (!names.contains(item.page))
            names.append(item.page);
    }
    // Buttons first: they are of one height, and stand in rows.
    std::stable_partition(items.begin(), items.end(),
        [](const BoardItem &item) { return item.kind == BoardItem::Kind::Button; });
    const auto current = m_pageNames.value(m_tabs->currentIndex());
    for (auto *content : std::as_const(m_pageContents)) {
        while (auto *item = content->layout()->takeAt(0)) // the cards stay where they are
            delete item;
    }
    auto before = std::exchange(m_cards, {});
    for (const auto &item : std::as_const(items)) {
        auto *content = m_pageContents.value(item.page);
        if (!content)
            content = makePage(item.page);
        const auto key = keyOf(item.rule, item.step);
        auto *card = before.take(key);
        if (card && card->item() != item) {
            card->hide();
            card->deleteLater();
            card = nullptr;
        }
        if (!card) {
            card = new BoardCard(context(), navigator(), item, content);
            card->show();
        }
        content->layout()->addWidget(card);
        m_cards.insert(key, card);
    }
    for (auto *card : std::as_const(before)) {
        card->hide();
        card->deleteLater();
    }
    const auto known = m_pageContents.keys();
    for (const auto &name : known) {
        if (!names.contains(name))
            removePage(name);
    }

    {
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count())
            m_tabs->removeTab(0);
        for (const auto &name : std::as_const(names))
            m_tabs->addTab(name.isEmpty() ? tr("General", "a page of the board") : buttonText(name));
    }
    m_pageNames = names;
    for (int i = 0; i < names.size(); ++i) {
        auto *scroll = m_pageContents.value(names.at(i))->parentWidget()->parentWidget();
        if (m_pages->indexOf(scroll) != i) {
            m_pages->removeWidget(scroll);
            m_pages->insertWidget(i, scroll);
        }
    }
    const auto index = std::max(0, int(names.indexOf(current)));
    m_tabs->setCurrentIndex(index);
    m_pages->setCurrentIndex(index);
    m_tabs->setVisible(names.size() > 1);
    m_stack->setCurrentWidget(items.isEmpty() ? m_empty : m_filled);
    reloadRuns();
}

void BoardPage::reloadRuns()
{
    QSet<RuleId> rules;
    for (const auto *card : std::as_const(m_cards))
        rules.insert(card->item().rule);
    for (const auto &rule : std::as_const(rules)) {
        const auto runs = context().readers.ask([rule](Reader &reader) {
            return reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, runsLookedAt);
        });
        whenReady(runs, this, [this](const Result<QList<Run>> &found) {
            if (found)
                showRuns(*found);
        });
    }
}

void BoardPage::showRuns(const QList<Run> &newestFirst)
{
    QSet<QString> shown;
    for (const auto &run : newestFirst) {
        const auto key = keyOf(run.rule, run.trigger);
        if (shown.contains(key))
            continue;
        shown.insert(key);
        if (auto *card = m_cards.value(key))
            card->showRun(run);
    }
}

void BoardPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_second.start();
}

void BoardPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_second.stop();
}

} // namespace signalbox
