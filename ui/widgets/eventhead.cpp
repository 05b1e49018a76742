// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/eventhead.h"

#include <QCoreApplication>

namespace signalbox {

Result<Event> readHead(Reader &reader, Sequence sequence)
{
    const auto heads = reader.eventHeads({}, sequence + 1, Page::Older, 1);
    if (!heads)
        return Failure(heads.error());
    if (heads->isEmpty() || heads->first().sequence != sequence) {
        return failure(Error::Code::NotFound,
            QCoreApplication::translate("Events", "Event %1 is no longer in the log.").arg(sequence));
    }
    return heads->first();
}

} // namespace signalbox
