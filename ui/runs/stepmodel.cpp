// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/stepmodel.h"

#include "core/base/json.h"
#include "core/rule/stepcopy.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

namespace signalbox {

using namespace std::chrono_literals;

StepModel::StepModel(const StepCatalog &catalog, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalog(catalog)
{
}

void StepModel::setRun(const Run &run, const Rule &rule, Instant now)
{
    const auto isSame = run.id == m_run.id;
    const auto before = m_run.steps.size();
    const auto hasOldSteps = isSame && before <= run.steps.size()
        && std::equal(m_run.steps.begin(), m_run.steps.end(), run.steps.begin(),
            [](const StepRun &a, const StepRun &b) { return a.step == b.step; });
    if (!hasOldSteps) {
        beginResetModel();
        m_run = run;
        m_rule = rule;
        setNow(now);
        endResetModel();
        return;
    }
    m_rule = rule;
    const auto added = run.steps.size() - before;
    if (added > 0)
        beginInsertRows({}, int(before), int(run.steps.size()) - 1);
    m_run = run;
    if (added > 0)
        endInsertRows();
    setNow(now);
    if (before > 0)
        emit dataChanged(index(0, 0), index(int(before) - 1, ColumnCount - 1));
}

void StepModel::setNow(Instant now)
{
    m_now = now;
    m_begin = m_run.started.value_or(m_run.created);
    m_end = m_run.finished.value_or(isFinished(m_run.state) ? m_begin : now);
    for (const auto &step : std::as_const(m_run.steps)) {
        if (step.finished)
            m_end = std::max(m_end, *step.finished);
    }
    m_end = std::max(m_end, m_begin + 1ms);
    if (!m_run.finished && !m_run.steps.isEmpty())
        emit dataChanged(index(0, DurationColumn), index(rowCount() - 1, TimelineColumn));
}

const StepRun *StepModel::step(int row) const
{
    return row >= 0 && row < m_run.steps.size() ? &m_run.steps[row] : nullptr;
}

int StepModel::rowOf(const StepId &step) const
{
    for (int row = 0; row < m_run.steps.size(); ++row) {
        if (m_run.steps[row].step == step)
            return row;
    }
    return -1;
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_run.steps.size());
}

int StepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

const StepType *StepModel::typeOf(const StepRun &step) const
{
    const auto *drawn = m_rule.step(drawnStep(step.step));
    return drawn ? m_catalog.find(drawn->type) : nullptr;
}

QString StepModel::name(const StepRun &step) const
{
    const auto *drawn = m_rule.step(drawnStep(step.step));
    const auto *type = typeOf(step);
    if (!drawn || (drawn->name.isEmpty() && !type))
        return step.step.value;
    const auto title = drawn->name.isEmpty() ? type->title : drawn->name;
    const auto item = itemOfCopy(step.step);
    return item.isEmpty() ? title : tr("%1, item %2").arg(title, item);
}

/// What a waiting step waits for beside its time; empty: nothing else.
QString StepModel::awaited(const StepRun &step) const
{
    const auto *type = typeOf(step);
    if (step.state != State::Waiting || !type)
        return {};
    const auto input = parseJsonObject(step.input).value_or(QJsonObject());
    if (type->id == u"wait-for-event")
        return input.value(u"type").toString();
    return type->id == u"call" ? input.value(u"rule").toString() : QString();
}

QString StepModel::display(const StepRun &step, int column) const
{
    switch (column) {
    case StepColumn:
        return singleLine(name(step), 120);
    case StateColumn:
        if (const auto what = awaited(step); !what.isEmpty())
            return singleLine(tr("Waiting for %1").arg(what), 120);
        if (step.due && (step.state == State::Waiting || step.state == State::Queued) && *step.due > m_now)
            return stateTitle(step.state) + u' ' + relativeTime(*step.due, m_now);
        return stateTitle(step.state);
    case AttemptsColumn:
        return step.attempts > 0 ? countText(step.attempts) : QString();
    case DurationColumn:
        if (!step.started || (!step.finished && step.state != State::Running))
            return {};
        return durationText(
            std::max(std::chrono::microseconds(0), step.finished.value_or(m_now) - *step.started));
    default:
        return {};
    }
}

QVariant StepModel::toolTip(const StepRun &step, int column) const
{
    if (column == TimelineColumn || column == DurationColumn) {
        if (!step.started)
            return {};
        if (!step.finished)
            return tr("Since %1").arg(exactTime(*step.started));
        return tr("From %1\nto %2").arg(exactTime(*step.started), exactTime(*step.finished));
    }
    if (column == StateColumn && !step.error.isEmpty())
        return plainToolTip(step.error);
    if (column == StateColumn && step.due && !awaited(step).isEmpty())
        return plainToolTip(tr("%1, until %2 at most").arg(display(step, column), exactTime(*step.due)));
    return plainToolTip(display(step, column));
}

QVariant StepModel::bar(Instant at) const
{
    const auto place = double((at - m_begin).count()) / double((m_end - m_begin).count());
    return std::clamp(place, 0.0, 1.0);
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    const auto *shown = index.isValid() ? step(index.row()) : nullptr;
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*shown, index.column());
    case Qt::ToolTipRole:
        return toolTip(*shown, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == TimelineColumn ? toolTip(*shown, TimelineColumn)
                                                : display(*shown, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == AttemptsColumn || index.column() == DurationColumn
            ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
            : QVariant();
    case StateRole:
        return int(shown->state);
    case IconRole: {
        const auto *type = typeOf(*shown);
        return type ? type->icon : QString();
    }
    case GroupRole: {
        const auto *type = typeOf(*shown);
        return type ? QVariant(int(type->group)) : QVariant();
    }
    case BarBeginRole:
        return shown->started ? bar(*shown->started) : QVariant();
    case BarEndRole:
        return shown->started ? bar(shown->finished.value_or(m_end)) : QVariant();
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == AttemptsColumn || section == DurationColumn))
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn:
        return tr("Step");
    case StateColumn:
        return tr("State");
    case AttemptsColumn:
        return tr("Tries");
    case DurationColumn:
        return tr("Took");
    case TimelineColumn:
        return tr("When");
    default:
        return {};
    }
}

} // namespace signalbox
