// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/eventview.h"
#include "core/engine/timers.h"
#include "core/store/reader.h"

#include <QObject>

#include <map>
#include <memory>

namespace signalbox {

/// Finds for whoever waits the first event after a place in the log that fits and was received in time. What
/// is in the log already is read from there, so that nothing is missed that came while nobody looked: before
/// the wait began, or while the engine was stopped. What comes later is seen as it is routed. Before a wait
/// is given up the log has been read up to its end. Thread: engine.
class EventWaits : public QObject
{
    Q_OBJECT

public:
    using Id = quint64;

    struct Wanted
    {
        QString type; ///< pattern: `*` stands for any characters
        Sequence after = 0;
        Instant until; ///< an event that is received then or later does not count
        std::function<bool(const EventView &event)> fits;
    };
    /// Called once, from the event loop. Null: none came in time.
    using Over = std::function<void(const std::shared_ptr<const EventView> &event)>;

    EventWaits(Store &store, Reader &reader, Timers &timers, QObject *parent = nullptr);

    Id add(Wanted wanted, Over over);
    void remove(Id id);

    /// These have been routed, oldest first.
    void look(const QList<std::shared_ptr<const EventView>> &events);

    /// Whether some of the log is still to be read.
    bool isBusy() const { return m_isReading; }

signals:
    void idle();

private:
    struct Wait
    {
        Wanted wanted;
        Over over;
        Sequence seen = 0; ///< it has been asked of every event up to there
        bool isBehind = true; ///< the log has to be read for it, before it sees what is routed
        bool isDue = false; ///< its time is over once the log has been read
        Timers::Id timer = 0;
    };
    using Found = std::vector<std::pair<Id, std::shared_ptr<const EventView>>>;

    void readLater();
    void readSome();
    bool fits(const Wait &wait, const EventView &event) const;
    void tell(const Found &found);
    void end(Id id, const std::shared_ptr<const EventView> &event);

    Store &m_store;
    Reader &m_reader;
    Timers &m_timers;
    Id m_lastId = 0;
    std::map<Id, Wait> m_waits;
    QHash<QString, QList<Id>> m_byType; ///< type or pattern
    QStringList m_patterns; ///< of these
    Sequence m_routed = 0; ///< the last event that came by; who is not behind was asked of all up to there
    bool m_isReading = false; ///< from the event loop
};

} // namespace signalbox
