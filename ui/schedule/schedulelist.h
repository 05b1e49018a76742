// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/scheduleplan.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QDateTimeEdit;
class QPushButton;
class QTreeWidget;

namespace signalbox {

/// Every schedule that is on: what it says, when it comes next, and whether it is paused; below it the chosen
/// ones are paused until a time, or go on. Return or a double click opens the rule.
///
/// Object names: schedules (the list), pauseUntil, pauseSchedule, resumeSchedule. Thread: window.
class ScheduleList : public QWidget
{
    Q_OBJECT

public:
    ScheduleList(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    void setSchedules(const QList<PlannedSchedule> &schedules);

signals:
    void changed(); ///< a pause has begun or ended

private:
    void pauseChosen(std::optional<Instant> until);
    void showButtons();

    const Context m_context;
    Navigator &m_navigator;
    QTreeWidget *m_list;
    QDateTimeEdit *m_until;
    QPushButton *m_pause;
    QPushButton *m_resume;
};

} // namespace signalbox
