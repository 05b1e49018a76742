// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runspage.h"

#include "core/base/futures.h"
#include "ui/runs/rundelegate.h"
#include "ui/runs/runfilterbar.h"
#include "ui/runs/runpanel.h"
#include "ui/runs/runtablemodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/livetableview.h"
#include "ui/widgets/rulenames.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Below these widths of the list, columns leave that the panel beside it shows as well.
constexpr int roomForError = 960;
constexpr int roomForEvent = 800;

} // namespace

RunsPage::RunsPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_names(new RuleNames(context.store, context.readers, this))
    , m_model(new RunTableModel(context.store, context.readers, *m_names, context.clock, this))
    , m_filters(new RunFilterBar(context.themes, *m_names))
    , m_table(new LiveTableView(context.themes))
    , m_panel(new RunPanel(context, navigator, *m_names))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_placeholder(new QStackedWidget)
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RunDelegate(context.themes, m_table));
    m_table->setObjectName(u"runs"_s);
    m_table->setAccessibleName(tr("Runs, newest first"));
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(RunTableModel::ErrorColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{RunTableModel::StateColumn, 128}, {RunTableModel::RuleColumn, 216},
        {RunTableModel::EventColumn, 232}, {RunTableModel::StartedColumn, 128},
        {RunTableModel::DurationColumn, 96}};
    for (const auto &[column, width] : widths)
        header->resizeSection(column, width);
    m_table->setRoomFor(RunTableModel::ErrorColumn, roomForError);
    m_table->setRoomFor(RunTableModel::EventColumn, roomForEvent);

    m_placeholder->addWidget(makeEmptyState());
    m_placeholder->addWidget(makeNoMatch());
    m_table->setPlaceholder(m_placeholder);

    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_panel->setMinimumWidth(400);
    m_panel->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_filters);
    layout->addWidget(m_splitter, 1);

    connect(m_filters, &RunFilterBar::filterChanged, m_model, &RunTableModel::setFilter);
    connect(m_filters, &RunFilterBar::filterChanged, this, [this](const RunFilter &filter) {
        m_placeholder->setCurrentIndex(filter == RunFilter() ? 0 : 1);
        m_countsStale = true;
        readCounts();
    });
    // Also when the row that is selected already is chosen again, after its panel was closed.
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::openSelected);
    connect(m_table, &QAbstractItemView::clicked, this, &RunsPage::openSelected);
    connect(m_table, &QAbstractItemView::activated, this, &RunsPage::openSelected);
    connect(m_table, &LiveTableView::escaped, this, &RunsPage::closePanel);
    connect(m_panel, &RunPanel::closed, this, &RunsPage::closePanel);
    connect(m_model, &KeysetTable::reloaded, this, &RunsPage::onReloaded);
    connect(m_model, &KeysetTable::failed, this,
        [this](const Error &error) { emit this->navigator().say(error.message, true); });
    connect(&context.store, &Store::runsChanged, this, [this] { m_countsStale = true; });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_model->refreshTimes();
        readCounts();
    });
}

QString RunsPage::title() const
{
    return tr("Runs");
}

QWidget *RunsPage::makeEmptyState()
{
    auto *empty = new EmptyState(context().themes, u"runs"_s, tr("No runs yet"),
        tr("Each time an event starts one of your rules, the run shows here with all its steps: what went "
           "in, "
           "what came out, and what went wrong."));
    empty->addAction(tr("New rule"), [this] { emit navigator().newRule(); })->setObjectName(u"newRule"_s);
    empty->addAction(tr("Load the example"), [this] { emit exampleWanted(); })
        ->setObjectName(u"loadExample"_s);
    return empty;
}

QWidget *RunsPage::makeNoMatch()
{
    auto *none = new EmptyState(context().themes, u"filter"_s, tr("No run matches"),
        tr("There is none that the filter above lets through. New ones that match show here at once."));
    none->addAction(tr("Show all runs"), [this] { m_filters->clear(); })->setObjectName(u"showAll"_s);
    return none;
}

void RunsPage::openRun(const RunId &run)
{
    m_wanted = {};
    m_panel->open(run);
    m_panel->show();
    if (const auto row = m_model->rowOf(run); row >= 0) {
        m_table->showRow(row);
        return;
    }
    m_filters->clear();
    m_wanted = run;
    m_model->goTo(run);
}

void RunsPage::onReloaded()
{
    // A reload forgets which row was current; the panel still knows the run.
    const auto wanted = !m_wanted.isEmpty() ? m_wanted
        : m_panel->isVisibleTo(this)        ? m_panel->run()
                                            : RunId();
    m_wanted = {};
    if (const auto row = m_model->rowOf(wanted); !wanted.isEmpty() && row >= 0)
        m_table->showRow(row);
}

void RunsPage::openSelected()
{
    const auto selected = m_table->selectionModel()->selectedRows();
    if (selected.isEmpty())
        return; // its row left the list: the panel goes on showing it
    m_panel->open(m_model->key(selected.first().row()));
    m_panel->show();
}

void RunsPage::closePanel()
{
    m_panel->hide();
    m_table->setFocus();
}

void RunsPage::readCounts()
{
    if (m_askedCounts || !m_countsStale || !isVisible())
        return;
    m_askedCounts = true;
    m_countsStale = false;
    const auto answer = context().readers.ask([rule = m_filters->filter().rule, now = context().clock.now()](
                                                  Reader &reader) { return reader.runCounts(rule, now); });
    whenReady(answer, this, [this](const Result<RunCounts> &counts) {
        m_askedCounts = false;
        if (counts)
            m_filters->setCounts(*counts);
    });
}

void RunsPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_second.start();
    m_countsStale = true;
    readCounts();
}

void RunsPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_second.stop();
}

} // namespace signalbox
