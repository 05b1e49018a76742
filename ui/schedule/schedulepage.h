// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schedule/calendarplan.h"
#include "ui/widgets/page.h"

#include <QTimer>

class QButtonGroup;
class QLabel;
class QListWidget;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace signalbox {

class CalendarTable;
class HeatStrip;
class PastList;
class ScheduleList;
class SimulatorPanel;

/// What will start by itself and what has: a heat strip of the next 24 hours, a calendar of a week or a month
/// with the chosen day and the rules that meet beside it; past occurrences; the schedules, to be paused; a
/// simulator. What it shows is worked out by the readers, so that the window never waits.
///
/// Object names: heat, calendar, week, month, earlier, later, today, dayList, meetings, newSchedule (while
/// nothing is planned), scheduleTabs; of the parts see PastList, ScheduleList and SimulatorPanel. Thread:
/// window.
class SchedulePage : public PageWidget
{
    Q_OBJECT

public:
    SchedulePage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeCalendar();
    QWidget *makePast();
    QToolButton *makeTool(const QString &name, const QString &text);
    void connectParts();
    QDate today() const;
    void read();
    void showPlan(const CalendarPlan &plan);
    void showDay(QDate date);
    void goTo(QDate date);
    void move(int direction);

    bool m_isMonth = false;
    QDate m_first; ///< the first day that is shown
    QDate m_anchor; ///< a day of the week or month that is shown
    CalendarPlan m_plan;
    bool m_asked = false;
    bool m_isStale = false;

    QTabWidget *m_tabs;
    QStackedWidget *m_stack; ///< nothing is planned, or the calendar
    HeatStrip *m_heat;
    CalendarTable *m_calendar;
    QLabel *m_range;
    QLabel *m_dayTitle;
    QListWidget *m_day;
    QLabel *m_meetingsTitle;
    QListWidget *m_meetings;
    QLabel *m_cut;
    QStackedWidget *m_pastStack;
    PastList *m_past;
    ScheduleList *m_list;
    QTimer m_minute;
    QTimer m_soon; ///< many changes at once are read once
};

} // namespace signalbox
