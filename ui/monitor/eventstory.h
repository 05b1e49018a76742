// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

namespace signalbox {

/// An event with all there is of it, and what it came from. Does not change any more once it is stored.
struct EventOrigin
{
    Event event;
    std::optional<Event>
        cause; ///< head of the event whose run made this one; none: it came from outside, or is purged
    std::optional<Run> causeRun;
    QString causeStep; ///< name of the step that emitted it
};

/// What came of an event: grows and changes as long as its runs go on.
struct EventConsequences
{
    QList<Run> runs; ///< that it started, newest first, at most `runLimit`
    QList<Event> events; ///< heads of those that these runs emitted, oldest first, at most `eventLimit`

    static constexpr int runLimit = 50;
    static constexpr int eventLimit = 20;
    static constexpr int eventsSearched = 2000; ///< that came next in the log; later ones are not looked at

    bool operator==(const EventConsequences &) const = default;
};

/// For a reader's thread.
Result<EventOrigin> readOrigin(Reader &reader, Sequence sequence);
Result<EventConsequences> readConsequences(Reader &reader, Sequence sequence);

} // namespace signalbox
