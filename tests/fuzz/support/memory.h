// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox::fuzz {

/// While it lives, what is allocated is counted; more than memoryLimit live at once ends the process with the
/// stack of the allocation that went over it. One at a time, thread: that of the attempts (others are not
/// counted).
class MemoryWatch
{
public:
    MemoryWatch();
    ~MemoryWatch();
    MemoryWatch(const MemoryWatch &) = delete;
    MemoryWatch &operator=(const MemoryWatch &) = delete;
};

} // namespace signalbox::fuzz
