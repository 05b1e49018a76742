// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/simulatorpanel.h"

#include "core/base/futures.h"
#include "ui/schedule/simulationmodel.h"
#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int wholeProgress = 1000;

} // namespace

SimulatorPanel::SimulatorPanel(const Context &context, Navigator &navigator, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_from(new QDateTimeEdit)
    , m_span(new QComboBox)
    , m_button(new QPushButton)
    , m_progress(new QProgressBar)
    , m_summary(new QLabel)
    , m_table(new QTableView)
    , m_model(new SimulationModel(this))
{
    m_pool.setMaxThreadCount(1);
    m_from->setObjectName(u"simulateFrom"_s);
    m_from->setAccessibleName(tr("From"));
    m_from->setDisplayFormat(tr("d MMM yyyy HH:mm"));
    m_from->setDateTime(
        toQDateTime(std::chrono::floor<std::chrono::minutes>(context.clock.now())).toLocalTime());
    m_span->setObjectName(u"simulateSpan"_s);
    m_span->setAccessibleName(tr("How far"));
    m_span->addItem(tr("a day"), 1);
    m_span->addItem(tr("a week"), 7);
    m_span->addItem(tr("a month"), 31);
    m_span->addItem(tr("three months"), 92);
    m_span->addItem(tr("a year"), 366);
    m_span->setCurrentIndex(1);
    m_button->setObjectName(u"simulate"_s);
    m_button->setProperty("primary", true);
    m_progress->setObjectName(u"simulateProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the simulation"));
    m_progress->setRange(0, wholeProgress);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(Theme::unit);
    m_summary->setObjectName(u"simulateSummary"_s);
    m_summary->setProperty("role", u"muted"_s);
    m_summary->setText(
        tr("Moves a clock that is not the real one, and lists what would start. Nothing does."));
    m_table->setObjectName(u"simulated"_s);
    m_table->setAccessibleName(tr("What would start, earliest first"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight);
    auto *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->resizeSection(SimulationModel::TimeColumn, 34 * Theme::unit);
    header->resizeSection(SimulationModel::RuleColumn, 34 * Theme::unit);
    header->setSectionResizeMode(SimulationModel::NoteColumn, QHeaderView::Stretch);

    auto *controls = new QHBoxLayout;
    controls->setSpacing(Theme::unit);
    const auto addLabel = [&](const QString &text, QWidget *buddy) {
        auto *label = new QLabel(text);
        label->setBuddy(buddy);
        controls->addWidget(label);
        controls->addWidget(buddy);
    };
    addLabel(tr("&From"), m_from);
    addLabel(tr("for"), m_span);
    controls->addWidget(m_button);
    controls->addWidget(m_progress, 1);
    controls->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Theme::unit, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addLayout(controls);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_isBusy) {
            start();
            return;
        }
        m_isCancelled = true;
        m_watcher.future().cancel();
    });
    connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, m_progress, &QProgressBar::setValue);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &SimulatorPanel::onFinished);
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (const auto &rule = m_model->row(index.row()).ruleId; !rule.isEmpty())
            emit m_navigator.showRule(rule);
    });
    setBusy(false);
}

SimulatorPanel::~SimulatorPanel()
{
    m_watcher.future().cancel(); // the pool then has not long to wait
}

void SimulatorPanel::setBusy(bool busy)
{
    m_isBusy = busy;
    m_button->setText(busy ? tr("Cancel") : tr("Simulate"));
    m_progress->setVisible(busy);
    m_from->setEnabled(!busy);
    m_span->setEnabled(!busy);
}

void SimulatorPanel::start()
{
    m_isCancelled = false;
    m_progress->setValue(0);
    setBusy(true);
    whenReady(m_context.readers.ask([](Reader &reader) { return liveSchedules(reader); }), this,
        [this](const Result<QList<PlannedSchedule>> &schedules) {
            if (schedules && !m_isCancelled) {
                simulateThese(*schedules);
                return;
            }
            setBusy(false);
            m_summary->setText(schedules ? tr("Cancelled.") : schedules.error().message);
        });
}

void SimulatorPanel::simulateThese(QList<PlannedSchedule> schedules)
{
    const auto from = fromQDateTime(m_from->dateTime());
    const auto until = from + std::chrono::days(m_span->currentData().toInt());
    m_watcher.setFuture(simulate(m_pool, std::move(schedules), from, until));
}

void SimulatorPanel::onFinished()
{
    setBusy(false);
    const auto future = m_watcher.future();
    if (future.isCanceled() || future.resultCount() == 0) {
        m_summary->setText(tr("Cancelled."));
        return;
    }
    auto result = future.result();
    auto text = result.firings == 0 ? tr("Nothing would start in this time.")
                                    : tr("%n start(s)", nullptr, int(result.firings));
    if (result.isCut)
        text = tr("The first %1 starts; there are more.").arg(countText(result.firings));
    m_summary->setText(text);
    m_model->setRows(std::move(result.rows));
}

} // namespace signalbox
