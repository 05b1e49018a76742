// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <sqlite3.h>
#include <string>
#include <utility>
#include <vector>

namespace signalbox {

/// A disk in memory that SQLite works on in this process, and that loses power or fails on demand.
///
/// What was written and not yet synced is kept apart, write by write. When the power is cut, each file comes
/// back as it was at its last sync, with some of the later writes: none, all, the first ones, or any, each
/// torn at sectors of 512 bytes or whole, in any order; which of them, the seed says. New names and removals
/// that were not synced may be undone: then what had the name at the last sync of the folder has it again.
/// After the cut every call fails until `boot`.
///
/// A call can also be told to fail, once, by its number; a failed sync drops what it was to write, as Linux
/// does, though it stays readable until the power goes.
///
/// Thread: any. One at a time, made before the first connection.
class LossyDisk
{
public:
    enum class Fault {
        Eio, ///< the call fails
        Full, ///< a write fails for want of space; other calls as Eio
        Short ///< a write writes half, then finds the disk full; a read gets half; other calls as Eio
    };

    LossyDisk();
    ~LossyDisk();
    LossyDisk(const LossyDisk &) = delete;
    LossyDisk &operator=(const LossyDisk &) = delete;

    /// All files as they are now, everything synced: what another test can start from.
    using Image = std::map<std::string, std::string>;
    Image image() const;
    /// A running machine on this image, with nothing counted and nothing ordered. No file may be open.
    void boot(const Image &image);
    /// What is on the disk after the cut (or after a stop without one, where what is not synced is lost as
    /// the seed says), on a machine that runs.
    void boot(unsigned seed);

    void cutAtChange(int number)
    {
        set(m_cutAt, number);
    } ///< 1: the first write, sync, truncation or removal
    void failAtCall(int number, Fault fault); ///< 1: the first call of any kind
    void lieAboutSyncs(bool lies) { set(m_lies, lies); } ///< says "synced" and does nothing

    int changes() const { return get(m_changes); }
    int calls() const { return get(m_calls); }
    bool isOff() const { return get(m_off); }
    bool hasFailed() const { return get(m_hasFailed); } ///< the ordered fault took place

    /// Holds the next write in its thread until `release`, so that jobs queue up behind it.
    void hold();
    /// Waits until a write is held, or `done()`.
    void waitUntilHeld(const std::function<bool()> &done);
    void release();

private:
    struct Change
    {
        sqlite3_int64 at; ///< of a write; of a truncation the new size
        std::string data;
        bool truncates;
    };
    struct Node
    {
        std::string now; ///< as the programs see it
        std::string synced;
        std::vector<Change> pending;
        bool syncsNames = false; ///< its next sync is one of the folder too
        std::map<const void *, int> locks;
        std::vector<std::unique_ptr<char[]>> shared; ///< regions of shared memory
        std::array<int, SQLITE_SHM_NLOCK> sharedLocks{}; ///< -1: exclusive, else how many share it
    };
    /// What a name stands for; none: there is no such file.
    struct Name
    {
        std::shared_ptr<Node> now;
        std::shared_ptr<Node> synced;
    };
    struct File
    {
        const sqlite3_io_methods *methods;
        LossyDisk *disk;
        std::shared_ptr<Node> *node;
        unsigned sharedMask, exclusiveMask;
    };

    template <typename T> void set(T &member, T value)
    {
        std::scoped_lock lock(m_mutex);
        member = value;
    }
    template <typename T> T get(const T &member) const
    {
        std::scoped_lock lock(m_mutex);
        return member;
    }

    static File &of(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }
    static Node &nodeOf(sqlite3_file *file) { return **of(file).node; }
    static LossyDisk &diskOf(sqlite3_vfs *vfs) { return *static_cast<LossyDisk *>(vfs->pAppData); }

    /// Counts a call. The fault that it is to have; Eio when the power is off.
    std::optional<Fault> call();
    void syncNames();
    void change(); ///< counts a change, after it was made: the power may go
    static void truncateTo(std::string &content, sqlite3_int64 size) { content.resize(size_t(size)); }
    static void writeTo(std::string &content, sqlite3_int64 at, const char *data, size_t size)
    {
        if (content.size() < size_t(at) + size)
            content.resize(size_t(at) + size);
        std::memcpy(content.data() + at, data, size);
    }
    static std::string afterCut(const Node &node, std::mt19937 &random);

    static const sqlite3_io_methods *methods();
    static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags);
    static int close(sqlite3_file *file);
    static int read(sqlite3_file *file, void *to, int size, sqlite3_int64 at);
    static int write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at);
    static int truncate(sqlite3_file *file, sqlite3_int64 size);
    static int sync(sqlite3_file *file, int flags);
    static int lock(sqlite3_file *file, int level);
    static int unlock(sqlite3_file *file, int level);
    static int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **at);
    static int shmLock(sqlite3_file *file, int first, int count, int flags);
    static int shmUnmap(sqlite3_file *file, int remove);
    static int remove(sqlite3_vfs *vfs, const char *name, int syncFolder);

    mutable std::mutex m_mutex; // all below, and all nodes
    std::condition_variable m_wake;
    std::map<std::string, Name> m_files;
    sqlite3_vfs m_vfs{};
    sqlite3_vfs *m_before = nullptr;
    int m_changes = 0, m_calls = 0, m_cutAt = 0, m_failAt = 0;
    Fault m_fault = Fault::Eio;
    bool m_off = false, m_hasFailed = false, m_lies = false;
    enum class Holding { No, Next, Now } m_holding = Holding::No;
};

} // namespace signalbox
