// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/figures.h"
#include "ui/widgets/context.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;

namespace signalbox {

class FigureCard;
class LinkRow;
class RateStrip;
class RuleNames;

/// The numbers above the event table, read anew each second while somebody sees them. Object names: `rate`,
/// `eventsASecond`, `runsLastHour`, `failedLastHour`, `waiting`, `nextSchedule0` to 2. Thread: window.
class FigureStrip : public QWidget
{
    Q_OBJECT

public:
    FigureStrip(const Context &context, const RuleNames &names, QWidget *parent = nullptr);

    RateSpan span() const { return m_span; }
    void setSpan(RateSpan span);

signals:
    void ruleActivated(const signalbox::RuleId &rule);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void read();
    void showFigures(const Figures &figures);
    void showSchedules(const QList<ScheduleRow> &next);

    Context m_context;
    const RuleNames &m_names;
    RateStrip *m_rate;
    QButtonGroup *m_spans;
    FigureCard *m_events;
    FigureCard *m_runs;
    FigureCard *m_failed;
    FigureCard *m_waiting;
    QList<LinkRow *> m_next;
    QWidget *m_nextCard;
    QList<QWidget *> m_cards; ///< each on a surface of its own
    QList<ScheduleRow> m_shown;
    QTimer m_timer;
    RateSpan m_span = RateSpan::Minute;
    bool m_asked = false;
};

} // namespace signalbox
