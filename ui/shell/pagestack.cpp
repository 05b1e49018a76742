// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pagestack.h"

#include "ui/board/boardpage.h"
#include "ui/connections/connectionspage.h"
#include "ui/editor/rulespage.h"
#include "ui/monitor/monitorpage.h"
#include "ui/records/recordspage.h"
#include "ui/runs/runspage.h"
#include "ui/schedule/schedulepage.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/exampleshop.h"
#include "ui/shell/startpage.h"

namespace signalbox {

PageStack::PageStack(const Context &context, Navigator &navigator, const QString &dataFolder,
    ExampleShop &shop, QWidget *parent)
    : QStackedWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_dataFolder(dataFolder)
    , m_shop(shop)
    , m_start(new StartPage(context.themes, shop))
    , m_blank(new QWidget)
{
    addWidget(m_blank);
    addWidget(m_start);
    connect(m_start, &StartPage::newRuleWanted, &navigator, &Navigator::newRule);
    connect(&shop, &ExampleShop::changed, this, [this] {
        if (m_current == PageId::Board)
            showCurrent();
    });
    connectWays();
}

void PageStack::connectWays()
{
    connect(&m_navigator, &Navigator::showEvent, this, [this](Sequence event) {
        open(PageId::Monitor);
        static_cast<MonitorPage *>(page(PageId::Monitor))->openEvent(event);
    });
    connect(&m_navigator, &Navigator::showRun, this, [this](const RunId &run) {
        open(PageId::Runs);
        static_cast<RunsPage *>(page(PageId::Runs))->openRun(run);
    });
    connect(&m_navigator, &Navigator::showTable, this, [this](const TableId &table) {
        open(PageId::Records);
        static_cast<RecordsPage *>(page(PageId::Records))->openTable(table);
    });
    connect(&m_navigator, &Navigator::showRule, this, [this](const RuleId &rule) {
        open(PageId::Rules);
        static_cast<RulesPage *>(page(PageId::Rules))->openRule(rule);
    });
    connect(&m_navigator, &Navigator::newRule, this, [this] {
        open(PageId::Rules);
        static_cast<RulesPage *>(page(PageId::Rules))->newRule();
    });
    connect(&m_navigator, &Navigator::newRuleFromEvent, this, [this](const Event &event) {
        open(PageId::Rules);
        static_cast<RulesPage *>(page(PageId::Rules))->newRuleFromEvent(event);
    });
    connect(&m_navigator, &Navigator::newConnection, this, [this](const QString &type) {
        open(PageId::Connections);
        static_cast<ConnectionsPage *>(page(PageId::Connections))->openNew(type);
    });
}

PageWidget *PageStack::make(PageId page)
{
    switch (page) {
    case PageId::Board: {
        auto *board = new BoardPage(m_context, m_navigator);
        connect(board, &BoardPage::exampleWanted, &m_shop, &ExampleShop::install);
        return board;
    }
    case PageId::Rules:
        return new RulesPage(m_context, m_navigator);
    case PageId::Monitor: {
        auto *monitor = new MonitorPage(m_context, m_navigator);
        connect(monitor, &MonitorPage::exampleWanted, &m_shop, &ExampleShop::install);
        return monitor;
    }
    case PageId::Runs: {
        auto *runs = new RunsPage(m_context, m_navigator);
        connect(runs, &RunsPage::exampleWanted, &m_shop, &ExampleShop::install);
        return runs;
    }
    case PageId::Records: {
        auto *records = new RecordsPage(m_context, m_navigator);
        connect(records, &RecordsPage::exampleWanted, &m_shop, &ExampleShop::install);
        return records;
    }
    case PageId::Connections:
        return new ConnectionsPage(m_context, m_navigator);
    case PageId::Settings:
        return new SettingsPage(m_context, m_navigator, m_dataFolder);
    case PageId::Schedule:
        return new SchedulePage(m_context, m_navigator);
    }
    Q_UNREACHABLE();
}

PageWidget *PageStack::page(PageId page)
{
    auto *&widget = m_pages[size_t(page)];
    if (!widget) {
        widget = make(page);
        addWidget(widget);
    }
    return widget;
}

void PageStack::open(PageId page)
{
    m_current = page;
    showCurrent();
}

void PageStack::showCurrent()
{
    // Asked before the old page goes, since hiding what has the focus gives it to whatever comes next.
    const auto *focused = window()->focusWidget();
    const bool keepFocus = focused && m_rail && m_rail->isAncestorOf(focused);
    PageWidget *widget = nullptr;
    if (m_current != PageId::Board || m_shop.hasRules())
        setCurrentWidget(widget = page(m_current));
    else
        setCurrentWidget(m_shop.isKnown() ? static_cast<QWidget *>(m_start) : m_blank);
    if (!keepFocus)
        currentWidget()->setFocus(Qt::OtherFocusReason);
    emit opened(m_current, widget);
}

} // namespace signalbox
