// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dateedit.h"

#include <QCalendarWidget>
#include <QKeyEvent>
#include <QLineEdit>

namespace signalbox {

namespace {

// What the editor holds for "none": no day that is meant is as early.
const QDate none(1800, 1, 1);

} // namespace

DateEdit::DateEdit(QWidget *parent)
    : QDateEdit(parent)
{
    setCalendarPopup(true);
    setMinimumDate(none);
    setSpecialValueText(tr("no date"));
    setDate(none);
    setMinimumHeight(QLineEdit().sizeHint().height()); // with a popup it would be lower than its neighbours
    calendarWidget()->installEventFilter(this);
}

QDate DateEdit::day() const
{
    return date() == none ? QDate() : date();
}

void DateEdit::setDay(const QDate &day)
{
    setDate(day.isValid() ? day : none);
}

void DateEdit::keyPressEvent(QKeyEvent *event)
{
    // QDateTimeEdit can only step away from a special value, and would step to the year 1800.
    const auto isStep = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const auto isDigit = !event->text().isEmpty() && event->text().front().isDigit();
    if (date() == none && (isStep || isDigit)) {
        setDate(QDate::currentDate());
        setSelectedSection(sectionAt(0));
        if (isStep && !(event->modifiers() & Qt::AltModifier))
            return;
    } else if (event->key() == Qt::Key_Delete) {
        setDate(none);
        return;
    }
    QDateEdit::keyPressEvent(event);
}

bool DateEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && date() == none) {
        const auto today = QDate::currentDate();
        // Later: the popup selects the editor's day after it has shown the calendar.
        QMetaObject::invokeMethod(
            calendarWidget(),
            [this, today] { calendarWidget()->setCurrentPage(today.year(), today.month()); },
            Qt::QueuedConnection);
    }
    return QDateEdit::eventFilter(watched, event);
}

} // namespace signalbox
