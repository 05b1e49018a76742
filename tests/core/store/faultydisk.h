// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <sqlite3.h>
#include <utility>

/// The system's file access with faults on demand, put in front of SQLite's own.
namespace signalbox::faulty {

inline constexpr int never = std::numeric_limits<int>::max();
inline std::atomic<int> writesLeft = never; ///< then the disk is full
inline std::function<void()> beforeWrite; ///< in the writing thread; set it while nothing is written
inline std::atomic<bool> syncFails = false;

inline sqlite3_vfs *real = nullptr;
inline int (*realWrite)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
inline int (*realSync)(sqlite3_file *, int) = nullptr;

inline int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (beforeWrite)
        beforeWrite();
    if (writesLeft.load() != never && writesLeft.fetch_sub(1) <= 0)
        return SQLITE_FULL;
    return realWrite(file, data, size, offset);
}

inline int sync(sqlite3_file *file, int flags)
{
    return syncFails ? SQLITE_IOERR_FSYNC : realSync(file, flags);
}

inline int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    // One table of functions for the database and another for its logs, as the system's has it.
    static std::mutex mutex; // tables
    static std::map<const sqlite3_io_methods *, sqlite3_io_methods> tables;
    const int code = real->xOpen(real, name, file, flags, outFlags);
    if (code != SQLITE_OK || !file->pMethods)
        return code;
    std::scoped_lock lock(mutex);
    const auto [table, isNew] = tables.try_emplace(file->pMethods, *file->pMethods);
    if (isNew) {
        realWrite = std::exchange(table->second.xWrite, write);
        realSync = std::exchange(table->second.xSync, sync);
    }
    file->pMethods = &table->second;
    return code;
}

inline void install()
{
    real = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs shim = *real;
    shim.zName = "faulty";
    shim.xOpen = open;
    sqlite3_vfs_register(&shim, 1);
}

} // namespace signalbox::faulty
