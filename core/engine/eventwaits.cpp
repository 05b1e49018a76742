// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventwaits.h"

#include "core/event/typepattern.h"

#include <QTimer>

namespace signalbox {

using namespace std::chrono_literals;

namespace {

// So many events are read before others get their turn.
constexpr int batch = 256;

// A log that cannot be read is tried again after this.
constexpr auto readPause = 1s;

} // namespace

EventWaits::EventWaits(Store &store, Reader &reader, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_reader(reader)
    , m_timers(timers)
{
}

EventWaits::Id EventWaits::add(Wanted wanted, Over over)
{
    const auto id = ++m_lastId;
    auto &sameType = m_byType[wanted.type];
    if (sameType.isEmpty() && isPattern(wanted.type))
        m_patterns += wanted.type;
    sameType += id;
    auto &wait = m_waits[id];
    wait.seen = wanted.after;
    wait.timer = m_timers.at(wanted.until, [this, id] {
        auto &due = m_waits.at(id);
        if (!due.isBehind)
            due.seen = std::max(due.seen, m_routed);
        due.isBehind = due.isDue = true;
        readLater();
    });
    wait.wanted = std::move(wanted);
    wait.over = std::move(over);
    readLater();
    return id;
}

void EventWaits::remove(Id id)
{
    const auto wait = m_waits.find(id);
    if (wait == m_waits.end())
        return;
    m_timers.remove(wait->second.timer);
    const auto type = m_byType.find(wait->second.wanted.type);
    type->removeOne(id);
    if (type->isEmpty()) {
        m_patterns.removeOne(type.key());
        m_byType.erase(type);
    }
    m_waits.erase(wait);
}

bool EventWaits::fits(const Wait &wait, const EventView &event) const
{
    return event.event().sequence > wait.seen && event.event().received < wait.wanted.until
        && !isPretended(event.event()) && wait.wanted.fits(event);
}

void EventWaits::look(const QList<std::shared_ptr<const EventView>> &events)
{
    if (events.isEmpty())
        return;
    m_routed = events.last()->event().sequence;
    if (m_waits.empty())
        return;
    Found found;
    for (const auto &event : events) {
        const auto ask = [&](const QList<Id> &ids) {
            for (const auto id : ids) {
                if (const auto &wait = m_waits.at(id); !wait.isBehind && fits(wait, *event))
                    found.emplace_back(id, event);
            }
        };
        const auto &type = event->event().type;
        ask(m_byType.value(type));
        for (const auto &pattern : std::as_const(m_patterns)) {
            if (fitsPattern(pattern, type))
                ask(m_byType.value(pattern));
        }
    }
    tell(found);
}

/// Each is asked once more: what one of them got, another of the same run may not want any more.
void EventWaits::tell(const Found &found)
{
    for (const auto &[id, event] : found) {
        if (const auto wait = m_waits.find(id); wait != m_waits.end() && fits(wait->second, *event))
            end(id, event);
    }
}

void EventWaits::end(Id id, const std::shared_ptr<const EventView> &event)
{
    const auto over = std::move(m_waits.at(id).over);
    remove(id);
    over(event);
}

void EventWaits::readLater()
{
    if (!std::exchange(m_isReading, true))
        QMetaObject::invokeMethod(this, &EventWaits::readSome, Qt::QueuedConnection);
}

/// Reads on for all who are behind and wait for the same type.
void EventWaits::readSome()
{
    m_isReading = false;
    const auto behind
        = std::ranges::find_if(m_waits, [](const auto &entry) { return entry.second.isBehind; });
    if (behind == m_waits.end()) {
        emit idle();
        return;
    }
    const auto type = behind->second.wanted.type;
    QList<Id> readers;
    auto from = behind->second.seen;
    for (const auto id : m_byType.value(type)) {
        if (const auto &wait = m_waits.at(id); wait.isBehind) {
            readers += id;
            from = std::min(from, wait.seen);
        }
    }
    const auto last = m_store.lastSequence();
    EventFilter filter;
    filter.type = type;
    const auto events = m_reader.events(filter, from, Page::Newer, batch);
    if (!events) { // whoever reads the log for the router says so
        m_isReading = true;
        QTimer::singleShot(readPause, this, &EventWaits::readSome);
        return;
    }
    Found found;
    for (const auto &event : *events) {
        const auto view = std::make_shared<const EventView>(event);
        for (const auto id : std::as_const(readers)) {
            if (fits(m_waits.at(id), *view))
                found.emplace_back(id, view);
        }
    }
    tell(found);
    const bool isThrough = events->size() < batch;
    for (const auto id : std::as_const(readers)) {
        const auto wait = m_waits.find(id);
        if (wait == m_waits.end())
            continue;
        wait->second.seen = std::max(wait->second.seen, isThrough ? last : events->last().sequence);
        wait->second.isBehind = !isThrough;
        if (isThrough && wait->second.isDue)
            end(id, nullptr);
    }
    readLater();
}

} // namespace signalbox
