// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/lossydisk.h"

#include <chrono>

namespace signalbox {

namespace {

constexpr size_t sector = 512;

} // namespace

LossyDisk::LossyDisk()
    : m_before(sqlite3_vfs_find(nullptr))
{
    m_vfs = *m_before; // time, chance and sleep are the system's
    m_vfs.szOsFile = sizeof(File);
    m_vfs.mxPathname = 512;
    m_vfs.zName = "lossy";
    m_vfs.pNext = nullptr;
    m_vfs.pAppData = this;
    m_vfs.xOpen = open;
    m_vfs.xDelete = remove;
    m_vfs.xAccess = [](sqlite3_vfs *vfs, const char *name, int, int *answer) {
        auto &disk = diskOf(vfs);
        std::scoped_lock guard(disk.m_mutex);
        const auto at = disk.m_files.find(name);
        *answer = at != disk.m_files.end() && at->second.now && !at->second.now->now.empty();
        return disk.call() ? SQLITE_IOERR_ACCESS : SQLITE_OK;
    };
    m_vfs.xFullPathname = [](sqlite3_vfs *, const char *name, int size, char *answer) {
        sqlite3_snprintf(size, answer, "%s", name);
        return SQLITE_OK;
    };
    sqlite3_vfs_register(&m_vfs, 1);
}

LossyDisk::~LossyDisk()
{
    sqlite3_vfs_unregister(&m_vfs);
    sqlite3_vfs_register(m_before, 1);
}

LossyDisk::Image LossyDisk::image() const
{
    std::scoped_lock guard(m_mutex);
    Image image;
    for (const auto &[name, file] : m_files) {
        if (file.now)
            image[name] = file.now->now;
    }
    return image;
}

void LossyDisk::boot(const Image &image)
{
    std::scoped_lock guard(m_mutex);
    m_files.clear();
    for (const auto &[name, content] : image) {
        auto node = std::make_shared<Node>();
        node->now = node->synced = content;
        m_files[name] = {node, node};
    }
    m_changes = m_calls = m_cutAt = m_failAt = 0;
    m_off = m_hasFailed = false;
    m_holding = Holding::No;
}

void LossyDisk::boot(unsigned seed)
{
    Image image;
    {
        std::scoped_lock guard(m_mutex);
        std::mt19937 random(seed);
        for (const auto &[name, file] : m_files) {
            const auto &left = file.now == file.synced || random() % 2 == 0 ? file.synced : file.now;
            if (left)
                image[name] = afterCut(*left, random);
        }
    }
    boot(image);
}

std::string LossyDisk::afterCut(const Node &node, std::mt19937 &random)
{
    enum { None, All, First, Any, Torn, kinds };
    const auto kind = random() % kinds;
    auto content = node.synced;
    auto changes = node.pending;
    if (kind == None)
        return content;
    if (kind == First)
        changes.resize(random() % (changes.size() + 1));
    if (kind == Any || kind == Torn)
        std::ranges::shuffle(changes, random);
    for (const auto &change : changes) {
        if ((kind == Any || kind == Torn) && random() % 2 == 0)
            continue;
        if (change.truncates) {
            truncateTo(content, change.at);
            continue;
        }
        for (size_t from = 0; from < change.data.size();) {
            // Sectors of the disk, not of the write.
            const auto end
                = std::min(change.data.size(), from + sector - (size_t(change.at) + from) % sector);
            if (kind != Torn || random() % 2 == 0)
                writeTo(content, change.at + sqlite3_int64(from), change.data.data() + from, end - from);
            from = end;
        }
    }
    return content;
}

void LossyDisk::failAtCall(int number, Fault fault)
{
    std::scoped_lock guard(m_mutex);
    m_failAt = number;
    m_fault = fault;
}

void LossyDisk::hold()
{
    std::scoped_lock guard(m_mutex);
    m_holding = Holding::Next;
}

void LossyDisk::waitUntilHeld(const std::function<bool()> &done)
{
    std::unique_lock guard(m_mutex);
    while (m_holding != Holding::Now && !done())
        m_wake.wait_for(guard, std::chrono::microseconds(200));
}

void LossyDisk::release()
{
    {
        std::scoped_lock guard(m_mutex);
        m_holding = Holding::No;
    }
    m_wake.notify_all();
}

std::optional<LossyDisk::Fault> LossyDisk::call()
{
    ++m_calls;
    if (m_off)
        return Fault::Eio;
    if (m_calls != m_failAt)
        return {};
    m_hasFailed = true;
    return m_fault;
}

void LossyDisk::change()
{
    if (++m_changes == m_cutAt)
        m_off = true;
}

void LossyDisk::syncNames()
{
    for (auto &[name, file] : m_files)
        file.synced = file.now;
}

int LossyDisk::open(sqlite3_vfs *vfs, const char *name, sqlite3_file *handle, int flags, int *outFlags)
{
    auto &disk = diskOf(vfs);
    std::scoped_lock guard(disk.m_mutex);
    auto &file = of(handle);
    file = {};
    if (disk.call())
        return SQLITE_CANTOPEN;
    std::shared_ptr<Node> node;
    if (!name) {
        node = std::make_shared<Node>();
    } else {
        auto &known = disk.m_files[name].now;
        if (!known) {
            if (!(flags & SQLITE_OPEN_CREATE))
                return SQLITE_CANTOPEN;
            known = std::make_shared<Node>();
            known->syncsNames = flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL);
        }
        node = known;
    }
    file.disk = &disk;
    file.node = new std::shared_ptr(std::move(node));
    file.methods = methods();
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int LossyDisk::close(sqlite3_file *handle)
{
    auto &file = of(handle);
    std::scoped_lock guard(file.disk->m_mutex);
    nodeOf(handle).locks.erase(handle);
    delete std::exchange(file.node, nullptr);
    return SQLITE_OK;
}

int LossyDisk::read(sqlite3_file *handle, void *to, int size, sqlite3_int64 at)
{
    auto &disk = *of(handle).disk;
    std::scoped_lock guard(disk.m_mutex);
    if (disk.call())
        return SQLITE_IOERR_READ;
    const auto &content = nodeOf(handle).now;
    const auto length = std::clamp(sqlite3_int64(content.size()) - at, sqlite3_int64(0), sqlite3_int64(size));
    std::memset(to, 0, size_t(size));
    if (length > 0)
        std::memcpy(to, content.data() + at, size_t(length));
    return length == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int LossyDisk::write(sqlite3_file *handle, const void *from, int size, sqlite3_int64 at)
{
    auto &disk = *of(handle).disk;
    std::unique_lock guard(disk.m_mutex);
    if (disk.m_holding == Holding::Next && !disk.m_off) {
        disk.m_holding = Holding::Now;
        disk.m_wake.notify_all();
        disk.m_wake.wait(guard, [&] { return disk.m_holding == Holding::No; });
    }
    const auto fault = disk.call();
    if (fault && *fault != Fault::Short)
        return *fault == Fault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    const auto written = fault ? size_t(size) / 2 : size_t(size);
    auto &node = nodeOf(handle);
    const auto *data = static_cast<const char *>(from);
    writeTo(node.now, at, data, written);
    node.pending.push_back({at, std::string(data, written), false});
    disk.change();
    if (fault)
        return SQLITE_FULL; // as SQLite's own says of a short write
    return disk.m_off ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int LossyDisk::truncate(sqlite3_file *handle, sqlite3_int64 size)
{
    auto &disk = *of(handle).disk;
    std::scoped_lock guard(disk.m_mutex);
    if (disk.call())
        return SQLITE_IOERR_TRUNCATE;
    auto &node = nodeOf(handle);
    truncateTo(node.now, size);
    node.pending.push_back({size, {}, true});
    disk.change();
    return disk.m_off ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int LossyDisk::sync(sqlite3_file *handle, int)
{
    auto &disk = *of(handle).disk;
    std::scoped_lock guard(disk.m_mutex);
    auto &node = nodeOf(handle);
    if (disk.call()) {
        if (!disk.m_off)
            node.pending.clear(); // the system holds these pages for clean now
        return SQLITE_IOERR_FSYNC;
    }
    disk.change();
    if (disk.m_off)
        return SQLITE_IOERR_FSYNC;
    if (disk.m_lies)
        return SQLITE_OK;
    // What a failed sync has dropped is on no disk, so only what came since is.
    for (const auto &change : node.pending) {
        if (change.truncates)
            truncateTo(node.synced, change.at);
        else
            writeTo(node.synced, change.at, change.data.data(), change.data.size());
    }
    node.pending.clear();
    // SQLite syncs the folder with a new journal, and that makes all names in it last.
    if (std::exchange(node.syncsNames, false))
        disk.syncNames();
    return SQLITE_OK;
}

int LossyDisk::lock(sqlite3_file *handle, int level)
{
    auto &file = of(handle);
    std::scoped_lock guard(file.disk->m_mutex);
    auto &locks = nodeOf(handle).locks;
    const int others = [&] {
        int most = SQLITE_LOCK_NONE;
        for (const auto &[other, held] : locks)
            most = other == handle ? most : std::max(most, held);
        return most;
    }();
    const bool isFree = level == SQLITE_LOCK_SHARED ? others < SQLITE_LOCK_PENDING
        : level == SQLITE_LOCK_EXCLUSIVE            ? others == SQLITE_LOCK_NONE
                                                    : others < SQLITE_LOCK_RESERVED;
    if (!isFree)
        return SQLITE_BUSY;
    locks[handle] = std::max(locks[handle], level);
    return SQLITE_OK;
}

int LossyDisk::unlock(sqlite3_file *handle, int level)
{
    std::scoped_lock guard(of(handle).disk->m_mutex);
    nodeOf(handle).locks[handle] = level;
    return SQLITE_OK;
}

int LossyDisk::shmMap(sqlite3_file *handle, int region, int size, int extend, void volatile **at)
{
    std::scoped_lock guard(of(handle).disk->m_mutex);
    auto &shared = nodeOf(handle).shared;
    *at = nullptr;
    if (size_t(region) >= shared.size() && !extend)
        return SQLITE_OK;
    while (shared.size() <= size_t(region))
        shared.push_back(std::make_unique<char[]>(size_t(size)));
    *at = shared[size_t(region)].get();
    return SQLITE_OK;
}

int LossyDisk::shmLock(sqlite3_file *handle, int first, int count, int flags)
{
    auto &file = of(handle);
    std::scoped_lock guard(file.disk->m_mutex);
    auto &locks = nodeOf(handle).sharedLocks;
    const auto held = [&](int at) { return ((file.sharedMask | file.exclusiveMask) >> at) & 1; };
    if (flags & SQLITE_SHM_LOCK) {
        for (int at = first; at < first + count; ++at) {
            if (!held(at) && ((flags & SQLITE_SHM_SHARED) ? locks[size_t(at)] < 0 : locks[size_t(at)] != 0))
                return SQLITE_BUSY;
        }
    }
    for (int at = first; at < first + count; ++at) {
        const auto bit = 1U << at;
        auto &mask = (flags & SQLITE_SHM_SHARED) ? file.sharedMask : file.exclusiveMask;
        if (flags & SQLITE_SHM_LOCK) {
            if (held(at))
                continue;
            mask |= bit;
            locks[size_t(at)] = (flags & SQLITE_SHM_SHARED) ? locks[size_t(at)] + 1 : -1;
        } else if (mask & bit) {
            mask &= ~bit;
            locks[size_t(at)] = (flags & SQLITE_SHM_SHARED) ? locks[size_t(at)] - 1 : 0;
        }
    }
    return SQLITE_OK;
}

int LossyDisk::shmUnmap(sqlite3_file *handle, int)
{
    shmLock(handle, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    shmLock(handle, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    return SQLITE_OK;
}

int LossyDisk::remove(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    auto &disk = diskOf(vfs);
    std::scoped_lock guard(disk.m_mutex);
    if (disk.call())
        return SQLITE_IOERR_DELETE;
    const auto at = disk.m_files.find(name);
    if (at == disk.m_files.end() || !at->second.now)
        return SQLITE_IOERR_DELETE_NOENT;
    at->second.now.reset();
    disk.change();
    if (disk.m_off)
        return SQLITE_IOERR_DELETE;
    if (syncFolder && !disk.m_lies)
        disk.syncNames();
    return SQLITE_OK;
}

const sqlite3_io_methods *LossyDisk::methods()
{
    static const sqlite3_io_methods all{
        .iVersion = 2,
        .xClose = close,
        .xRead = read,
        .xWrite = write,
        .xTruncate = truncate,
        .xSync = sync,
        .xFileSize =
            [](sqlite3_file *handle, sqlite3_int64 *size) {
                auto &disk = *of(handle).disk;
                std::scoped_lock guard(disk.m_mutex);
                *size = sqlite3_int64(nodeOf(handle).now.size());
                return disk.call() ? SQLITE_IOERR_FSTAT : SQLITE_OK;
            },
        .xLock = lock,
        .xUnlock = unlock,
        .xCheckReservedLock =
            [](sqlite3_file *handle, int *answer) {
                std::scoped_lock guard(of(handle).disk->m_mutex);
                *answer = std::ranges::any_of(nodeOf(handle).locks,
                    [](const auto &entry) { return entry.second >= SQLITE_LOCK_RESERVED; });
                return SQLITE_OK;
            },
        .xFileControl = [](sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; },
        .xSectorSize = [](sqlite3_file *) { return 4096; },
        // As SQLite takes it of real disks.
        .xDeviceCharacteristics = [](sqlite3_file *) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
        .xShmMap = shmMap,
        .xShmLock = shmLock,
        .xShmBarrier = [](sqlite3_file *) { std::atomic_thread_fence(std::memory_order_seq_cst); },
        .xShmUnmap = shmUnmap,
        .xFetch = nullptr,
        .xUnfetch = nullptr,
    };
    return &all;
}

} // namespace signalbox
