// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/store/schema.h"
#include "core/store/searchfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Backup)
};

/// Whether a file, or the names in a folder, are on disk now. Elsewhere than on Unix nothing needs to be done
/// for names, and SQLite has synced the file.
bool syncToDisk(const QString &path)
{
#ifdef Q_OS_UNIX
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool done = ::fsync(file) == 0;
    ::close(file);
    return done;
#else
    Q_UNUSED(path)
    return true;
#endif
}

Failure cannotWrite(const QString &target)
{
    return failure(Error::Code::Unavailable, Tr::tr("%1 cannot be written.").arg(target), target);
}

Result<Health> soundness(const QString &file, const std::atomic<bool> *cancelled)
{
    auto health = examine(file, cancelled);
    if (health && !health->isSound())
        return failure(Error::Code::Corrupt, Tr::tr("%1 is damaged.").arg(file), health->faults.join(u' '));
    return health;
}

/// A sound copy of `store` in `half`, on disk.
Result<Health> copyTo(const QString &half, const QString &store, const std::atomic<bool> *cancelled = nullptr)
{
    const auto db = Connection::open(store, Connection::Mode::ReadOnly);
    if (!db)
        return Failure(db.error());
    (*db)->setCancelled(cancelled);
    if (auto good = schema::check(**db); !good)
        return Failure(good.error());
    // VACUUM INTO copies one state, whatever is written meanwhile, and sees what is still in the write-ahead
    // log.
    if (auto copied = (*db)->run("VACUUM INTO ?", {half}); !copied)
        return Failure(copied.error());
    auto health = soundness(half, cancelled);
    if (health && !syncToDisk(half))
        return cannotWrite(half);
    return health;
}

/// Puts a finished file in its place.
Result<void> name(const QString &half, const QString &target)
{
    if (QFile::exists(target) && !QFile::remove(target))
        return cannotWrite(target);
    if (!QFile::rename(half, target) || !syncToDisk(QFileInfo(target).absolutePath()))
        return cannotWrite(target);
    return {};
}

} // namespace

Result<Health> backUpStore(const QString &store, const QString &target, const std::atomic<bool> *cancelled)
{
    if (QFileInfo(target) == QFileInfo(store))
        return failure(Error::Code::InvalidInput, Tr::tr("%1 is the store itself.").arg(target), target);
    const auto half = target + u".part"_s;
    QFile::remove(half);
    auto health = copyTo(half, store, cancelled);
    if (health) {
        if (auto named = name(half, target); !named)
            health = Failure(named.error());
    }
    QFile::remove(half);
    return health;
}

Result<Health> restoreStore(const QString &backup, const QString &store)
{
    const auto half = store + u".part"_s;
    QFile::remove(half);
    auto health = copyTo(half, backup);
    if (!health) {
        QFile::remove(half);
        return health;
    }
    // The log of what was not copied back yet belongs to the file, by its name.
    const auto kept = store + u".before-restore"_s;
    for (const auto &part : {QString(), u"-wal"_s, u"-shm"_s, u"-end"_s}) {
        QFile::remove(kept + part);
        if (QFile::exists(store + part) && !QFile::rename(store + part, kept + part))
            return cannotWrite(kept + part);
    }
    SearchFile::remove(store); // of the other log
    if (auto named = name(half, store); !named)
        return Failure(named.error());
    return health;
}

} // namespace signalbox
