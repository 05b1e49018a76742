// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QToolButton;

namespace signalbox {

/// Seven buttons for the days of the week, from the locale's first one on. Days are named as in schedules:
/// "mon" … "sun". Thread: window.
class WeekdayBar : public QWidget
{
    Q_OBJECT

public:
    explicit WeekdayBar(QWidget *parent = nullptr);

    void setDays(const QStringList &days);
    QStringList days() const; ///< from Monday on

signals:
    void edited();

private:
    QList<QToolButton *> m_buttons;
};

} // namespace signalbox
