// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/crashbook.h"
#include "core/engine/timers.h"

#include <QList>
#include <QObject>
#include <QSet>

namespace signalbox {

/// Finds the step that takes the whole program down, among those that were just under way when it died.
///
/// A death says little about twenty steps that were under way, and much about one. So:
///
/// - After a first death what was under way is simply repeated (the step's `ifInterrupted` allowing).
/// - What was under way at two deaths without an outcome between them is a *suspect*. Suspects are tried one
///   at a time, those with the least against them first, and while one is on trial no other step outside
///   begins. That it is alone is on disk before it begins.
/// - A death while a step is alone (on trial, or because nothing else was under way) weighs against it: three
///   where the program died by a fault of its own, one where it was killed, which may have had any reason
///   (but so ends also what eats all memory). At nine it is *guilty*: three crashes, or nine kills.
/// - An outcome, good or bad, clears a step.
/// - Clean ends and power cuts weigh nothing and make no suspects.
///
/// A trial keeps others waiting for five seconds, twice as long with each further death (at most for five
/// minutes); then it goes on beside others, and a death is no longer laid to it alone.
///
/// What acts inside (data, records, expressions) has no attempt on disk and is never under suspicion: if it
/// takes the program down at every start, safe mode ends that (crashbook.h).
///
/// Thread: engine.
class Quarantine : public QObject
{
    Q_OBJECT

public:
    enum class Verdict {
        Free,
        Suspect, ///< wants a trial: enlist()
        Guilty
    };

    /// `book`: none: nothing is known, and everything free.
    Quarantine(CrashBook *book, const Clock &clock, Timers &timers, QObject *parent = nullptr);

    /// Once, before any step begins: the steps outside that were under way, and those that wait for an
    /// attempt.
    void judge(const QList<QString> &underWay, const QList<QString> &waiting);
    Verdict verdict(const QString &step) const;

    /// It waits for its trial: `turn` says when it begins.
    void enlist(const QString &step);
    /// It ended, in whatever way, or will not come to its turn.
    void ended(const QString &step);
    /// Whether a step that is not on trial may begin; else `opened` tells when.
    bool isOpen() const { return m_queue.isEmpty() && m_onTrial.isEmpty(); }
    /// While held, no trial begins.
    void setHeld(bool held);

signals:
    void turn(const QString &step); ///< begin it, or say that it ended
    void opened();

private:
    void next();
    void loosen();
    void save();

    CrashBook *const m_book;
    const Clock &m_clock;
    Timers &m_timers;
    QMap<QString, CrashBook::Suspicion> m_suspects; ///< also those with a single death
    QList<QString> m_queue; ///< for their trial
    QString m_onTrial;
    QSet<QString> m_loose; ///< their trial took too long
    Timers::Id m_timer = 0;
    bool m_held = false;
};

} // namespace signalbox
