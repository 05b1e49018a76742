// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/clockguard.h"
#include "core/engine/rulebook.h"
#include "core/engine/timers.h"
#include "core/schedule/catchup.h"
#include "core/store/store.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace signalbox {

/// Makes an event of every occurrence of the schedules of the rules that are on. Each trigger has a row with
/// the time when it is next due; firing appends the event and moves the row on from that time, in one
/// transaction, so that an occurrence is neither lost nor doubled; and the event's id names the occurrence,
/// so that it comes once even where a row had to be set back. A schedule that is paused waits. What was
/// missed (off, asleep) is made up for as the trigger's policy says, and what is dropped by it is told by an
/// event.
///
/// Time is the clock's. Where the clock cannot be believed (ClockGuard), all schedules wait, and `trouble`
/// says so. Where the system's zone changes, those that follow it move. Thread: engine.
class Scheduler : public QObject
{
    Q_OBJECT

public:
    /// `lastKnown`: when a schedule last fired, by the store; none: never.
    Scheduler(Store &store, Timers &timers, std::optional<Instant> lastKnown = {}, QObject *parent = nullptr);
    ~Scheduler() override;

    /// The schedules are now those of these rules. A schedule that is unchanged keeps its place in time; a
    /// rule whose version is unchanged costs a look-up.
    void follow(const std::vector<std::shared_ptr<const CompiledRule>> &rules);

    /// Looks at clock and zone now; it does so by itself every two seconds.
    void look();

    /// A person says that the clock is right.
    void acceptClock();

    /// The schedules of the rule (of all its triggers, where none is named) do not come before `until`. What
    /// falls into the pause, or was overdue when it began, is told by an event when it is over. None, or a
    /// time that has come: a pause ends. The rows as they then are. NotFound: it has none, or the rule is
    /// off.
    QFuture<Result<QList<ScheduleRow>>> pause(
        const RuleId &rule, const StepId &step, std::optional<Instant> until);

signals:
    void trouble(const QString &message); ///< empty: it is over

private:
    struct Entry
    {
        ScheduleRow row; ///< `due` holds once `isKept`
        Schedule schedule;
        MissedPolicy missed;
        Timers::Id timer = 0;
        bool isKept = false;
    };
    struct KnownRule
    {
        int version = 0;
        QStringList keys;
        bool isSeen = false;
    };

    void takeUp(const CompiledRule &rule);
    void forget(const KnownRule &rule);
    void keep();
    void kept(const QList<ScheduleRow> &rows);
    void move(const QList<ScheduleRow> &rows);
    void takePauses(const QList<ScheduleRow> &rows);
    void arm(const QString &key);
    void fire(const QString &key);
    bool isHeld();
    void fitToZone();
    void fitToEarlierClock();
    void tellTrouble();

    Store &m_store;
    Timers &m_timers;
    ClockGuard m_guard;
    QTimer m_lookTimer;
    QByteArray m_systemZone;
    QHash<QString, Entry> m_entries; ///< by "RULE/STEP"; those that have none are not due any more
    QHash<RuleId, KnownRule> m_rules;
    QSet<RuleId> m_changed; ///< their rows are not those in the store
    bool m_isFirst = true; ///< the store's rows were not looked at yet
    bool m_isKeeping = false;
    QSet<QString> m_held; ///< came due while the clock was in doubt
    QString m_storeTrouble;
    QString m_clockTrouble;
    QString m_toldTrouble;
};

} // namespace signalbox
