// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QList>

#include <utility>

namespace signalbox {

/// What a run answers to the request that brought its event. Plain value.
struct RunAnswer
{
    int status = 200;
    QByteArray contentType = {}; ///< empty: none
    QByteArray body = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< beside the content type

    bool operator==(const RunAnswer &) const = default;
};

/// Where the answers of runs go: to whoever sent their event and waits. The listener is one; tests have
/// others. Any thread.
///
/// Whoever waits is known before anything can have come of the event: the log tells of an event in its own
/// thread, right after the commit, and the same thread carries out what its runs write only afterwards.
class Responder
{
public:
    virtual ~Responder() = default;

    /// Whether somebody waits for what the runs of this event answer, and none has. Once a run is there and
    /// it is false, it stays so.
    virtual bool isAwaited(Sequence event) const = 0;

    /// Called once the outcome of the step that answers is on disk. The first answer counts; nothing happens
    /// where nobody waits.
    virtual void answer(Sequence event, RunAnswer answer) = 0;
};

} // namespace signalbox
