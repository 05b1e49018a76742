// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/keysettable.h"

#include <QCoreApplication>

namespace signalbox {

class RuleNames;

/// A run as the table shows it: without its steps, with what started it.
struct RunRow
{
    Run run;
    QString eventType; ///< empty: the event is no longer kept
    bool isPinned = false;
};

/// The runs as a live table, newest first. Runs change after they came, so the rows in sight are read again
/// whenever runs change: a row takes its new state, and under a filter comes or goes. Thread: window.
class RunTableModel : public KeysetTableOf<RunId, RunRow>
{
    Q_DECLARE_TR_FUNCTIONS(RunTableModel)

public:
    enum Column {
        StateColumn,
        RuleColumn,
        EventColumn,
        StartedColumn,
        DurationColumn,
        ErrorColumn,
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole, ///< the run's id, as text
        StateRole, ///< int(State)
        EventTypeRole,
        PinnedRole
    };

    RunTableModel(Store &store, ReaderPool &readers, const RuleNames &names, const Clock &clock,
        Limits limits, QObject *parent = nullptr);
    RunTableModel(Store &store, ReaderPool &readers, const RuleNames &names, const Clock &clock,
        QObject *parent = nullptr)
        : RunTableModel(store, readers, names, clock, Limits(), parent)
    {
    }

    const RunFilter &filter() const { return m_filter; }
    void setFilter(const RunFilter &filter); ///< reads anew if it is another one

    void reload() override;
    /// Makes the window one that begins with this run (or the next older one that the filter lets through).
    void goTo(const RunId &run);

    /// Ages and durations of the rows in sight. The page's clock calls it.
    void refreshTimes();

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QFuture<Result<QList<RunRow>>> read(const RunId &from, Page page, int limit) override;
    RunId keyOf(const RunRow &row) const override { return row.run.id; }
    QFuture<Result<QList<RunRow>>> readDown(const RunId &from, int limit) override;
    void look() override;

private:
    void load(const QFuture<Result<QList<RunRow>>> &answer, bool atNewest);
    void lookAtTop();
    void lookAtVisible();
    void countNews();
    QVariant display(const RunRow &row, int column) const;
    QVariant toolTip(const RunRow &row, int column) const;

    ReaderPool &m_readers;
    const RuleNames &m_names;
    const Clock &m_clock;
    RunFilter m_filter;
    RunId m_counted; // newest run that is counted in news(); empty: none yet
};

} // namespace signalbox
