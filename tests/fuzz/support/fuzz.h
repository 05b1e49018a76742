// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdlib>

namespace signalbox::fuzz {

/// What a target tries with one input; each target defines it. What must hold of every input is demanded in
/// it.
void attempt(QByteArrayView input);

/// Ends the process, so that the fuzzer keeps the input, unless the claim is true.
inline void demand(bool claim)
{
    if (!claim)
        std::abort();
}

/// How much more one input may have live at once than was live before it. The sanitizers' own memory does not
/// count, which is why this is counted and not the process's size.
inline constexpr size_t memoryLimit = 64u << 20;

} // namespace signalbox::fuzz
