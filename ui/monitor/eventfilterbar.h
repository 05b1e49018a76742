// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QStringListModel;
class QToolButton;

namespace signalbox {

class Clock;

/// Which events the table shows: type, text, and a stretch of time. What is typed takes effect when the
/// typing rests, or at once on Return. Object names: `filterText`, `filterType`, `filterTime`, `filterSince`,
/// `filterUntil`, `clearFilter`. Thread: window.
class EventFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit EventFilterBar(const Clock &clock, QWidget *parent = nullptr);

    EventFilter filter() const;
    void clear();
    void setKnownTypes(const QStringList &types); ///< offered while a type is typed
    void focusText();

signals:
    void filterChanged(const signalbox::EventFilter &filter);

private:
    void onTimeChosen();
    void apply();

    const Clock &m_clock;
    QLineEdit *m_text;
    QLineEdit *m_type;
    QStringListModel *m_types;
    QComboBox *m_time;
    QWidget *m_range;
    QDateTimeEdit *m_since;
    QDateTimeEdit *m_until;
    QToolButton *m_clear;
    std::optional<Instant> m_from; ///< of "last hour" and the like, from when it was chosen
    EventFilter m_applied;
    QTimer m_rest;
};

/// What somebody typed as a type: a pattern as it stands, anything else as a part of the type.
QString typePattern(const QString &typed);

} // namespace signalbox
