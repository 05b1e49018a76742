// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateEdit>

namespace signalbox {

/// A day, or none. A digit, an arrow or the calendar begins with today where there is none; Delete takes the
/// day away. Thread: window.
class DateEdit : public QDateEdit
{
    Q_OBJECT

public:
    explicit DateEdit(QWidget *parent = nullptr);

    QDate day() const; ///< invalid: none
    void setDay(const QDate &day);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace signalbox
