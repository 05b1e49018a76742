// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"

#include <QComboBox>

namespace signalbox {

/// Chooses the event that expressions are tried on: from a list, or any event of the log by typing its
/// number. Thread: window.
class EventPicker : public QComboBox
{
    Q_OBJECT

public:
    explicit EventPicker(QWidget *parent = nullptr);

    /// What is offered when none is chosen, as an entry of its own: "event #7". Empty: no such entry.
    void setAutomatic(const QString &text);
    /// Those of `first` come before the rest of `others`. `current` 0: none is chosen.
    void setEvents(const QList<Event> &first, const QList<Event> &others, Sequence current);
    Sequence current() const { return currentData().toLongLong(); }

signals:
    void chosen(signalbox::Sequence event); ///< by somebody; 0: the automatic one

private:
    void take();

    QString m_automatic;
};

} // namespace signalbox
