// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/schedulelist.h"

#include "core/base/futures.h"
#include "ui/schedule/clockchanges.h"
#include "ui/widgets/timetext.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShown = 5000; ///< of them; who has more finds them in the list of rules

enum Column { RuleColumn, SentenceColumn, NextColumn, StateColumn, ColumnCount };
enum Role { RuleRole = Qt::UserRole, StepRole, PausedRole };

} // namespace

ScheduleList::ScheduleList(const Context &context, Navigator &navigator, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_list(new QTreeWidget)
    , m_until(new QDateTimeEdit)
    , m_pause(new QPushButton(tr("Pause")))
    , m_resume(new QPushButton(tr("Go on now")))
{
    m_list->setObjectName(u"schedules"_s);
    m_list->setAccessibleName(tr("Schedules that are on"));
    m_list->setHeaderLabels({tr("Rule"), tr("When"), tr("Next"), tr("State")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->header()->resizeSection(RuleColumn, 30 * Theme::unit);
    m_list->header()->resizeSection(SentenceColumn, 50 * Theme::unit);
    m_list->header()->resizeSection(NextColumn, 24 * Theme::unit);
    m_until->setObjectName(u"pauseUntil"_s);
    m_until->setAccessibleName(tr("Until"));
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(tr("d MMM yyyy HH:mm"));
    m_until->setDateTime(toQDateTime(context.clock.now()).toLocalTime().date().addDays(1).startOfDay());
    m_pause->setObjectName(u"pauseSchedule"_s);
    m_resume->setObjectName(u"resumeSchedule"_s);
    auto *label = new QLabel(tr("Pause until"));
    label->setBuddy(m_until);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(Theme::unit);
    bar->addWidget(label);
    bar->addWidget(m_until);
    bar->addWidget(m_pause);
    bar->addWidget(m_resume);
    bar->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Theme::unit, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_list);
    layout->addLayout(bar);

    connect(m_list, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        emit m_navigator.showRule(RuleId(item->data(0, RuleRole).toString()));
    });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ScheduleList::showButtons);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        const auto until = fromQDateTime(m_until->dateTime());
        if (until > m_context.clock.now())
            pauseChosen(until);
        else
            emit m_navigator.say(tr("The time until which to pause has passed; choose a later one."), true);
    });
    connect(m_resume, &QPushButton::clicked, this, [this] { pauseChosen({}); });
    showButtons();
}

void ScheduleList::setSchedules(const QList<PlannedSchedule> &schedules)
{
    QSet<QString> chosen;
    const auto keyOf = [](const QTreeWidgetItem *item) {
        return item->data(0, RuleRole).toString() + u'/' + item->data(0, StepRole).toString();
    };
    for (const auto *item : m_list->selectedItems())
        chosen += keyOf(item);
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    const auto now = m_context.clock.now();
    const auto &theme = m_context.themes.theme();
    for (const auto &planned : schedules.first(std::min(schedules.size(), mostShown))) {
        auto *item = new QTreeWidgetItem(m_list);
        const bool isPaused = planned.pausedUntil && *planned.pausedUntil > now;
        const auto next = planned.schedule.next(now);
        item->setText(RuleColumn, planned.ruleName);
        item->setText(SentenceColumn, planned.schedule.sentence());
        item->setToolTip(SentenceColumn, planned.schedule.sentence().toHtmlEscaped());
        item->setText(NextColumn, next ? relativeTime(*next, now) : tr("never again"));
        if (next)
            item->setToolTip(NextColumn, exactTime(*next));
        item->setText(
            StateColumn, isPaused ? tr("paused until %1").arg(exactTime(*planned.pausedUntil)) : tr("on"));
        item->setIcon(StateColumn,
            m_context.themes.icon(
                isPaused ? u"pause"_s : u"clock"_s, isPaused ? theme.waiting : theme.muted));
        item->setData(0, RuleRole, planned.rule.value);
        item->setData(0, StepRole, planned.step.value);
        item->setData(0, PausedRole, isPaused);
        item->setSelected(chosen.contains(keyOf(item)));
    }
    showButtons();
}

void ScheduleList::showButtons()
{
    const auto chosen = m_list->selectedItems();
    m_pause->setEnabled(!chosen.isEmpty());
    m_resume->setEnabled(std::ranges::any_of(
        chosen, [](const QTreeWidgetItem *item) { return item->data(0, PausedRole).toBool(); }));
}

void ScheduleList::pauseChosen(std::optional<Instant> until)
{
    for (const auto *item : m_list->selectedItems()) {
        const auto answer = m_context.engine.pauseSchedules(
            RuleId(item->data(0, RuleRole).toString()), StepId(item->data(0, StepRole).toString()), until);
        whenReady(answer, this, [this](const Result<QList<ScheduleRow>> &rows) {
            if (!rows)
                emit m_navigator.say(rows.error().message, true);
            emit changed();
        });
    }
}

} // namespace signalbox
