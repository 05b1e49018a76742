// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/expression/scope.h"
#include "core/expression/value.h"

#include <memory>

namespace signalbox {

/// An event as expressions see it: decoded at most once, however many rules and runs look at it.
/// Thread: the one that made it.
class EventView
{
public:
    explicit EventView(Event event)
        : m_event(std::move(event))
    {
    }

    const Event &event() const { return m_event; }

    /// JSON as data, other text as text, other bytes as bytes; null where there is none or the JSON cannot be
    /// read.
    const Value &data() const;
    /// {"id","source","type","subject","time","data","sequence",…}
    const Value &value() const;
    /// {"method","path","query","headers", …} (Event::request); null for an event that came no such way.
    const Value &request() const;
    /// PATH of the address /hook/PATH at which it came in; empty: it came another way.
    const QString &hook() const;
    /// As `event` and `request`; the scope must not outlive this. Most expressions ask for `event.data`
    /// alone, which is there without the rest.
    void nameIn(Scope &scope) const;

private:
    Event m_event;
    mutable std::optional<Value> m_data, m_value, m_request;
    mutable std::optional<QString> m_hook;
};

} // namespace signalbox
