// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

#include <QTimer>

class QSplitter;
class QStackedWidget;

namespace signalbox {

class LiveTableView;
class RuleNames;
class RunFilterBar;
class RunPanel;
class RunTableModel;

/// The history of runs, live, with the chosen run beside it. Escape closes the panel. Object names: `runs`
/// (the table), `loadExample` on the empty page, `showAll` where the filter lets nothing through; of the
/// parts see RunFilterBar and RunPanel. Thread: window.
class RunsPage : public PageWidget
{
    Q_OBJECT

public:
    RunsPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override;

    /// Shows this run, and its place in the list; a filter that hides it goes.
    void openRun(const signalbox::RunId &run);

signals:
    void exampleWanted(); ///< somebody pressed "Load the example" on the empty page

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeEmptyState();
    QWidget *makeNoMatch();
    void openSelected();
    void onReloaded();
    void closePanel();
    void readCounts();

    RuleNames *m_names;
    RunTableModel *m_model;
    RunFilterBar *m_filters;
    LiveTableView *m_table;
    RunPanel *m_panel;
    QSplitter *m_splitter;
    QStackedWidget *m_placeholder; ///< no run at all, or none that the filter lets through
    QTimer m_second;
    RunId m_wanted; ///< to be selected as soon as its row is there
    bool m_askedCounts = false;
    bool m_countsStale = true;
};

} // namespace signalbox
