// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

#include <QTimer>

class QSplitter;
class QStackedWidget;
class QToolButton;

namespace signalbox {

class EventFilterBar;
class EventPanel;
class EventTableModel;
class FigureStrip;
class LiveTableView;
class RuleNames;

/// What happens: the live table of events with its figures above and the chosen event beside it.
///
/// Ctrl+F finds, Ctrl+E holds the table still, Escape closes the panel. Object names: `events` (the table),
/// `pause`, `testEvent` and `loadExample` on the empty log, `showAll` where the filter lets nothing through;
/// of the parts see EventFilterBar, FigureStrip and EventPanel. Thread: window.
class MonitorPage : public PageWidget
{
    Q_OBJECT

public:
    MonitorPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override;
    QWidget *headerWidget() override;

    /// Shows this event, and its place in the table; a filter that hides it goes.
    void openEvent(signalbox::Sequence sequence);

signals:
    void exampleWanted(); ///< somebody pressed "Load the example" on the empty log

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeEmptyState();
    QWidget *makeNoMatch();
    void sendTestEvent();
    void closePanel();
    void showMenu(const QPoint &at);
    void openSelected();
    void onReloaded();
    void updatePauseButton();

    RuleNames *m_names;
    EventTableModel *m_model;
    FigureStrip *m_figures;
    EventFilterBar *m_filters;
    LiveTableView *m_table;
    EventPanel *m_panel;
    QSplitter *m_splitter;
    QStackedWidget *m_placeholder; ///< no event at all, or none that the filter lets through
    QToolButton *m_pause;
    QTimer m_second;
    Sequence m_wanted = 0; ///< to be selected as soon as its row is there
};

} // namespace signalbox
