// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schedule/simulation.h"
#include "ui/widgets/context.h"

#include <QFutureWatcher>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace signalbox {

class SimulationModel;

/// Moves a virtual clock over a stretch of up to a year and lists what would start. Nothing is started.
/// Object names: simulateFrom, simulateSpan, simulate (also cancels), simulateProgress, simulateSummary,
/// simulated. Thread: window.
class SimulatorPanel : public QWidget
{
    Q_OBJECT

public:
    SimulatorPanel(const Context &context, Navigator &navigator, QWidget *parent = nullptr);
    ~SimulatorPanel() override;

private:
    void start();
    void simulateThese(QList<PlannedSchedule> schedules);
    void onFinished();
    void setBusy(bool busy);

    const Context m_context;
    Navigator &m_navigator;
    QDateTimeEdit *m_from;
    QComboBox *m_span;
    QPushButton *m_button;
    QProgressBar *m_progress;
    QLabel *m_summary;
    QTableView *m_table;
    SimulationModel *m_model;
    QThreadPool m_pool;
    QFutureWatcher<Simulated> m_watcher;
    bool m_isBusy = false;
    bool m_isCancelled = false; ///< also before the schedules are read
};

} // namespace signalbox
