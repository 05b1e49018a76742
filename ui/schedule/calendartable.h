// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schedule/calendarplan.h"

#include <QTableWidget>

namespace signalbox {

class ThemeManager;

/// Weeks as rows, their days as columns, in each day what will start. Thread: window.
class CalendarTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit CalendarTable(const ThemeManager &themes, QWidget *parent = nullptr);

    /// Whole weeks. Days out of `month` are pale; 0: none is. The chosen date stays if it is among them.
    void setDays(const QList<CalendarDay> &days, QDate today, int month);
    void choose(QDate date); ///< nothing where it is not shown
    QDate chosenDate() const;

signals:
    void dateChosen(QDate date);

private:
    QDate m_wanted;
};

} // namespace signalbox
