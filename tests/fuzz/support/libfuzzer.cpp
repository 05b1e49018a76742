// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/memory.h"

/// What libFuzzer calls with each input.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const signalbox::fuzz::MemoryWatch watch;
    signalbox::fuzz::attempt(QByteArrayView(bytes, qsizetype(size)));
    return 0;
}
