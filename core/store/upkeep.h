// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/event/event.h"
#include "core/rule/run.h"
#include "core/store/logcheck.h"
#include "core/store/purge.h"

#include <QFuture>

namespace signalbox {

class Writer;

/// What keeps a store in order over the years, beside its daily work: Store::upkeep(). StoreKeeper calls most
/// of it by itself. Each is done by the store's writing thread, between what others ask for and together with
/// it, and answers when it is on disk; each takes a few milliseconds at most. Thread: any.
class Upkeep
{
public:
    explicit Upkeep(Writer &writer);

    /// Removes what is older than told, a bite; see PurgeOrder.
    QFuture<Result<Purged>> purge(PurgeOrder order);
    /// Gives unused space back to the disk, a bite, until no more than `keepFree` bytes of it are left.
    QFuture<Result<SpaceUse>> shrink(qint64 keepFree);

    /// A pinned run stays whatever its age, with its event. NotFound: there is no such run.
    QFuture<Result<void>> pinRun(RunId run, bool isPinned);

    /// Stretches of the log that are lost or changed are taken for granted from now on: examine() no longer
    /// calls them faults, and tells of them as accepted. The log gets an event about it
    /// (eventtype::lossAccepted), whose place is the answer. InvalidInput: there is nothing to accept.
    QFuture<Result<Sequence>> acceptLosses(QList<LogLoss> losses);

    /// Keeps that much space for the day when the disk is full (reserve.h); until then nothing is kept.
    /// Blocks.
    void keepReserve(qint64 bytes);
    /// Puts it by again if the disk has room. Intake tries by itself, but may not come.
    void lookForSpace();

private:
    Writer &m_writer;
};

} // namespace signalbox
