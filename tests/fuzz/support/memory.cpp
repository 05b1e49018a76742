// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/support/memory.h"

#include "tests/fuzz/support/fuzz.h"

#include <cstdio>
#include <cstdlib>
#include <sanitizer/common_interface_defs.h>

// Of sanitizer/allocator_interface.h, which clang has and GCC lacks; both have the functions.
extern "C" {
size_t __sanitizer_get_allocated_size(const volatile void *place);
int __sanitizer_install_malloc_and_free_hooks(
    void (*onAllocation)(const volatile void *, size_t), void (*onRelease)(const volatile void *));
}

namespace signalbox::fuzz {

namespace {

thread_local bool watching = false;
thread_local ptrdiff_t live = 0;

void onAllocation(const volatile void *, size_t size)
{
    if (!watching)
        return;
    live += ptrdiff_t(size);
    if (live <= ptrdiff_t(memoryLimit))
        return;
    watching = false; // printing allocates
    std::fprintf(stderr, "more than %zu bytes live at once\n", memoryLimit);
    __sanitizer_print_stack_trace();
    std::abort();
}

void onRelease(const volatile void *place)
{
    if (watching && place)
        live -= ptrdiff_t(__sanitizer_get_allocated_size(place));
}

} // namespace

MemoryWatch::MemoryWatch()
{
    [[maybe_unused]] static const bool installed
        = (demand(__sanitizer_install_malloc_and_free_hooks(onAllocation, onRelease) != 0), true);
    live = 0;
    watching = true;
}

MemoryWatch::~MemoryWatch()
{
    watching = false;
}

} // namespace signalbox::fuzz
