// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/run.h"
#include "core/rule/steptype.h"

#include <QAbstractTableModel>

namespace signalbox {

/// The steps of one run in the order in which they came up, each with its place on the run's line of time.
/// Thread: window.
class StepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StepColumn, StateColumn, AttemptsColumn, DurationColumn, TimelineColumn, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole, ///< int(State)
        IconRole, ///< name of the step type's icon; empty: unknown type
        GroupRole, ///< int(StepGroup)
        BarBeginRole, ///< 0 to 1, where the step began on the run's line of time; invalid: not begun
        BarEndRole ///< 0 to 1, where it ended, or now is
    };

    explicit StepModel(const StepCatalog &catalog, QObject *parent = nullptr);

    /// Shows a run. The same run again: rows stay, so that a selection does. `rule` is the version that it
    /// runs, and gives the steps their names.
    void setRun(const Run &run, const Rule &rule, Instant now);
    /// Bars and durations of what is not finished grow. Nothing else changes.
    void setNow(Instant now);

    const StepRun *step(int row) const;
    int rowOf(const StepId &step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString name(const StepRun &step) const;
    QString awaited(const StepRun &step) const;
    QString display(const StepRun &step, int column) const;
    QVariant toolTip(const StepRun &step, int column) const;
    QVariant bar(Instant at) const;
    const StepType *typeOf(const StepRun &step) const;

    const StepCatalog &m_catalog;
    Run m_run;
    Rule m_rule;
    Instant m_now;
    Instant m_begin; // of the line of time
    Instant m_end;
};

} // namespace signalbox
