// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schedule/simulation.h"

#include <QAbstractTableModel>

namespace signalbox {

/// The firings of a simulation. Thread: window.
class SimulationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, RuleColumn, NoteColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<SimulatedRow> rows);
    const SimulatedRow &row(int row) const { return m_rows[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<SimulatedRow> m_rows;
};

} // namespace signalbox
