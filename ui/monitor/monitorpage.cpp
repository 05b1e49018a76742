// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorpage.h"

#include "core/base/futures.h"
#include "ui/monitor/eventdelegate.h"
#include "ui/monitor/eventfilterbar.h"
#include "ui/monitor/eventpanel.h"
#include "ui/monitor/eventtablemodel.h"
#include "ui/monitor/figurestrip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/livetableview.h"
#include "ui/widgets/rulenames.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Below these widths of the table, columns leave that the panel beside it shows as well.
constexpr int roomForSource = 1080;
constexpr int roomForSubject = 900;
constexpr int roomForSummary = 640;
// The panel takes no more at first, so that the table keeps room for what the events say.
constexpr int panelWidth = 384;

} // namespace

MonitorPage::MonitorPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_names(new RuleNames(context.store, context.readers, this))
    , m_model(new EventTableModel(context.store, context.readers, context.clock, this))
    , m_figures(new FigureStrip(context, *m_names))
    , m_filters(new EventFilterBar(context.clock))
    , m_table(new LiveTableView(context.themes))
    , m_panel(new EventPanel(context, navigator, *m_names))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_placeholder(new QStackedWidget)
    , m_pause(new QToolButton(this))
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(context.themes, m_table));
    m_table->setObjectName(u"events"_s);
    m_table->setAccessibleName(tr("Events, newest first"));
    auto *header = m_table->horizontalHeader();
    header->setSectionResizeMode(EventTableModel::SummaryColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[]
        = {{EventTableModel::TimeColumn, 112}, {EventTableModel::TypeColumn, 232},
            {EventTableModel::SourceColumn, 168}, {EventTableModel::SubjectColumn, 136},
            {EventTableModel::RulesColumn, 136}, {EventTableModel::StateColumn, 104}};
    for (const auto &[column, width] : widths)
        header->resizeSection(column, width);
    m_table->setRoomFor(EventTableModel::SourceColumn, roomForSource);
    m_table->setRoomFor(EventTableModel::SubjectColumn, roomForSubject);
    m_table->setRoomFor(EventTableModel::SummaryColumn, roomForSummary);

    m_placeholder->addWidget(makeEmptyState());
    m_placeholder->addWidget(makeNoMatch());
    m_table->setPlaceholder(m_placeholder);

    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_panel->setMinimumWidth(320);
    m_splitter->setSizes({800, panelWidth});
    m_panel->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_figures);
    layout->addWidget(m_filters);
    layout->addWidget(m_splitter, 1);

    m_pause->setObjectName(u"pause"_s);
    m_pause->setCheckable(true);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setToolTip(tr("Holds the table still. Events go on being recorded; nothing is lost. (Ctrl+E)"));
    auto *findAction = new QAction(tr("Find events"), this);
    findAction->setShortcut(QKeySequence::Find);
    findAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(findAction);
    connect(findAction, &QAction::triggered, m_filters, &EventFilterBar::focusText);

    auto *pauseAction
        = new QAction(tr("Pause or resume the table"), this); // a button's is lost with its text
    pauseAction->setShortcut(Qt::CTRL | Qt::Key_E);
    pauseAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(pauseAction);
    connect(pauseAction, &QAction::triggered, m_pause, &QToolButton::toggle);

    connect(m_pause, &QToolButton::toggled, m_table, &LiveTableView::setPaused);
    connect(m_table, &LiveTableView::pausedChanged, this, &MonitorPage::updatePauseButton);
    connect(m_filters, &EventFilterBar::filterChanged, m_model, &EventTableModel::setFilter);
    connect(m_filters, &EventFilterBar::filterChanged, this, [this](const EventFilter &filter) {
        m_placeholder->setCurrentIndex(filter == EventFilter() ? 0 : 1);
    });
    // Also when the row that is selected already is chosen again, after its panel was closed.
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MonitorPage::openSelected);
    connect(m_table, &QAbstractItemView::clicked, this, &MonitorPage::openSelected);
    connect(m_table, &QAbstractItemView::activated, this, &MonitorPage::openSelected);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &MonitorPage::showMenu);
    connect(m_table, &LiveTableView::escaped, this, &MonitorPage::closePanel);
    connect(m_panel, &EventPanel::closed, this, &MonitorPage::closePanel);
    connect(m_model, &KeysetTable::reloaded, this, &MonitorPage::onReloaded);
    connect(m_model, &KeysetTable::failed, this,
        [this](const Error &error) { emit this->navigator().say(error.message, true); });
    connect(m_figures, &FigureStrip::ruleActivated, &navigator, &Navigator::showRule);
    connect(&context.themes, &ThemeManager::changed, this, &MonitorPage::updatePauseButton);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_model->refreshTimes();
        m_panel->refreshTimes();
        m_filters->setKnownTypes(m_model->knownTypes());
    });
    updatePauseButton();
}

QString MonitorPage::title() const
{
    return tr("Monitor");
}

QWidget *MonitorPage::headerWidget()
{
    return m_pause;
}

QWidget *MonitorPage::makeEmptyState()
{
    auto *empty = new EmptyState(context().themes, u"monitor"_s, tr("No events yet"),
        tr("Whatever happens shows here as it comes in: webhooks, buttons, schedules, changed records, and "
           "what other programs send."));
    empty->addAction(tr("Send a test event"), [this] { sendTestEvent(); })->setObjectName(u"testEvent"_s);
    empty->addAction(tr("Load the example"), [this] { emit exampleWanted(); })
        ->setObjectName(u"loadExample"_s);
    return empty;
}

QWidget *MonitorPage::makeNoMatch()
{
    auto *none = new EmptyState(context().themes, u"filter"_s, tr("No event matches"),
        tr("The log has none that the filter above lets through. New ones that match show here at once."));
    none->addAction(tr("Show all events"), [this] { m_filters->clear(); })->setObjectName(u"showAll"_s);
    return none;
}

void MonitorPage::sendTestEvent()
{
    Event event;
    event.type = u"example.hello"_s;
    event.source = u"/monitor"_s;
    event.data = R"({"greeting":"Hello","from":"the monitor page"})";
    whenReady(context().engine.emitEvent(event), this, [this](const Result<Appended> &appended) {
        if (!appended)
            emit navigator().say(appended.error().message, true);
    });
}

void MonitorPage::openEvent(Sequence sequence)
{
    m_wanted = 0;
    m_panel->open(sequence);
    m_panel->show();
    if (const auto row = m_model->rowOf(sequence); row >= 0) {
        m_table->showRow(row);
        return;
    }
    m_filters->clear(); // reloads only if there was a filter; what is asked for now overtakes that
    m_wanted = sequence;
    m_model->goTo(sequence);
}

void MonitorPage::onReloaded()
{
    // A reload forgets which row was current; the panel still knows the event.
    const auto wanted = m_wanted != 0 ? m_wanted : m_panel->isVisibleTo(this) ? m_panel->sequence() : 0;
    m_wanted = 0;
    if (const auto row = m_model->rowOf(wanted); wanted != 0 && row >= 0)
        m_table->showRow(row);
}

void MonitorPage::openSelected()
{
    const auto selected = m_table->selectionModel()->selectedRows();
    if (selected.isEmpty())
        return; // its row left the window: the panel goes on showing it
    m_panel->open(m_model->key(selected.first().row()));
    m_panel->show();
}

void MonitorPage::showMenu(const QPoint &at)
{
    // The menu key means the row that is selected, wherever the mouse is.
    const auto selected = m_table->selectionModel()->selectedRows();
    auto row = m_table->indexAt(at).row();
    if (row < 0 && !selected.isEmpty())
        row = selected.first().row();
    if (row < 0)
        return;
    const auto event = m_model->key(row);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"eventMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, event] { openEvent(event); });
    menu->addAction(
        tr("Try expressions on this event"), this, [this, event] { emit navigator().tryExpressions(event); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void MonitorPage::closePanel()
{
    m_panel->hide();
    m_table->setFocus();
}

void MonitorPage::updatePauseButton()
{
    const auto isPaused = m_table->isPaused();
    m_pause->setChecked(isPaused);
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(context().themes.icon(isPaused ? u"play"_s : u"pause"_s));
}

void MonitorPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_second.start();
}

void MonitorPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_second.stop();
}

} // namespace signalbox
