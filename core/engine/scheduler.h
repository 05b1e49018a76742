// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/rulebook.h"
#include "core/engine/timers.h"
#include "core/store/store.h"

#include <QObject>

namespace signalbox {

/// Makes an event of every occurrence of the schedules of the rules that are on. Each trigger has a row with
/// the time when it is next due; firing appends the event and moves the row in one transaction, so that an
/// occurrence is neither lost nor doubled. Missed occurrences (off, asleep) come once, as soon as possible;
/// the event says how many there were. Thread: engine.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    Scheduler(Store &store, Timers &timers, QObject *parent = nullptr);
    ~Scheduler() override;

    /// The schedules are now those of these rules. A schedule that is unchanged keeps its place in time.
    void follow(const std::vector<std::shared_ptr<const CompiledRule>> &rules);

signals:
    void trouble(const QString &message);

private:
    struct Entry
    {
        ScheduleRow row;
        Schedule schedule;
        Timers::Id timer = 0;
    };

    void keep(const QList<ScheduleRow> &rows, int generation);
    void arm(const QString &key);
    void disarm();
    void fire(const QString &key);

    Store &m_store;
    Timers &m_timers;
    QHash<QString, Entry> m_entries; ///< by "RULE/STEP"
    int m_generation = 0; ///< of m_entries; 0: none were given yet
};

} // namespace signalbox
