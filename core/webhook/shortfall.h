// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace signalbox {

/// What a request that was not let in lacks, beyond "not signed with this secret": for the hook's owner, who
/// asks why nothing starts. Its sender is told nothing of it. Both empty: the signature itself does not fit.
struct Shortfall
{
    QByteArray header; ///< lower case; it is not there, is empty, or is there more than once
    /// How long ago it was sent by its own time, which is further off than the tolerance; negative: later on.
    std::optional<std::chrono::seconds> age;

    bool operator==(const Shortfall &) const = default;
};

} // namespace signalbox
