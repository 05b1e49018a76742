// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"
#include "core/store/reader.h"

#include <QObject>

#include <map>
#include <set>

namespace signalbox {

/// Tells when what an event has started is over, read from the rows: it makes no difference who ended a run,
/// where, and whether before a restart. Thread: engine.
class RunEnds : public QObject
{
    Q_OBJECT

public:
    using Id = quint64;
    /// The runs with their steps, oldest first; none: the event started none. Called once, from the event
    /// loop.
    using Over = std::function<void(const QList<Run> &runs)>;

    RunEnds(Store &store, Reader &reader, QObject *parent = nullptr);

    /// `rule`: only runs of this one; empty: of all rules.
    Id watch(Sequence event, const RuleId &rule, Over over);
    void forget(Id id);

    /// Everything up to there is routed: what an event starts it has started by then.
    void routed(Sequence upTo);
    void changed(const QList<RunId> &runs); ///< their rows have

    /// Whether rows are still to be looked at.
    bool isBusy() const { return !m_toLook.empty(); }

signals:
    void idle();

private:
    struct Watch
    {
        Sequence event = 0;
        RuleId rule;
        Over over;
        QList<RunId> goingOn; ///< as far as they are known
    };

    void lookLater(Id id);
    void lookAll();
    void look(Id id);
    void lookAgain(Id id);

    Reader &m_reader;
    Id m_lastId = 0;
    Sequence m_routed = 0;
    std::map<Id, Watch> m_watches;
    std::multimap<Sequence, Id> m_unrouted; ///< by event
    QHash<RunId, QList<Id>> m_byRun; ///< of those that are going on
    std::set<Id> m_toLook; ///< from the event loop
};

} // namespace signalbox
