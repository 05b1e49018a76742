// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace signalbox::bench {

struct Memory
{
    qint64 resident = 0; ///< KiB
    qint64 proportional = 0; ///< KiB: what is shared counts by its part
};

/// Of a process, from /proc.
Memory memoryOf(qint64 process);

} // namespace signalbox::bench
