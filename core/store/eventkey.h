// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/store/connection.h"

#include <array>

namespace signalbox {

/// Who was here: 16 bytes for each (`source`, `id`) from outside, so that a second one is told even when the
/// first event is no longer kept. In slices of ten days of receipt, the newest four kept: a key lives 30 to
/// 40 days, old slices go as a whole, and the slice that grows stays small. An id that the log gave by itself
/// names its place there (IdSource::nextFor) and needs no key: it comes back only from whom it was sent to,
/// and is told for as long as the event is kept. Thread: store.
class EventKeys
{
public:
    /// Reads which slices there are.
    Result<void> open(Connection &db);

    /// The sequence of the event with this source and id; none if it is new.
    Result<std::optional<Sequence>> find(Connection &db, const Event &event) const;
    Result<void> add(Connection &db, const Event &event);

    /// Removes a bite of what is too old, if anything is.
    Result<void> trim(Connection &db, Instant now);

    /// The key. Ids that are UUIDs of version 7 keep their time in front, so that what comes one after the
    /// other stands together in the index; of everything else it is a hash (BLAKE2s).
    static QByteArray keyOf(const Event &event);

private:
    using Key = std::array<char, 16>;
    Key key(const Event &event) const;
    static Result<std::optional<Sequence>> findByPlace(Connection &db, const Event &event);

    QList<qint64> m_slices; ///< newest first
    // Many events come from one source one after the other.
    mutable QString m_source;
    mutable std::array<char, 8> m_sourceHash{};
};

} // namespace signalbox
