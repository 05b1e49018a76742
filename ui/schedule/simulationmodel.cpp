// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/simulationmodel.h"

#include <QLocale>

namespace signalbox {

using namespace Qt::StringLiterals;

void SimulationModel::setRows(std::vector<SimulatedRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SimulationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SimulationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SimulationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto &row = m_rows[size_t(index.row())];
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case TimeColumn: {
        const auto local = toQDateTime(row.at).toLocalTime();
        return QLocale().toString(local, tr("ddd d MMM yyyy, HH:mm:ss")) + u' '
            + local.toOffsetFromUtc(local.offsetFromUtc()).toString(u"t"_s);
    }
    case RuleColumn:
        return row.ruleId.isEmpty() ? u"—"_s : row.rule;
    default:
        return row.note;
    }
}

QVariant SimulationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Time"), tr("Rule"), tr("Change of clocks")};
    return titles.value(section);
}

} // namespace signalbox
