// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/historypanel.h"

#include "core/base/futures.h"
#include "ui/editor/livestates.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int shownRuns = 50;

enum Column { StateColumn, TimeColumn, TookColumn, EventColumn, VersionColumn, ErrorColumn };

} // namespace

HistoryPanel::HistoryPanel(const Context &context, Navigator &navigator, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_list(new QTreeWidget(this))
    , m_note(new QLabel(this))
    , m_open(new QPushButton(tr("Open in Runs"), this))
    , m_live(new QPushButton(tr("Follow live"), this))
{
    m_list->setObjectName(u"runHistory"_s);
    m_list->setAccessibleName(tr("Last runs of this rule, newest first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("State"), tr("When"), tr("Took"), tr("Event"), tr("Version"), tr("Error")});
    m_list->setIconSize({Theme::iconSize - 4, Theme::iconSize - 4});
    const std::pair<int, int> widths[]
        = {{StateColumn, 104}, {TimeColumn, 96}, {TookColumn, 64}, {EventColumn, 168}, {VersionColumn, 56}};
    for (const auto &[column, width] : widths)
        m_list->header()->resizeSection(column, width);
    m_open->setObjectName(u"showRunButton"_s);
    m_live->setObjectName(u"followLiveButton"_s);
    for (auto *button : {m_open, m_live})
        button->setProperty("small", true);
    m_note->setProperty("role", u"muted"_s);
    m_note->setTextFormat(Qt::PlainText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(Theme::unit, Theme::unit / 2, Theme::unit, Theme::unit / 2);
    foot->setSpacing(Theme::unit);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_live);
    foot->addWidget(m_open);
    layout->addLayout(foot);

    connect(m_list, &QTreeWidget::itemSelectionChanged, this, [this] {
        const auto selected = m_list->selectedItems();
        if (!selected.isEmpty())
            showRun(RunId(selected.first()->data(0, Qt::UserRole).toString()));
    });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (!m_shown.isEmpty())
            emit m_navigator.showRun(m_shown);
    });
    connect(m_live, &QPushButton::clicked, this, &HistoryPanel::follow);
    m_timer.setSingleShot(true);
    m_timer.setInterval(200ms);
    connect(&m_timer, &QTimer::timeout, this, &HistoryPanel::read);
    connect(&context.store, &Store::runsChanged, this, [this] {
        m_isStale = true;
        if (!m_timer.isActive())
            m_timer.start();
    });
    updateButtons();
}

void HistoryPanel::setRule(const RuleId &rule, LiveStates *states)
{
    m_rule = rule;
    m_states = states;
    m_shown = {};
    m_isStale = true;
    m_list->clear();
    updateButtons();
    read();
}

void HistoryPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    read();
}

void HistoryPanel::read()
{
    if (m_isAsked || !m_isStale || m_rule.isEmpty() || !isVisible())
        return;
    m_isAsked = true;
    m_isStale = false;
    const auto answer = m_context.readers.ask([rule = m_rule](Reader &reader) -> Result<QList<Entry>> {
        const auto runs = reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, shownRuns);
        if (!runs)
            return Failure(runs.error());
        QList<Entry> entries;
        for (const auto &run : *runs) {
            const auto event = reader.event(run.event); // may be gone: events are kept for a time only
            entries += Entry{run, event ? event->type : QString()};
        }
        return entries;
    });
    whenReady(answer, this, [this, rule = m_rule](const Result<QList<Entry>> &entries) {
        m_isAsked = false;
        if (rule != m_rule)
            read();
        else if (entries)
            fill(*entries);
        else
            m_note->setText(entries.error().message);
    });
}

void HistoryPanel::fill(const QList<Entry> &entries)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto &theme = m_context.themes.theme();
    const auto now = m_context.clock.now();
    for (const auto &[run, eventType] : entries) {
        const auto took
            = run.started && run.finished ? durationText(*run.finished - *run.started) : QString();
        auto *item = new QTreeWidgetItem(m_list,
            {stateTitle(run.state), relativeTime(run.created, now), took,
                eventType.isEmpty() ? u"#%1"_s.arg(run.event) : singleLine(eventType),
                QString::number(run.ruleVersion), singleLine(run.error)});
        item->setIcon(StateColumn, m_context.themes.icon(stateIcon(run.state), theme.state(run.state)));
        item->setToolTip(TimeColumn, exactTime(run.created));
        item->setToolTip(ErrorColumn, plainToolTip(run.error));
        item->setData(0, Qt::UserRole, run.id.value);
        item->setSelected(run.id == m_shown);
    }
    updateButtons();
}

void HistoryPanel::showRun(const RunId &run)
{
    m_shown = run;
    updateButtons();
    const auto answer = m_context.readers.ask([run](Reader &reader) { return reader.run(run); });
    whenReady(answer, this, [this, run](const Result<Run> &found) {
        if (run != m_shown || !m_states)
            return;
        if (found)
            m_states->show(*found);
        else
            m_note->setText(found.error().message);
    });
}

void HistoryPanel::follow()
{
    m_shown = {};
    m_list->clearSelection();
    if (m_states)
        m_states->clear();
    updateButtons();
}

void HistoryPanel::updateButtons()
{
    m_open->setEnabled(!m_shown.isEmpty());
    m_live->setEnabled(!m_shown.isEmpty());
    m_note->setText(m_list->topLevelItemCount() == 0 ? tr("This rule has not run yet.")
            : m_shown.isEmpty()                      ? tr("Choose a run to see it on the canvas.")
                                                     : tr("The canvas shows the chosen run."));
}

} // namespace signalbox
