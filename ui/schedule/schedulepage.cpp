// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/schedulepage.h"

#include "core/base/futures.h"
#include "ui/schedule/calendartable.h"
#include "ui/schedule/clockchanges.h"
#include "ui/schedule/heatstrip.h"
#include "ui/schedule/pastlist.h"
#include "ui/schedule/schedulelist.h"
#include "ui/schedule/simulatorpanel.h"
#include "ui/widgets/emptystate.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int daysAWeek = 7;
constexpr int weeksOfMonth = 6; ///< that a month can touch
constexpr size_t mostInDay = 1000; ///< rows of the chosen day
enum Role { RuleRole = Qt::UserRole, DateRole };

QDate weekOf(QDate date)
{
    return date.addDays(-((date.dayOfWeek() - int(QLocale().firstDayOfWeek()) + daysAWeek) % daysAWeek));
}

QString clockTime(Instant at)
{
    const auto local = toQDateTime(at).toLocalTime();
    return local.time().second() == 0 ? QLocale().toString(local.time(), QLocale::ShortFormat)
                                      : QLocale().toString(local.time(), u"HH:mm:ss"_s);
}

} // namespace

SchedulePage::SchedulePage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_tabs(new QTabWidget)
    , m_stack(new QStackedWidget)
    , m_heat(new HeatStrip(context.themes))
    , m_calendar(new CalendarTable(context.themes))
    , m_range(new QLabel)
    , m_dayTitle(new QLabel)
    , m_day(new QListWidget)
    , m_meetingsTitle(new QLabel(tr("At the same time")))
    , m_meetings(new QListWidget)
    , m_cut(new QLabel(tr("There is more than fits: only the first 100,000 starts are shown.")))
    , m_pastStack(new QStackedWidget)
    , m_past(new PastList(context, navigator))
    , m_list(new ScheduleList(context, navigator))
{
    m_heat->setObjectName(u"heat"_s);
    m_calendar->setObjectName(u"calendar"_s);
    m_day->setObjectName(u"dayList"_s);
    m_day->setAccessibleName(tr("What starts on the chosen day"));
    m_meetings->setObjectName(u"meetings"_s);
    m_meetings->setAccessibleName(m_meetingsTitle->text());
    m_tabs->setObjectName(u"scheduleTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("What will start, and what has"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_range->setProperty("role", u"heading"_s);
    m_dayTitle->setProperty("role", u"heading"_s);
    m_meetingsTitle->setProperty("role", u"heading"_s);
    m_cut->setProperty("role", u"muted"_s);

    auto *empty = new EmptyState(context.themes, u"schedule"_s, tr("Nothing is planned"),
        tr("Once a rule with a schedule is switched on, what it will start shows here, day by day."));
    empty->addAction(tr("Draw a rule"), [&navigator] { emit navigator.newRule(); })
        ->setObjectName(u"newSchedule"_s);
    m_stack->addWidget(empty);
    m_stack->addWidget(makeCalendar());
    m_stack->setCurrentIndex(1);
    m_tabs->addTab(m_stack, tr("Calendar"));
    m_tabs->addTab(makePast(), tr("Past"));
    m_tabs->addTab(new SimulatorPanel(context, navigator), tr("Simulator"));
    m_tabs->addTab(m_list, tr("Schedules"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    layout->addWidget(m_tabs);
    setFocusProxy(m_calendar);
    connectParts();
    m_anchor = today();
}

void SchedulePage::connectParts()
{
    connect(m_calendar, &CalendarTable::dateChosen, this, &SchedulePage::showDay);
    connect(
        m_heat, &HeatStrip::chosen, this, [this](Instant at) { goTo(toQDateTime(at).toLocalTime().date()); });
    connect(m_day, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        if (const RuleId rule(item->data(RuleRole).toString()); !rule.isEmpty())
            emit navigator().showRule(rule);
    });
    const auto showMeeting
        = [this](const QListWidgetItem *item) { m_calendar->choose(item->data(DateRole).toDate()); };
    connect(m_meetings, &QListWidget::itemClicked, this, showMeeting);
    connect(m_meetings, &QListWidget::itemActivated, this, showMeeting);
    connect(m_past, &PastList::counted, this,
        [this](int rows) { m_pastStack->setCurrentIndex(rows == 0 ? 0 : 1); });
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        read();
        m_past->read();
    });
    const auto readSoon = [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&context().store, &Store::rulesChanged, this, readSoon);
    connect(&context().store, &Store::runsChanged, this, readSoon);
    connect(m_list, &ScheduleList::changed, this, readSoon);
    m_minute.setInterval(1min);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        read();
        m_past->read(); // what was dropped or paused has no run that would tell of it
    });
}

QString SchedulePage::title() const
{
    return tr("Schedule");
}

QToolButton *SchedulePage::makeTool(const QString &name, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QWidget *SchedulePage::makeCalendar()
{
    auto *earlier = makeTool(u"earlier"_s, tr("Earlier"));
    auto *later = makeTool(u"later"_s, tr("Later"));
    auto *now = makeTool(u"today"_s, tr("Today"));
    auto *week = makeTool(u"week"_s, tr("Week"));
    auto *month = makeTool(u"month"_s, tr("Month"));
    const auto restyle = [this, earlier, later] {
        earlier->setIcon(context().themes.icon(isRightToLeft() ? u"chevron-right"_s : u"chevron-left"_s));
        later->setIcon(context().themes.icon(isRightToLeft() ? u"chevron-left"_s : u"chevron-right"_s));
    };
    restyle();
    connect(&context().themes, &ThemeManager::changed, this, restyle);
    auto *kinds = new QButtonGroup(this);
    for (auto *button : {week, month}) {
        button->setCheckable(true);
        kinds->addButton(button);
    }
    week->setChecked(true);
    connect(earlier, &QToolButton::clicked, this, [this] { move(-1); });
    connect(later, &QToolButton::clicked, this, [this] { move(1); });
    connect(now, &QToolButton::clicked, this, [this] { goTo(today()); });
    connect(month, &QToolButton::toggled, this, [this](bool isMonth) {
        m_isMonth = isMonth;
        read();
    });

    auto *bar = new QHBoxLayout;
    bar->setSpacing(Theme::unit / 2);
    for (auto *button : {earlier, now, later})
        bar->addWidget(button);
    bar->addSpacing(Theme::unit);
    bar->addWidget(m_range);
    bar->addStretch();
    bar->addWidget(week);
    bar->addWidget(month);

    auto *side = new QWidget;
    auto *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(Theme::unit / 2);
    sideLayout->addWidget(m_dayTitle);
    sideLayout->addWidget(m_day, 3);
    sideLayout->addWidget(m_meetingsTitle);
    sideLayout->addWidget(m_meetings, 1);
    side->setMinimumWidth(30 * Theme::unit);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_calendar);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({100 * Theme::unit, 36 * Theme::unit});

    auto *heatTitle = new QLabel(tr("Next 24 hours"));
    heatTitle->setProperty("role", u"muted"_s);
    auto *calendar = new QWidget;
    auto *layout = new QVBoxLayout(calendar);
    layout->setContentsMargins(0, Theme::unit, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(heatTitle);
    layout->addWidget(m_heat);
    layout->addLayout(bar);
    layout->addWidget(m_cut);
    layout->addWidget(splitter, 1);
    m_cut->hide();
    return calendar;
}

QWidget *SchedulePage::makePast()
{
    m_pastStack->addWidget(new EmptyState(context().themes, u"history"_s, tr("No schedule has come due yet"),
        tr("Each time one does, it shows here with what became of it.")));
    m_pastStack->addWidget(m_past);
    return m_pastStack;
}

QDate SchedulePage::today() const
{
    return toQDateTime(context().clock.now()).toLocalTime().date();
}

void SchedulePage::goTo(QDate date)
{
    m_anchor = date;
    m_calendar->choose(date);
    read();
}

void SchedulePage::move(int direction)
{
    goTo(m_isMonth ? m_anchor.addMonths(direction) : m_anchor.addDays(qint64(direction) * daysAWeek));
}

void SchedulePage::read()
{
    m_isStale = m_asked;
    if (m_asked)
        return;
    m_asked = true;
    const auto first = m_isMonth ? weekOf(QDate(m_anchor.year(), m_anchor.month(), 1)) : weekOf(m_anchor);
    const int count = m_isMonth ? weeksOfMonth * daysAWeek : daysAWeek;
    const auto now = context().clock.now();
    const auto answer = context().readers.ask([first, count, now](Reader &reader) -> Result<CalendarPlan> {
        auto schedules = liveSchedules(reader);
        if (!schedules)
            return Failure(schedules.error());
        return planCalendar(std::move(*schedules), first, count, now);
    });
    whenReady(answer, this, [this](const Result<CalendarPlan> &plan) {
        m_asked = false;
        if (m_isStale)
            read(); // what has come is of a stretch that is no longer wanted
        else if (plan)
            showPlan(*plan);
        else
            emit navigator().say(plan.error().message, true);
    });
}

void SchedulePage::showPlan(const CalendarPlan &plan)
{
    m_plan = plan;
    m_first = plan.days.first().date;
    m_stack->setCurrentIndex(plan.schedules.isEmpty() ? 0 : 1);
    m_cut->setVisible(plan.isCut);
    m_heat->setCounts(plan.heat, plan.heatFrom);
    const QLocale locale;
    m_range->setText(m_isMonth ? locale.toString(m_anchor, tr("MMMM yyyy"))
                               : tr("%1 to %2")
                                     .arg(locale.toString(m_first, tr("d MMM")),
                                         locale.toString(plan.days.last().date, tr("d MMM yyyy"))));
    m_list->setSchedules(plan.schedules);
    m_calendar->setDays(plan.days, today(), m_isMonth ? m_anchor.month() : 0);
    if (!m_calendar->chosenDate().isValid() || m_calendar->chosenDate() < m_first
        || m_calendar->chosenDate() > plan.days.last().date)
        m_calendar->choose(m_anchor);
    showDay(m_calendar->chosenDate());

    m_meetings->clear();
    for (const auto &meeting : plan.meetings) {
        auto text
            = tr("%n rule(s) start at %1", nullptr, int(meeting.rules.size())).arg(clockTime(meeting.first));
        if (meeting.times > 1)
            text += u" · "_s + tr("%n time(s)", nullptr, meeting.times);
        auto *item = new QListWidgetItem(text, m_meetings);
        item->setToolTip(meeting.rules.join(u'\n').toHtmlEscaped());
        item->setData(DateRole, toQDateTime(meeting.first).toLocalTime().date());
    }
    m_meetings->setVisible(!plan.meetings.isEmpty());
    m_meetingsTitle->setVisible(!plan.meetings.isEmpty());
}

void SchedulePage::showDay(QDate date)
{
    m_day->clear();
    m_dayTitle->setText(QLocale().toString(date, tr("dddd, d MMMM")));
    m_day->setAccessibleName(tr("What starts on %1").arg(m_dayTitle->text()));
    const auto day = std::ranges::find(m_plan.days, date, &CalendarDay::date);
    if (day == m_plan.days.end())
        return;
    m_anchor = date;
    for (const auto &change : day->clockChanges) {
        auto *item = new QListWidgetItem(context().themes.icon(u"clock"_s, theme().waiting), change, m_day);
        item->setForeground(theme().muted);
        item->setToolTip(change.toHtmlEscaped());
    }
    const auto &occurrences = day->occurrences;
    for (size_t i = 0; i < std::min(occurrences.size(), mostInDay); ++i) {
        const auto &occurrence = occurrences[i];
        const auto &planned = m_plan.schedules[occurrence.schedule];
        auto text = u"%1  %2"_s.arg(clockTime(occurrence.at), planned.ruleName);
        // Which two o'clock is meant is told by the offset only.
        if (!day->clockChanges.isEmpty() || occurrence.mark != ClockMark::None) {
            if (const auto zoned = zonedTime(planned.schedule, occurrence.at); !zoned.isEmpty())
                text += u" · "_s + zoned;
        }
        auto *item = new QListWidgetItem(text, m_day);
        item->setData(RuleRole, planned.rule.value);
        auto tip = planned.schedule.sentence();
        if (occurrence.mark != ClockMark::None) {
            item->setIcon(context().themes.icon(u"clock"_s, theme().waiting));
            tip += u'\n' + sentenceFor(occurrence.mark);
        }
        item->setToolTip(tip.toHtmlEscaped());
        item->setData(Qt::AccessibleDescriptionRole, tip);
    }
    auto note = QString();
    if (occurrences.empty())
        note = date < today() ? tr("Past days are in “Past”.") : tr("Nothing starts.");
    else if (occurrences.size() > mostInDay)
        note = tr("%n more", nullptr, int(occurrences.size() - mostInDay));
    if (!note.isEmpty()) {
        auto *item = new QListWidgetItem(note, m_day);
        item->setForeground(theme().muted);
    }
}

void SchedulePage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_minute.start();
    read();
    m_past->read();
}

void SchedulePage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_minute.stop();
}

} // namespace signalbox
