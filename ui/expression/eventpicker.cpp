// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/eventpicker.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

namespace signalbox {

using namespace Qt::StringLiterals;

EventPicker::EventPicker(QWidget *parent)
    : QComboBox(parent)
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setCompleter(nullptr);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setAccessibleName(tr("Event to try expressions on"));
    setToolTip(tr("The event that expressions are tried on: choose one, or type the number of any event."));
    lineEdit()->setAccessibleName(accessibleName());
    lineEdit()->setPlaceholderText(tr("No event yet"));
    connect(this, &QComboBox::activated, this, [this] { emit chosen(current()); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &EventPicker::take);
    // The beginning says most.
    connect(this, &QComboBox::currentIndexChanged, this, [this] { lineEdit()->setCursorPosition(0); });
}

void EventPicker::setAutomatic(const QString &text)
{
    m_automatic = text;
    if (lineEdit()->isModified())
        return; // somebody is typing
    if (const int entry = findData(QVariant::fromValue<qint64>(0)); entry >= 0)
        setItemText(entry, text);
}

void EventPicker::setEvents(const QList<Event> &first, const QList<Event> &others, Sequence current)
{
    if (view()->isVisible() || lineEdit()->isModified())
        return; // somebody is choosing
    const QSignalBlocker quiet(this);
    clear();
    if (!m_automatic.isEmpty())
        addItem(m_automatic, QVariant::fromValue<qint64>(0));
    const auto add = [this](const Event &event) {
        const QVariant key = QVariant::fromValue<qint64>(event.sequence);
        if (findData(key) < 0)
            addItem(tr("#%1 · %2 · %3").arg(event.sequence).arg(event.type, event.source), key);
    };
    for (const auto &event : first)
        add(event);
    if (!first.isEmpty() && !others.isEmpty())
        insertSeparator(count());
    for (const auto &event : others)
        add(event);
    if (current > 0 && findData(QVariant::fromValue<qint64>(current)) < 0)
        addItem(tr("#%1").arg(current), QVariant::fromValue<qint64>(current));
    const auto at = findData(QVariant::fromValue<qint64>(current));
    setCurrentIndex(at < 0 && count() > 0 ? 0 : at);
    lineEdit()->setCursorPosition(0);
}

/// A number is an event; any other text was a try.
void EventPicker::take()
{
    static const QRegularExpression number(u"^\\s*#?\\s*(\\d{1,18})\\s*$"_s);
    const auto match = number.match(currentText());
    const auto sequence = match.captured(1).toLongLong();
    setEditText(itemText(currentIndex()));
    lineEdit()->setModified(false);
    lineEdit()->setCursorPosition(0);
    if (sequence > 0 && sequence != current())
        emit chosen(sequence);
}

} // namespace signalbox
