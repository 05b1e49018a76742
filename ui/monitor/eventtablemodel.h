// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "ui/widgets/keysettable.h"

#include <QCoreApplication>
#include <QSet>

namespace signalbox {

class Store;

/// An event as the table shows it: without its data but for the head.
struct EventRow
{
    Event event;
    QString summary;
    std::optional<EventOutcome> outcome; ///< what it started; none: not looked up yet
};

/// The log as a live table, newest first. What the events started and how that ended is looked up for the
/// rows in sight alone, and again whenever runs change. Thread: window.
class EventTableModel : public KeysetTableOf<Sequence, EventRow>
{
    Q_DECLARE_TR_FUNCTIONS(EventTableModel)

public:
    enum Column {
        TimeColumn,
        TypeColumn,
        SourceColumn,
        SubjectColumn,
        SummaryColumn,
        RulesColumn,
        StateColumn,
        ColumnCount
    };
    enum Role {
        SequenceRole = Qt::UserRole,
        StateRole, ///< int(State) of the worst run it started; invalid: it started none
        TypeRole ///< the whole type, as it came
    };

    EventTableModel(
        Store &store, ReaderPool &readers, const Clock &clock, Limits limits, QObject *parent = nullptr);
    EventTableModel(Store &store, ReaderPool &readers, const Clock &clock, QObject *parent = nullptr)
        : EventTableModel(store, readers, clock, Limits(), parent)
    {
    }

    const EventFilter &filter() const { return m_filter; }
    void setFilter(const EventFilter &filter); ///< reads anew if it is another one

    void reload() override;
    /// Makes the window one that begins with this event (or the next older one that the filter lets through).
    void goTo(Sequence sequence);

    /// Types that came by so far, for completion; at most some hundred.
    QStringList knownTypes() const;

    /// "5 s ago" has become "6 s ago": for the rows in sight. The page's clock calls it.
    void refreshTimes();

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QFuture<Result<QList<EventRow>>> read(const Sequence &from, Page page, int limit) override;
    Sequence keyOf(const EventRow &row) const override { return row.event.sequence; }
    QFuture<Result<QList<EventRow>>> readDown(const Sequence &from, int limit) override
    {
        return read(from + 1, Page::Older, limit);
    }
    void look() override;
    void visibleRowsChanged() override;

private:
    /// A stretch of the log, and up to where it was looked through.
    struct Stretch
    {
        QList<EventRow> rows;
        Sequence upTo = 0;
    };

    QFuture<Result<Stretch>> readStretch(Sequence from, Page page, int limit) const;
    void load(Sequence from);
    void readOutcomes();
    void noteTypes(const QList<EventRow> &rows);
    QVariant display(const EventRow &row, int column) const;
    QVariant toolTip(const EventRow &row, int column) const;

    ReaderPool &m_readers;
    const Clock &m_clock;
    EventFilter m_filter;
    Sequence m_complete = 0; // up to here all that the filter lets through is in the window …
    Sequence m_counted = 0; // … and up to here it is counted
    QTimer m_outcomeTimer;
    bool m_askedOutcomes = false;
    QSet<QString> m_types;
};

} // namespace signalbox
